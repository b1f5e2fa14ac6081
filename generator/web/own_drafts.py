"""A draft takes in what its municipalities have decided since it was begun: shown clause by clause, then saved."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from generator.review.compare import compare
from generator.storage.lifecycle import Saved
from generator.web.agreement import Draft, stored_draft
from generator.web.draft_stores import status_of
from generator.web.own_offered import change_for, with_offered
from generator.web.pinning import pin_today, situation_on
from generator.web.services import services
from generator.web.versions import Beside, render_comparison, save_and_show

blueprint = Blueprint("own_drafts", __name__, url_prefix="/overenskommelse")

_HEADING = "Det här ändras med kommunens egna lydelser"
_BOTH = "Det här ändras med kommunens egna lydelser och dagens bibliotek"


@blueprint.get("/<agreement_id>/egna-lydelser")
def show(agreement_id: str) -> ResponseReturnValue:
    """What changes, clause by clause, when the draft takes in what its municipalities have decided by today."""
    draft = stored_draft(agreement_id)
    if not _can_take(draft):
        return _to_the_draft(draft)
    stored, today = draft.basis.stored, pin_today()
    before, after = (
        situation_on(pin, draft.plan.id, answers)
        for pin, answers in ((draft.pin, stored), (today, with_offered(stored, today.day)))
    )
    heading = _BOTH if draft.pin.is_behind else _HEADING
    back = url_for("overview.show", agreement_id=draft.id)
    return render_comparison(draft, heading, compare(before, after), back, Beside("own_drafts.take"))


@blueprint.post("/<agreement_id>/egna-lydelser")
def take(agreement_id: str) -> ResponseReturnValue:
    """Take it in, as a new version on today's library: what is written today is written against that."""
    draft = stored_draft(agreement_id)
    if not _can_take(draft):
        return _to_the_draft(draft)
    moved = replace(draft, pin=pin_today())
    return save_and_show(draft, moved.change(with_offered(draft.basis.stored, services().today), Saved.MUNICIPAL))


def _can_take(draft: Draft) -> bool:
    return status_of(draft.id).is_open and bool(change_for(draft.basis.stored))


def _to_the_draft(draft: Draft) -> ResponseReturnValue:
    return redirect(url_for("overview.show", agreement_id=draft.id), 303)
