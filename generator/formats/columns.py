"""How wide the columns of a table are: as the document asks, or after what they hold; wide enough for whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Cell, Field, Table

_AMPLE, _TIGHT, _MANY_TIGHT = (1.55, 2.6), (1.45, 2.2), (1.34, 1.5)
"""Per cent of the width of a table on A4 that a usual letter takes, and the space beside a column: rather too much,
barely enough, and barely enough in a table of many columns, which is set smaller."""
_NARROW, _WIDE = frozenset("fijltIJ.,:;-/"), frozenset("mwMW")
MANY_COLUMNS = 5
_LONGEST_WORD = 24.0
"""Usual letters: a longer word is none, and may break."""
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


def _needed(longest: Sequence[float]) -> list[float]:
    """Per cent that each column needs for its longest word. When all cannot have it, only the longest words of all go
    without, as few as can be."""
    for per_letter, beside in (_AMPLE, _TIGHT if len(longest) < MANY_COLUMNS else _MANY_TIGHT):
        needed = [letters * per_letter + beside for letters in longest]
        if sum(needed) <= _ALL:
            return needed
    rising, left = sorted(needed), _ALL
    for place, share in enumerate(rising):
        most = left / (len(rising) - place)
        if share > most:
            return [min(each, most) for each in needed]
        left -= share
    return needed


def _longest_word(cells: Sequence[Cell]) -> float:
    """The width of the longest word of a column; a field to fill in takes what it gets."""
    texts = ["".join(inline.text for inline in cell.inlines if not isinstance(inline, Field)) for cell in cells]
    longest = max((_width(word) for text in texts for word in _WORD_ENDS.split(text)), default=0.0)
    return min(longest, _LONGEST_WORD)


def _width(word: str) -> float:
    """How wide a word is, in usual letters."""
    return sum(0.6 if each in _NARROW else 1.6 if each in _WIDE else 1.15 if each.isupper() else 1.0 for each in word)


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
