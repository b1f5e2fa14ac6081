"""One clause of a municipality's own: the text and what differs, what is said of it, and the form to decide with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.errors import Finding
from generator.library.model import Wording
from generator.library.overlay import text_of
from generator.library.words import usable_in_a_sentence
from generator.review.clause_pieces import Pieces
from generator.review.opinions import Decision
from generator.review.own_check import OwnCheck, check_own
from generator.review.own_example import Example, example_of
from generator.review.own_wordings import Act, OwnAct, OwnWording, local_on
from generator.review.shown_text import blocks_in, difference
from generator.review.word_marks import LineChange
from generator.storage.errors import AccountProblem
from generator.storage.reviews import NewOpinion
from generator.web.actors import names_of
from generator.web.error_pages import error_response, shows_again
from generator.web.local_time import local_time
from generator.web.own_keeping import Kept, OwnLine, kept_by
from generator.web.own_offered import own_wordings
from generator.web.own_posted import Typed, expected_number, read_typed
from generator.web.reviewing import has_approved, others_at, reviewer, reviews
from generator.web.services import services
from generator.web.versions import STALE

blueprint = Blueprint("own_clause", __name__, url_prefix="/egna-lydelser")

PREVIEW = "forhandsgranska"
_ACTS = {"spara": Act.REPLACE, "behall": Act.REPLACE, "anta": Act.ADOPT, "dra-tillbaka": Act.WITHDRAW}
TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words
_OWN_TEXT = (
    "Det är du som har skrivit lydelsen. Någon annan i kommunen behöver granska den: en annan jurist, "
    "eller samordnaren eller socialchefen med nämndens svar."
)


@dataclass(frozen=True)
class Answered:
    """What the page says of what was posted."""

    typed: Typed | None = None
    problems: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""
    checked: OwnCheck | None = None
    """What the checks found in the text."""
    example: Example | None = None
    """How it reads, when that was asked for."""
    said: str = ""


@dataclass(frozen=True)
class Place:
    """A clause on one municipality's page."""

    kept: Kept
    clause: str
    national: Wording | None
    row: OwnWording | None
    """The act that counts today."""

    @property
    def line(self) -> OwnLine | None:
        """How that stands."""
        return self.kept.line(self.row) if self.row else None

    @property
    def coming(self) -> OwnLine | None:
        """How the next one stands that has a text of its own and begins later."""
        texts = (each for each in self.kept.coming if each.row.act.clause == self.clause and each.row.act.local)
        return next(texts, None)

    @property
    def reviewable(self) -> tuple[OwnWording, ...]:
        """Those that can be reviewed: the one that counts, and the next one to come."""
        later = self.coming.row if self.coming else None
        return tuple(each for each in (self.row, later) if each is not None and each.act.local is not None)

    @property
    def rows(self) -> tuple[OwnWording, ...]:
        """Everything decided of the clause, the newest first."""
        return tuple(row for row in reversed(self.kept.rows) if row.act.clause == self.clause)

    @property
    def heading(self) -> str:
        """What it is called."""
        own = next((row.act.heading for row in self.rows if row.act.heading), "")
        return self.national.heading if self.national else own

    def typed(self) -> Typed:
        """What stands in the form before anybody has typed."""
        last = self.row or next(iter(self.rows), None)
        if last is not None and last.act.local is not None:
            return Typed(last.act.heading, last.act.text, after=f"{last.act.plan}/{last.act.after}")
        return Typed(self.national.heading, text_of(self.national)) if self.national else Typed()


@blueprint.get("/<organisation>/klausul/<clause_id>")
def page(organisation: str, clause_id: str) -> ResponseReturnValue:
    """The clause as it stands with the municipality."""
    return _page(_place(organisation, clause_id))


@blueprint.post("/<organisation>/klausul/<clause_id>")
def save(organisation: str, clause_id: str) -> ResponseReturnValue:
    """Decide: replace, keep ours against the new national text, adopt the national text, withdraw; or only look."""
    place = _place(organisation, clause_id)
    wanted, typed = request.form.get("gor", ""), read_typed(request.form)
    act, problems = _asked_for(place, wanted, typed)
    if act is None:
        return _page(place, Answered(typed, problems)), 422
    checked = checked_act(place.kept, act)
    if wanted == PREVIEW:
        return _page(place, Answered(typed, checked=checked, example=shown_example(place.kept, act, checked)))
    if checked is not None and checked.errors:
        return _page(place, Answered(typed, checked=checked)), 422
    try:
        own_wordings().add(organisation, act, expected_number(request.form), services().clock())
    except AccountProblem as problem:
        return _page(_place(organisation, clause_id), Answered(typed, {"skal": str(problem)})), 422
    return redirect(url_for("own_clause.page", organisation=organisation, clause_id=clause_id), 303)


@shows_again("own_clause.save")
def save_again(organisation: str, clause_id: str) -> ResponseReturnValue:
    """The page as typed, when its token was not accepted."""
    return _page(_place(organisation, clause_id), Answered(read_typed(request.form), {"skal": TOKEN_REFUSED}))


