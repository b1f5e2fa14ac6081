"""Which wordings a situation's documents hold, and where the rules give none or two: told, never raised.

Made for trying tens of thousands of situations: what can be worked out once for a library is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


class Footprints:
    """Takes footprints on one library and day."""

    def __init__(self, library: Library, day: date) -> None:
        self.library = library
        self._day = day
        self._in_force = library.wordings_at(day)
        self._items: dict[str, tuple[tuple[PlanItem, tuple[Wording, ...]], ...]] = {}

    def of(self, situation: Situation) -> Footprint:
        """The footprint of a situation on this library, annexes and companions too."""
        clauses: set[str] = set()
        faults: list[Fault] = []
        for plan in self._plans(situation):
            for item, possible in self._items_of(plan):
                fitting = [each for each in possible if all_hold(each.conditions, situation.facts)]
                clauses.update(each.clause for each in fitting)
                if item.place and (len(fitting) > 1 or (item.required and not fitting)):
                    collided = tuple(each.clause for each in fitting)
                    if collided or not situation.missing():
                        faults.append(Fault(plan.id, item.place, collided))
        return Footprint(frozenset(clauses), tuple(faults))

    def _plans(self, situation: Situation) -> Iterable[DocumentPlan]:
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
