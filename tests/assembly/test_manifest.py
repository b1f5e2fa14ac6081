"""What an agreement carries about itself: its wordings, and the answers that its own text prints and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.manifest import as_json
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import DocumentSet
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
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


def test_the_answers_of_a_manifest_start_a_new_draft_of_the_same_text() -> None:
    documents, answers = case("bjurholm")
    again = {**{key: answers[key] for key in answers}, **parse_manifest(documents.manifest).answers}
    drafting = situation_for(real(), real().plans["samverkansoverenskommelse"], again, documents.main.day)
    assert document_set(drafting).main == documents.main
