"""A text that two have changed, each in their own way: the national wording then, the national wording now, and ours.

Row by row, a line of the text then stands beside what became of it on either side, marked word by word. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.review.word_marks import LineChange, Mark, compare_lines


class Side(StrEnum):
    """Who has changed a line."""

    NOBODY = "ingen"
    NATIONAL = "nationellt"
    OURS = "hos oss"
    SAME = "båda lika"
    """Both made the very same change."""
    BOTH = "båda olika"
    """Both changed it, each in their own way: somebody has to choose."""


@dataclass(frozen=True)
class ThreeWayRow:
    """One line of the text then, with what was put in before it, on both sides."""

    then: str
    """Empty for lines put in after the last one."""
    national: tuple[LineChange, ...]
    """What became of it nationally, marked against the text then."""
    ours: tuple[LineChange, ...]
    side: Side


def three_way(then: str, now: str, ours: str) -> tuple[ThreeWayRow, ...]:
    """Every line of the text then, in order; the lines of ``now`` and of ``ours`` all stand in some row, in order."""
    base = _lines(then)
    columns = [_by_line(base, _lines(text)) for text in (now, ours)]
    rows = (_row(line, changes) for line, *changes in zip((*base, ""), *columns, strict=True))
    return tuple(row for row in rows if row.then or row.national or row.ours)


def has_conflict(rows: Sequence[ThreeWayRow]) -> bool:
    """Whether some line was changed by both, each in their own way."""
    return any(row.side is Side.BOTH for row in rows)


def _lines(text: str) -> tuple[str, ...]:
    """The paragraphs and items of a text; what is between them is only air."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _by_line(base: Sequence[str], other: Sequence[str]) -> list[tuple[LineChange, ...]]:
    """For each line of the base, and for the end: what was put in before it, and what became of it."""
    found: list[tuple[LineChange, ...]] = []
    waiting: list[LineChange] = []
    for change in compare_lines(base, other):
        waiting.append(change)
        if change.mark is not Mark.ADDED:
            found.append(tuple(waiting))
            waiting = []
    return [*found, tuple(waiting)]


def _row(then: str, changes: Sequence[tuple[LineChange, ...]]) -> ThreeWayRow:
    now, ours = changes
    changed = [any(each.mark is not Mark.SAME for each in side) for side in (now, ours)]
    if not any(changed):
        side = Side.NOBODY
    elif changed == [True, True]:
        side = Side.SAME if tuple(_after(now)) == tuple(_after(ours)) else Side.BOTH
    else:
        side = Side.NATIONAL if changed[0] else Side.OURS
    return ThreeWayRow(then, now, ours, side)


def _after(changes: Sequence[LineChange]) -> Iterator[str]:
    yield from (each.after for each in changes if each.mark is not Mark.REMOVED)
