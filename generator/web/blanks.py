"""Blank forms, public and the same for everybody."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from generator.library.model import BlankForm, DocumentPlan, Library
from generator.web.files import attachment, format_words
from generator.web.naming import ascii_name
from generator.web.services import services

blueprint = Blueprint("blanks", __name__, url_prefix="/blanketter")

FORMATS = ("pdf", "docx")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Every blank form with its use."""
    library = services().library
    plans = [plan for plan in services().all_plans() if plan.blanks]
    formats = [(name, format_words(name)) for name in FORMATS]
    return render_template("blanks.html", plans=plans, formats=formats, version=library.version, today=services().today)


@blueprint.get("/<blank_id>.<extension>")
def file(blank_id: str, extension: str) -> ResponseReturnValue:
    """A blank form to fill in, on screen or with a pen."""
    found = _find(services().library, blank_id)
    if found is None or extension not in FORMATS:
        abort(404)
    rendered = services().blank_files.get(services().library, found, extension, services().today)
    response: Response = attachment(rendered.content, extension, ascii_name(blank_id))
    response.headers["Cache-Control"] = "public, no-cache"  # may be kept, but is asked about each time
    response.set_etag(rendered.etag)
    return response.make_conditional(request)


def _find(library: Library, blank_id: str) -> tuple[DocumentPlan, BlankForm] | None:
    pairs = ((plan, blank) for plan in library.plans.values() for blank in plan.blanks)
    return next(((plan, blank) for plan, blank in pairs if blank.id == blank_id), None)
