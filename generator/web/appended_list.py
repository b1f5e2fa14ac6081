"""The list of deviations and approvals that may stand last in an agreement's file: when it does, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask import request

from generator.assembly.assemble import document_set
from generator.assembly.deviations import KEY as DEVIATIONS
from generator.assembly.deviations import read_deviations
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.left_out import left_out_in
from generator.clock import STOCKHOLM
from generator.document import DocumentSet
from generator.library.optional import optional_clauses
from generator.review.deviation_list import Approval, Told, deviating, with_list
from generator.review.opinions import Opinion
from generator.storage.roles import ROLE_WORDS, Role
from generator.web.actors import names_of
from generator.web.agreement import Draft
from generator.web.draft_review import DraftReview, clauses_of

FIELD = "avvikelser"
YES, NO = "ja", "nej"
_BOARD = "svarar för nämnden"
_OWN_KEYS = frozenset({DEVIATIONS, LEFT_OUT})
"""What makes an agreement's text another than the library's."""


def list_is_wanted(review: DraftReview) -> bool:
    """Whether the list is to stand last: as the request says, or else when a text deviates."""
    said = request.values.getlist(FIELD)
    return YES in said if said else bool(review.own_clauses)


def with_appended_list(documents: DocumentSet, review: DraftReview) -> DocumentSet:
    """The documents with the list last in the main one. Raises GeneratorError or StorageError."""
    basis = review.draft.basis
    national = replace(basis, stored={key: each for key, each in basis.stored.items() if key not in _OWN_KEYS})
    changes = deviating(document_set(national.situation()), documents, (*review.own_clauses, *_left_out(review.draft)))
    resting = review.resting(clauses_of(documents))
    told = _told(review)
    return replace(documents, main=with_list(documents.main, changes, told, resting))


def _left_out(draft: Draft) -> Iterator[str]:
    """The optional clauses that the draft does without."""
    names = left_out_in(draft.basis.stored)
    found = optional_clauses(draft.pin.library, draft.pin.library.plans[draft.plan.id])
    yield from (clause for clause, name in found.items() if name in names)


def _told(review: DraftReview) -> Mapping[str, Told]:
    """Clause → why it deviates, and who has approved it."""
    own = {each.local.clause: each.local.reason for each in read_deviations(review.draft.basis.stored)}
    approvals = {clause: review.approvals(clause) for clause in review.own_clauses}
    names = names_of(each.who for found in approvals.values() for _, each in found)
    return {
        clause: Told(
            own.get(clause, ""),
            tuple(_approval(organisation, each, names) for organisation, each in found),
            review.missing(clause),
        )
        for clause, found in approvals.items()
    }


def _approval(organisation: str, said: Opinion, names: Mapping[str, str]) -> Approval:
    role = _BOARD if said.by_board else ROLE_WORDS[Role.KOMMUNJURIST]
    return Approval(names[said.who], role, organisation, said.moment.astimezone(STOCKHOLM).date())
