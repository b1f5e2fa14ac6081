"""From answers to a set of documents: the same every time, whatever is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.assemble import assemble, blank_form, document_set, situation_for
from generator.assembly.situation import Situation
from generator.cli.answers_file import read_answers_file
from generator.document import Document, DocumentKind, DocumentSet
from generator.errors import AnswersError, GeneratorError
from generator.formats.printable import printed_texts
from generator.library.model import PlanKind
from tests.assembly.known import BJURHOLM, DAY, ESKILSTUNA, GOTLAND, real, situation, small
from tests.assembly.strategies import answers_for, complete_answers

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/answers.yaml"))
PLANS = [plan for plan in real().plans.values() if plan.question_ids]


def made(raw: dict[str, object], plan: str = "avtal", day: date = DAY) -> DocumentSet:
    return assemble(small(), small().plans[plan], raw, day)


def test_there_are_cases() -> None:
    assert len(CASES) >= 6


# --- What a set of documents holds ---


def test_the_main_document_is_titled_and_names_its_parties() -> None:
    main = made({"kommuner": [ESKILSTUNA]}).main
    assert (main.id, main.kind, main.title) == ("avtal", DocumentKind.AGREEMENT, "Avtal")
    assert main.parties == "Eskilstuna kommun – Polismyndigheten"
    assert main.day == DAY


def test_a_special_case_has_its_own_title() -> None:
    assert made({"kommuner": [ESKILSTUNA], "form": "bilaga"}).main.title == "Avtal som bilaga"


@pytest.mark.parametrize(
    ("codes", "header"),
    [
        ([GOTLAND], "Region Gotland – Polismyndigheten"),
        (["2422", "2418", "2417"], "Sorsele kommun, Malå kommun, Norsjö kommun – Polismyndigheten"),
        (["2422", "2418", "2417", BJURHOLM], "Sorsele kommun, Malå kommun, 2 kommuner till – Polismyndigheten"),
    ],
)
def test_the_page_header_has_room_for_everyone(codes: list[str], header: str) -> None:
    assert made({"kommuner": codes}).main.parties == header


def test_annexes_come_along_on_their_conditions_and_are_numbered() -> None:
    without = made({"kommuner": [ESKILSTUNA]}).annexes
    with_problem = made({"kommuner": [ESKILSTUNA], "problemlage": "kand"}).annexes
    assert [(annex.id, annex.annex_label) for annex in without] == [("lista", "Bilaga 1")]
    assert [(annex.id, annex.annex_label) for annex in with_problem] == [("lista", "Bilaga 1"), ("mal", "Bilaga 2")]
    assert {annex.kind for annex in with_problem} == {DocumentKind.ANNEX}


def test_registration_numbers_stand_by_each_board() -> None:
    boards = [
        {"kommun": ESKILSTUNA, "namn": "socialnämnden", "diarienummer": "A 1"},
        {"kommun": ESKILSTUNA, "namn": "vuxennämnden"},
    ]
    assert made({"kommuner": [ESKILSTUNA], "namnder": boards[:1]}).main.registration == (
        ("Nämndens diarienummer", "A 1"),
    )
    assert made({"kommuner": [ESKILSTUNA], "namnder": boards}).main.registration == (
        ("Nämndens diarienummer, socialnämnden", "A 1"),
        ("Nämndens diarienummer, vuxennämnden", ""),
    )


def test_the_footer_tells_when_the_law_that_is_cited_was_read() -> None:
    documents = made({"kommuner": [ESKILSTUNA], "problemlage": "kand"})
    note = f"Klausulbibliotek {small().version}"
    assert [document.version_note for document in documents.documents] == [
        f"{note}. Lagrum kontrollerade mellan 15 januari 2026 och 22 februari 2026.",
        f"{note}. Rättsläge kontrollerat t.o.m. 22 februari 2026.",
        f"{note}.",
    ]


def test_a_persons_paper_has_no_manifest_no_parties_and_only_a_version() -> None:
    documents = made({"p_namn": "Kim", "p_ung": "nej"}, "blad")
    assert (documents.manifest, documents.annexes, documents.main.parties) == (b"", (), "")
    assert documents.main.kind is DocumentKind.PERSON
    assert documents.main.version_note == f"Version {small().version}."


def test_a_blank_form_has_its_own_name_and_title() -> None:
    plan = small().plans["blad"]
    document = blank_form(small(), plan, plan.blanks[1], DAY)
    assert (document.id, document.title) == ("blad-ung", "Blad: ung")


# --- Incomplete and contradictory answers ---


def test_missing_and_contradictory_answers_are_told_together() -> None:
    raw = {"kommuner": [ESKILSTUNA], "namnder": [], "giltig_fran": "2027-01-02", "giltig_till": "2027-01-01"}
    with pytest.raises(AnswersError) as caught:
        situation_for(small(), small().plans["avtal"], raw, DAY)
    assert {problem.field for problem in caught.value.problems} == {"namnder", "giltig_till"}


def test_an_unfinished_draft_can_be_looked_at() -> None:
    assert document_set(situation({})).main.sections


# --- The same every time ---


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_the_same_answers_give_the_same_documents(plan, data: st.DataObject) -> None:
    raw = data.draw(answers_for(real(), plan))
    backwards = dict(reversed(raw.items()))
    first, second, third = (document_set(situation(each, plan.id, real())) for each in (raw, raw, backwards))
    assert first == second == third


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_looking_at_a_draft_never_fails_whatever_has_been_answered(plan, data: st.DataObject) -> None:
    documents = document_set(situation(data.draw(answers_for(real(), plan)), plan.id, real()))
    for document in documents.documents:
        numbers = [section.number for _, section in document.walk()]
        anchors = [section.anchor for _, section in document.walk()]
        assert len(set(numbers)) == len(numbers) and len(set(anchors)) == len(anchors)
        assert all(text == text.strip() for _, text in printed_texts(replace(document, sections=())))


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_complete_answers_give_documents_or_problems(plan, data: st.DataObject) -> None:
    raw = data.draw(complete_answers(real(), plan))
    try:
        documents = assemble(real(), plan, raw, DAY)
    except AnswersError as error:
        assert {problem.field.partition(".")[0] for problem in error.problems} <= {*plan.question_ids, *raw}
    else:
        assert documents.main.sections


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_without_any_one_answer_a_case_gives_documents_or_a_problem(case: Path) -> None:
    file = read_answers_file(case)
    plan = real().plans[file.plan]
    for question_id in file.answers:
        rest = {key: value for key, value in file.answers.items() if key != question_id}
        try:
            assemble(real(), plan, rest, DAY)
        except GeneratorError as error:
            assert isinstance(error, AnswersError), f"{question_id}: {error}"
        document_set(situation(rest, plan.id, real()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_case_is_complete(case: Path) -> None:
    file = read_answers_file(case)
    assert file.day is not None
    assert assemble(real(), real().plans[file.plan], file.answers, file.day).main.sections


@pytest.mark.parametrize(
    ("plan", "blank"),
    [(plan, blank) for plan in real().plans.values() for blank in plan.blanks],
    ids=[blank.id for plan in real().plans.values() for blank in plan.blanks],
)
def test_every_blank_form_can_be_made(plan, blank) -> None:
    document: Document = blank_form(real(), plan, blank, DAY)
    assert document.sections and plan.kind is PlanKind.PERSON


def test_the_day_decides_the_wordings_and_nothing_else_looks_at_a_clock() -> None:
    later = date(2031, 5, 4)
    seen = Situation(small(), small().plans["avtal"], situation({"kommuner": [ESKILSTUNA]}).answers, later)
    assert replace(document_set(seen).main, day=DAY) == made({"kommuner": [ESKILSTUNA]}).main
