"""A clause's wording in one agreement: the library's or one of its own, what differs, and what lawyers say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.deviations import MOST, Deviation, laid_over, read_deviations, replaced, with_deviations
from generator.errors import Finding
from generator.library.model import Wording
from generator.library.overlay import LocalKind, LocalWording, is_local, text_of
from generator.review.opinions import Decision, Opinion, Standing
from generator.review.word_marks import LineChange, compare_lines
from generator.storage.errors import AccountProblem, StaleVersion
from generator.storage.lifecycle import Saved
from generator.storage.reviews import NewOpinion
from generator.web.actors import names_of
from generator.web.agreement import Draft, based_on, stored_draft
from generator.web.draft_review import draft_review
from generator.web.draft_stores import status_of
from generator.web.error_pages import ErrorPage, error_response, shows_again
from generator.web.reviewing import Reviewer, reviewers_of, reviews
from generator.web.services import services
from generator.web.versions import STALE

blueprint = Blueprint("local_wording", __name__, url_prefix="/overenskommelse")

FROM_WORD = "word"
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


@dataclass(frozen=True)
class Typed:
    """What stands in the forms of the page, and what is wrong with it."""

    heading: str
    text: str
    reason: str
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    """What is wrong with the review."""
    said: str = ""


@dataclass(frozen=True)
class Reviewed:
    """What has been said of the wording in use."""

    opinions: tuple[Opinion, ...]
    by_organisation: tuple[tuple[Reviewer, Standing], ...]
    """Each organisation that reviews it, with how the wording stands there."""
    persons: int
    """How many must approve, where most are asked for."""


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
        deviations = replaced(deviations, each.clause, Deviation(_local(each, base), who, day, each.source))
    if len(deviations) > MOST:
        return {each.clause: (Finding(each.clause, 0, "lokal-for-manga", _TOO_MANY),) for each in proposed}
    answers = with_deviations(stored, deviations)
    refused = laid_over(draft.pin.library, answers, draft.pin.day).refused
    wrong = {each.clause: refused[each.clause] for each in proposed if each.clause in refused}
    if not wrong:
        _save(draft, version, answers)
    return wrong


def _local(proposal: Proposal, base: Wording) -> LocalWording:
    words = {"heading": proposal.heading, "text": proposal.text, "reason": proposal.reason}
    national = {"base": base.sha256, "base_text": text_of(base)}
    return LocalWording(LocalKind.REPLACE, proposal.clause, **words, **national)


def _save(draft: Draft, version: int, answers: dict[str, object]) -> None:
    if answers != draft.basis.stored:
        services().agreements.save(draft.id, draft.plan, version, draft.change(answers, Saved.WORDING))


@blueprint.get("/<agreement_id>/lydelser/<clause_id>")
def page(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """The clause's wording, its review, and the form where it is changed."""
    draft = stored_draft(agreement_id)
    return _page(draft, clause_id)