def _asked_for(place: Place, wanted: str, typed: Typed) -> tuple[OwnAct | None, dict[str, str]]:
    """The act, or what is wrong with what was typed; 404 for what cannot be done with the clause."""
    act = Act.REPLACE if wanted == PREVIEW else _ACTS.get(wanted) or abort(422)
    if place.national is None:
        act = Act.ADD if act is Act.REPLACE else act
    if (act is Act.ADOPT and place.national is None) or (act is Act.WITHDRAW and not place.rows):
        abort(404)
    if wanted == "behall":
        kept = place.row.act if place.row and place.row.act.act is Act.REPLACE else abort(404)
        typed = replace(typed, heading=kept.heading, text=kept.text)
    return typed.act(act, place.clause, services().library, services().today)


def checked_act(kept: Kept, act: OwnAct) -> OwnCheck | None:
    """What the checks find, on the day that it begins to count; None for an act without a text of its own."""
    if act.local is None:
        return None
    return check_own(services().library, local_on(kept.rows, act.first_day), act.local, act.first_day)


def shown_example(kept: Kept, act: OwnAct, checked: OwnCheck | None) -> Example | None:
    """How it reads in an agreement of the municipality's, unless something is wrong with it."""
    if checked is None or checked.errors or act.clause not in checked.laid.used:
        return None
    return example_of(checked.laid.library, act.clause, kept.keeper.code, act.first_day)


@blueprint.post("/<organisation>/klausul/<clause_id>/granskning")
def decide(organisation: str, clause_id: str) -> ResponseReturnValue:
    """Say what the municipality's lawyer thinks of its own wording, or comment on it."""
    place = _place(organisation, clause_id)
    speaker = reviewer(place.kept.keeper.id, place.kept.keeper.name)
    wanted, said = request.form.get("beslut", ""), request.form.get("text", "")
    if not speaker.is_mine or not place.reviewable:
        abort(404)
    decision = Decision(wanted) if wanted in set(Decision) else abort(422)
    row = next((each for each in place.reviewable if each.act.sha256 == request.form.get("lydelse")), None)
    if row is None:
        return error_response(409, STALE)
    about = (organisation, row.key, row.act.sha256, decision, said)
    try:
        if decision is not Decision.COMMENT and row.who == services().agreements.viewer.who:
            raise AccountProblem(_OWN_TEXT)
        by_board = speaker.as_board and decision is not Decision.COMMENT
        reviews().add(NewOpinion(*about, by_board=by_board), services().clock())
    except AccountProblem as problem:
        return _page(place, Answered(problems={"sagt": str(problem)}, said=said)), 422
    address = url_for("own_clause.page", organisation=organisation, clause_id=clause_id, _anchor="granskning")
    return redirect(address, 303)


@shows_again("own_clause.decide")
def decide_again(organisation: str, clause_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    place, said = _place(organisation, clause_id), request.form.get("text", "")
    if not place.reviewable:
        return error_response(400)
    return _page(place, Answered(problems={"sagt": TOKEN_REFUSED}, said=said))


def _place(organisation: str, clause_id: str) -> Place:
    """A clause of the library that agreements can hold, or one of the municipality's own; else 404."""
    kept = kept_by(organisation)
    national = services().library.wordings_at(services().today).get(clause_id)
    place = Place(kept, clause_id, national, kept.counting.get(clause_id))
    return place if national is not None or place.rows else abort(404)


def _page(place: Place, answered: Answered | None = None) -> str:
    answered = answered or Answered()
    row, national, line, coming = place.row, place.national, place.line, place.coming
    opinions, who = place.kept.said(place.clause), services().agreements.viewer.who
    speaker = reviewer(place.kept.keeper.id, place.kept.keeper.name)
    findings: tuple[Finding, ...] = answered.checked.findings if answered.checked else ()
    return render_template(
        "own_clause.html",
        place=place,
        keeper=place.kept.keeper,
        row=row,
        line=line,
        national=national,
        national_text=text_of(national) if national else "",
        stands_after=_stands_after(row) if row else None,
        own_blocks=blocks_in(row.act.text) if row else (),
        coming=coming,
        coming_difference=_difference(coming.row, coming.national) if coming and coming.national else (),
        coming_blocks=blocks_in(coming.row.act.text) if coming else (),
        pieces=Pieces(place.kept.laid.library),
        usable=usable_in_a_sentence(),
        difference=_difference(row, national) if row and national else (),
        typed=answered.typed or place.typed(),
        problems=answered.problems,
        findings=findings,
        checked=answered.checked,
        example=answered.example,
        said=answered.said,
        opinions=opinions,
        names=names_of([*(each.who for each in opinions), *(each.who for each in place.rows)]),
        speaker=speaker,
        who=who,
        others={each.row.number: others_at(speaker.id) for each in (line, coming) if each and _is_done(each, who)},
        local=local_time,
        today=services().today.isoformat(),
    )


def _is_done(line: OwnLine, who: str) -> bool:
    """Whether somebody has no more to say of it: she has written it, or approved it already."""
    return line.row.who == who or (line.standing is not None and has_approved(line.standing, who))


def _stands_after(row: OwnWording) -> tuple[str, str] | None:
    """Heading of the clause that a clause of the municipality's own stands after, and title of the document."""
    library, act = services().library, row.act
    before, plan = library.wordings_at(services().today).get(act.after), library.plans.get(act.plan)
    return (before.heading, plan.title) if before and plan else None


def _difference(row: OwnWording, national: Wording) -> tuple[LineChange, ...]:
    before = (national.heading, text_of(national))
    return difference(services().library, before, (row.act.heading, row.act.text)) if row.act.text else ()
