"""A municipality's review of the clause set: what waits, what is approved, and what a change has opened again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.explain import conditions_in_words
from generator.library.model import Wording
from generator.review.clause_pieces import Pieces
from generator.review.clause_reading import reading_order
from generator.review.entered_changes import change_words
from generator.review.opinions import (
    ApprovedSet,
    Decision,
    Opinion,
    Rules,
    Seen,
    Standing,
    State,
    approved_set,
    decisions_about,
    standing,
)
from generator.review.shown_text import wording_difference
from generator.review.word_marks import LineChange
from generator.storage.errors import AccountProblem
from generator.storage.review_rounds import LIBRARY, review_days
from generator.storage.reviews import NewOpinion
from generator.web.actors import names_of
from generator.web.clauses import provisions_of
from generator.web.draft_review import rules_of
from generator.web.error_pages import error_response, shows_again
from generator.web.law_notes import notes_on
from generator.web.review_list import review_list
from generator.web.reviewing import Reviewer, has_approved, others_at, own_organisations, reviews
from generator.web.rounds import own_waiting, review_of, rounds_as_lawyer, waiting_at, waits_for
from generator.web.services import services
from generator.web.versions import STALE

blueprint = Blueprint("review", __name__, url_prefix="/granskning")

_MOST_DIGITS = 9
_ONWARD = "vidare"
"""In the address: whether the next wording that waits is shown afterwards."""
_TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """What waits for an organisation's lawyer, and how the clause set stands there."""
    organisations = own_organisations()
    wanted = request.args.get("organisation", "")
    chosen = next((each for each in organisations if each.id == wanted), organisations[0] if organisations else None)
    if chosen is None:
        return render_template("review.html", organisations=(), chosen=None)
    number = request.args.get("nummer", "")
    if number and number != str(review_of(chosen.id)[0].number):
        return _snapshot(chosen, number)
    found, _, rules = review_of(chosen.id)
    return _index(chosen, found, rules)


def _index(chosen: Reviewer, found: ApprovedSet, rules: Rules, earlier: bool = False) -> str:
    days = {each.subject: each.day for each in review_days(services().agreements.engine, [chosen.id])}
    return render_template(
        "review.html",
        organisations=own_organisations(),
        chosen=chosen,
        found=found,
        rules=rules,
        changes=[(each, change_words(services().library, each.change)) for each in rules.changes],
        shown=review_list(found, request.args.get("visa", ""), chosen.as_board),
        who=services().agreements.viewer.who,
        waiting=() if earlier else tuple(waiting_at(chosen)),
        own=0 if earlier else len(own_waiting(chosen.id)),
        states=State,
        library=services().library,
        earlier=earlier,
        day=days.get(LIBRARY),
        has_days=bool(days) and any(each.due for each in rounds_as_lawyer()),
        today=services().today,
    )


def _snapshot(chosen: Reviewer, text: str) -> str:
    """The clause set of today as it stood when a decision had just been made, by its number in the organisation."""
    said = reviews().of([chosen.id])
    if not (text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS):
        abort(404)
    last = next((each for each in said if each.number == int(text)), None) or abort(404)
    rules = rules_of([chosen.id], last.moment)[chosen.id]
    by_then = [each for each in said if each.number <= last.number]
    found = approved_set(services().library, services().today, by_then, rules)
    return _index(chosen, found, rules, earlier=True)


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
    waiting = _waiting(own_organisations()) if request.args.get(_ONWARD) else frozenset({clause_id})
    if not waiting:
        return redirect(url_for("review.index", organisation=speaker.id), 303)
    following = _following(clause_id, waiting)
    # A lawyer of several municipalities has more to say of the same wording first.
    if clause_id not in waiting and following is not None:
        return redirect(url_for("review.clause", clause_id=following.clause), 303)
    return redirect(url_for("review.clause", clause_id=clause_id, _anchor="granskning"), 303)


@shows_again("review.decide")
def decide_again(clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    return _page(clause_id, _TOKEN_REFUSED, request.form.get("text", ""))


def _speaker(organisation: str) -> Reviewer:
    return next((each for each in own_organisations() if each.id == organisation), None) or abort(404)


def _wording(clause_id: str) -> Wording:
    return services().library.wordings_at(services().today).get(clause_id) or abort(404)


def _page(clause_id: str, problem: str = "", said: str = "") -> str:
    wording = _wording(clause_id)
    organisations = own_organisations()
    about = (each for each in reviews().of([each.id for each in organisations]) if each.clause == clause_id)
    opinions = [each for each in about if not each.agreement]
    rules = rules_of([each.id for each in organisations])
    standings = [(each, _standing(wording, each, opinions, rules[each.id])) for each in organisations]
    who, waiting = services().agreements.viewer.who, _waiting(organisations)
    return render_template(
        "review_clause.html",
        wording=wording,
        pieces=Pieces(services().library),
        conditions=conditions_in_words(services().library, wording.conditions),
        provisions=provisions_of(services().library, wording),
        entered=notes_on(wording.sources),
        since=_since(wording, [each for _, each in standings]),
        following=_following(clause_id, waiting),
        left=len(waiting - {clause_id}),
        others={each.id: others_at(each.id) for each, standing in standings if has_approved(standing, who)},
        onward=urlencode({_ONWARD: "ja"}),
        standings=standings,
        opinions=opinions,
        names=names_of(each.who for each in opinions),
        problem=problem,
        said=said,
    )


def _since(wording: Wording, standings: Sequence[Standing]) -> tuple[LineChange, ...]:
    """What differs from the words that were decided of last, where the library still has them."""
    library = services().library
    decided = {each.decided.sha256 for each in standings if each.decided} - {wording.sha256}
    known = [each for each in library.clauses[wording.clause].wordings if each.sha256 in decided and not each.withdrawn]
    return wording_difference(library, known[-1], wording) if known else ()


def _waiting(organisations: Sequence[Reviewer]) -> frozenset[str]:
    """The clauses that wait for the visitor where she is a lawyer."""
    who = services().agreements.viewer.who
    found = [review_of(each.id)[0].standings for each in organisations if not each.as_board]
    return frozenset(clause for each in found for clause, standing in each.items() if waits_for(standing, who))


def _following(clause_id: str, waiting: Collection[str]) -> Wording | None:
    """The next of these in reading order, from the start again after the last."""
    order = reading_order(services().library, services().all_plans())
    place = order.index(clause_id)
    after = (each for each in order[place + 1 :] + order[:place] if each in waiting)
    return next((_wording(each) for each in after), None)


def _standing(wording: Wording, asked: Reviewer, opinions: Sequence[Opinion], rules: Rules) -> Standing:
    decisions = decisions_about([each for each in opinions if each.organisation == asked.id], wording.clause)
    return standing(Seen(services().library, services().today, rules), wording, decisions)
