"""Raw answers become typed ones; everything that is wrong is told at once, each thing with its field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.answers import Answers, read_answers, try_answers
from generator.errors import AnswersError
from tests.assembly.known import ESKILSTUNA, real, situation, small
from tests.assembly.strategies import answers_for, junk

AGREEMENT = small().plans["avtal"]


def read(raw: dict[str, object]) -> Answers:
    return read_answers(small(), AGREEMENT, raw)


def problems(raw: dict[str, object]) -> dict[str, str]:
    with pytest.raises(AnswersError) as caught:
        read(raw)
    return {problem.field: problem.message for problem in caught.value.problems}


def test_each_answer_gets_the_type_of_its_question() -> None:
    raw = {
        "kommuner": [ESKILSTUNA],
        "jour": "ja",
        "antal": "12",
        "giltig_fran": "2027-01-01",
        "problem": ["annat", "natverk"],
        "kontakter": [{"part": "polisen", "funktion": "Vakt", "fran": "2027-02-01", "slag": ""}],
    }
    assert read(raw).values == {
        "kommuner": (ESKILSTUNA,),
        "jour": True,
        "antal": 12,
        "giltig_fran": date(2027, 1, 1),
        "problem": ("natverk", "annat"),
        "kontakter": ({"part": "polisen", "funktion": "Vakt", "fran": date(2027, 2, 1)},),
    }


def test_what_is_left_empty_is_not_answered() -> None:
    raw: dict[str, object] = {
        "form": "",
        "antal": None,
        "polisdistrikt": "\n",
        "kontakter": "",
        "namnder": [{"namn": " "}],
    }
    assert read(raw).values == {}


def test_an_empty_list_says_that_there_are_none() -> None:
    assert read({"problem": [], "polisdistrikt": [], "kontakter": []}).values == {
        "problem": (), "polisdistrikt": (), "kontakter": (),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typo", "meant"), [("komuner", "kommuner"), ("polisomrde", "polisomrade"), ("giltig_frn", "giltig_fran")]
)
def test_an_unknown_question_is_met_with_the_nearest(typo: str, meant: str) -> None:
    message = problems({typo: "x"})[typo]
    assert typo in message and meant in message


def test_a_question_of_another_document_is_unknown_here() -> None:
    assert list(problems({"p_namn": "Kim"})) == ["p_namn"]


def test_an_unknown_name_is_shown_shortened_and_without_control_characters() -> None:
    (field, message), *_ = problems({"\x1b[2J" + "x" * 100_000: "y"}).items()
    assert len(message) < 300 and field.isprintable() and message.isprintable()


def test_every_problem_is_told_at_once() -> None:
    raw = {"form": "kanske", "jour": "kanske", "antal": "många", "hej": "x", "kontakter": [{"part": "hej", "hej": "x"}]}
    assert set(problems(raw)) == {"form", "jour", "antal", "hej", "kontakter.1.part", "kontakter.1.hej"}


def test_a_problem_names_the_question_as_people_know_it() -> None:
    assert problems({"antal": "många"})["antal"].startswith("Möten om året: ")


def test_a_problem_in_a_row_names_the_row_and_the_column() -> None:
    raw = {"kontakter": [{"part": "polisen"}, {"fran": "imorgon"}]}
    assert problems(raw) == {"kontakter.2.fran": problems(raw)["kontakter.2.fran"]}
    assert problems(raw)["kontakter.2.fran"].startswith("Kontakter, rad 2, Från: ")


def test_an_unknown_column_is_met_with_the_nearest() -> None:
    assert "kontakter.1.funktion" in problems({"kontakter": [{"funktio": "Vakt"}]})["kontakter.1.funktio"]


@pytest.mark.parametrize("group", ["text", 3, {"part": "polisen"}, [["polisen"]], ["polisen"], [None]])
def test_a_group_is_a_list_of_rows(group: object) -> None:
    assert any(field.startswith("kontakter") for field in problems({"kontakter": group}))


def test_a_group_says_how_many_rows_there_is_room_for() -> None:
    row = {"part": "polisen", "funktion": "Vakt"}
    assert len(read({"kontakter": [row] * 3}).values["kontakter"]) == 3  # type: ignore[arg-type]
    message = problems({"kontakter": [row] * 4})["kontakter"]
    assert "3" in message and "4" in message
    assert "20" in problems({"undertecknare": [{"part": "polisen"}] * 21})["undertecknare"]


def test_a_renamed_question_is_read_under_its_new_name() -> None:
    assert read({"kommun": [ESKILSTUNA]}).values == {"kommuner": (ESKILSTUNA,)}


@pytest.mark.parametrize("order", [("kommun", "kommuner"), ("kommuner", "kommun")])
def test_the_new_name_goes_before_the_old_one(order: tuple[str, str]) -> None:
    given_for = {"kommun": ["2403"], "kommuner": [ESKILSTUNA]}
    assert read({name: given_for[name] for name in order}).values == {"kommuner": (ESKILSTUNA,)}


def test_the_answer_to_a_question_that_is_asked_no_more_is_dropped() -> None:
    assert read({"faxnummer": "016-12 34 56"}).values == {}


def test_what_is_right_can_be_read_beside_what_is_wrong() -> None:
    answers, found = try_answers(small(), AGREEMENT, {"jour": "ja", "antal": "många"})
    assert answers.values == {"jour": True}
    assert [problem.field for problem in found] == ["antal"]


def test_a_very_long_list_of_unknown_names_is_read_in_reasonable_time() -> None:
    assert len(problems({f"fraga_{number}": "x" for number in range(5_000)})) == 5_000


@given(raw=st.dictionaries(st.sampled_from([*AGREEMENT.question_ids, "faxnummer", "kommun", "hej"]), junk, max_size=6))
def test_whatever_is_sent_gives_answers_or_problems(raw: dict[str, object]) -> None:
    answers, found = try_answers(small(), AGREEMENT, raw)
    assert set(answers.values) <= set(AGREEMENT.question_ids)
    assert all(problem.field and problem.message.endswith((".", "?")) for problem in found)


@settings(max_examples=20)
@given(data=st.data())
@pytest.mark.parametrize(
    "plan", [plan for plan in real().plans.values() if plan.question_ids], ids=lambda plan: plan.id
)
def test_right_answers_to_the_real_questions_are_read_without_a_problem(plan, data: st.DataObject) -> None:
    raw = data.draw(answers_for(real(), plan))
    _, found = try_answers(real(), plan, raw)
    assert found == []


@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_an_empty_text_takes_a_suggestion_away_and_is_no_answer_elsewhere(empty: str) -> None:
    seen = situation({"kommuner": [ESKILSTUNA], "polisomrade": empty, "polisregion": empty, "kostnad": empty})
    assert dict(seen.answers.values) == {"kommuner": (ESKILSTUNA,), "polisomrade": ""}
    assert (seen.value("polisomrade"), seen.value("polisregion")) == (None, "ost")


def test_no_text_at_all_leaves_the_suggestion() -> None:
    seen = situation({"kommuner": [ESKILSTUNA], "polisomrade": None})
    assert seen.value("polisomrade") == "Södermanland"
