"""What every page may use: the library, the stored agreements, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import cast

from flask import current_app, g

from generator.clock import STOCKHOLM
from generator.formats.orders import Make, make_files
from generator.formats.production import Production
from generator.library.model import DocumentPlan, Library, PlanKind
from generator.reference import swedish_key
from generator.settings import Settings
from generator.storage.agreements import AgreementStore
from generator.storage.ownership import NOBODY
from generator.web.blank_files import BlankFiles
from generator.web.work import Apart, here

EXTENSION = "samverkan"


@dataclass(frozen=True)
class Services:
    """Made once for each process."""

    settings: Settings
    library: Library
    agreements: AgreementStore
    clock: Callable[[], datetime]
    """The present moment, with a time zone."""
    make_files: Make = make_files
    """Makes documents: in a process of its own in the service, here and now in tests."""
    apart: Apart = here
    """Reads files from outside: in a process of its own in the service, here and now in tests."""
    blank_files: BlankFiles = field(default_factory=BlankFiles)
    production: Production = field(default_factory=Production)
    """What this installation adds to its documents."""

    @property
    def today(self) -> date:
        """The present day in Sweden: the day whose law and wordings apply."""
        return self.clock().astimezone(STOCKHOLM).date()

    def plans(self, kind: PlanKind) -> tuple[DocumentPlan, ...]:
        """The plans of a kind that somebody can be asked about, by title."""
        return tuple(plan for plan in self.all_plans() if plan.kind is kind and plan.pages)

    def all_plans(self) -> tuple[DocumentPlan, ...]:
        """Every plan: agreements, annexes and then documents for a person, by title, in ``plans_of``'s order."""
        return plans_of(self.library)

    def plan(self, plan_id: str, kind: PlanKind) -> DocumentPlan | None:
        """The plan with that id, if it is of that kind."""
        return next((plan for plan in self.plans(kind) if plan.id == plan_id), None)


def plans_of(library: Library) -> tuple[DocumentPlan, ...]:
    """Every plan of a library: agreements, annexes and then documents for a person, by title.

    An agreement that brings others with it comes before one that stands alone: it is what most have come for.
    """
    kinds = list(PlanKind)

    def place(plan: DocumentPlan) -> tuple[object, ...]:
        return kinds.index(plan.kind), not plan.attached, swedish_key(plan.title)

    return tuple(sorted(library.plans.values(), key=place))


def services() -> Services:
    """The services of the present application, with the agreements that the present page may show to its visitor."""
    made = cast(Services, current_app.extensions[EXTENSION])
    return replace(made, agreements=made.agreements.seen_by(g.get("viewer", NOBODY)))
