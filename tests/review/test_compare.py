"""What two drafts have in common and what not: answers, clauses, words, and why."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.assemble import document_set
from generator.library.model import Clause, Library, Wording
from generator.review.causes import Cause, texts_of
from generator.review.compare import Comparison, compare, compare_documents
from generator.review.word_marks import Mark, compare_lines
from tests.cases.documents import CASES, library
from tests.review.situations import case

AGREEMENTS = [each for each in CASES if case(each).plan.id == "samverkansoverenskommelse"]
TEXTS = st.lists(st.text(st.sampled_from("ab ,.§4é"), max_size=30).filter(lambda text: "\n" not in text), max_size=6)


def clause(comparison: Comparison, key: str, document: str = "samverkansoverenskommelse") -> object:
    found = [each for each in comparison.documents if each.document == document]
    return next(each for each in found[0].clauses if each.key == key)


@pytest.mark.parametrize("name", AGREEMENTS)
def test_an_agreement_does_not_differ_from_itself(name: str) -> None:
    comparison = compare(case(name), case(name))
    assert comparison.is_same
    assert comparison.changed_documents == ()


@pytest.mark.parametrize(("one", "other"), list(permutations(AGREEMENTS, 2))[::5])
def test_every_word_of_both_documents_stands_in_the_comparison_and_nothing_else(one: str, other: str) -> None:
    before, after = case(one), case(other)
    old, new = texts_of(document_set(before)), texts_of(document_set(after))
    for document in compare(before, after).documents:
        told = {change.key: change for change in document.clauses}
        for key in {key for found, key in (*old, *new) if found == document.document} - told.keys():
            was, now = (texts.get((document.document, key)) for texts in (old, new))
            assert was == now or len(was or now or ()) == 1, f"{key} differs and is not told"
        for change in document.clauses:
            assert change.reasons, f"{change.key} has no reason"


@given(TEXTS, TEXTS)
def test_marked_lines_hold_both_texts_whole(before: list[str], after: list[str]) -> None:
    lines = compare_lines(before, after)
    assert [line.before for line in lines if line.mark is not Mark.ADDED] == before
    assert [line.after for line in lines if line.mark is not Mark.REMOVED] == after


def test_a_reworded_line_is_marked_word_by_word() -> None:
    (line,) = compare_lines(["Kommunen svarar inom två dagar."], ["Kommunen svarar inom fem dagar."])
    assert [(piece.text, piece.mark) for piece in line.pieces] == [
        ("Kommunen svarar inom ", Mark.SAME),
        ("två ", Mark.REMOVED),
        ("fem ", Mark.ADDED),
        ("dagar.", Mark.SAME),
    ]


def test_lines_with_nothing_in_common_are_not_mixed() -> None:
    lines = compare_lines(["Ett helt annat stycke."], ["Här står någonting nytt och längre."])
    assert [line.mark for line in lines] == [Mark.REMOVED, Mark.ADDED]


def test_a_changed_answer_is_the_reason_for_the_words_that_print_it() -> None:
    comparison = compare(case("bjurholm"), case("bjurholm", giltig_till="2031-12-31"))
    assert [each.words for each in comparison.answers] == ["Sista giltighetsdag: 31 december 2029 → 31 december 2031"]
    (document,) = [each for each in comparison.changed_documents if each.document == "samverkansoverenskommelse"]
    (change,) = document.clauses
    (reason,) = change.reasons
    assert (change.mark, reason.cause, reason.question) == (Mark.CHANGED, Cause.ANSWER, "giltig_till")


def test_an_answer_reaches_its_clause_through_derived_facts_and_prepared_words() -> None:
    elsewhere = case("bjurholm", kommuner=["2404"], namnder=None, undertecknare=None, kontakter=None)
    comparison = compare(case("bjurholm"), elsewhere)
    reasons = clause(comparison, "parter").reasons
    assert {"kommuner"} <= {reason.question for reason in reasons}


def test_a_clause_that_comes_or_goes_says_which_answer_decides() -> None:
    comparison = compare(case("bjurholm"), case("bjurholm", kraver_tillhorighet="ja"))
    change = clause(comparison, "tillhorighetsutredning")
    assert (change.mark, change.before) == (Mark.ADDED, "")
    assert [reason.question for reason in change.reasons] == ["kraver_tillhorighet"]


def test_a_new_number_alone_is_counted_and_not_told_as_a_change() -> None:
    comparison = compare(case("bjurholm"), case("bjurholm", kraver_tillhorighet="ja"))
    main = comparison.documents[0]
    assert {each.key for each in main.clauses} == {"tillhorighetsutredning"}
    assert main.renumbered > 0


def test_a_row_that_was_changed_is_told_column_by_column() -> None:
    before = case("bjurholm")
    rows = [dict(row) for row in before.rows("kontakter")]
    rows[1] = {**rows[1], "telefon": "070-174 06 99"}
    comparison = compare(before, case("bjurholm", kontakter=[*rows[:2], *rows[3:]]))
    (answer,) = comparison.answers
    changed, gone = answer.rows
    assert (changed.mark, changed.number) == (Mark.CHANGED, 2)
    assert [(part.label, part.before, part.after) for part in changed.parts] == [
        ("Telefon", "070-174 06 06", "070-174 06 99")
    ]
    assert (gone.mark, gone.number) == (Mark.REMOVED, 3)


def test_an_annex_that_comes_along_is_told_as_a_whole() -> None:
    row = {"aktivitet": "Öva", "ansvarig": "Samordnare", "klart": "2027-05-01", "uppfoljning": "Protokoll"}
    comparison = compare(case("bjurholm"), case("bjurholm", arlig_handlingsplan="ja", handlingsplan=[row]))
    (annex,) = [each for each in comparison.documents if each.document == "handlingsplan"]
    assert annex.mark is Mark.ADDED


def with_wording(base: Library, clause_id: str, wording: Wording, version: str) -> Library:
    old = base.clauses[clause_id]
    clauses = {**base.clauses, clause_id: Clause(clause_id, old.area, (*old.wordings, wording))}
    return replace(base, clauses=clauses, version=version)


def newer(first_day: date, **changed: object) -> Wording:
    base = library().clauses["tillhorighetsutredning"].wordings[-1]
    return replace(base, first_day=first_day, sha256="0" * 64, reason="Ny praxis.", **changed)


def test_a_new_wording_is_told_with_its_day_its_reason_and_its_sources() -> None:
    before = case("bjurholm", kraver_tillhorighet="ja")
    base = library().clauses["tillhorighetsutredning"].wordings[-1]
    wording = newer(date(2026, 11, 1), blocks=base.blocks[:1], sources=(*base.sources, "OSL 10:28"))
    library_after = with_wording(library(), "tillhorighetsutredning", wording, "nyare")
    after = case("bjurholm", kraver_tillhorighet="ja")
    after.library = library_after
    change = clause(compare(before, after), "tillhorighetsutredning")
    told = {reason.cause: reason.words for reason in change.reasons}
    assert told[Cause.WORDING] == "Ny lydelse från den 1 november 2026. Ny praxis."
    assert told[Cause.LAW].startswith("Klausulen vilar nu också på 10\xa0kap. 28\xa0§")


def test_a_day_that_brings_a_new_wording_is_a_difference_in_the_same_library() -> None:
    base = library().clauses["tillhorighetsutredning"].wordings[-1]
    changed = with_wording(
        library(), "tillhorighetsutredning", newer(date(2027, 7, 1), blocks=base.blocks[:1]), "samma"
    )
    sides = [case("bjurholm", day, kraver_tillhorighet="ja") for day in (date(2026, 11, 21), date(2027, 8, 1))]
    for side in sides:
        side.library = changed
    comparison = compare(*sides)
    assert comparison.days == ("2026-11-21", "2027-08-01")
    assert clause(comparison, "tillhorighetsutredning").mark is Mark.CHANGED


def test_a_comparison_can_be_written_as_json() -> None:
    told = json.loads(json.dumps(asdict(compare(case("bjurholm"), case("eskilstuna"))), ensure_ascii=False))
    assert told["libraries"] == [library().version] * 2
    assert {each["document"] for each in told["documents"]} >= {"samverkansoverenskommelse", "kontaktlista"}


def test_there_must_be_something_to_compare() -> None:
    with pytest.raises(ValueError, match="no document"):
        compare_documents(None, None)
