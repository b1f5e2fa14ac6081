"""Two texts word by word: what stayed, what came and what went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"[\w§-]+\s*|[^\w\s]+\s*|\s+")
_LEAST_ALIKE = 0.4
"""Below this share of words in common a line is not a new version of the other, but another line."""
_MOST_WORDS = 3_000
"""Longer lines are shown whole: comparing them word by word would keep the service busy."""


class Mark(StrEnum):
    """What became of some words, a line, a row or a clause."""

    SAME = "lika"
    ADDED = "tillagd"
    REMOVED = "borttagen"
    CHANGED = "ändrad"


@dataclass(frozen=True)
class Piece:
    """Some words that share their fate: SAME, ADDED or REMOVED."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class LineChange:
    """One line; its pieces put together are both texts."""

    mark: Mark
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The line as it was; empty when it is new."""
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.ADDED)

    @property
    def after(self) -> str:
        """The line as it is; empty when it is gone."""
        return "".join(piece.text for piece in self.pieces if piece.mark is not Mark.REMOVED)


def compare_lines(before: Sequence[str], after: Sequence[str]) -> tuple[LineChange, ...]:
    """Every line of both, in reading order; a line that was reworded stands once, marked word by word."""
    return tuple(_compared(before, after))


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[LineChange]:
    for tag, low, high, new_low, new_high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (whole_line(line, Mark.SAME) for line in before[low:high])
        else:
            yield from _replaced(before[low:high], after[new_low:new_high])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[LineChange]:
    """Lines at the same place: each old line meets the first new line, from where we are, that is enough alike."""
    place = 0
    for line in before:
        twin = next((index for index in range(place, len(after)) if _alike(line, after[index])), None)
        if twin is None:
            yield whole_line(line, Mark.REMOVED)
            continue
        yield from (whole_line(each, Mark.ADDED) for each in after[place:twin])
        yield reworded(line, after[twin])
        place = twin + 1
    yield from (whole_line(each, Mark.ADDED) for each in after[place:])


def whole_line(line: str, mark: Mark) -> LineChange:
    """A line whose words all share their fate."""
    return LineChange(mark, (Piece(line, mark),))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _matcher(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=False)


def _alike(before: str, after: str) -> bool:
    old, new = _words(before), _words(after)
    return max(len(old), len(new)) <= _MOST_WORDS and _matcher(old, new).ratio() >= _LEAST_ALIKE


def reworded(before: str, after: str) -> LineChange:
    """One line in two versions, word by word."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for tag, low, high, new_low, new_high in _matcher(old, new).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("".join(old[low:high]), Mark.SAME))
            continue
        if low < high:
            pieces.append(Piece("".join(old[low:high]), Mark.REMOVED))
        if new_low < new_high:
            pieces.append(Piece("".join(new[new_low:new_high]), Mark.ADDED))
    return LineChange(Mark.CHANGED if before != after else Mark.SAME, tuple(pieces))
