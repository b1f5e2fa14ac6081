"""Changes of the law that a municipality has entered: what each has opened again, by which day, and how to undo it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.library.model import Wording
from generator.review.entered_changes import EnteredChange, change_words
from generator.review.law_change import affected
from generator.review.opinions import Standing, State
from generator.storage.errors import AccountProblem
from generator.storage.law_changes import NewChange, enter_change, entered_changes, find_change, withdraw_change
from generator.storage.review_rounds import review_days
from generator.web.actors import names_of
from generator.web.error_pages import shows_again
from generator.web.law import asked_change, change_page, provision, slug_of
from generator.web.reviewing import own_organisations
from generator.web.rounds import review_of
from generator.web.services import services
from generator.web.worklists import EXTENSIONS, touched_agreements

blueprint = Blueprint("law_watch", __name__, url_prefix="/lagandringar")

_TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words


@dataclass(frozen=True)
class Line:
    """A clause that rests on the changed provision."""

    wording: Wording
    standing: Standing

    @property
    def is_open(self) -> bool:
        """Whether it remains to be reviewed."""
        return self.standing.state in (State.NEW, State.HALF, State.REOPENED)


@dataclass(frozen=True)
class Row:
    """A change in the list."""

    entered: EnteredChange
    words: str
    organisation: str


@blueprint.get("/")
def index() -> ResponseReturnValue:
    """Every change that the visitor's organisations have entered, the newest first."""
    names = {each.id: each.name for each in own_organisations()}
    found = entered_changes(services().agreements.engine, names)
    rows = [Row(each, _words(each), names[each.organisation]) for each in found]
    return render_template("law_watch.html", rows=rows)


@blueprint.get("/<change_id>")
def show(change_id: str) -> ResponseReturnValue:
    """One of them: what it has opened again, the agreements it touches, and the worklist."""
    made = services()
    entered = find_change(made.agreements.engine, made.agreements.viewer, change_id)
    asked = next(each for each in own_organisations() if each.id == entered.organisation)
    touched = affected(made.library, entered.change)
    days = {each.subject: each.day for each in review_days(made.agreements.engine, [asked.id])}
    return render_template(
        "law_watch_change.html",
        entered=entered,
        words=_words(entered),
        asked=asked,
        lines=_lines(entered),
        affected=touched,
        agreements=touched_agreements(touched),
        name=names_of([entered.who])[entered.who],
        day=days.get(entered.id),
        today=made.today,
        slug=slug_of(entered.change.provisions[0]),
        query={
            "andring": entered.change.fate.value,
            "fran": entered.change.first_day.isoformat(),
            "ersatt_av": entered.change.successor,
        },
        extensions=EXTENSIONS,
    )


@blueprint.post("/<slug>/infor")
def enter(slug: str) -> ResponseReturnValue:
    """Enter a change: from now on every wording that rests on the provision must be reviewed again."""
    found = provision(slug)
    asked, touched = asked_change(found, request.form)
    note = request.form.get("vad", "").strip()
    if touched is None:
        return change_page(found, asked, None), 422
    mine = {each.id for each in own_organisations()}
    wanted = tuple(each for each in dict.fromkeys(request.form.getlist("organisation")) if each in mine)
    made = services()
    try:
        new = NewChange(wanted, touched.change, note)
        entered = enter_change(made.agreements.engine, made.agreements.viewer, new, made.clock())
    except AccountProblem as problem:
        return change_page(found, asked, touched, str(problem), note), 422
    if len(entered) > 1:
        return redirect(url_for("law_watch.index"), 303)
    return redirect(url_for("law_watch.show", change_id=entered[0].id), 303)


@shows_again("law_watch.enter")
def enter_again(slug: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    found = provision(slug)
    asked, touched = asked_change(found, request.form)
    return change_page(found, asked, touched, _TOKEN_REFUSED, request.form.get("vad", ""))


@blueprint.post("/<change_id>/aterta")
def withdraw(change_id: str) -> ResponseReturnValue:
    """Take a change back: what was decided before it counts again."""
    made = services()
    withdraw_change(made.agreements.engine, made.agreements.viewer, change_id, made.clock())
    return redirect(url_for("law_watch.show", change_id=change_id), 303)


def _words(entered: EnteredChange) -> str:
    return change_words(services().library, entered.change)


def _lines(entered: EnteredChange) -> list[Line]:
    """The clauses of today that rest on the provision, those that remain first."""
    standings = review_of(entered.organisation)[0].standings
    wordings = services().library.wordings_at(services().today)
    resting = (each for each in wordings.values() if not set(entered.change.provisions).isdisjoint(each.sources))
    return sorted((Line(each, standings[each.clause]) for each in resting), key=lambda each: not each.is_open)
