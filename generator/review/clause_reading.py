"""One clause as a lawyer examines it: its wordings over time with what differs, and where it is used. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from generator.assembly.explain import conditions_in_words
from generator.library.model import Clause, DocumentPlan, Library, PlanPart, Wording
from generator.library.template import BlockTemplate, ListTemplate, ParagraphTemplate, Slot, TableTemplate
from generator.review.library_changes import wording_lines
from generator.review.shown_text import wording_difference
from generator.review.word_marks import LineChange, Mark, compare_lines

_DAY = timedelta(days=1)
_LEADS = "punkt"


class Standing(StrEnum):
    """What a wording, or a clause, is on a day."""

    IN_FORCE = "gäller"
    COMING = "gäller inte än"
    PAST = "gäller inte längre"


@dataclass(frozen=True)
class Passage:
    """A wording with its days and what differs from the one before."""

    wording: Wording
    last_day: date | None
    """None while no later one is known."""
    standing: Standing
    lines: tuple[LineChange, ...]
    """Heading and text, marked against the wording before; empty for the first and where no word differs."""
    conditions: tuple[tuple[str, ...], tuple[str, ...]]
    """Before and now in words; the same where nothing differs."""
    sources: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Use:
    """A place where a clause can stand."""

    plan: DocumentPlan
    part: PlanPart
    is_alternative: bool
    """Whether it is one of several for the place."""
    is_optional: bool = False
    """Whether a draft can do without it there."""


@dataclass(frozen=True)
class Ties:
    """Other clauses that a clause has to do with, each as (clause, heading)."""

    requires: tuple[tuple[str, str], ...] = ()
    excludes: tuple[tuple[str, str], ...] = ()
    required_by: tuple[tuple[str, str], ...] = ()
    leads_here: tuple[tuple[str, str], ...] = ()
    """Clauses whose text refers to it."""
    alternatives: tuple[tuple[str, str], ...] = ()


def shown_wording(clause: Clause, day: date) -> Wording:
    """The wording to read on a day: the one in force; else the next to come, or the last there was."""
    current = clause.at(day)
    if current is not None:
        return current
    texts = [each for each in clause.wordings if not each.withdrawn]
    coming = [each for each in texts if each.first_day > day]
    return coming[0] if coming else texts[-1]


def standing_on(clause: Clause, day: date) -> Standing:
    """Whether the clause is in force on a day, or not yet, or no longer."""
    if clause.at(day) is not None:
        return Standing.IN_FORCE
    coming = any(each.first_day > day for each in clause.wordings if not each.withdrawn)
    return Standing.COMING if coming else Standing.PAST


def passages(library: Library, clause: Clause, day: date) -> tuple[Passage, ...]:
    """Every wording, the newest first. A withdrawal is one of them, without text."""
    found = []
    for place, wording in enumerate(clause.wordings):
        before = clause.wordings[place - 1] if place else None
        after = clause.wordings[place + 1] if place + 1 < len(clause.wordings) else None
        found.append(_passage(library, before, wording, (after.first_day - _DAY if after else None, day)))
    return tuple(reversed(found))


def _passage(library: Library, before: Wording | None, wording: Wording, days: tuple[date | None, date]) -> Passage:
    last_day, day = days
    if wording.first_day > day:
        standing = Standing.COMING
    else:
        standing = Standing.IN_FORCE if last_day is None or last_day >= day else Standing.PAST
    lines = _differing(library, before, wording) if before is not None else ()
    compared = before or wording
    conditions = conditions_in_words(library, compared.conditions), conditions_in_words(library, wording.conditions)
    return Passage(wording, last_day, standing, lines, conditions, (compared.sources, wording.sources))


def _differing(library: Library, before: Wording, after: Wording) -> tuple[LineChange, ...]:
    """Heading and text as they are read, marked; nothing where no word differs."""
    if before.withdrawn or after.withdrawn:
        return compare_lines(*(() if each.withdrawn else wording_lines(each) for each in (before, after)))
    found = wording_difference(library, before, after)
    return found if any(each.mark is not Mark.SAME for each in found) else ()


def uses(library: Library, clause: Clause) -> tuple[Use, ...]:
    """Every part of every plan where the clause can stand, in the order of the library."""
    places = {wording.place for wording in clause.wordings if wording.place}
    return tuple(
        Use(plan, part, item.place in places, bool(item.option))
        for plan in library.plans.values()
        for part in plan.parts
        for item in part.items
        if item.clause == clause.id or item.place in places
    )


def ties(library: Library, wording: Wording, day: date) -> Ties:
    """The other clauses, as they read on a day, that this wording has to do with."""
    in_force = library.wordings_at(day)
    others = [each for each in in_force.values() if each.clause != wording.clause]

    def named(clauses: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((each, in_force[each].heading) for each in clauses if each in in_force)

    same_place = library.places.get(wording.place, ()) if wording.place else ()
    return Ties(
        named(wording.requires),
        named(wording.excludes),
        named(each.clause for each in others if wording.clause in each.requires),
        named(each.clause for each in others if wording.clause in set(_targets(each.blocks))),
        named(each for each in same_place if each != wording.clause),
    )


def _targets(blocks: Iterable[BlockTemplate]) -> Iterator[str]:
    """Ids of the clauses and parts that a text refers to."""
    for block in blocks:
        for inlines in _inlines(block):
            yield from (each.literal for each in inlines if isinstance(each, Slot) and each.filter == _LEADS)


def _inlines(block: BlockTemplate) -> Iterator[tuple[object, ...]]:
    if isinstance(block, ParagraphTemplate):
        yield block.inlines
    elif isinstance(block, ListTemplate):
        yield from block.items
    elif isinstance(block, TableTemplate):
        yield from (cell for row in (block.header, *block.rows) for cell in row)


def plan_clauses(library: Library, plan: DocumentPlan) -> tuple[str, ...]:
    """Every clause that a document can hold, in its order; at a place all the alternatives."""
    asked = ((item.clause,) if item.clause else library.places.get(item.place, ()) for item in plan.items)
    return tuple(each for clauses in asked for each in clauses)


def reading_order(library: Library, plans: Iterable[DocumentPlan]) -> tuple[str, ...]:
    """Every clause once: plan by plan and part by part, and last those that none of the plans holds."""
    found: dict[str, None] = {}
    for plan in plans:
        found.update(dict.fromkeys(plan_clauses(library, plan)))
    found.update(dict.fromkeys(library.clauses))
    return tuple(found)
