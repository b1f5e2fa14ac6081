"""Answers that cannot all be right are told; an answer that does not count contradicts nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.contradictions import contradictions
from tests.assembly.known import BJURHOLM, ESKILSTUNA, real, situation, small
from tests.assembly.strategies import answers_for


def found(**raw: object) -> dict[str, str]:
    problems = contradictions(situation({"kommuner": [ESKILSTUNA], **raw}))
    return {problem.field: problem.message for problem in problems}


def test_answers_that_agree_contradict_nothing() -> None:
    assert found(giltig_fran="2027-01-01", giltig_till="2027-01-01", kontakter=[{"part": "polisen"}]) == {}


def test_an_end_before_the_start_is_told_with_both_days() -> None:
    message = found(giltig_fran="2027-01-01", giltig_till="2026-12-31")["giltig_till"]
    assert "2026-12-31" in message and "2027-01-01" in message and "Första dag" in message


def test_a_day_in_a_row_may_not_precede_the_day_of_a_question() -> None:
    rows = [{"part": "polisen", "funktion": "Vakt", "fran": "2026-12-31"}]
    assert list(found(giltig_fran="2027-01-01", kontakter=rows)) == ["kontakter.1.fran"]
    assert found(kontakter=rows) == {}


def test_a_hidden_answer_contradicts_nothing() -> None:
    assert found(form="bilaga", giltig_fran="2027-01-01", giltig_till="2026-12-31") == {}
    assert found(vardkommun=BJURHOLM, omraden=["Bergsjön"]) == {}


def test_a_row_for_one_who_is_no_party_is_told_with_those_who_are() -> None:
    message = found(kontakter=[{"part": "polisen"}, {"part": BJURHOLM}])["kontakter.2.part"]
    assert all(code in message for code in (BJURHOLM, ESKILSTUNA, "polisen"))


def test_the_police_are_no_municipality() -> None:
    both = {"kommuner": [ESKILSTUNA, BJURHOLM]}
    assert list(found(**both, vardkommun="polisen")) == ["vardkommun"]
    assert found(**both, vardkommun=BJURHOLM) == {}


def test_without_a_municipality_nobody_is_a_stranger() -> None:
    assert contradictions(situation({"kontakter": [{"part": "polisen"}, {"part": BJURHOLM}]})) == []


def test_an_area_elsewhere_is_told() -> None:
    shown = {"problemlage": "kand", "problem": ["utsatt_omrade"]}
    assert found(**shown, omraden=["Årby"]) == {}
    assert "Bergsjön" in found(**shown, omraden=["Årby", "Bergsjön"])["omraden"]


def test_every_municipality_needs_a_board_and_every_party_a_signer() -> None:
    raw = {
        "kommuner": [ESKILSTUNA, BJURHOLM],
        "namnder": [{"kommun": ESKILSTUNA, "namn": "socialnämnden"}],
        "undertecknare": [{"part": ESKILSTUNA}],
    }
    assert "Bjurholms kommun saknar" in found(**raw)["namnder"]
    assert "Bjurholms kommun och Polismyndigheten saknar" in found(**raw)["undertecknare"]


def test_what_is_suggested_lacks_nobody() -> None:
    assert found(kommuner=[ESKILSTUNA, BJURHOLM]) == {}


@settings(max_examples=20)
@given(data=st.data())
@pytest.mark.parametrize(
    "plan", [plan for plan in real().plans.values() if plan.question_ids], ids=lambda plan: plan.id
)
def test_contradictions_are_found_on_asked_questions_only(plan, data: st.DataObject) -> None:
    seen = situation(data.draw(answers_for(real(), plan)), plan.id, real())
    for problem in contradictions(seen):
        assert seen.is_shown(problem.field.partition(".")[0])
        assert problem.message.endswith(".")


def test_the_questions_know_whom_they_concern() -> None:
    signer = small().questions["undertecknare"]
    assert [part.id for part in signer.parts if not part.concerns(is_police=True)] == ["organ"]
    assert all(part.concerns(is_police=False) for part in signer.parts)
