"""Blank forms, public and the same for everybody."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from generator.assembly.editions import SWEDISH_ID
from generator.library.checks_translations import languages_for
from generator.library.model import DocumentPlan, Language
from generator.web.blank_files import BlankEdition
from generator.web.blank_search import LONGEST, search
from generator.web.files import attachment, format_words
from generator.web.naming import ascii_name
from generator.web.person_groups import grouped
from generator.web.raw import displayable
from generator.web.services import services

blueprint = Blueprint("blanks", __name__, url_prefix="/blanketter")

FORMATS = ("pdf", "docx")


@blueprint.get("")
def index() -> ResponseReturnValue:
    """Every blank form with its use, by errand; with ``?q=`` those that the words fit."""
    library = services().library
    plans = [plan for plan in services().all_plans() if plan.blanks]
    languages = {plan.id: _languages(plan) for plan in plans}
    wanted = displayable(request.args.get("q", ""))[:LONGEST]
    return render_template(
        "blanks.html",
        found=search(grouped(plans), languages, wanted),
        wanted=wanted,
        languages=languages,
        formats=[(name, format_words(name)) for name in FORMATS],
        version=library.version,
        today=services().today,
    )


@blueprint.get("/<blank_id>.<extension>")
def file(blank_id: str, extension: str) -> ResponseReturnValue:
    """A blank form to fill in, on screen or with a pen."""
    found = _find(blank_id)
    if found is None or extension not in FORMATS:
        abort(404)
    rendered = services().blank_files.get(services().library, found, extension, services().today)
    response: Response = attachment(rendered.content, extension, ascii_name(blank_id))
    response.headers["Cache-Control"] = "public, no-cache"  # may be kept, but is asked about each time
    response.set_etag(rendered.etag)
    return response.make_conditional(request)


def _languages(plan: DocumentPlan) -> tuple[Language, ...]:
    """The languages that the plan is offered in today, besides ordinary Swedish."""
    return languages_for(services().library, plan, services().today)


def _find(name: str) -> BlankEdition | None:
    """The form with that name: its id, followed by a hyphen and the language when it is not ordinary Swedish."""
    for plan in services().library.plans.values():
        for blank in plan.blanks:
            if blank.id == name:
                return BlankEdition(plan, blank, SWEDISH_ID)
            for language in _languages(plan) if name.startswith(f"{blank.id}-") else ():
                if name == f"{blank.id}-{language.id}":
                    return BlankEdition(plan, blank, language.id)
    return None
