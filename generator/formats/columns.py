"""How wide the columns of a table are on paper and screen: as the document asks, but wide enough for whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Cell, Field, Table

_PER_LETTER = 1.5
"""Per cent of the width of a table on A4 that one letter takes, rather too much than too little."""
_PER_COLUMN = 2.6
"""Per cent that the space beside a column takes."""
_WORD_ENDS = re.compile(r"\s+|(?<=[-–/])")


def column_shares(table: Table) -> tuple[int, ...]:
    """Whole per cent for each column, a hundred in all; none is narrower than its longest word when all can fit."""
    asked = table.widths or (1,) * len(table.header)
    needed = [_longest_word(column) for column in zip(table.header, *table.rows, strict=True)]
    fitted = _fitted(asked, needed if sum(needed) <= 100 else [0.0] * len(asked))  # noqa: PLR2004 (per cent)
    ends = [round(sum(fitted[: place + 1])) for place in range(len(fitted))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def _longest_word(cells: Sequence[Cell]) -> float:
    """Per cent needed for the longest word of a column; a field to fill in takes what it gets."""
    texts = ["".join(inline.text for inline in cell.inlines if not isinstance(inline, Field)) for cell in cells]
    longest = max((len(word) for text in texts for word in _WORD_ENDS.split(text)), default=0)
    return longest * _PER_LETTER + _PER_COLUMN


def _fitted(asked: Sequence[int], needed: Sequence[float]) -> list[float]:
    """Columns that would be too narrow get what they need; the others share the rest as asked."""
    held: set[int] = set()
    while True:
        rest = 100 - sum(needed[column] for column in held)
        free = sum(share for column, share in enumerate(asked) if column not in held) or 1
        widths = [
            needed[column] if column in held else rest * share / free for column, share in enumerate(asked)
        ]
        narrow = {column for column, width in enumerate(widths) if width < needed[column] - 1e-9}
        if narrow <= held:
            return widths
        held |= narrow
