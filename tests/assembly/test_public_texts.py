"""No number of a person in what becomes public."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.answers import try_answers
from generator.errors import AnswerProblem
from tests.assembly.known import ESKILSTUNA, real

NUMBER = "19900101-0017"
WARNED = {"problem_fritext", "natverk_namn", "mal", "handlingsplan"}


def told(**raw: object) -> list[AnswerProblem]:
    library = real()
    plan = library.plans["samverkansoverenskommelse"]
    return try_answers(library, plan, {"kommuner": [ESKILSTUNA], **raw})[1]


def test_every_question_of_an_agreement_that_warns_about_its_text_is_tried() -> None:
    library = real()
    asked = library.plans["samverkansoverenskommelse"].question_ids
    assert {each for each in asked if library.questions[each].warning} == WARNED


@pytest.mark.parametrize("question", ["problem_fritext", "natverk_namn"])
def test_a_personal_number_in_free_text_is_told_at_its_field_and_not_kept(question: str) -> None:
    (problem,) = told(**{question: f"Vid torget, se {NUMBER}."})
    assert (problem.field, problem.code) == (question, "personnummer")
    assert NUMBER not in problem.message


def test_one_in_a_row_is_told_with_its_row() -> None:
    row = {"problem": "heder", "atagande": "Ring", "agare": "Chefen", "mal": "Snart", "uppfoljningsdag": "2027-05-01"}
    problems = told(mal=[row, {**row, "atagande": f"Ring {NUMBER}"}])
    assert [each.field for each in problems] == ["mal.2.atagande"]
    assert "rad 2" in problems[0].message


def test_a_telephone_number_of_a_contact_is_not_taken_for_one() -> None:
    assert told(kontakter=[{"part": "polisen", "funktion": "Vakt", "telefon": "0703121234"}]) == []


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "P", "Z"]), max_size=200))
def test_words_without_figures_are_never_taken_for_one(words: str) -> None:
    assert [each for each in told(problem_fritext=words) if each.code == "personnummer"] == []
