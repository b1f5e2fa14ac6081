"""Which wordings a situation's documents hold, and where the rules give none or two: told, never raised.

Made for trying tens of thousands of situations: what can be worked out once for a library is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.assembly.select import wordings_at
from generator.assembly.situation import Situation
from generator.library.conditions import all_hold
from generator.library.model import DocumentPlan, Library, PlanItem, Wording

_LINE = re.compile(r"\bline=\d+")


@dataclass(frozen=True)
class Fault:
    """A place that gets two clauses at once, or none although it needs one."""

    plan: str
    place: str
    clauses: tuple[str, ...]
    """Those that collide; empty for a gap."""


@dataclass(frozen=True)
class Footprint:
    """What the documents of one situation hold."""

    clauses: frozenset[str]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class _Tried:
    """What one set of facts gives."""

    clauses: frozenset[str]
    collisions: tuple[Fault, ...]
    gaps: tuple[Fault, ...]
    """Places that need a clause and get none; no fault as long as required answers are missing."""


class Footprints:
    """Takes footprints on one library and day."""

    def __init__(self, library: Library, day: date) -> None:
        self.library = library
        self._in_force = library.wordings_at(day)
        self._items: dict[str, tuple[tuple[PlanItem, tuple[Wording, ...]], ...]] = {}
        self._facts: dict[str, tuple[str, ...]] = {}
        self._tried: dict[tuple[object, ...], _Tried] = {}

    def of(self, situation: Situation) -> Footprint:
        """The footprint of a situation on this library, annexes and companions too."""
        # Tens of thousands of situations come down to some thousand sets of facts that matter.
        facts = situation.facts
        key = (situation.plan.id, situation.left_out, *(facts[fact] for fact in self._facts_of(situation.plan)))
        tried = self._tried.get(key)
        if tried is None:
            tried = self._tried[key] = self._try(situation)
        gaps = tried.gaps if tried.gaps and not situation.missing() else ()
        return Footprint(tried.clauses, (*tried.collisions, *gaps))

    def _facts_of(self, plan: DocumentPlan) -> tuple[str, ...]:
        """Every fact that decides what the plan's documents hold."""
        if plan.id not in self._facts:
            plans = (plan, *(self.library.plans[each.plan] for each in plan.attached))
            wordings = (each for one in plans for _, possible in self._items_of(one) for each in possible)
            conditions = (*(each.conditions for each in plan.attached), *(each.conditions for each in wordings))
            self._facts[plan.id] = tuple(dict.fromkeys(each.fact for group in conditions for each in group))
        return self._facts[plan.id]

    def _try(self, situation: Situation) -> _Tried:
        clauses: set[str] = set()
        collisions: list[Fault] = []
        gaps: list[Fault] = []
        for plan in self._plans(situation):
            for item, possible in self._items_of(plan):
                fitting = tuple(each.clause for each in possible if situation.calls_for(each))
                clauses.update(fitting)
                if item.place and len(fitting) > 1:
                    collisions.append(Fault(plan.id, item.place, fitting))
                elif item.place and item.required and not fitting:
                    gaps.append(Fault(plan.id, item.place, ()))
        return _Tried(frozenset(clauses), tuple(collisions), tuple(gaps))

    def _plans(self, situation: Situation) -> Iterator[DocumentPlan]:
        yield situation.plan
        for attached in situation.plan.attached:
            if all_hold(attached.conditions, situation.facts):
                yield self.library.plans[attached.plan]

    def _items_of(self, plan: DocumentPlan) -> tuple[tuple[PlanItem, tuple[Wording, ...]], ...]:
        if plan.id not in self._items:
            found = ((item, wordings_at(item, self.library, self._in_force)) for item in plan.items)
            self._items[plan.id] = tuple((item, possible) for item, possible in found if possible or item.required)
        return self._items[plan.id]

    @cached_property
    def texts(self) -> dict[str, str]:
        """Clause → its heading and text in force, in a form that is equal when the words are."""
        return {
            clause: _LINE.sub("", repr((wording.heading, wording.blocks))) for clause, wording in self._in_force.items()
        }

    @cached_property
    def headings(self) -> dict[str, str]:
        """Clause → its heading in force."""
        return {clause: wording.heading for clause, wording in self._in_force.items()}
