"""What the tests of storage have in common: a plan, a change, noon."""

from __future__ import annotations

from datetime import UTC, datetime

from generator.library.model import DocumentPlan, PlanKind
from generator.storage.agreements import Change

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def plan(kind: PlanKind = PlanKind.AGREEMENT, plan_id: str = "overenskommelse") -> DocumentPlan:
    return DocumentPlan(id=plan_id, title="Titel", subtitle=(), kind=kind, description="", parts=())


def change(answers: dict[str, object] | None = None, moment: datetime = NOON) -> Change:
    return Change(answers if answers is not None else {"form": "fristaende"}, "abc123", moment)
