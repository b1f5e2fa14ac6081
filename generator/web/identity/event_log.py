"""The log of events, for the administrator: who did what with which version, when; never an answer."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from generator.storage.event_table import event_page, events_csv
from generator.storage.totals import STEP, person_documents_at_least
from generator.web.actors import names_of
from generator.web.services import services

blueprint = Blueprint("event_log", __name__, url_prefix="/administration/handelser")

_DIGITS = 9


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """Some of the log, the newest first."""
    asked = request.args.get("sida", "1")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS
    engine = services().agreements.engine
    shown = event_page(engine, int(asked) if is_number else 1)
    names = names_of(each.who for each in shown.events)
    return render_template(
        "identity/event_log.html", shown=shown, names=names, at_least=person_documents_at_least(engine), step=STEP
    )


@blueprint.get("/handelser.csv")
def file() -> ResponseReturnValue:
    """The whole log as a file."""
    content, _ = events_csv(services().agreements.engine)
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="handelser.csv"'
    return response
