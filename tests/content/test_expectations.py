"""What a lawyer expects of the agreement when somebody answers in a certain way, row by row."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.cli.answers_file import read_answers_file
from tests.cases.documents import CASES, CASES_DIR, library
from tests.content.interview import ASKED, UPDATE, asked, expectations, unmet


@pytest.mark.parametrize("row", expectations(), ids=lambda row: row.get("dokument", "") + str(row["svar"]))
def test_a_situation_brings_the_clauses_that_it_should_and_no_others(row: dict[str, Any]) -> None:
    assert unmet(library(), row) == []


@pytest.mark.parametrize("row", expectations(), ids=lambda row: row.get("dokument", "") + str(row["svar"]))
def test_everything_in_the_table_exists(row: dict[str, Any]) -> None:
    named = {*row.get("med", []), *row.get("inte", [])}
    questions = {*row.get("frågas", []), *row.get("frågas inte", [])}
    assert named | questions
    assert named <= library().clauses.keys()
    assert questions <= library().questions.keys()
    assert row.keys() <= {"dokument", "svar", "med", "inte", "frågas", "frågas inte"}


@pytest.mark.parametrize("case", CASES)
def test_a_case_meets_the_questions_that_concern_it_and_no_others(case: str) -> None:
    approved = yaml.safe_load(ASKED.read_text(encoding="utf-8"))
    found = asked(library(), read_answers_file(CASES_DIR / case / "answers.yaml"))
    assert found == approved.get(case), f"Är ändringen riktig? Skriv om listan med: {UPDATE}"


def test_every_case_has_its_questions_listed_and_nothing_else_has() -> None:
    assert set(yaml.safe_load(ASKED.read_text(encoding="utf-8"))) == set(CASES)
