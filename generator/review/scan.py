"""Looks through an agreement made elsewhere: what it cites, which parts seem to be there, what should be looked at.

Everything but the citations is a suggestion: words suggest a part, they do not prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from generator.library.model import Library
from generator.library.signs import PartSigns, WarningSign
from generator.review.citations import Citation, OtherReference, find_citations
from generator.review.reading_text import PARAGRAPH, ReadingText, reading_text

_MOST_PASSAGES = 3
_CLOSE = 160
"""Characters between two words that a sign wants together."""
_NUMBERED = r"^[ \t]*(?:§?[ ]?\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\))?[ \t]*"
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Passage:
    """Words in the text that match a sign."""

    sign: str
    text: str
    """With the words around."""


@dataclass(frozen=True)
class PartFound:
    """A part, and the passages that suggest that it is there. Without any it seems to be missing."""

    part: PartSigns
    passages: tuple[Passage, ...]

    @property
    def seems_present(self) -> bool:
        """Whether anything suggests it."""
        return bool(self.passages)


@dataclass(frozen=True)
class WarningFound:
    """Something that a lawyer should stop at, and where."""

    warning: WarningSign
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Scan:
    """What was found."""

    citations: tuple[Citation, ...]
    others: tuple[OtherReference, ...]
    parts: tuple[PartFound, ...]
    warnings: tuple[WarningFound, ...]


def scan(text: str, library: Library, day: date, written: date | None = None) -> Scan:
    """Everything that can be said of the text. ``written`` is the day it was made, when that is known."""
    found = find_citations(text, library, day, written)
    reading = reading_text(text)
    parts = tuple(PartFound(part, _passages(reading, part.signs)) for part in library.signs.parts)
    warnings = (WarningFound(each, _warned(reading, each, found.citations)) for each in library.signs.warnings)
    return Scan(found.citations, found.others, parts, tuple(each for each in warnings if each.passages))


def _warned(reading: ReadingText, warning: WarningSign, citations: Iterable[Citation]) -> tuple[Passage, ...]:
    cited = [Passage(each.verdict.id, each.passage) for each in citations if each.verdict.id in warning.citations]
    return tuple([*cited, *_passages(reading, warning.signs)][:_MOST_PASSAGES])


def _passages(reading: ReadingText, signs: Iterable[str]) -> tuple[Passage, ...]:
    """At most three, those of the first signs first, none of them twice."""
    found: dict[str, Passage] = {}
    for sign in signs:
        for text in islice(_matches(reading, sign), _MOST_PASSAGES):
            found.setdefault(text, Passage(sign, text))
            if len(found) == _MOST_PASSAGES:
                return tuple(found.values())
    return tuple(found.values())


def _matches(reading: ReadingText, sign: str) -> Iterator[str]:
    if sign.startswith("^"):
        yield from (match.group().strip() for match in _heading(sign[1:]).finditer(reading.original))
        return
    first, *others = (_words(part) for part in sign.split("+"))
    for match in first.finditer(reading.text):
        start, end = match.span()
        around = _around(reading.text, start, end)
        if all(other.search(around) for other in others):
            yield reading.passage(start, end)


def _around(text: str, start: int, end: int) -> str:
    """The words close by, within the paragraph."""
    left = text[max(0, start - _CLOSE) : start].rpartition(PARAGRAPH)[2]
    right = text[end : end + _CLOSE].partition(PARAGRAPH)[0]
    return f"{left}{text[start:end]}{right}"


@cache
def _words(sign: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_as_pattern(sign.strip())}(?!\w)", re.IGNORECASE)


@cache
def _heading(sign: str) -> re.Pattern[str]:
    rest = rf"[^\n.,;]{{0,{_LONGEST_HEADING}}}$"
    return re.compile(rf"{_NUMBERED}{_as_pattern(sign.strip())}(?!\w){rest}", re.IGNORECASE | re.MULTILINE)


def _as_pattern(sign: str) -> str:
    return re.escape(sign).replace(r"\*", r"\w*")
