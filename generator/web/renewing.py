"""A new agreement out of one that exists: a copy, or a renewal for the next period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.confirmations import KEY as CONFIRMATIONS
from generator.assembly.values import ValueProblem, read_value
from generator.library.model import PlanKind, Question
from generator.review.period import Period, PeriodQuestions, period_of, period_questions, renewed_answers
from generator.storage.agreements import Agreement, Change, Origin
from generator.storage.lifecycle import Saved
from generator.storage.versions import LONGEST_NAME
from generator.web.agreement import Draft, stored_draft
from generator.web.error_pages import shows_again
from generator.web.own_offered import with_offered
from generator.web.pinning import keep_library
from generator.web.raw import displayable
from generator.web.services import services

blueprint = Blueprint("renewing", __name__, url_prefix="/overenskommelse")

FIRST, LAST = "fran", "till"
_COPY_OF = "Kopia av "


@dataclass(frozen=True)
class Typed:
    """The new period as it stands in the form, and what is wrong with it."""

    first: str
    last: str
    problems: tuple[tuple[str, str], ...] = ()
    """Field and message."""


@blueprint.post("/<agreement_id>/kopiera")
def copy(agreement_id: str) -> ResponseReturnValue:
    """A new draft with the same answers, on today's library. Nobody has confirmed anything in it."""
    draft = stored_draft(agreement_id)
    answers = {key: value for key, value in draft.basis.stored.items() if key != CONFIRMATIONS}
    made = _create(draft, answers, Saved.COPIED, f"{_COPY_OF}{draft.name}"[:LONGEST_NAME])
    return redirect(url_for("overview.show", agreement_id=made.id), 303)


@blueprint.get("/<agreement_id>/fornya")
def show(agreement_id: str) -> ResponseReturnValue:
    """The next period, to change or accept, and what follows with it."""
    draft = stored_draft(agreement_id)
    following = period_of(draft.basis.situation()).next()
    first, last = (day.isoformat() if day else "" for day in (following.first, following.last))
    return _form(draft, Typed(first, last))


@blueprint.post("/<agreement_id>/fornya")
def renew(agreement_id: str) -> ResponseReturnValue:
    """A new draft for the next period, and then everything that differs from the old one, with reasons."""
    draft = stored_draft(agreement_id)
    period, problems = _read(draft)
    if problems:
        return _form(draft, _typed(problems)), 422
    answers = renewed_answers(draft.basis.situation(), draft.basis.stored, period)
    made = _create(draft, answers, Saved.RENEWED, draft.agreement.name if draft.agreement else "")
    return redirect(url_for("versions.origin", agreement_id=made.id), 303)


@shows_again("renewing.renew")
def renew_again(agreement_id: str) -> ResponseReturnValue:
    """The form as typed, when its token was not accepted."""
    told = ((FIRST, "Sidan hade öppnats i en annan session. Tryck på knappen igen."),)
    return _form(stored_draft(agreement_id), _typed(told))


def _create(draft: Draft, answers: dict[str, object], how: Saved, name: str) -> Agreement:
    """Store the new agreement. A plan that is gone from today's library gives 404."""
    plan = services().plan(draft.plan.id, PlanKind.AGREEMENT) or abort(404)
    keep_library()
    taken = with_offered(answers, services().today)
    change = Change(taken, services().library.version, services().clock(), services().today, how)
    return services().agreements.create(plan, change, Origin(how, draft.id, draft.version), name)


def _asked(draft: Draft) -> PeriodQuestions:
    return period_questions(draft.pin.library, draft.plan) or abort(404)


def _read(draft: Draft) -> tuple[Period, tuple[tuple[str, str], ...]]:
    """The posted period; an agreement that counts until further notice has no last day."""
    asked = _asked(draft)
    days: list[date | None] = []
    problems = []
    for field, question_id in ((FIRST, asked.first), (LAST, asked.last)):
        try:
            day = read_value(draft.pin.library.questions[question_id], request.form.get(field, ""))
        except ValueProblem as problem:
            problems.append((field, f"{str(problem)[:1].upper()}{str(problem)[1:]}"))
            day = ""
        days.append(day if isinstance(day, date) else None)
    first, last = days
    if not problems and first is None:
        problems.append((FIRST, "Skriv från vilken dag den nya överenskommelsen ska gälla."))
    if first and last and last < first:
        problems.append((LAST, "Sista dagen ligger före den första."))
    return Period(first, last), tuple(problems)


def _typed(problems: tuple[tuple[str, str], ...]) -> Typed:
    first, last = (displayable(request.form.get(field, "")) for field in (FIRST, LAST))
    return Typed(first, last, problems)


def _form(draft: Draft, typed: Typed) -> str:
    asked = _asked(draft)
    questions: list[Question] = [draft.pin.library.questions[each] for each in (asked.first, asked.last)]
    situation = draft.basis.situation()
    return render_template(
        "renewing.html",
        draft=draft,
        name=draft.name,
        typed=typed,
        problems=dict(typed.problems),
        questions=questions,
        has_end=situation.is_shown(asked.last),
        period=period_of(situation),
    )
