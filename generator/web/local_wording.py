"""A clause's wording in one agreement: the library's or one of its own, what differs, and what lawyers say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.deviations import MOST, Deviation, laid_over, read_deviations, replaced, with_deviations
from generator.errors import Finding
from generator.review.opinions import Decision
from generator.storage.errors import AccountProblem, StaleVersion
from generator.storage.lifecycle import Saved
from generator.storage.reviews import NewOpinion
from generator.web.agreement import Draft, based_on, stored_draft
from generator.web.error_pages import ErrorPage, error_response, shows_again
from generator.web.local_wording_page import (
    Said,
    Typed,
    local_of,
    looked_through,
    national_of,
    read_typed,
    used_in,
    wording_page,
)
from generator.web.reviewing import reviewers_of, reviews
from generator.web.services import services
from generator.web.versions import STALE

blueprint = Blueprint("local_wording", __name__, url_prefix="/overenskommelse")

FROM_WORD = "word"
PREVIEW = "forhandsgranska"
_REMOVE = "ta-bort"
_TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words
_OWN_TEXT = "Det är du som har skrivit den lokala lydelsen. Någon annan i kommunen behöver granska den."
_TOO_MANY = "Överenskommelsen har redan så många lokala lydelser som den kan ha."


@dataclass(frozen=True)
class Proposal:
    """A wording that somebody proposes for a clause of one agreement."""

    clause: str
    heading: str
    text: str
    reason: str
    source: str = ""


def propose_deviation(draft: Draft, version: int, proposals: Iterable[Proposal]) -> dict[str, tuple[Finding, ...]]:
    """Save a version with these wordings, all or none, and give back what is wrong: clause → findings.

    Raises StaleVersion when somebody saved after ``version``, AgreementClosed, UnknownAgreement or StorageError.
    """
    stored = draft.basis.stored
    deviations = read_deviations(stored)
    who, day = services().agreements.viewer.who, services().today.isoformat()
    proposed = tuple(proposals)
    for each in proposed:
        base = draft.pin.library.wordings_at(draft.pin.day).get(each.clause) or abort(404)
        local = local_of(Typed(each.heading, each.text, each.reason), base)
        deviations = replaced(deviations, each.clause, Deviation(local, who, day, each.source))
    if len(deviations) > MOST:
        return {each.clause: (Finding(each.clause, 0, "lokal-for-manga", _TOO_MANY),) for each in proposed}
    answers = with_deviations(stored, deviations)
    refused = laid_over(draft.pin.library, answers, draft.pin.day).refused
    wrong = {each.clause: refused[each.clause] for each in proposed if each.clause in refused}
    if not wrong:
        _save(draft, version, answers)
    return wrong


def _save(draft: Draft, version: int, answers: dict[str, object]) -> None:
    if answers != draft.basis.stored:
        services().agreements.save(draft.id, draft.plan, version, draft.change(answers, Saved.WORDING))


@blueprint.get("/<agreement_id>/lydelser/<clause_id>")
def page(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """The clause's wording, its review, and the form where it is changed."""
    return wording_page(stored_draft(agreement_id), clause_id)


