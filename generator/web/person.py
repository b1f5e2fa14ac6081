"""Documents about a person: one page, one POST, a file back, and nothing left but one more in an undated total."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from generator.assembly.editions import LanguageError, edition
from generator.errors import StorageError
from generator.library.checks_translations import languages_for
from generator.library.model import DocumentPlan, PlanKind, Question
from generator.storage.totals import count_person_document
from generator.web.error_pages import RETRY_SECONDS, shows_again
from generator.web.file_wishes import FileWishes, read_wishes
from generator.web.files import document_file, format_words
from generator.web.interview import Basis, questions_of
from generator.web.log import log_failure
from generator.web.page_views import Notice, question_page, shown_as_stored
from generator.web.person_carried import TRIED
from generator.web.person_groups import grouped
from generator.web.person_implied import not_asked, told, with_implied
from generator.web.person_standing import known_to_visitor, parted
from generator.web.posted_page import PostedPage, read_page
from generator.web.question_views import Shown
from generator.web.services import services
from generator.web.work import QueueFull, TookTooLong, WorkError

blueprint = Blueprint("person", __name__, url_prefix="/person")

FORMATS = ("pdf", "docx")
"""What can be asked for; the first is what Enter gives."""
_NOT_MADE: Mapping[type[WorkError], Notice] = {QueueFull: Notice.BUSY, TookTooLong: Notice.SLOW}


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The documents there are."""
    known = known_to_visitor(services().library)
    return render_template("person_list.html", groups=grouped(services().plans(PlanKind.PERSON)), known=known)


@blueprint.get("/<plan_id>")
def page(plan_id: str) -> ResponseReturnValue:
    """Every question of the document, on one page."""
    plan = _plan(plan_id)
    return _render(plan, shown_as_stored(_basis(plan).situation()), FileWishes())


@blueprint.post("/<plan_id>")
def make(plan_id: str) -> ResponseReturnValue:
    """The document as a file; or the same page as typed, when something is wrong or more is asked."""
    plan = _plan(plan_id)
    posted, wishes = _posted(plan), read_wishes(request.form)
    if posted.action.only_shows_again:
        return _render(plan, posted.shown_again(posted.search_problems), wishes.unjudged)
    wishes = wishes.for_format(posted.action.name)
    problems = told(posted.problems, not_asked(plan.question_ids, request.form))
    if problems or wishes.problems:
        return _render(plan, posted.shown_again(problems), wishes), 422
    seen = {each.id for each in posted.seen}
    if any(each.id not in seen for each in _questions(plan, posted.shown_again())):
        return _render(plan, posted.shown_again(), wishes, Notice.MORE)
    if posted.action.name not in FORMATS:
        abort(400)
    if TRIED in request.form:
        return "", 204
    situation = posted.outcome.situation
    try:
        file = document_file(edition(situation, wishes.language), situation, posted.action.name, wishes.options)
    except LanguageError:
        abort(400)
    except WorkError as error:
        log_failure(error, error.code)
        again = _render(plan, posted.shown_again(), wishes, _NOT_MADE.get(type(error), Notice.NOT_MADE))
        return again, error.status, {"Retry-After": RETRY_SECONDS}
    # Nobody goes without a document because it could not be counted.
    with suppress(StorageError):
        count_person_document(services().agreements.engine)
    return file


@shows_again("person.make")
def make_again(plan_id: str) -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    plan = _plan(plan_id)
    return _render(plan, _posted(plan).shown_again(), read_wishes(request.form).unjudged, Notice.TOKEN)


def _plan(plan_id: str) -> DocumentPlan:
    return services().plan(plan_id, PlanKind.PERSON) or abort(404)


def _basis(plan: DocumentPlan) -> Basis:
    library = services().library
    return Basis(library, plan, services().today, known_to_visitor(library).about(plan.question_ids))


def _posted(plan: DocumentPlan) -> PostedPage:
    asked = plan.question_ids
    return read_page(_basis(plan), asked, with_implied(asked, request.form), FORMATS[0])


def _questions(plan: DocumentPlan, shown: Shown) -> list[Question]:
    left_out = not_asked(plan.question_ids, request.form)
    found = (question for page in plan.pages for question in questions_of(shown.situation, page))
    return [question for question in found if question.id not in left_out]


def _render(plan: DocumentPlan, shown: Shown, wishes: FileWishes, notice: Notice = Notice.NONE) -> str:
    view = question_page(_questions(plan, shown), plan.pages, shown, notice)
    view = replace(view, summary=(*view.summary, *wishes.summary))
    formats = [(name, format_words(name)) for name in FORMATS]
    languages = languages_for(services().library, plan, services().today)
    parts = parted(view.questions, known_to_visitor(services().library))
    more = {"formats": formats, "languages": languages, "typed": bool(shown.given), "parts": parts}
    return render_template("person.html", plan=plan, view=view, wishes=wishes, **more)
