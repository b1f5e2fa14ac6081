"""What municipalities have decided is laid over a draft and taken off again; everything else stays as it was."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.deviations import (
    FROM_MUNICIPALITY,
    Deviation,
    laid_over,
    marks_of,
    municipal_change,
    read_deviations,
    with_deviations,
    with_municipal,
)
from generator.assembly.proof import prove
from generator.errors import Severity
from generator.library.checks import check_library
from generator.library.overlay import LocalKind, LocalWording, text_of
from tests.assembly.known import small

DAY = date(2026, 11, 21)
ANSWERS: dict[str, object] = {"kommuner": ["0484"], "form": "fristaende"}
PLAN = small().plans["avtal"]
CLAUSES = sorted(item.clause for item in PLAN.items if item.clause)
WORDS = st.lists(st.sampled_from(["Vi", "möts", "ofta", "på", "torget", "varje", "vecka"]), min_size=1, max_size=9)
TEXTS = WORDS.map(lambda words: f"{' '.join(words)}.")


def replacing(clause: str, text: str, source: str = FROM_MUNICIPALITY) -> Deviation:
    base = small().wordings_at(DAY)[clause]
    local = LocalWording(LocalKind.REPLACE, clause, base.heading, text, "Skäl.", base.sha256, text_of(base))
    return Deviation(local, "anna", "2026-11-21", source)


def adding(name: str, after: str, text: str) -> Deviation:
    local = LocalWording(LocalKind.ADD, f"egen-{name}", name, text, "Skäl.", after=after, plan="avtal")
    return Deviation(local, "anna", "2026-11-21", FROM_MUNICIPALITY)


MUNICIPAL = st.dictionaries(st.sampled_from(CLAUSES), TEXTS, max_size=4).map(
    lambda chosen: [replacing(clause, text) for clause, text in chosen.items()]
)
ADDED = st.dictionaries(st.sampled_from(["a", "b"]), st.tuples(st.sampled_from(CLAUSES), TEXTS), max_size=2).map(
    lambda chosen: [adding(name, after, text) for name, (after, text) in chosen.items()]
)


@settings(max_examples=25)
@given(MUNICIPAL, ADDED)
def test_what_is_laid_over_changes_its_own_clauses_only_and_the_proof_holds(
    replaced: list[Deviation], added: list[Deviation]
) -> None:
    laid = laid_over(small(), with_municipal(ANSWERS, [*replaced, *added]), DAY)
    before, after = small().wordings_at(DAY), laid.library.wordings_at(DAY)
    touched = set(laid.used)
    assert {clause: each for clause, each in after.items() if clause not in touched} == {
        clause: each for clause, each in before.items() if clause not in touched
    }
    assert touched | set(laid.refused) == {each.local.clause for each in (*replaced, *added)}
    found = (*check_library(laid.library), *prove(laid.library, DAY).findings)
    known = (*check_library(small()), *prove(small(), DAY).findings)
    assert [each for each in found if each.severity is Severity.ERROR and each not in known] == []


@settings(max_examples=25)
@given(MUNICIPAL)
def test_what_is_laid_over_and_withdrawn_leaves_the_library_as_it_was(replaced: list[Deviation]) -> None:
    taken = with_municipal(ANSWERS, replaced)
    assert with_municipal(taken, []) == ANSWERS
    assert laid_over(small(), with_municipal(taken, []), DAY).library is small()


@given(MUNICIPAL, MUNICIPAL)
def test_taking_in_what_is_decided_leaves_nothing_to_take_in(old: list[Deviation], new: list[Deviation]) -> None:
    taken = with_municipal(with_municipal(ANSWERS, old), new)
    assert not municipal_change(taken, [each.local for each in new])
    assert with_municipal(taken, new) == taken
    assert taken == with_municipal(ANSWERS, new)


@given(MUNICIPAL, MUNICIPAL)
def test_what_differs_is_told_both_ways(old: list[Deviation], new: list[Deviation]) -> None:
    change = municipal_change(with_municipal(ANSWERS, old), [each.local for each in new])
    before, after = ({(each.local.clause, each.local.text) for each in side} for side in (old, new))
    assert {(each.clause, each.text) for each in change.coming} == after - before
    assert {(each.clause, each.text) for each in change.going} == before - after


@given(MUNICIPAL, st.sampled_from(CLAUSES), TEXTS)
def test_what_is_written_for_the_agreement_itself_goes_before_and_stays(
    decided: list[Deviation], clause: str, text: str
) -> None:
    own = replacing(clause, text, "")
    stored = with_municipal(with_deviations(ANSWERS, [own]), decided)
    kept = [each for each in read_deviations(stored) if each.local.clause == clause]
    assert kept == [own]
    assert read_deviations(with_municipal(stored, [])) == (own,)
    assert marks_of(stored)[clause] == "Lokal lydelse"
    assert not municipal_change(stored, [each.local for each in decided])
