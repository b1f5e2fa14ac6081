"""The days to remember of an agreement, as a calendar file."""

from __future__ import annotations

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from generator.formats.calendar import MEDIA_TYPE, calendar_file
from generator.review.remember import days_to_remember
from generator.web.agreement import stored_draft
from generator.web.error_pages import ErrorPage, error_response
from generator.web.naming import agreement_name, ascii_name

blueprint = Blueprint("calendars", __name__, url_prefix="/overenskommelse")

_NO_DAYS = ErrorPage(
    "Det finns inga dagar att minnas",
    "Utkastet har inga datum än, så det finns inget att lägga i kalendern. Fyll i dem i utkastet och försök igen.",
)


@blueprint.get("/<agreement_id>/dagar.ics")
def days(agreement_id: str) -> ResponseReturnValue:
    """Days from the answers; the municipalities' names and nothing else that somebody could have typed. 404 when there
    are none: a calendar without an event is none by the standard."""
    draft = stored_draft(agreement_id)
    situation = draft.basis.situation()
    name = agreement_name(situation)
    found = [(each.day, each.words) for each in days_to_remember(situation)]
    if draft.agreement is None or not found:
        return error_response(404, _NO_DAYS)
    response = Response(calendar_file(name, found, draft.agreement.updated), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="dagar-{ascii_name(name)}.ics"'
    response.headers["Cache-Control"] = "no-store"
    return response
