"""What lawyers have said, as pages use it: who speaks for whom, and what a draft still waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document import DocumentSet, WordingRef
from generator.review.opinions import Decision, Opinion, last_decision
from generator.storage.reviews import ReviewStore
from generator.storage.roles import Role
from generator.web.access import current_visitor
from generator.web.agreement import Draft
from generator.web.remaining import Remaining
from generator.web.services import services

_REFUSED = "den lokala lydelsen går inte att använda, så bibliotekets text står kvar. Rätta den eller ta bort den"
_OUTDATED = "den nationella texten har ändrats sedan den lokala lydelsen skrevs. Den måste ses över"


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


def unreviewed(draft: Draft, documents: DocumentSet) -> tuple[Remaining, ...]:
    """What stands between a draft's wordings and a signature. ``question`` of each is the clause's id."""
    if not draft.id:
        return ()
    asked = reviewers_of(draft.id)
    said = reviews().of([each.id for each in asked])
    return tuple(dict.fromkeys(_unreviewed(draft, documents, asked, said)))


def _unreviewed(
    draft: Draft, documents: DocumentSet, asked: Sequence[Reviewer], said: Sequence[Opinion]
) -> Iterator[Remaining]:
    laid = draft.basis.laid
    wordings = laid.library.wordings_at(draft.pin.day)
    for clause in laid.refused:
        heading = wordings[clause].heading if clause in wordings else clause
        yield Remaining(f"{heading}: {_REFUSED}.", clause)
    for document in documents.documents:
        for _, section in document.walk():
            mark = section.wording
            if mark is None:
                continue
            if mark.clause in laid.outdated:
                yield Remaining(f"{wordings[mark.clause].heading}: {_OUTDATED}.", mark.clause)
            yield from _said_against(mark, wordings[mark.clause].heading, asked, _Said(draft, said))


@dataclass(frozen=True)
class _Said:
    """What was said, seen from one draft."""

    draft: Draft
    opinions: Sequence[Opinion]

    def is_local(self, clause: str) -> bool:
        return clause in self.draft.basis.laid.used

    def decided(self, clause: str, organisation: str) -> Opinion | None:
        theirs = [each for each in self.opinions if each.organisation == organisation]
        return last_decision(theirs, clause, self.draft.id if self.is_local(clause) else "")


def _said_against(mark: WordingRef, heading: str, asked: Sequence[Reviewer], said: _Said) -> Iterator[Remaining]:
    """Of a wording of the agreement's own: whoever has not approved it. Of the library's: whoever has rejected it."""
    for each in asked:
        decided = said.decided(mark.clause, each.id)
        counts = decided is not None and decided.sha256 == mark.sha256
        if counts and decided is not None and decided.decision is Decision.REJECTED:
            yield Remaining(f"{heading}: lydelsen är avslagen av {each.name}.", mark.clause)
        elif said.is_local(mark.clause) and not counts:
            yield Remaining(f"{heading}: den lokala lydelsen är inte granskad av {each.name}.", mark.clause)
