"""Confirming what the text asks to have confirmed: who has done it, in what role, and when. One form for each mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.confirmations import KEY, MOST_LETTERS, MOST_REASON_LETTERS
from generator.assembly.values import ValueProblem, read_value
from generator.library.model import Question, QuestionType
from generator.storage.errors import StaleVersion
from generator.storage.lifecycle import Saved
from generator.web.agreement import based_on, stored_draft
from generator.web.error_pages import shows_again
from generator.web.overview import Made, Typed, make, render_overview
from generator.web.page_views import Notice
from generator.web.posted_page import ACTION_FIELD
from generator.web.raw import displayable
from generator.web.remaining import BOARD_ANSWERS
from generator.web.services import services

blueprint = Blueprint("confirming", __name__, url_prefix="/overenskommelse")

WHO_FIELD, DAY_FIELD = "vem", "dag"
CONFIRM, TAKE_BACK = "bekrafta", "ta-tillbaka"
_WHO = Question(WHO_FIELD, QuestionType.TEXT, "Bekräftat av", "Bekräftat av", maximum=MOST_LETTERS)
BOARD_FIELD, REASON_FIELD = "namnden", "skal"
_REASON = Question(REASON_FIELD, QuestionType.TEXT, "Skäl", "Skäl", maximum=MOST_REASON_LETTERS)
_DAY = Question(DAY_FIELD, QuestionType.DATE, "Dag", "Dag")


@dataclass(frozen=True)
class Confirmation:
    """A posted form: what it says, or what is wrong with it."""

    text: str = ""
    """Who, in what role, and the day, as it is stored."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""


@blueprint.post("/<agreement_id>/bekraftelser/<mark>")
def settle(agreement_id: str, mark: str) -> ResponseReturnValue:
    """Store who has confirmed a mark, or take that back. Nothing else of the agreement changes."""
    made = make(agreement_id)
    if request.form.get(ACTION_FIELD, CONFIRM) == TAKE_BACK:
        return _store(made, mark, "")
    posted = read_confirmation(_fields(made, mark), services().today)
    if posted.problems:
        return render_overview(made, made.documents.main, _typed(mark, posted.problems)), 422
    if made.draft.basis.confirmations.get(mark) == posted.text:
        return _done(agreement_id)  # sent twice
    if mark not in {each.mark for each in (*made.panel.to_confirm, *made.panel.confirmed)}:
        abort(404)
    return _store(made, mark, posted.text)


@shows_again("confirming.settle")
def settle_again(agreement_id: str, mark: str) -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    made = make(agreement_id)
    return render_overview(made, made.documents.main, _typed(mark, {}, Notice.TOKEN))


def _fields(made: Made, mark: str) -> Mapping[str, str]:
    """What was posted; that the board answers counts only where it may."""
    board_may = any(each.mark == mark and each.board_may for each in (*made.panel.to_confirm, *made.panel.confirmed))
    return {key: value for key, value in request.form.items() if board_may or key != BOARD_FIELD}


def read_confirmation(posted: Mapping[str, str], today: date) -> Confirmation:
    """Read the posted fields. A day that has not come yet is refused: nothing can have been confirmed on it."""
    problems: dict[str, str] = {}
    who, day = _read(_WHO, posted, problems), _read(_DAY, posted, problems)
    if not who and WHO_FIELD not in problems:
        problems[WHO_FIELD] = "Skriv vem som har bekräftat, med namn och roll."
    if isinstance(day, date) and day > today:
        problems[DAY_FIELD] = f"{day.isoformat()} har inte kommit än. Skriv dagen då det bekräftades."
    elif not day and DAY_FIELD not in problems:
        problems[DAY_FIELD] = "Skriv vilken dag det bekräftades."
    by_board = _read_board(posted, problems)
    return Confirmation("" if problems else f"{by_board}{who}, {day}", problems)


def _read_board(posted: Mapping[str, str], problems: dict[str, str]) -> str:
    """The words before who it was, when the board answers in the place of a lawyer that it does not have."""
    if BOARD_FIELD not in posted:
        return ""
    reason = _read(_REASON, posted, problems)
    if not reason and REASON_FIELD not in problems:
        problems[REASON_FIELD] = "Skriv varför nämnden svarar i stället."
    return f"{BOARD_ANSWERS}. Skäl: {str(reason).rstrip('.')}. "


def _read(question: Question, posted: Mapping[str, str], problems: dict[str, str]) -> object:
    try:
        return read_value(question, posted.get(question.id, ""))
    except ValueProblem as problem:
        problems[question.id] = f"{question.label}: {problem}"
        return ""


def _typed(mark: str, problems: Mapping[str, str], notice: Notice = Notice.NONE) -> Typed:
    who, day, reason = (displayable(request.form.get(each, "")) for each in (WHO_FIELD, DAY_FIELD, REASON_FIELD))
    return Typed(mark, who, day, problems, notice, BOARD_FIELD in request.form, reason)


def _store(made: Made, mark: str, text: str) -> ResponseReturnValue:
    """Save a version with the confirmation, or without it when the text is empty."""
    stored = made.draft.basis.stored
    rest = {each: by for each, by in made.draft.basis.confirmations.items() if each != mark}
    confirmed = {**rest, mark: text} if text else rest
    answers = {**{key: value for key, value in stored.items() if key != KEY}, **({KEY: confirmed} if confirmed else {})}
    if answers == stored:
        return _done(made.id)
    change = made.draft.change(answers, Saved.CONFIRMED)
    try:
        services().agreements.save(made.id, made.draft.plan, based_on(), change)
    except StaleVersion:
        newest = make(stored_draft(made.id).id)
        return render_overview(newest, newest.documents.main, _typed(mark, {}, Notice.STALE)), 409
    return _done(made.id)


def _done(agreement_id: str) -> ResponseReturnValue:
    return redirect(url_for("overview.show", agreement_id=agreement_id, _anchor="kvar"), 303)