@blueprint.post("/<agreement_id>/lydelser/<clause_id>")
def save(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """Keep a wording of the agreement's own, go back to the library's, or only look at what was typed."""
    draft = stored_draft(agreement_id)
    base, wanted = national_of(draft, clause_id), request.form.get("gor")
    try:
        if wanted == _REMOVE:
            return _removed(draft, clause_id)
        typed = looked_through(draft, base, read_typed())
        if wanted == PREVIEW and not typed.findings:
            return wording_page(draft, clause_id, typed)
        wrong = typed.findings or _kept(draft, clause_id, typed)
    except StaleVersion:
        return error_response(409, STALE)
    if wrong:
        return wording_page(draft, clause_id, replace(typed, findings=wrong)), 422
    return redirect(url_for("local_wording.page", agreement_id=draft.id, clause_id=clause_id), 303)


def _kept(draft: Draft, clause_id: str, typed: Typed) -> tuple[Finding, ...]:
    proposal = Proposal(clause_id, typed.heading, typed.text, typed.reason)
    return propose_deviation(draft, based_on(), [proposal]).get(clause_id, ())


def _removed(draft: Draft, clause_id: str) -> ResponseReturnValue:
    without = replaced(read_deviations(draft.basis.stored), clause_id, None)
    _save(draft, based_on(), with_deviations(draft.basis.stored, without))
    if clause_id in draft.pin.library.clauses:
        return redirect(url_for("local_wording.page", agreement_id=draft.id, clause_id=clause_id), 303)
    # A municipality's own clause has no page once it is gone.
    return redirect(url_for("overview.show", agreement_id=draft.id), 303)


@shows_again("local_wording.save")
def save_again(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    told = (Finding(clause_id, 0, "sidan", _TOKEN_REFUSED),)
    return wording_page(stored_draft(agreement_id), clause_id, replace(read_typed(), findings=told))


@blueprint.post("/<agreement_id>/lydelser/<clause_id>/granskning")
def decide(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """Say what an organisation thinks of the wording, or comment on it."""
    draft = stored_draft(agreement_id)
    national_of(draft, clause_id)
    said = request.form.get("text", "")
    wanted = request.form.get("beslut", "")
    asked = {each.id: each for each in reviewers_of(draft.id)}
    speaker = asked.get(request.form.get("organisation", "")) or abort(404)
    if not speaker.is_mine:
        abort(404)
    decision = Decision(wanted) if wanted in set(Decision) else abort(422)
    deviation = used_in(draft, clause_id)
    wording = draft.basis.laid.library.wordings_at(draft.pin.day)[clause_id]
    if request.form.get("lydelse") != wording.sha256:
        return error_response(409, STALE)
    about = (speaker.id, clause_id, wording.sha256, decision)
    by_board = speaker.as_board and decision is not Decision.COMMENT
    try:
        if decision is not Decision.COMMENT and deviation and deviation.who == services().agreements.viewer.who:
            raise AccountProblem(_OWN_TEXT)
        new = NewOpinion(*about, said, draft.id if deviation else "", by_board)
        reviews().add(new, services().clock())
    except AccountProblem as problem:
        return wording_page(draft, clause_id, said=Said(said, str(problem))), 422
    return redirect(
        url_for("local_wording.page", agreement_id=draft.id, clause_id=clause_id, _anchor="granskning"), 303
    )


@shows_again("local_wording.decide")
def decide_again(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    said = request.form.get("text", "")
    return wording_page(stored_draft(agreement_id), clause_id, said=Said(said, _TOKEN_REFUSED))


@blueprint.post("/<agreement_id>/lydelser/")
def propose(agreement_id: str) -> ResponseReturnValue:
    """Take over the chosen clauses of a file that came back as wordings of the agreement's own, all or none of them."""
    draft = stored_draft(agreement_id)
    reason = request.form.get("skal", "").strip() or "Ändrad i Word-filen som kom tillbaka."
    clauses, headings, texts = (request.form.getlist(name) for name in ("klausul", "rubrik", "text"))
    rows, chosen = zip(clauses[: MOST + 1], headings, texts, strict=False), set(request.form.getlist("ta"))
    proposals = [Proposal(*row, reason, FROM_WORD) for row in rows if row[0] in chosen]
    try:
        wrong = propose_deviation(draft, based_on(), proposals)
    except StaleVersion:
        return error_response(409, STALE)
    if wrong:
        return error_response(422, _not_taken(draft, wrong))
    return redirect(url_for("overview.show", agreement_id=draft.id, _anchor="kvar"), 303)


def _not_taken(draft: Draft, wrong: dict[str, tuple[Finding, ...]]) -> ErrorPage:
    wordings = draft.pin.library.wordings_at(draft.pin.day)
    told = " ".join(f"{wordings[clause].heading}: {found[0].message}" for clause, found in wrong.items())
    ways = "Gå tillbaka och rätta texten, eller avmarkera klausulen och ta över de andra."
    return ErrorPage("Texten gick inte att ta över som den är", f"{told} Inget är sparat. {ways}")
