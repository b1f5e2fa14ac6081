"""Where something may be left for somebody to confirm, and where it may not."""

from __future__ import annotations

import pytest

from generator.library.checks_text import inlines_of
from generator.library.model import DocumentPlan, PlanKind
from generator.library.template import Text
from tests.content.test_real_content import LIBRARY, TEXTS

AGREEMENT = LIBRARY.plans["samverkansoverenskommelse"]
SIGNED = (AGREEMENT, *(LIBRARY.plans[annex.plan] for annex in AGREEMENT.annexes))
BESIDE = tuple(LIBRARY.plans[companion.plan] for companion in AGREEMENT.companions)
FOR_THE_PERSON = tuple(
    LIBRARY.plans[name]
    for name in (
        "aterkallelse",
        "gemensam-plan",
        "information-barn",
        "information-personuppgifter",
        "medgivande",
        "medgivande-narstaende",
        "samtycke",
        "samtycke-uppfoljning",
    )
)
"""What the person reads. The other person plans are read by those who work with the case."""


def clauses_of(plan: DocumentPlan) -> set[str]:
    """Ids of every clause that a document after the plan may print."""
    named = {item.clause for part in plan.parts for item in part.items if item.clause}
    places = {item.place for part in plan.parts for item in part.items if item.place}
    return named.union(*(LIBRARY.places[place] for place in places))


def marks_in(clauses: set[str]) -> list[str]:
    """Every mark that these clauses print."""
    texts = (each for wording in TEXTS if wording.clause in clauses for each in inlines_of(wording.blocks))
    return [each.text for each in texts if isinstance(each, Text) and "BEKRÄFTA" in each.text]


def test_there_are_marks_in_what_is_signed() -> None:
    assert marks_in(set().union(*(clauses_of(plan) for plan in SIGNED)))


@pytest.mark.parametrize("plan", BESIDE, ids=[plan.id for plan in BESIDE])
def test_what_is_not_signed_never_stops_the_signing(plan: DocumentPlan) -> None:
    own = clauses_of(plan).difference(*(clauses_of(each) for each in SIGNED))
    assert own
    assert marks_in(own) == []


@pytest.mark.parametrize("plan", FOR_THE_PERSON, ids=[plan.id for plan in FOR_THE_PERSON])
def test_a_paper_that_the_person_reads_has_boxes_and_lines_but_no_marks(plan: DocumentPlan) -> None:
    assert plan.kind is PlanKind.PERSON
    assert marks_in(clauses_of(plan)) == []
