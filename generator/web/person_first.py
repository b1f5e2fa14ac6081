"""The page before any document for a person. It is posted, shown, and gone: nothing is kept and no address tells."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from generator.library.model import PlanKind
from generator.web.error_pages import shows_again
from generator.web.person_sheets import ALONE
from generator.web.person_triage import QUESTIONS, Triage, read_triage
from generator.web.question_views import SEEN_FIELD
from generator.web.services import services

blueprint = Blueprint("person_first", __name__, url_prefix="/person/forst")


@blueprint.get("")
def page() -> ResponseReturnValue:
    """The questions, none answered."""
    return _questions(Triage({}))


@blueprint.post("")
def advise() -> ResponseReturnValue:
    """What comes first, and which documents to make; or the questions again when one is unanswered."""
    triage = read_triage(request.form)
    if request.form.get("gor") == "andra":
        return _questions(triage)
    if triage.problems:
        return _questions(triage, triage.problems), 422
    known = {plan.id: plan for plan in services().plans(PlanKind.PERSON)}
    wanted = [known[each] for each in triage.plans if each in known]
    more = {"alone": [plan for plan in wanted if plan.id in ALONE], "seen_name": SEEN_FIELD}
    plans = [plan for plan in wanted if plan.id not in ALONE]
    return render_template("person_advice.html", triage=triage, plans=plans, **more)


@shows_again("person_first.advise")
def advise_again() -> ResponseReturnValue:
    """The questions as answered, when the token was not accepted."""
    return _questions(read_triage(request.form), expired=True)


def _questions(triage: Triage, problems: tuple[tuple[str, str], ...] = (), expired: bool = False) -> str:
    wrong = {target: message for message, target in problems}
    return render_template(
        "person_first.html", questions=QUESTIONS, triage=triage, problems=problems, wrong=wrong, expired=expired
    )
