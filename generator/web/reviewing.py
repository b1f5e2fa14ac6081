"""What lawyers have said, as pages use it: who speaks for whom."""

from __future__ import annotations

from dataclasses import dataclass

from generator.storage.reviews import ReviewStore
from generator.storage.roles import Role
from generator.web.access import current_visitor
from generator.web.services import services


@dataclass(frozen=True)
class Reviewer:
    """An organisation that reviews wordings, as the present visitor meets it."""

    id: str
    name: str
    is_mine: bool
    """Whether she may speak for it."""
    as_board: bool
    """Whether she is no lawyer there, so that what she says is the board's answer and needs a reason."""


def reviews() -> ReviewStore:
    """What has been said, as the present visitor may say it."""
    store = services().agreements
    return ReviewStore(store.engine, store.viewer)


def reviewer(organisation: str, name: str) -> Reviewer:
    """An organisation as the present visitor meets it."""
    is_mine = organisation in services().agreements.viewer.organisations
    lawyer = organisation in current_visitor().organisations_as({Role.KOMMUNJURIST})
    return Reviewer(organisation, name, is_mine, is_mine and not lawyer)


def reviewers_of(agreement_id: str) -> tuple[Reviewer, ...]:
    """The organisations that review an agreement's own wordings."""
    return tuple(reviewer(*each) for each in reviews().reviewers_of(agreement_id))


def own_organisations() -> tuple[Reviewer, ...]:
    """Those for which the visitor can speak: first where she is a lawyer."""
    mine = services().agreements.viewer.organisations
    account = current_visitor().account
    memberships = account.memberships if account else ()
    named = {each.organisation: each.name for each in memberships if each.organisation in mine}
    found = (reviewer(organisation, name) for organisation, name in named.items())
    return tuple(sorted(found, key=lambda each: (each.as_board, each.name)))
