"""Comments on an agreement, and the guests who may read and comment on it until a day."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.values import ValueProblem, read_value
from generator.clock import STOCKHOLM
from generator.library.model import Question, QuestionType
from generator.storage.errors import AccountProblem
from generator.storage.guests import GuestStore, NewComment
from generator.web.access import current_visitor
from generator.web.agreement import stored_draft
from generator.web.error_pages import shows_again
from generator.web.services import services

blueprint = Blueprint("comments", __name__, url_prefix="/overenskommelse")

TEXT_FIELD = "kommentar"
_DAY = Question("dag", QuestionType.DATE, "Dag", "Dag")
_TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words


def guests() -> GuestStore:
    """Guests and comments. Whoever asks it has read the agreement first."""
    return GuestStore(services().agreements.engine)


@blueprint.get("/<agreement_id>/kommentarer")
def page(agreement_id: str) -> ResponseReturnValue:
    """Every comment, and who has been invited as a guest."""
    return _page(agreement_id)


@blueprint.post("/<agreement_id>/kommentarer")
def comment(agreement_id: str) -> ResponseReturnValue:
    """Say something."""
    agreement = stored_draft(agreement_id).agreement or abort(404)
    visitor = current_visitor()
    author = f"{visitor.name}, {visitor.role_words}"[:200]
    try:
        text = request.form.get(TEXT_FIELD, "")
        new = NewComment(agreement.id, agreement.version, author, text, services().agreements.viewer.who)
        guests().comment(new, services().clock())
    except AccountProblem as problem:
        return _page(agreement_id, str(problem), TEXT_FIELD), 422
    return redirect(url_for("comments.page", agreement_id=agreement_id), 303)


@shows_again("comments.comment")
def comment_again(agreement_id: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    return _page(agreement_id, _TOKEN_REFUSED, TEXT_FIELD)


@blueprint.post("/<agreement_id>/gaster")
def invite(agreement_id: str) -> ResponseReturnValue:
    """Make a link for a guest and show it: the one time it can be seen."""
    agreement = stored_draft(agreement_id).agreement or abort(404)
    told = services().clock(), services().agreements.viewer.who
    try:
        until = _end_of(request.form.get("till", ""))
        token = guests().invite(agreement.id, request.form.get("namn", ""), until, told)
    except AccountProblem as problem:
        return _page(agreement_id, str(problem), "namn"), 422
    return _page(agreement_id, link=url_for("guest.page", token=token, _external=True))


@blueprint.post("/<agreement_id>/gaster/<link_id>/aterkalla")
def revoke(agreement_id: str, link_id: str) -> ResponseReturnValue:
    """Let a guest's link stop working."""
    agreement = stored_draft(agreement_id).agreement or abort(404)
    guests().revoke(agreement.id, link_id, services().clock(), services().agreements.viewer.who)
    return redirect(url_for("comments.page", agreement_id=agreement_id, _anchor="gaster"), 303)


def _end_of(typed: str) -> datetime:
    """The first moment after a day that somebody typed. Raises AccountProblem."""
    try:
        day = read_value(_DAY, typed)
    except ValueProblem as problem:
        raise AccountProblem(str(problem)) from problem
    if not isinstance(day, date):
        raise AccountProblem("Skriv vilken dag länken ska sluta gälla.")
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(), STOCKHOLM)


def _page(agreement_id: str, problem: str = "", about: str = "", link: str = "") -> str:
    draft = stored_draft(agreement_id)
    return render_template(
        "comments.html",
        agreement_id=agreement_id,
        name=draft.name,
        comments=guests().comments_on(agreement_id),
        links=guests().links_of(agreement_id),
        moment_now=services().clock(),
        problem=problem,
        about=about,
        typed=request.form,
        link=link,
    )
