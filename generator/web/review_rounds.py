"""By which day something is to be reviewed: set by those who wait for it or do it, and taken to the calendar."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.formats.calendar import MEDIA_TYPE, calendar_file
from generator.library.fields import parse_day
from generator.storage.law_changes import find_change
from generator.storage.review_rounds import LIBRARY, NewDay, review_days, set_review_day
from generator.web.agreement import stored_draft
from generator.web.error_pages import ErrorPage, error_response
from generator.web.reviewing import reviewers_of
from generator.web.rounds import OWN, rounds_as_lawyer
from generator.web.services import services

blueprint = Blueprint("review_rounds", __name__)

_CALENDAR = "Granskning"
_NO_DAYS = ErrorPage(
    "Det finns inga granskningsdagar",
    "Ingenting som väntar på din granskning har en dag, så det finns inget att lägga i kalendern.",
)


@blueprint.post("/granskning/dag")
def set_day() -> ResponseReturnValue:
    """The day for the clause set, or for what a change of the law has opened, at one organisation."""
    viewer = services().agreements.viewer
    organisation, subject = request.form.get("organisation", ""), request.form.get("granskning", "")
    if organisation not in viewer.organisations:
        abort(404)
    if subject not in (LIBRARY, OWN) and _organisation_of(subject) != organisation:
        abort(404)
    day, problem = _posted_day()
    if problem:
        return error_response(422, problem)
    set_review_day(services().agreements.engine, viewer, NewDay((organisation,), subject, day), services().clock())
    if subject == LIBRARY:
        return redirect(url_for("review.index", organisation=organisation), 303)
    if subject == OWN:
        return redirect(url_for("own_wordings.show", organisation=organisation), 303)
    return redirect(url_for("law_watch.show", change_id=subject), 303)


def _organisation_of(change_id: str) -> str:
    """Whose change of the law it is; 404 for one that is not the visitor's."""
    return find_change(services().agreements.engine, services().agreements.viewer, change_id).organisation


@blueprint.post("/overenskommelse/<agreement_id>/granskningsdag")
def set_draft_day(agreement_id: str) -> ResponseReturnValue:
    """The day by which an agreement's own wordings are to be reviewed, the same for all who review them."""
    draft = stored_draft(agreement_id)
    day, problem = _posted_day()
    if problem:
        return error_response(422, problem)
    asked = tuple(each.id for each in reviewers_of(draft.id))
    new = NewDay(asked, draft.id, day, is_agreement=True)
    set_review_day(services().agreements.engine, services().agreements.viewer, new, services().clock())
    return redirect(url_for("overview.show", agreement_id=draft.id, _anchor="vilar"), 303)


@blueprint.get("/granskning/dagar.ics")
def days() -> ResponseReturnValue:
    """The visitor's days as a calendar file: what waits and how much, no draft's name and no word of any text.
    404 when there are none: a calendar without an event is none by the standard."""
    waiting = {(each.organisation.id, each.subject): each for each in rounds_as_lawyer() if each.due}
    if not waiting:
        return error_response(404, _NO_DAYS)
    stored = review_days(services().agreements.engine, {organisation for organisation, _ in waiting})
    made = max((each.moment for each in stored), default=services().clock())
    found = [(each.due, _words(each.subject, each.count)) for each in waiting.values() if each.due is not None]
    response = Response(calendar_file(_CALENDAR, found, made), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="granskning.ics"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _words(subject: str, count: int) -> str:
    what = {LIBRARY: "klausulbiblioteket", OWN: "kommunens egna lydelser"}.get(subject, "det som är öppnat")
    return f"{what}, {count} {'lydelse' if count == 1 else 'lydelser'}"


def _posted_day() -> tuple[date | None, ErrorPage | None]:
    """The day in the form; empty takes it away."""
    text = request.form.get("dag", "").strip()
    day = parse_day(text)
    if text and day is None:
        return None, ErrorPage("Dagen går inte att läsa", "Skriv en dag som 2026-12-01. Gå tillbaka och ändra den.")
    if day is not None and day < services().today:
        return None, ErrorPage("Dagen har redan passerat", "Välj i dag eller en senare dag. Gå tillbaka och ändra den.")
    return day, None
