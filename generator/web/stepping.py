"""Taking a step: another status for an agreement, or another name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.values import ValueProblem, read_value
from generator.library.model import Question, QuestionType
from generator.storage.errors import StaleVersion
from generator.storage.lifecycle import Needs, Status, Step, step_between
from generator.storage.statuses import LONGEST_REASON, StatusRow
from generator.storage.versions import LONGEST_NAME
from generator.web.agreement import stored_draft
from generator.web.draft_stores import statuses, versions
from generator.web.error_pages import ErrorPage, error_response
from generator.web.overview import Made, make
from generator.web.services import services
from generator.web.versions import STALE, version_number

blueprint = Blueprint("stepping", __name__, url_prefix="/overenskommelse")

_NAME = Question("namn", QuestionType.TEXT, "Namn", "Namn", maximum=LONGEST_NAME)
_REASON = Question("skal", QuestionType.TEXT, "Skäl", "Skäl", maximum=LONGEST_REASON)
_DAY = Question("dag", QuestionType.DATE, "Dag", "Dag")
_NOT_READY = ErrorPage(
    "Överenskommelsen är inte klar än",
    "Något återstår före underskrift. Gå tillbaka och se vad. Inget har ändrats.",
)
_NO_STEP = ErrorPage("Den ändringen går inte att göra", "Läs in sidan på nytt och se vilka steg som finns.")


@blueprint.post("/<agreement_id>/status")
def take_step(agreement_id: str) -> ResponseReturnValue:
    """Set another status, when the step is allowed and nothing lacks for it."""
    made = make(agreement_id)
    before, after = (_status(request.form.get(name, "")) for name in ("fran", "till"))
    step = step_between(before, after) if before and after else None
    if step is None or step.needs is Needs.SIGNED_FILE:
        return error_response(409, _NO_STEP)
    if step.needs is Needs.NOTHING_LEFT and made.is_draft:
        return error_response(409, _NOT_READY)
    day, reason, problem = _day_and_reason(request.form)
    if problem or (step.needs is Needs.DAY_AND_REASON and not (day and reason)):
        wanted = problem or "Skriv från vilken dag överenskommelsen har upphört, och varför."
        return error_response(422, ErrorPage("Något saknas", f"{wanted} Inget har ändrats. Gå tillbaka."))
    version = version_number(request.form.get("_version", "0"))
    who = services().agreements.viewer.who
    row = StatusRow(step.after, version, services().clock(), who, day, reason)
    return _set(made, step, row)


def _set(made: Made, step: Step, row: StatusRow) -> ResponseReturnValue:
    try:
        statuses().take_step(made.id, step.before, row)
    except StaleVersion:
        return error_response(409, STALE)
    return redirect(url_for("overview.show", agreement_id=made.id, _anchor="status"), 303)


def _status(text: str) -> Status | None:
    return Status(text) if text in set(Status) else None


def _day_and_reason(posted: Mapping[str, str]) -> tuple[date | None, str, str]:
    """The day, the reason, and what is wrong with them."""
    try:
        day, reason = (read_value(each, posted.get(each.id, "")) for each in (_DAY, _REASON))
    except ValueProblem as problem:
        return None, "", f"{str(problem)[:1].upper()}{str(problem)[1:]}"
    return (day if isinstance(day, date) else None), str(reason), ""


@blueprint.post("/<agreement_id>/namn")
def rename(agreement_id: str) -> ResponseReturnValue:
    """Give the agreement a name of its own; an empty one lets the municipalities name it."""
    draft = stored_draft(agreement_id)
    try:
        name = str(read_value(_NAME, request.form.get(_NAME.id, "")))
    except ValueProblem as problem:
        told = f"Namnet går inte att använda: {problem} Gå tillbaka och välj ett annat."
        return error_response(422, ErrorPage("Namnet går inte att använda", told))
    if draft.agreement is not None and name != draft.agreement.name:
        versions().rename(draft.agreement, name, services().clock())
    return redirect(url_for("overview.show", agreement_id=draft.id), 303)
