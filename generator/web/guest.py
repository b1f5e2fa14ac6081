"""What a guest sees: one agreement's text, and a place to comment on it. The link is the only key; nothing is set."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.document import Document
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.guests import GuestLink, NewComment
from generator.storage.ownership import Viewer
from generator.web.comments import TEXT_FIELD, guests
from generator.web.error_pages import ErrorPage, error_response, shows_again
from generator.web.overview import Made, make
from generator.web.preview import PageNotes, document_on_page
from generator.web.services import services

blueprint = Blueprint("guest", __name__, url_prefix="/gast")

_OVER = ErrorPage(
    "Länken gäller inte",
    "Den har gått ut, är återkallad eller har blivit avskriven fel. Be den som gav dig den om en ny.",
)
_TOKEN_REFUSED = "Sidan hade varit öppen för länge. Allt du skrev står kvar. Skicka en gång till."  # noqa: S105 - words


@blueprint.get("/<token>/")
def page(token: str) -> ResponseReturnValue:
    """The agreement."""
    try:
        link, made = _opened(token)
    except UnknownAccount:
        return error_response(404, _OVER)
    return _page(token, link, made, made.documents.main)


@blueprint.get("/<token>/bilagor/<document_id>")
def annex(token: str, document_id: str) -> ResponseReturnValue:
    """An annex of it."""
    try:
        link, made = _opened(token)
    except UnknownAccount:
        return error_response(404, _OVER)
    return _page(token, link, made, made.document(document_id))


@blueprint.post("/<token>/kommentarer")
def comment(token: str) -> ResponseReturnValue:
    """Say something."""
    try:
        link, made = _opened(token)
    except UnknownAccount:
        return error_response(404, _OVER)
    try:
        text, version = request.form.get(TEXT_FIELD, ""), made.draft.version
        new = NewComment(made.id, version, f"{link.name}, gäst", text, _who(link), from_guest=True)
        guests().comment(new, services().clock())
    except AccountProblem as problem:
        return _page(token, link, made, made.documents.main, str(problem)), 422
    return redirect(url_for("guest.page", token=token, _anchor="kommentarer"), 303)


@shows_again("guest.comment")
def comment_again(token: str) -> ResponseReturnValue:
    """The page with what was typed, when its token was not accepted."""
    try:
        link, made = _opened(token)
    except UnknownAccount:
        return error_response(404, _OVER)
    return _page(token, link, made, made.documents.main, _TOKEN_REFUSED)


def _opened(token: str) -> tuple[GuestLink, Made]:
    """The guest, and the one agreement that she may read. Raises UnknownAccount."""
    link = guests().guest(token, services().clock())
    g.viewer = Viewer(_who(link), guest_of=link.agreement_id)
    return link, make(link.agreement_id)


def _who(link: GuestLink) -> str:
    return f"gast-{link.id}"


def _page(token: str, link: GuestLink, made: Made, document: Document, problem: str = "") -> str:
    return render_template(
        "guest.html",
        token=token,
        link=link,
        made=made,
        document=document,
        is_main=document is made.documents.main,
        name=made.draft.name,
        fragment=document_on_page(document, made.is_draft, PageNotes()),
        comments=guests().comments_on(made.id),
        problem=problem,
        typed=request.form,
    )
