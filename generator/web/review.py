"""A municipality's review of the clause set: what waits, what is approved, and what a change has opened again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.deviations import read_deviations
from generator.library.model import PlanKind, Wording
from generator.library.overlay import mark_of, text_of
from generator.review.opinions import Decision, Opinion, Standing, State, approved_set, last_decision
from generator.storage.agreements import Agreement
from generator.storage.errors import AccountProblem
from generator.storage.reviews import NewOpinion
from generator.storage.roles import Role
from generator.web.access import current_visitor
from generator.web.actors import names_of
from generator.web.agreement import stored_draft
from generator.web.error_pages import error_response, shows_again
from generator.web.reviewing import Reviewer, reviewer, reviewers_of, reviews
from generator.web.services import services
from generator.web.versions import STALE

blueprint = Blueprint("review", __name__, url_prefix="/granskning")

_MOST_DRAFTS = 200
_TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words


@dataclass(frozen=True)
class Waiting:
    """A wording of one agreement's own that nobody in the organisation has decided about."""

    agreement: str
    name: str
    clause: str
    heading: str


@dataclass(frozen=True)
class Line:
    """A clause of the library in the list."""

    wording: Wording
    standing: Standing


@dataclass(frozen=True)
class Group:
    """The clauses that stand alike."""

    state: State
    lines: tuple[Line, ...]


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """What waits for an organisation's lawyer, and how the clause set stands there."""
    organisations = _organisations()
    wanted = request.args.get("organisation", "")
    chosen = next((each for each in organisations if each.id == wanted), organisations[0] if organisations else None)
    opinions = reviews().of([chosen.id]) if chosen else ()
    found = approved_set(services().library, services().today, opinions)
    wordings = services().library.wordings_at(services().today)
    return render_template(
        "review.html",
        organisations=organisations,
        chosen=chosen,
        found=found,
        groups=[_group(wordings, found.standings, state) for state in _ORDER],
        waiting=tuple(_waiting(chosen, opinions)) if chosen else (),
        states=State,
        library=services().library,
    )


_ORDER = (State.REOPENED, State.REJECTED, State.NEW, State.APPROVED)


def _group(wordings: Mapping[str, Wording], standings: Mapping[str, Standing], state: State) -> Group:
    return Group(state, tuple(Line(wordings[key], each) for key, each in standings.items() if each.state is state))


@blueprint.post("/")
def approve() -> ResponseReturnValue:
    """Approve several wordings of the library at once."""
    speaker = _speaker(request.form.get("organisation", ""))
    if speaker.as_board or request.form.get("bibliotek") != services().library.version:
        return error_response(409, STALE)
    wordings = services().library.wordings_at(services().today)
    for clause in dict.fromkeys(request.form.getlist("klausul")):
        wording = wordings.get(clause) or abort(404)
        new = NewOpinion(speaker.id, clause, wording.sha256, Decision.APPROVED)
        reviews().add(new, services().clock())
    return redirect(url_for("review.index", organisation=speaker.id), 303)


@blueprint.get("/<clause_id>")
def clause(clause_id: str) -> ResponseReturnValue:
    """A wording of the library, what has been said of it, and the forms where one says it."""
    return _page(clause_id)


@blueprint.post("/<clause_id>")
def decide(clause_id: str) -> ResponseReturnValue:
    """Say what an organisation thinks of a wording of the library, or comment on it."""
    wording = _wording(clause_id)
    speaker = _speaker(request.form.get("organisation", ""))
    wanted, said = request.form.get("beslut", ""), request.form.get("text", "")
    decision = Decision(wanted) if wanted in set(Decision) else abort(422)
    if request.form.get("lydelse") != wording.sha256:
        return error_response(409, STALE)
    by_board = speaker.as_board and decision is not Decision.COMMENT
    try:
        new = NewOpinion(speaker.id, clause_id, wording.sha256, decision, said, by_board=by_board)
    except AccountProblem as problem:
        return _page(clause_id, str(problem), said), 422
    reviews().add(new, services().clock())
    return redirect(url_for("review.clause", clause_id=clause_id, _anchor="granskning"), 303)


@shows_again("review.decide")
def decide_again(clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    return _page(clause_id, _TOKEN_REFUSED, request.form.get("text", ""))


def waiting_for_lawyer() -> int:
    """How many agreements' own wordings wait for the visitor as a lawyer."""
    mine = (reviewer(each, "") for each in sorted(current_visitor().organisations_as({Role.KOMMUNJURIST})))
    return sum(1 for each in mine for _ in _waiting(each, reviews().of([each.id])))


def _organisations() -> tuple[Reviewer, ...]:
    """Those for which the visitor can speak: first where she is a lawyer."""
    mine = services().agreements.viewer.organisations
    account = current_visitor().account
    memberships = account.memberships if account else ()
    named = {each.organisation: each.name for each in memberships if each.organisation in mine}
    found = (reviewer(organisation, name) for organisation, name in named.items())
    return tuple(sorted(found, key=lambda each: (each.as_board, each.name)))


def _speaker(organisation: str) -> Reviewer:
    return next((each for each in _organisations() if each.id == organisation), None) or abort(404)


def _wording(clause_id: str) -> Wording:
    return services().library.wordings_at(services().today).get(clause_id) or abort(404)


def _waiting(speaker: Reviewer, opinions: Sequence[Opinion]) -> Iterator[Waiting]:
    for agreement in services().agreements.newest(_MOST_DRAFTS):
        deviations = read_deviations(agreement.answers)
        if not deviations or speaker.id not in {each.id for each in reviewers_of(agreement.id)}:
            continue
        for each in deviations:
            decided = last_decision(opinions, each.local.clause, agreement.id)
            if decided is None or decided.sha256 != mark_of(each.local):
                yield Waiting(agreement.id, _name(agreement), each.local.clause, each.local.heading)


def _name(agreement: Agreement) -> str:
    plan = services().library.plans.get(agreement.plan)
    known = plan is not None and plan.kind is PlanKind.AGREEMENT and bool(plan.pages)
    return agreement.name or (stored_draft(agreement.id).name if known else agreement.id)


def _page(clause_id: str, problem: str = "", said: str = "") -> str:
    wording = _wording(clause_id)
    organisations = _organisations()
    opinions = [
        each
        for each in reviews().of([each.id for each in organisations])
        if each.clause == clause_id and not each.agreement
    ]
    library, today = services().library, services().today
    standings = []
    for each in organisations:
        found = approved_set(library, today, [one for one in opinions if one.organisation == each.id])
        standings.append((each, found.standings[clause_id]))
    return render_template(
        "review_clause.html",
        wording=wording,
        text=text_of(wording),
        standings=standings,
        opinions=opinions,
        names=names_of(each.who for each in opinions),
        problem=problem,
        said=said,
    )
