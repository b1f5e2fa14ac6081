"""The start page: what people come to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from generator.clock import STOCKHOLM
from generator.library.model import DocumentPlan, PlanKind
from generator.storage.agreements import Agreement
from generator.web.identity.demo import groups
from generator.web.interview import Basis
from generator.web.naming import agreement_name
from generator.web.services import services

blueprint = Blueprint("start", __name__)

_MOST_DRAFTS = 50


@dataclass(frozen=True)
class DraftLine:
    """One draft in the list."""

    id: str
    name: str
    title: str
    updated: datetime
    """In Swedish time."""


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What people come to do, and the drafts that can be continued. In the demonstration, who to be comes first."""
    return render_template(
        "start.html",
        agreements=_agreements(),
        persons=services().plans(PlanKind.PERSON),
        drafts=_drafts(),
        demo_groups=groups(),
    )


def _agreements() -> list[DocumentPlan]:
    """The most comprehensive first: it is what most people come for."""
    return sorted(services().plans(PlanKind.AGREEMENT), key=lambda plan: -len(plan.question_ids))


def _drafts() -> list[DraftLine]:
    """The visitor's drafts, newest first."""
    stored = services().agreements.newest(_MOST_DRAFTS)
    found = ((each, services().plan(each.plan, PlanKind.AGREEMENT)) for each in stored)
    return [_line(agreement, plan) for agreement, plan in found if plan]


def _line(agreement: Agreement, plan: DocumentPlan) -> DraftLine:
    situation = Basis(services().library, plan, services().today, agreement.answers).situation()
    return DraftLine(agreement.id, agreement_name(situation), plan.title, agreement.updated.astimezone(STOCKHOLM))
