"""Leaving out an optional clause of an agreement, or taking it in again, from the page that shows the text."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from generator.storage.errors import StaleVersion
from generator.storage.lifecycle import Saved
from generator.web.agreement import Draft, based_on, stored_draft
from generator.web.choosing import Choice, after_choice, anchor_of, is_choice, is_optional
from generator.web.error_pages import error_response
from generator.web.posted_page import ACTION_FIELD
from generator.web.services import services
from generator.web.versions import STALE

blueprint = Blueprint("optional_clauses", __name__, url_prefix="/overenskommelse")

DOCUMENT_FIELD = "dokument"


@blueprint.post("/<agreement_id>/valfria/<option>")
def choose(agreement_id: str, option: str) -> ResponseReturnValue:
    """Save a version without the clause, or with it again, and go back to where it stood."""
    draft = stored_draft(agreement_id)
    wanted = request.form.get(ACTION_FIELD, "")
    if not is_optional(draft.basis, option):
        abort(404)
    if not is_choice(wanted):
        abort(422)
    answers = after_choice(draft.basis, Choice(wanted), option)
    try:
        if answers != draft.basis.stored:
            services().agreements.save(draft.id, draft.plan, based_on(), draft.change(answers, Saved.CHOICE))
    except StaleVersion:
        return error_response(409, STALE)
    return redirect(_back(draft, option), 303)


def _back(draft: Draft, name: str) -> str:
    """The document that the choice was made in, where the clause stood or now stands."""
    document, anchor = request.form.get(DOCUMENT_FIELD, ""), anchor_of(name)
    if document in {each.plan for each in draft.plan.attached}:
        return url_for("overview.annex", agreement_id=draft.id, document_id=document, _anchor=anchor)
    return url_for("overview.show", agreement_id=draft.id, _anchor=anchor)
