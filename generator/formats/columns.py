"""How wide the columns of a table are: as the document asks, or after what they hold; wide enough for whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Cell, Field, Table

_PER_LETTER, _TIGHT = 1.5, 1.3
"""Per cent of the width of a table on A4 that one letter takes: rather too much than too little, and barely enough."""
_LONGEST_WORD = 24
"""Letters: a longer word is none, and may break."""
_PER_COLUMN = 2.6
"""Per cent that the space beside a column takes."""
_SHORT, _LONG = 10, 60
"""Letters: a column is never weighed as holding less than the first or more than the second."""
_ALL = 100.0
_EVENED = 0.7
"""A cell of twice as many letters gets less than twice the width, since it may take another line."""
_WORD_ENDS = re.compile(r"\s+|(?<=[-–/])")


def column_shares(table: Table) -> tuple[int, ...]:
    """Whole per cent for each column, a hundred in all; none is narrower than its longest word when all can fit."""
    longest = [_longest_word(column) for column in zip(table.header, *table.rows, strict=True)]
    fitted = _fitted(asked_widths(table), _needed(longest))
    ends = [round(sum(fitted[: place + 1])) for place in range(len(fitted))]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def asked_widths(table: Table) -> tuple[int, ...]:
    """The relative widths that the document states, or else weights from the longest cell of each column."""
    if table.widths:
        return table.widths
    columns = zip(table.header, *table.rows, strict=True)
    longest = (max(map(_letters, column)) for column in columns)
    return tuple(round(100 * min(max(letters, _SHORT), _LONG) ** _EVENED) for letters in longest)


def _letters(cell: Cell) -> int:
    """How many letters a cell holds; a field to fill in counts as a few words."""
    return sum(2 * _SHORT if isinstance(inline, Field) else len(inline.text) for inline in cell.inlines)


def _needed(longest: Sequence[int]) -> list[float]:
    """Per cent that each column needs for its longest word. When all cannot have it, only the longest words of all go
    without, as few as can be."""
    for per_letter in (_PER_LETTER, _TIGHT):
        needed = [letters * per_letter + _PER_COLUMN for letters in longest]
        if sum(needed) <= _ALL:
            return needed
    rising, left = sorted(needed), _ALL
    for place, share in enumerate(rising):
        most = left / (len(rising) - place)
        if share > most:
            return [min(each, most) for each in needed]
        left -= share
    return needed


def _longest_word(cells: Sequence[Cell]) -> int:
    """Letters in the longest word of a column; a field to fill in takes what it gets."""
    texts = ["".join(inline.text for inline in cell.inlines if not isinstance(inline, Field)) for cell in cells]
    longest = max((len(word) for text in texts for word in _WORD_ENDS.split(text)), default=0)
    return min(longest, _LONGEST_WORD)


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
