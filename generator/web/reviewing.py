"""What lawyers have said, as pages use it: who speaks for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.review.opinions import Standing, State
from generator.storage.accounts import AccountStore
from generator.storage.reviews import ReviewStore
from generator.storage.roles import READERS, Role
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
    stands_in: bool = False
    """Whether it is not the municipality itself, only whoever writes down what that has answered."""


@dataclass(frozen=True)
class Others:
    """Who else in an organisation can approve a wording, by name."""

    lawyers: tuple[str, ...]
    board: tuple[str, ...]
    """Those who can answer for the board, with a reason."""

    @property
    def words(self) -> str:
        """The same as whole sentences."""
        if self.lawyers and self.board:
            return f"Det kan {_either(self.lawyers)}. Nämnden kan också svara, genom {_either(self.board)}."
        if self.lawyers:
            return f"Det kan {_either(self.lawyers)}."
        if self.board:
            return f"Kommunen har ingen annan jurist här. Nämnden kan svara, genom {_either(self.board)}."
        return "Ingen annan i kommunen har konto här än. Tjänstens administratör kan bjuda in någon."


def _either(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} eller {last}" if first else last


def others_at(organisation: str) -> Others:
    """Who can approve at an organisation beside the visitor. Raises StorageError."""
    who = services().agreements.viewer.who
    known = AccountStore(services().agreements.engine).all()
    held = [
        (each.name, {one.role for one in each.memberships if one.organisation == organisation})
        for each in known
        if each.id != who and not each.disabled
    ]
    lawyers = tuple(name for name, roles in held if Role.KOMMUNJURIST in roles)
    return Others(lawyers, tuple(name for name, roles in held if roles & READERS and name not in lawyers))


def has_approved(standing: Standing, who: str) -> bool:
    """Whether somebody has approved a wording that waits for one more."""
    return standing.state is State.HALF and who in {each.who for each in standing.approved_by}


def reviews() -> ReviewStore:
    """What has been said, as the present visitor may say it."""
    store = services().agreements
    return ReviewStore(store.engine, store.viewer)


def reviewer(organisation: str, name: str, stands_in: bool = False) -> Reviewer:
    """An organisation as the present visitor meets it."""
    is_mine = organisation in services().agreements.viewer.organisations
    lawyer = organisation in current_visitor().organisations_as({Role.KOMMUNJURIST})
    return Reviewer(organisation, name, is_mine, is_mine and not lawyer, stands_in)


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
