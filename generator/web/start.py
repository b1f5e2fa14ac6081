"""The start page: what people come to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from generator.library.model import Choice, DocumentPlan, PlanKind
from generator.storage.agreements import Agreement
from generator.storage.lifecycle import Status
from generator.storage.retention import old_drafts
from generator.storage.statuses import FIRST, StatusRow
from generator.web.draft_panel import problem_picture
from generator.web.draft_stores import statuses
from generator.web.identity.demo import groups
from generator.web.identity.visitors import current_visitor
from generator.web.interview import Basis
from generator.web.local_time import local_time
from generator.web.naming import agreement_name
from generator.web.rounds import earliest, rounds_as_lawyer
from generator.web.services import services
from generator.web.waiting import awaited

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
    status: Status = FIRST
    problems: tuple[Choice, ...] = ()
    """What the problem picture shows."""
    awaited: str = ""
    """What the visitor is waited for to do with it; empty for nothing."""


@dataclass(frozen=True)
class AwaitedLine:
    """Something that waits for the visitor."""

    words: str
    address: str
    chip: str
    """Where it stands, or how much it is."""
    due: date | None = None
    """By which day."""


@dataclass(frozen=True)
class EndingLine:
    """A draft that is to be removed unless somebody saves it."""

    id: str
    name: str
    due: date
    """From when, in Swedish time."""


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """What people come to do, and the drafts that can be continued. In the demonstration, who to be comes first."""
    drafts = _drafts()
    return render_template(
        "start.html",
        agreements=_agreements(),
        persons=services().plans(PlanKind.PERSON),
        drafts=drafts,
        awaiting=_awaiting(drafts),
        ending=_ending(),
        today=services().today,
        demo_groups=groups(),
    )


def _awaiting(drafts: list[DraftLine]) -> list[AwaitedLine]:
    """What waits for the visitor: the earliest day first, then what has no day."""
    days = _days(drafts)
    found = [
        AwaitedLine(f"{each.awaited}: {each.name}", _address(each.id), each.status.words, days.get(each.id))
        for each in drafts
        if each.awaited
    ]
    for one in rounds_as_lawyer():
        count = f"{one.count} {'lydelse' if one.count == 1 else 'lydelser'}"
        found.append(AwaitedLine(one.words, one.address, count, one.due))
    return sorted(found, key=lambda each: (each.due is None, each.due or date.min))


def _ending() -> list[EndingLine]:
    """The visitor's drafts that nobody has touched for so long that they will soon be removed, the first one first."""
    seen, moment = services().agreements, services().clock()
    if not seen.viewer.organisations:
        return []
    old = old_drafts(seen.engine, services().settings.draft_months, moment, seen.viewer)
    found = ((each, services().plan(each.plan, PlanKind.AGREEMENT), seen.read(each.id)) for each in old)
    return [
        EndingLine(each.id, _line(agreement, plan, None).name, local_time(each.due).date())
        for each, plan, agreement in found
        if plan
    ]


def _days(drafts: list[DraftLine]) -> Mapping[str, date]:
    """Draft → the day by which its own wordings are to be reviewed, as the visitor's organisations have been told."""
    awaited = [each.id for each in drafts if each.awaited]
    return earliest(services().agreements.viewer.organisations, awaited) if awaited else {}


def _address(agreement_id: str) -> str:
    return url_for("overview.show", agreement_id=agreement_id)


def _agreements() -> list[DocumentPlan]:
    """The most comprehensive first: it is what most people come for."""
    return sorted(services().plans(PlanKind.AGREEMENT), key=lambda plan: -len(plan.question_ids))


def _drafts() -> list[DraftLine]:
    """The visitor's drafts, newest first."""
    stored = services().agreements.newest(_MOST_DRAFTS)
    standing = statuses().current(each.id for each in stored) if stored else {}
    found = ((each, services().plan(each.plan, PlanKind.AGREEMENT)) for each in stored)
    return [_line(agreement, plan, standing.get(agreement.id)) for agreement, plan in found if plan]


def _line(agreement: Agreement, plan: DocumentPlan, row: StatusRow | None) -> DraftLine:
    situation = Basis(services().library, plan, services().today, agreement.answers).situation()
    return DraftLine(
        agreement.id,
        agreement.name or agreement_name(situation),
        plan.title,
        local_time(agreement.updated),
        row.status if row else FIRST,
        tuple(problem_picture(situation)),
        awaited(current_visitor().roles, row),
    )
