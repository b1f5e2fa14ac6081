"""Ties each provision in a text to the statute it belongs to: beside it, in a row with others, or the one before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.review.named_acts import ActMention, Naming
from generator.review.provisions import Form, Unit

OLD, NEW = "gamla", "nya"
_OLD_WORDS = ("gamla", "upphävda", "tidigare", "äldre", "dåvarande")
_NEW_WORDS = ("nya", "nuvarande", "gällande")
_AFTER = re.compile(
    r"[ ,]{0,2}(?:(?:i|av|enligt) )?(?:(?:den|det) )?(?:då )?"
    rf"(?:(?:{'|'.join((*_OLD_WORDS, *_NEW_WORDS))}) )?(?:lag(?:en)? )?\(?"
)
"""What may stand between a provision and the statute after it."""
_BEFORE = re.compile(r"[ ,:(]{0,3}(?:i )?(?:dess )?")
"""What may stand between a statute and the provision after it."""
_CHAIN = re.compile(
    r" ?(?:,|;|och(?:/eller)?|samt|eller|resp\.|respektive|jfr|jämte|/|&)(?: (?:i|enligt|av))? ?|, (?:och|samt|jfr) "
)
"""What may stand between two provisions of one statute."""
_AGE = re.compile(rf"\b({'|'.join((*_OLD_WORDS, *_NEW_WORDS))}) $")
_LONGEST_BETWEEN = 60


@dataclass
class Link:
    """A provision and the statute it has been tied to."""

    unit: Unit
    start: int
    end: int
    """Of the provision together with a statute beside it."""
    mention: ActMention | None = None
    is_assumed: bool = False
    """Whether the statute is only the last one named before."""
    chapter: str = ""
    """Taken over from the provision before: ``10 kap. 15 a § och 18 a §``."""

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Chapter and section of every provision; a chapter alone has no section."""
        if self.unit.form is Form.CHAPTER:
            return tuple((chapter, "") for chapter in self.unit.chapters)
        chapter = self.chapter or "".join(self.unit.chapters[:1])
        return tuple((chapter, section) for section in self.unit.sections)


def told_age(text: str, mention: ActMention) -> str:
    """``gamla`` or ``nya`` when the words before the statute say which of two it is; else nothing."""
    found = _AGE.search(text, max(0, mention.start - 20), mention.start)
    if found is None:
        return ""
    return OLD if found[1] in _OLD_WORDS else NEW


class Linker:
    """Ties the provisions of one text."""

    def __init__(self, text: str, units: Sequence[Unit], mentions: Sequence[ActMention]) -> None:
        """``units`` and ``mentions`` in order; no mention lies inside a unit."""
        self._text = text
        self._units = units
        self._mentions = mentions
        self._starts = [each.start for each in mentions]
        self._ends = [each.end for each in mentions]
        self.used: set[int] = set()
        """Where the statutes that a provision is tied to begin."""

    def links(self) -> list[Link]:
        """Every provision that is one: with a statute, or so written that nothing else can be meant."""
        links = [Link(unit, unit.start, unit.end) for unit in self._units]
        for index, link in enumerate(links):
            self._link_beside(link, self._units[index + 1] if index + 1 < len(links) else None)
        self._link_rows(links)
        self._assume_previous(links)
        return [link for link in links if link.mention is not None or link.unit.form is Form.SIGN]

    def _link_beside(self, link: Link, following: Unit | None) -> None:
        before, after = self._before(link.unit), self._after(link.unit)
        is_close = before is not None and not self._text[before.end : link.unit.start].strip(" ")
        leads_next = after is not None and following is not None and self._leads(after, following)
        if before is not None and before.start not in self.used and (is_close or after is None or leads_next):
            link.mention, link.start = before, before.start
        elif after is not None and not (leads_next and "," in self._text[link.unit.end : after.start]):
            link.mention, link.end = after, after.end
        if link.mention is not None:
            self.used.add(link.mention.start)

    def _leads(self, mention: ActMention, unit: Unit) -> bool:
        return mention.end <= unit.start and not self._text[mention.end : unit.start].strip(" ")

    def _before(self, unit: Unit) -> ActMention | None:
        index = bisect_right(self._ends, unit.start) - 1
        if index < 0 or unit.start - self._ends[index] > _LONGEST_BETWEEN:
            return None
        found = self._mentions[index]
        return found if _BEFORE.fullmatch(self._text, found.end, unit.start) else None

    def _after(self, unit: Unit) -> ActMention | None:
        index = bisect_left(self._starts, unit.end)
        if index == len(self._starts) or self._starts[index] - unit.end > _LONGEST_BETWEEN:
            return None
        found = self._mentions[index]
        return found if _AFTER.fullmatch(self._text, unit.end, found.start) else None

    def _link_rows(self, links: Sequence[Link]) -> None:
        """``26 kap. 1 § och 35 kap. 1 § OSL``: one statute for the whole row, from its end or else from its start."""
        rows = [(one, other) for one, other in pairwise(links) if self._is_row(one, other)]
        for one, other in reversed(rows):
            if one.mention is None and other.start == other.unit.start:
                one.mention = other.mention
        for one, other in rows:
            if other.mention is None:
                other.mention = one.mention
            if other.mention is one.mention and not other.unit.chapters and other.unit.form is Form.SIGN:
                other.chapter = one.chapter or "".join(one.unit.chapters[:1])

    def _is_row(self, one: Link, other: Link) -> bool:
        start, end = one.unit.end, other.unit.start
        return end - start <= _LONGEST_BETWEEN and _CHAIN.fullmatch(self._text, start, end) is not None

    def _assume_previous(self, links: Sequence[Link]) -> None:
        """A provision without a statute is tied to the one before, as an assumption; after ”samma lag” as a fact."""
        stated = [
            each
            for each in self._mentions
            if each.naming is Naming.STATED or (each.naming is Naming.ALONE_UNSURE and each.start in self.used)
        ]
        starts = [each.start for each in stated]
        for link in links:
            is_same = link.mention is not None and link.mention.naming is Naming.SAME
            if is_same or (link.mention is None and link.unit.form is Form.SIGN):
                index = bisect_left(starts, link.unit.start) - 1
                link.mention = stated[index] if index >= 0 else None
                link.is_assumed = not is_same
