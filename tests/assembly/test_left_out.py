"""An optional clause that is left out is gone from every document, alone, and comes back word for word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.answers import try_answers
from generator.assembly.assemble import document_set, situation_for
from generator.assembly.explain import LEFT_OUT_WORDS, Explanation, explain_all
from generator.assembly.left_out import KEY, MOST, left_out_in, with_left_out
from generator.assembly.readiness import remarks
from generator.assembly.select import option_heading
from generator.assembly.situation import Situation
from generator.cli.answers_file import read_answers_file
from generator.document import DocumentSet
from generator.errors import AnswersError
from generator.library.model import PlanKind
from generator.library.optional import optional_clauses
from generator.readback.manifest import parse_manifest
from generator.readback.standard import made_from
from generator.review.causes import Cause
from generator.review.compare import compare
from generator.review.footprint import Footprints
from generator.review.word_marks import Mark
from tests.assembly.known import BJURHOLM, DAY, real, situation
from tests.assembly.strategies import junk
from tests.tools import REPOSITORY

PLAN = "samverkansoverenskommelse"
OPTIONAL = optional_clauses(real(), real().plans[PLAN])
NAMES = sorted(set(OPTIONAL.values()))
SETS = [*chain.from_iterable(combinations(NAMES, size) for size in range(1, len(NAMES) + 1))]
FILES = {path.parent.name: read_answers_file(path) for path in sorted(REPOSITORY.glob("tests/cases/*/answers.yaml"))}
CASES = sorted(name for name, file in FILES.items() if file.plan == PLAN)


@cache
def of_case(case: str, left_out: tuple[str, ...] = ()) -> Situation:
    """A whole case, without some clauses."""
    file = FILES[case]
    answers = with_left_out(file.answers, left_out)
    return situation_for(real(), real().plans[PLAN], answers, file.day or date(2026, 11, 21))


@cache
def made(case: str, left_out: tuple[str, ...] = ()) -> DocumentSet:
    return document_set(of_case(case, left_out))


def texts(documents: DocumentSet) -> dict[tuple[str, str], object]:
    """The blocks of every clause of every document, whatever its number."""
    return {
        (document.id, section.wording.clause): [type(block).__name__ for block in section.blocks]
        for document in documents.documents
        for _, section in document.walk()
        if section.wording
    }


@cache
def explained(now: Situation) -> dict[str, Explanation]:
    return {each.clause: each for each in explain_all(now)}


# --- Every optional clause, in every case ---


def test_the_library_has_optional_clauses() -> None:
    assert {"bakgrund", "samordning", "arbetsgrupp"} <= set(NAMES)


@pytest.mark.parametrize("left_out", SETS, ids="-".join)
@pytest.mark.parametrize("case", CASES)
def test_what_is_left_out_is_gone_from_every_document_and_nothing_else_is(case: str, left_out: tuple[str, ...]) -> None:
    whole, less = made(case), made(case, left_out)
    gone = {clause for clause, name in OPTIONAL.items() if name in left_out}
    expected = {key: blocks for key, blocks in texts(whole).items() if key[1] not in gone}
    assert texts(less) == expected
    assert [each.id for each in less.documents] == [each.id for each in whole.documents]


@pytest.mark.parametrize("left_out", SETS, ids="-".join)
@pytest.mark.parametrize("case", CASES)
def test_what_remains_before_signing_never_grows_by_leaving_a_clause_out(case: str, left_out: tuple[str, ...]) -> None:
    def remaining(names: tuple[str, ...]) -> set[str]:
        return {each.mark or each.message for each in remarks(of_case(case, names), made(case, names))}

    assert remaining(left_out) <= remaining(())


@pytest.mark.parametrize("left_out", SETS, ids="-".join)
@pytest.mark.parametrize("case", CASES)
def test_it_is_said_that_somebody_left_it_out_and_how_it_comes_back(case: str, left_out: tuple[str, ...]) -> None:
    called_for = {clause for clause, each in explained(of_case(case)).items() if each.included}
    for clause, each in explained(of_case(case, left_out)).items():
        is_gone = OPTIONAL.get(clause) in left_out
        assert each.left_out == is_gone
        assert each.included == (clause in called_for and not is_gone)
        assert (each.reasons[0] == LEFT_OUT_WORDS) == is_gone
        if is_gone and clause in called_for:
            ((change,),) = each.would_change
            assert change.question == KEY and OPTIONAL[clause] in set(change.before) - set(change.after)


@pytest.mark.parametrize("case", CASES)
def test_a_comparison_tells_which_clause_somebody_left_out(case: str) -> None:
    for name in NAMES:
        whole, less = of_case(case), of_case(case, (name,))
        for one, other, mark, words in ((whole, less, Mark.REMOVED, "valts bort"), (less, whole, Mark.ADDED, "igen")):
            found = [each for document in compare(one, other).documents for each in document.clauses]
            for change in found:
                (reason,) = change.reasons
                assert reason.cause is Cause.CHOICE
                assert words in reason.words and f"”{option_heading(whole, name)}”" in reason.words
            of_name = {clause for clause, option in OPTIONAL.items() if option == name}
            expected = {clause for clause in of_name if explained(whole)[clause].included}
            assert {each.key for each in found if each.mark is mark} == expected


@pytest.mark.parametrize("case", ["bjurholm", "eskilstuna", "inlandet"])
def test_the_manifest_carries_it_so_that_the_same_text_can_be_made_again(case: str) -> None:
    for left_out in SETS:
        documents = made(case, left_out)
        manifest = parse_manifest(documents.manifest)
        assert left_out_in(manifest.answers) == set(left_out)
        again = made_from(real(), manifest)
        assert again.answers.left_out == set(left_out)
        assert document_set(again).main.wordings == documents.main.wordings
    assert KEY not in json.loads(made(case).manifest)["svar"]


@pytest.mark.parametrize("case", ["bjurholm", "eskilstuna"])
def test_what_is_tried_over_many_drafts_heeds_each_ones_choices(case: str) -> None:
    prints = Footprints(real(), DAY)
    whole = prints.of(of_case(case)).clauses
    for left_out in SETS:
        gone = {clause for clause, name in OPTIONAL.items() if name in left_out}
        assert prints.of(of_case(case, left_out)).clauses == whole - gone


# --- What may be typed ---


@pytest.mark.parametrize("given", [["parter"], ["finns-inte"], "bakgrund", {"bakgrund": "nej"}, [1], [["bakgrund"]]])
def test_only_a_list_of_optional_clauses_is_taken(given: object) -> None:
    with pytest.raises(AnswersError) as caught:
        situation_for(real(), real().plans[PLAN], {**FILES["bjurholm"].answers, KEY: given}, DAY)
    (problem,) = caught.value.problems
    assert problem.field == KEY
    assert "Valfria: arbetsgrupp, bakgrund, samordning." in problem.message


@given(given=junk)
def test_whatever_is_typed_is_read_or_told(given: object) -> None:
    answers, problems = try_answers(real(), real().plans[PLAN], {"kommuner": [BJURHOLM], KEY: given})
    assert answers.left_out <= set(NAMES)
    assert all(each.message for each in problems)


@pytest.mark.parametrize("given", [None, "", [], ()])
def test_nothing_left_out_is_no_slip(given: object) -> None:
    assert situation({"kommuner": [BJURHOLM], KEY: given}, PLAN, real()).answers.left_out == frozenset()


def test_more_names_than_there_can_be_are_refused() -> None:
    _, problems = try_answers(real(), real().plans[PLAN], {KEY: ["bakgrund"] * (MOST + 1)})
    assert [each.field for each in problems] == [KEY]


@pytest.mark.parametrize("plan", sorted(plan.id for plan in real().plans.values() if plan.kind is PlanKind.PERSON))
def test_no_document_for_a_person_can_do_without_a_clause(plan: str) -> None:
    assert optional_clauses(real(), real().plans[plan]) == {}


@given(names=st.lists(st.sampled_from(NAMES)))
def test_what_is_stored_is_what_is_read(names: list[str]) -> None:
    stored: Mapping[str, object] = with_left_out({"kommuner": [BJURHOLM], KEY: ["arbetsgrupp"]}, names)
    assert left_out_in(stored) == set(names)
    assert stored["kommuner"] == [BJURHOLM]
    assert (KEY in stored) == bool(names)
