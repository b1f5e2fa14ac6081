"""Text from elsewhere evened out for reading by a program, with a way back to where each letter stood.

Line breaks, hyphenation, hard spaces and all kinds of dashes hide citations from a search. Here they become one space
and one hyphen; paragraphs stay apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

PARAGRAPH = "\n"
"""Stands between paragraphs; nothing is read across it."""

_INVISIBLE = "\N{SOFT HYPHEN}\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_HYPHENS = "\N{SOFT HYPHEN}\N{NOT SIGN}"
"""What scanned pages and old word processors have at the end of a line instead of a hyphen."""
_STEP = re.compile(
    rf"""
    (?P<paragraph>[^\S\n]*\n\s*\n\s* | \s*[\f\v\x1c-\x1e\u2029]\s*)
  | (?P<divided>(?<=[a-zåäöé])[{_DASHES}{_HYPHENS}][^\S\n]*\n\s*(?=(?!och\b|eller\b|samt\b)[a-zåäöé]))
  | (?P<space>\s+)
  | (?P<dash>[{_DASHES}])
  | (?P<invisible>[{_INVISIBLE}])
  | (?P<quote>[’‘´`])
    """,
    re.VERBOSE,
)
_INSTEAD = {"paragraph": PARAGRAPH, "divided": "", "space": " ", "dash": "-", "invisible": "", "quote": "'"}


@dataclass(frozen=True)
class ReadingText:
    """A text and its evened-out form."""

    original: str
    text: str
    """What is searched."""
    _pieces: tuple[tuple[int, int], ...]
    """(where in ``text``, where in ``original``): from there on the two run in step."""

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._pieces]

    def original_place(self, index: int) -> int:
        """Where in the original the letter at ``index`` of the text stands."""
        start, original = self._pieces[bisect_right(self._starts, index) - 1]
        return min(original + index - start, len(self.original))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text stands in the original; ``end`` is not part of it and ``start`` < ``end``."""
        return self.original_place(start), self.original_place(end - 1) + 1

    def passage(self, start: int, end: int, around: int = 120) -> str:
        """The stretch with some words around it, within its paragraph; ``…`` where something is left out."""
        first = self.text.rfind(PARAGRAPH, 0, start) + 1
        last = self.text.find(PARAGRAPH, end)
        last = len(self.text) if last < 0 else last
        left, right = max(first, start - around), min(last, end + around)
        left = left if left == first else self.text.find(" ", left, start + 1) + 1 or left
        right = right if right == last else max(self.text.rfind(" ", end, right + 1), end)
        shown = self.text[left:right].strip()
        return f"{'… ' if left > first else ''}{shown}{' …' if right < last else ''}"


def reading_text(original: str) -> ReadingText:
    """The text evened out. A word divided at the end of a line or page is joined; ``offentlighets-⏎och`` is not one."""
    parts: list[str] = []
    pieces = [(0, 0)]
    length = place = 0
    for match in _STEP.finditer(original):
        kept = original[place : match.start()]
        instead = _INSTEAD[str(match.lastgroup)]
        parts += (kept, instead)
        length += len(kept)
        if instead:
            pieces.append((length, match.start()))
        length += len(instead)
        place = match.end()
        pieces.append((length, place))
    parts.append(original[place:])
    return ReadingText(original, "".join(parts), tuple(pieces))
