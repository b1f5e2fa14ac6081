"""The page before any document for a person. It is posted, shown, and gone: nothing is kept and no address tells."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from generator.library.model import PlanKind
from generator.web.error_pages import shows_again
from generator.web.person_carried import BACK, carried, carried_of
from generator.web.person_sheets import ALONE, CHOSEN
from generator.web.person_triage import NAMES, QUESTIONS, SAME, Triage, following, read_triage
from generator.web.question_views import SEEN_FIELD, QuestionView
from generator.web.services import services

blueprint = Blueprint("person_first", __name__, url_prefix="/person/forst")

OFFERED = "_erbjuden"
"""The documents that the advice offered: one that it offers for the first time is ticked, another stays as it was."""


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The questions, none answered."""
    return _questions(Triage({}))


@blueprint.post("")
def advise() -> ResponseReturnValue:
    """What comes first, and which documents to make; or the questions again when one is unanswered."""
    triage = read_triage(request.form)
    if request.form.get("gor") in ("andra", BACK):
        return _questions(triage)
    if triage.problems:
        return _questions(triage, triage.problems), 422
    return advice_page(triage)


def came_from_here() -> bool:
    """Whether what was posted carries the answers of this page along."""
    return any(request.form.get(each) for each in NAMES)


def advice_page(triage: Triage) -> str:
    """What comes first and which documents to make, with everything else that was posted carried along."""
    triage = following(triage, request.form)
    known = {plan.id: plan for plan in services().plans(PlanKind.PERSON)}
    wanted = [known[each] for each in triage.plans if each in known]
    plans = [plan for plan in wanted if plan.id not in ALONE]
    chosen, offered = request.form.getlist(CHOSEN), request.form.getlist(OFFERED)
    first = {plan.id for plan in (plans if triage.is_judged else plans[:1])}
    ticked = {plan.id for plan in plans if plan.id in (chosen if plan.id in offered else first)}
    seen = dict.fromkeys([*request.form.get(SEEN_FIELD, "").split(), *triage.answers])
    return render_template(
        "person_advice.html",
        triage=triage,
        plans=plans,
        ticked=ticked,
        alone=[plan for plan in wanted if plan.id in ALONE],
        carried=carried({*NAMES, *SAME, CHOSEN, OFFERED, SEEN_FIELD}),
        names={"seen": SEEN_FIELD, "chosen": CHOSEN, "offered": OFFERED},
        seen=" ".join(seen),
    )


@shows_again("person_first.advise")
def advise_again() -> ResponseReturnValue:
    """The questions as answered, when the token was not accepted."""
    return _questions(read_triage(request.form), expired=True)


def _questions(triage: Triage, problems: tuple[tuple[str, str], ...] = (), expired: bool = False) -> str:
    wrong = {target: message for message, target in problems}
    told = {"problems": problems, "wrong": wrong, "expired": expired, "carried": carried({*NAMES, *SAME})}
    shown = following(triage, request.form)
    return render_template("person_first.html", questions=QUESTIONS, triage=shown, **told)


def is_changed_since(views: Iterable[QuestionView], posted: MultiDict[str, str]) -> bool:
    """Whether a document's own question is answered otherwise than here, or not at all, or wrongly."""
    return any(view.problem or view.field.data != posted.get(SAME[view.question.id]) for view in views)


def carried_answers() -> list[tuple[str, str]]:
    """The answers of this page in what was posted, and what its advice offered."""
    return carried_of({*NAMES, OFFERED})
