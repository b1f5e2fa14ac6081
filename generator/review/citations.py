"""Finds every citation of a Swedish statute in a free text, and says what the register knows of it on a given day.

Nothing is guessed in silence: a statute that is not written out, or that may be either of two, is told as unclear with
the possibilities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.library.model import Library
from generator.review.citation_links import Link, Linker, told_age
from generator.review.citation_status import Resolver, Status, Verdict
from generator.review.named_acts import ActFinder, ActMention, Naming, NotStatute, other_references
from generator.review.provisions import Form, Unit, find_units
from generator.review.reading_text import ReadingText, reading_text

_CLOCK = re.compile(r"\b[Kk]l(?:ockan|\.)? ?$")
_BLANK = "\x00"


@dataclass(frozen=True)
class Citation:
    """One provision, or one whole statute, where a text names it."""

    start: int
    """Where in the original text it begins."""
    end: int
    text: str
    """As written, on one line."""
    passage: str
    """With the words around it."""
    detail: str
    """Paragraph and point, as written."""
    verdict: Verdict
    """Which provision it is and what the register knows."""

    @property
    def status(self) -> Status:
        """Shorthand for the verdict's."""
        return self.verdict.status


@dataclass(frozen=True)
class OtherReference:
    """Preparatory works, court decisions and the like: recognised, not statutes."""

    start: int
    end: int
    text: str
    kind: NotStatute


@dataclass(frozen=True)
class Found:
    """Everything that one text cites, in order."""

    citations: tuple[Citation, ...]
    others: tuple[OtherReference, ...]


def find_citations(text: str, library: Library, day: date, written: date | None = None) -> Found:
    """Every citation in the text, resolved against the register for ``day``.

    ``written`` is the day the text was made, when that is known: it tells an old statute from a new one of the same
    name, and which provisions have been changed since.
    """
    return _Search(reading_text(text), library).run(library, day, written)


class _Search:
    """One text being searched."""

    def __init__(self, reading: ReadingText, library: Library) -> None:
        self._reading = reading
        self._others = list(other_references(reading.text))
        searched = _without(reading.text, self._others)
        self._finder = ActFinder(library)
        self._units = [unit for unit in find_units(searched) if not _is_time(searched, unit)]
        self._mentions = _outside(list(self._finder.find(searched)), self._units)

    def run(self, library: Library, day: date, written: date | None) -> Found:
        numbered = frozenset(each.number for each in self._mentions if each.number)
        resolver = Resolver(library, self._finder, day, written, numbered)
        linker = Linker(self._reading.text, self._units, self._mentions)
        links = linker.links()
        alone = [each for each in self._mentions if each.start not in linker.used and each.naming is Naming.STATED]
        found = [*self._provisions(links, resolver), *self._whole_acts(alone, resolver)]
        others = (OtherReference(*self._span(start, end), kind) for start, end, kind in self._others)
        return Found(tuple(sorted(found, key=lambda each: (each.start, each.end))), tuple(others))

    def _provisions(self, links: Sequence[Link], resolver: Resolver) -> Iterator[Citation]:
        for link in links:
            start, end, text = self._span(link.start, link.end)
            passage = self._reading.passage(link.start, link.end)
            age = told_age(self._reading.text, link.mention) if link.mention else ""
            for chapter, section in link.places:
                verdict = resolver.provision(link.mention, (chapter, section), age, link.is_assumed)
                yield Citation(start, end, text, passage, link.unit.detail, verdict)

    def _whole_acts(self, mentions: Sequence[ActMention], resolver: Resolver) -> Iterator[Citation]:
        for mention in mentions:
            verdict = resolver.whole(mention, told_age(self._reading.text, mention))
            passage = self._reading.passage(mention.start, mention.end)
            yield Citation(*self._span(mention.start, mention.end), passage, "", verdict)

    def _span(self, start: int, end: int) -> tuple[int, int, str]:
        """Where a stretch stands in the original, and what stands there on one line; a bracket opened is closed."""
        text = self._reading.text
        if text.count("(", start, end) > text.count(")", start, end) and text.startswith(")", end):
            end += 1
        first, last = self._reading.span(start, end)
        return first, last, " ".join(self._reading.original[first:last].split())


def _without(text: str, others: Sequence[tuple[int, int, NotStatute]]) -> str:
    """The text with what is no statute blanked out, letter for letter."""
    parts: list[str] = []
    place = 0
    for start, end, _ in others:
        parts += (text[place:start], _BLANK * (end - start))
        place = end
    return "".join((*parts, text[place:]))


def _is_time(text: str, unit: Unit) -> bool:
    """``kl. 10:15`` is none."""
    return unit.form is Form.COLON and _CLOCK.search(text[max(0, unit.start - 10) : unit.start]) is not None


def _outside(mentions: Sequence[ActMention], units: Sequence[Unit]) -> list[ActMention]:
    """The mentions that are not part of a provision."""
    inside = {place for unit in units for place in range(unit.start, unit.end)}
    return [each for each in mentions if each.start not in inside]
