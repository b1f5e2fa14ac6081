"""How wide the columns of a table are: as the document asks, or after what they hold; wide enough for whole words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Cell, Field, Table

_AMPLE, _TIGHT, _MANY_TIGHT = (1.55, 2.6), (1.45, 2.2), (1.22, 1.5)
"""Per cent of the width of a table on A4 that a usual letter takes, and the space beside a column: rather too much,
barely enough, and barely enough in a table of many columns, which is set smaller and in a narrower face."""
_NARROW, _WIDE = frozenset("fijltIJ.,:;-/"), frozenset("mwMW")
MANY_COLUMNS = 5
_LONGEST_WORD = 24.0
"""Usual letters: a longer word is none, and may break."""
_NUMBER = 17
"""Letters of the longest day, such as 30 september 2027."""
_SHORT, _LONG = 10, 60
"""Letters: a column is never weighed as holding less than the first or more than the second."""
_ALL = 100.0
_EVENED = 0.7
"""A cell of twice as many letters gets less than twice the width, since it may take another line."""
_FIGURES_KEPT = re.compile(r"(?<!\d)\s+|(?<=[-–/])")
_WORD_ENDS = re.compile(r"\s+|(?<=[-–/])")


def column_shares(table: Table) -> tuple[int, ...]:
    """Whole per cent for each column, a hundred in all; none is narrower than its longest word when all can fit."""
    columns = list(zip(table.header, *table.rows, strict=True))
    ways = (_needed([max(map(pieces, column)) for column in columns]) for pieces in (_number, _day_and_month, _word))
    needed = next((way for way in ways if sum(way) <= _ALL), None)
    if needed is None:
        needed = _shared(_needed([max(map(_word, column)) for column in columns]))
    fitted = _fitted(asked_widths(table), needed)
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
    """Per cent that each column needs for what may not be broken in it, amply if all can have that."""
    needed: list[float] = []
    for per_letter, beside in (_AMPLE, _TIGHT if len(longest) < MANY_COLUMNS else _MANY_TIGHT):
        needed = [letters * per_letter + beside for letters in longest]
        if sum(needed) <= _ALL:
            break
    return needed


def _shared(needed: list[float]) -> list[float]:
    """When all cannot have what they need, only the longest words of all go without, as few as can be."""
    rising, left = sorted(needed), _ALL
    for place, share in enumerate(rising):
        most = left / (len(rising) - place)
        if share > most:
            return [min(each, most) for each in needed]
        left -= share
    return needed


def _number(cell: Cell) -> float:
    """How wide what may not be broken in a cell is, when nor may a day, a telephone number or a sum on its own."""
    text = _text(cell)
    return _widest([text]) if len(text) <= _NUMBER and any(map(str.isdigit, text)) else _word(cell)


def _day_and_month(cell: Cell) -> float:
    """The same, when the first number of a cell stays with what follows it."""
    return _widest(_FIGURES_KEPT.split(_text(cell)))


def _word(cell: Cell) -> float:
    """The same, when only words may not be broken."""
    return _widest(_WORD_ENDS.split(_text(cell)))


def _text(cell: Cell) -> str:
    """What a cell says; a field to fill in takes the width it gets."""
    return "".join(inline.text for inline in cell.inlines if not isinstance(inline, Field))


def _widest(words: Sequence[str]) -> float:
    return min(max(map(_width, words), default=0.0), _LONGEST_WORD)


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