@blueprint.post("/<agreement_id>/lydelser/<clause_id>")
def save(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """Keep a wording of the agreement's own, or go back to the library's."""
    draft = stored_draft(agreement_id)
    _national(draft, clause_id)
    try:
        if request.form.get("gor") == _REMOVE:
            without = replaced(read_deviations(draft.basis.stored), clause_id, None)
            _save(draft, based_on(), with_deviations(draft.basis.stored, without))
            if clause_id not in draft.pin.library.clauses:  # a municipality's own clause has no page once it is gone
                return redirect(url_for("overview.show", agreement_id=draft.id), 303)
        else:
            typed = _typed()
            proposal = Proposal(clause_id, typed.heading, typed.text, typed.reason)
            wrong = propose_deviation(draft, based_on(), [proposal])
            if wrong:
                return _page(draft, clause_id, Typed(typed.heading, typed.text, typed.reason, wrong[clause_id])), 422
    except StaleVersion:
        return error_response(409, STALE)
    return redirect(url_for("local_wording.page", agreement_id=draft.id, clause_id=clause_id), 303)


@shows_again("local_wording.save")
def save_again(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    typed = _typed()
    told = (Finding(clause_id, 0, "sidan", _TOKEN_REFUSED),)
    return _page(stored_draft(agreement_id), clause_id, Typed(typed.heading, typed.text, typed.reason, told))


@blueprint.post("/<agreement_id>/lydelser/<clause_id>/granskning")
def decide(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """Say what an organisation thinks of the wording, or comment on it."""
    draft = stored_draft(agreement_id)
    _national(draft, clause_id)
    said = request.form.get("text", "")
    wanted = request.form.get("beslut", "")
    asked = {each.id: each for each in reviewers_of(draft.id)}
    speaker = asked.get(request.form.get("organisation", "")) or abort(404)
    if not speaker.is_mine:
        abort(404)
    decision = Decision(wanted) if wanted in set(Decision) else abort(422)
    deviation = _deviation(draft, clause_id)
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
        return _page(draft, clause_id, problem=str(problem), said=said), 422
    return redirect(
        url_for("local_wording.page", agreement_id=draft.id, clause_id=clause_id, _anchor="granskning"), 303
    )


@shows_again("local_wording.decide")
def decide_again(agreement_id: str, clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    said = request.form.get("text", "")
    return _page(stored_draft(agreement_id), clause_id, problem=_TOKEN_REFUSED, said=said)


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


def _typed() -> Typed:
    heading, text, reason = (request.form.get(name, "").replace("\r\n", "\n") for name in ("rubrik", "text", "skal"))
    return Typed(heading, text, reason)


def _national(draft: Draft, clause_id: str) -> Wording:
    """The library's wording of a clause that the agreement or an annex can hold; of a clause that its municipalities
    have added, their own."""
    libraries = (draft.pin.library, draft.basis.laid.library)
    found = (each.wordings_at(draft.pin.day).get(clause_id) for each in libraries)
    return next((each for each in found if each is not None), None) or abort(404)


def _deviation(draft: Draft, clause_id: str) -> Deviation | None:
    """The wording of its own that is in use."""
    used = draft.basis.laid.used
    found = (each for each in read_deviations(draft.basis.stored) if each.local.clause == clause_id)
    return next((each for each in found if clause_id in used), None)


def _page(draft: Draft, clause_id: str, typed: Typed | None = None, problem: str = "", said: str = "") -> str:
    national = _national(draft, clause_id)
    kept = next((each for each in read_deviations(draft.basis.stored) if each.local.clause == clause_id), None)
    laid = draft.basis.laid
    reviewed = _reviewed(draft, clause_id)
    return render_template(
        "local_wording.html",
        draft=draft,
        name=draft.name,
        national=national,
        national_text=text_of(national),
        is_added=is_local(national),
        kept=kept,
        names=names_of([*(each.who for each in reviewed.opinions), *([kept.who] if kept else [])]),
        refused=laid.refused.get(clause_id, ()),
        difference=_difference(text_of(national), kept.local.text) if kept else (),
        since=_difference(kept.local.base_text, text_of(national)) if kept and clause_id in laid.outdated else (),
        typed=typed or _stored(kept.local if kept else None, national),
        problem=problem,
        said=said,
        wording=laid.library.wordings_at(draft.pin.day)[clause_id],
        reviewed=reviewed,
        is_open=status_of(draft.id).is_open,
    )


def _stored(local: LocalWording | None, national: Wording) -> Typed:
    """What stands in the form before anybody has typed."""
    if local is None:
        return Typed(national.heading, text_of(national), "")
    return Typed(local.heading, local.text, local.reason)


def _reviewed(draft: Draft, clause_id: str) -> Reviewed:
    review = draft_review(draft)
    agreement = draft.id if review.is_local(clause_id) else ""
    about = tuple(each for each in review.said if each.clause == clause_id and each.agreement == agreement)
    standings = tuple((each, review.standing(clause_id, each.id)) for each in review.asked)
    return Reviewed(about, standings, max((each.persons for each in review.rules.values()), default=1))


def _difference(before: str, after: str) -> tuple[LineChange, ...]:
    return compare_lines(before.split("\n"), after.split("\n"))
