"""A clause of a municipality's own, which the library does not have: written, looked at in an example, and added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.library.model import Wording
from generator.library.overlay import OWN_PREFIX
from generator.library.words import usable_in_a_sentence
from generator.review.own_wordings import Act
from generator.storage.errors import AccountProblem
from generator.web.error_pages import shows_again
from generator.web.naming import ascii_name
from generator.web.own_clause import PREVIEW, TOKEN_REFUSED, Answered, checked_act, shown_example
from generator.web.own_keeping import Kept, clauses_by_plan, kept_by
from generator.web.own_offered import own_wordings
from generator.web.own_posted import Typed, expected_number, read_typed
from generator.web.services import services

blueprint = Blueprint("own_new", __name__, url_prefix="/egna-lydelser")

_LONGEST_SLUG = 40


@blueprint.get("/<organisation>/ny")
def show(organisation: str) -> ResponseReturnValue:
    """The empty form."""
    return _page(_kept(organisation), Answered(Typed()))


@blueprint.post("/<organisation>/ny")
def add(organisation: str) -> ResponseReturnValue:
    """Add the clause, or only look at it."""
    kept, typed = _kept(organisation), read_typed(request.form)
    clause = new_id(typed.heading, {*services().library.clauses, *(row.act.clause for row in kept.rows)})
    act, problems = typed.act(Act.ADD, clause, services().library, services().today)
    if typed.after not in {value for _, places in _places() for value, _ in places}:
        problems["efter"] = "Välj vilken klausul den ska stå efter."
    if act is None or problems:
        return _page(kept, Answered(typed, problems)), 422
    checked = checked_act(kept, act)
    if request.form.get("gor") == PREVIEW:
        return _page(kept, Answered(typed, checked=checked, example=shown_example(kept, act, checked)))
    if checked is not None and checked.errors:
        return _page(kept, Answered(typed, checked=checked)), 422
    try:
        own_wordings().add(organisation, act, expected_number(request.form), services().clock())
    except AccountProblem as problem:
        return _page(kept_by(organisation), Answered(typed, {"skal": str(problem)})), 422
    return redirect(url_for("own_clause.page", organisation=organisation, clause_id=clause), 303)


@shows_again("own_new.add")
def add_again(organisation: str) -> ResponseReturnValue:
    """The form as typed, when its token was not accepted."""
    return _page(_kept(organisation), Answered(read_typed(request.form), {"skal": TOKEN_REFUSED}))


def new_id(heading: str, taken: Collection[str]) -> str:
    """An id that nothing else has: ``egen-parkering``, ``egen-parkering-2``."""
    stem = f"{OWN_PREFIX}{ascii_name(heading)[:_LONGEST_SLUG].strip('-') or 'klausul'}"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Title of a document, and the clauses there that another can stand after: value in the form, and heading."""
    return [
        (plan.title, [(f"{plan.id}/{each.clause}", _told_apart(each, held)) for each in held])
        for plan, held in clauses_by_plan()
    ]


def _told_apart(wording: Wording, held: Sequence[Wording]) -> str:
    """The heading; with the id where the document has several clauses of that heading."""
    is_alone = sum(each.heading == wording.heading for each in held) == 1
    return wording.heading if is_alone else f"{wording.heading} ({wording.clause})"


def _kept(organisation: str) -> Kept:
    """What the municipality has; 404 for one that the visitor does not write for."""
    kept = kept_by(organisation)
    return kept if kept.is_writer else abort(404)


def _page(kept: Kept, answered: Answered) -> str:
    typed = answered.typed or Typed()
    return render_template(
        "own_new.html",
        kept=kept,
        keeper=kept.keeper,
        typed=replace(typed, first=typed.first or services().today.isoformat()),
        problems=answered.problems,
        findings=answered.checked.findings if answered.checked else (),
        checked=answered.checked,
        example=answered.example,
        places=_places(),
        usable=usable_in_a_sentence(),
    )
