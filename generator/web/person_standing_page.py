"""The page where a municipality fills in, once for all, what is alike in every document for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.errors import AnswerProblem
from generator.library.model import DocumentPlan, PlanKind, PlanPage
from generator.library.personal_data import personal_numbers
from generator.storage.errors import AccountProblem
from generator.storage.roles import KEEPERS
from generator.storage.standing_answers import StandingAnswers, StandingAnswerStore
from generator.web.access import current_visitor
from generator.web.actors import names_of
from generator.web.error_pages import shows_again
from generator.web.interview import Basis
from generator.web.local_time import local_time
from generator.web.page_views import Notice, question_page, shown_as_stored
from generator.web.person_standing import STANDING
from generator.web.posted_page import PostedPage, read_page
from generator.web.question_views import Shown
from generator.web.services import services

blueprint = Blueprint("person_standing", __name__, url_prefix="/person/kommunens-uppgifter")

_SAVE = "spara"
_VERSION = "_version"
_CHECKED = {"d_kontrollerad": "dataskyddsombudet", "e_kontrollerad": "någon"}
"""Days that lie behind, and who it was that checked."""


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """The municipalities that the visitor works in; the only one at once."""
    found = _store().mine()
    if len(found) == 1:
        return redirect(url_for("person_standing.show", organisation=found[0].organisation), 303)
    return render_template("person_standing_list.html", municipalities=found)


@blueprint.get("/<organisation>")
def show(organisation: str) -> ResponseReturnValue:
    """The answers as they stand: to fill in for whoever may, to read for everybody else there."""
    standing = _store().of(organisation)
    basis = _basis(standing)
    return _render(standing, basis, shown_as_stored(basis.situation()))


@blueprint.post("/<organisation>")
def save(organisation: str) -> ResponseReturnValue:
    """Save all the answers; or the same page as typed, when something is wrong or somebody else has saved."""
    standing = _store().of(organisation)
    basis, posted = _read(standing)
    problems = [*posted.problems, *_about_nobody(posted), *_checked_already(posted, services().today)]
    if problems:
        return _render(standing, basis, posted.shown_again(problems)), 422
    expected = request.form.get(_VERSION, "")
    number = int(expected) if expected.isascii() and expected.isdigit() and len(expected) < 9 else -1  # noqa: PLR2004
    try:
        _store().save(organisation, posted.outcome.storable, number, services().clock())
    except AccountProblem:
        return _render(standing, basis, posted.shown_again(), Notice.STALE), 409
    return redirect(url_for("person_standing.show", organisation=organisation), 303)


@shows_again("person_standing.save")
def save_again(organisation: str) -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    standing = _store().of(organisation)
    basis, posted = _read(standing)
    return _render(standing, basis, posted.shown_again(), Notice.TOKEN)


def _store() -> StandingAnswerStore:
    store = services().agreements
    return StandingAnswerStore(store.engine, store.viewer)


def _basis(standing: StandingAnswers) -> Basis:
    known = services().library.questions
    asked = tuple(each for each in STANDING if each in known)
    # Whatever a paper must have, here an answer may be filled in when it is known.
    library = replace(services().library, questions={each: replace(known[each], required=False) for each in asked})
    page = PlanPage("kommunens-uppgifter", "Kommunens uppgifter", "", asked)
    plan = DocumentPlan(page.id, page.heading, (), PlanKind.PERSON, "", (), (page,))
    return Basis(library, plan, services().today, standing.answers)


def _read(standing: StandingAnswers) -> tuple[Basis, PostedPage]:
    basis = _basis(standing)
    return basis, read_page(basis, basis.plan.question_ids, request.form, _SAVE)


def _about_nobody(posted: PostedPage) -> Iterator[AnswerProblem]:
    """What is kept here holds nothing that belongs to a person."""
    for question, value in posted.outcome.situation.answers.values.items():
        if isinstance(value, str) and any(personal_numbers(value)):
            told = "Något här ser ut som ett personnummer. Är det ett telefonnummer: sätt bindestreck efter riktnumret."
            yield AnswerProblem(question, told)


def _checked_already(posted: PostedPage, today: date) -> Iterator[AnswerProblem]:
    for question, who in _CHECKED.items():
        value = posted.outcome.situation.answers.get(question)
        if isinstance(value, date) and value > today:
            yield AnswerProblem(question, f"Dagen har inte varit än. Skriv dagen då {who} kontrollerade.")


def _render(standing: StandingAnswers, basis: Basis, shown: Shown, notice: Notice = Notice.NONE) -> str:
    questions = [basis.library.questions[each] for each in basis.plan.question_ids]
    view = question_page(questions, basis.plan.pages, shown, notice)
    return render_template(
        "person_standing.html",
        standing=standing,
        saved=local_time(standing.moment) if standing.moment else None,
        saved_by=names_of([standing.who])[standing.who] if standing.number else "",
        view=view,
        may_save=standing.organisation in current_visitor().organisations_as(KEEPERS),
        version_name=_VERSION,
        save=_SAVE,
    )
