"""What an agreement carries about itself: its wordings, and the answers that its own text prints and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_set, situation_for
from generator.assembly.manifest import as_json
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import DocumentSet
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.model import QuestionType
from generator.readback.manifest import parse_manifest
from tests.assembly.known import DAY, ESKILSTUNA, real, situation, small

CASES = sorted(path.parent.name for path in Path("tests/cases").glob("*/answers.yaml"))


def told(documents: DocumentSet) -> dict:
    return json.loads(documents.manifest)


def made(raw: dict[str, object], plan: str = "avtal") -> DocumentSet:
    return document_set(situation(raw, plan))


def case(name: str) -> tuple[DocumentSet, dict[str, object]]:
    file = read_answers_file(Path("tests/cases") / name / "answers.yaml")
    drafting = situation_for(real(), plan_for(real(), file.plan), file.answers, file.day or DAY)
    return document_set(drafting), dict(file.answers)


def test_the_manifest_names_plan_library_day_and_every_wording_printed() -> None:
    documents = made({"kommuner": [ESKILSTUNA]})
    manifest = told(documents)
    assert (manifest["plan"], manifest["bibliotek"], manifest["dag"]) == ("avtal", small().version, DAY.isoformat())
    assert [(each["klausul"], each["dag"], each["sha256"]) for each in manifest["lydelser"]] == [
        (mark.clause, mark.first_day.isoformat(), mark.sha256) for mark in documents.main.wordings
    ]


def test_an_answer_that_no_text_prints_stays_behind() -> None:
    documents = made({"kommuner": [ESKILSTUNA], "polisomrade": "Hemlighet"})
    assert told(documents)["svar"] == {"kommuner": [ESKILSTUNA]}


def test_an_answer_suggested_by_a_table_is_no_answer() -> None:
    assert set(told(made({"kommuner": [ESKILSTUNA]}))["svar"]) == {"kommuner"}


@pytest.mark.parametrize("name", CASES)
def test_only_an_agreement_has_a_manifest(name: str) -> None:
    documents, _ = case(name)
    assert bool(documents.manifest) is (documents.main.kind == "overenskommelse")


@pytest.mark.parametrize("name", ["bjurholm", "inlandet", "eskilstuna", "sodertalje", "goteborg", "gotland"])
def test_no_answer_of_an_annex_travels_and_every_typed_word_that_does_is_in_the_text(name: str) -> None:
    documents, answers = case(name)
    assert answers["kontakter"]
    manifest = told(documents)
    assert not {"kontakter", "bekraftelser", "mal"} & set(manifest["svar"])
    text = get_format("txt").render(documents.main, RenderOptions()).decode()
    for row in manifest["svar"]["undertecknare"]:
        assert row["namn"] in text and row["titel"] in text
    for contact in answers["kontakter"]:  # type: ignore[attr-defined]
        for column, value in contact.items():
            if column != "part" and value not in text:
                assert f'"{value}"' not in documents.manifest.decode()


def test_a_column_that_the_text_does_not_print_stays_behind() -> None:
    documents, answers = case("eskilstuna")
    rows = told(documents)["svar"]["undertecknare"]
    assert [set(row) <= set(given) for row, given in zip(rows, answers["undertecknare"], strict=True)]  # type: ignore[call-overload]
    (board,) = told(documents)["svar"]["namnder"]
    assert set(board) == {"kommun", "namn", "diarienummer"}


def test_who_has_confirmed_what_stays_behind() -> None:
    plan = real().plans["samverkansoverenskommelse"]
    file = read_answers_file(Path("tests/cases/bjurholm/answers.yaml"))
    answers = {**file.answers, "bekraftelser": {"definition.1a2b3c4d": "Kim Hemlig, kommunjurist, 2026-11-01"}}
    documents = document_set(situation_for(real(), plan, answers, DAY))
    assert "Hemlig" not in documents.manifest.decode()


def test_the_same_answers_give_the_same_bytes_and_reading_gives_the_manifest_back() -> None:
    first, _ = case("goteborg")
    second, _ = case("goteborg")
    assert first.manifest == second.manifest
    assert as_json(parse_manifest(first.manifest)) == first.manifest


@pytest.mark.parametrize("name", [name for name in CASES if case(name)[0].manifest])
def test_the_manifest_alone_gives_the_same_text_again(name: str) -> None:
    documents, _ = case(name)
    manifest = parse_manifest(documents.manifest)
    plan = real().plans[manifest.plan]
    answers = read_answers(real(), plan, manifest.answers)
    again = document_set(Situation(real(), plan, answers, manifest.day)).main
    assert get_format("txt").render(again, RenderOptions()) == get_format("txt").render(documents.main, RenderOptions())


@pytest.mark.parametrize("name", [name for name in CASES if case(name)[0].manifest])
def test_what_is_not_printed_travels_only_as_a_choice_that_the_text_gives_away(name: str) -> None:
    documents, answers = case(name)
    for question_id, value in told(documents)["svar"].items():
        question = real().questions[question_id]
        if question.choices and isinstance(value, list):
            assert set(value) <= set(answers[question_id])  # type: ignore[call-overload]
        elif question.type is QuestionType.GROUP:
            continue
        else:
            assert value == answers[question_id]
