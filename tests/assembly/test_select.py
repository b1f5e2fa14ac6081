"""Which wordings are chosen on a day, for given answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.select import DayError, SelectionError, candidates, select
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.conditions import all_hold
from generator.library.model import Clause, Library
from tests.assembly.known import BJURHOLM, ESKILSTUNA, real, situation, small
from tests.assembly.strategies import answers_for

PLANS = [plan for plan in real().plans.values() if plan.question_ids]


def chosen(raw: dict[str, object], library: Library | None = None, day: date | None = None) -> list[str]:
    seen = situation({"kommuner": [ESKILSTUNA], **raw})
    seen = Situation(library or small(), seen.plan, seen.answers, day or seen.day)
    return [wording.clause for wording in select(seen).included]


def with_wordings(clause_id: str, **changes: dict[str, object]) -> Library:
    """The small library where a clause's wording is followed by others; keys are their first days."""
    first = small().clauses[clause_id].wordings[0]
    later = [
        replace(first, first_day=date.fromisoformat(day[1:].replace("_", "-")), **details)
        for day, details in changes.items()
    ]  # type: ignore[arg-type]
    clause = Clause(clause_id, "text", (first, *later))
    return replace(small(), clauses={**small().clauses, clause_id: clause})


def test_clauses_come_in_the_order_of_the_plan() -> None:
    assert chosen({"jour": "ja"}) == ["parter", "lagar", "arbete-stor", "jour", "tid", "pengar", "skriva-under"]


def test_a_place_holds_the_alternative_that_fits() -> None:
    assert "arbete-ensam" in chosen({"kommuner": [BJURHOLM]})
    assert "arbete-flera" in chosen({"kommuner": [BJURHOLM, ESKILSTUNA]})


def test_a_part_without_text_is_left_out() -> None:
    parts = [part.part.id for part in select(situation({"kommuner": [ESKILSTUNA]})).parts]
    assert parts == ["inledning", "arbetsform", "problemen", "tider"]


def test_everything_that_could_be_in_is_considered() -> None:
    considered = candidates(situation({"kommuner": [ESKILSTUNA]}))
    assert {"arbete-ensam", "arbete-stor", "arbete-flera", "jour"} <= {wording.clause for wording in considered}
    assert considered == select(situation({"kommuner": [ESKILSTUNA]})).considered


def test_a_later_wording_is_chosen_from_its_first_day() -> None:
    library = with_wordings("jour", d2027_01_01={"sha256": "ny"})
    plan = small().plans["avtal"]
    seen = situation({"kommuner": [ESKILSTUNA], "jour": "ja"})
    shas = [
        {wording.clause: wording.sha256 for wording in select(Situation(library, plan, seen.answers, day)).included}[
            "jour"
        ]
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert shas[0] != "ny" and shas[1] == "ny"


def test_a_withdrawn_clause_is_gone_from_that_day() -> None:
    library = with_wordings("jour", d2027_01_01={"withdrawn": True})
    assert "jour" in chosen({"jour": "ja"}, library, date(2026, 12, 31))
    assert "jour" not in chosen({"jour": "ja"}, library, date(2027, 1, 1))


def test_a_wording_that_has_left_a_place_is_no_alternative_there() -> None:
    library = with_wordings("arbete-flera", d2027_01_01={"place": "annan-plats", "conditions": ()})
    assert "arbete-stor" in chosen({}, library, date(2027, 1, 1))


def test_before_the_first_day_there_is_nothing_to_choose() -> None:
    with pytest.raises(DayError) as caught:
        chosen({}, day=date(2025, 12, 31))
    assert "2025-12-31" in str(caught.value)


def test_two_alternatives_at_once_are_refused() -> None:
    library = with_wordings("arbete-ensam", d2026_02_01={"conditions": ()})
    with pytest.raises(SelectionError) as caught:
        chosen({}, library)
    assert "arbete-ensam" in str(caught.value) and "arbete-stor" in str(caught.value)


def test_an_empty_place_that_must_be_filled_is_refused() -> None:
    library = with_wordings("arbete-stor", d2026_02_01={"withdrawn": True})
    with pytest.raises(SelectionError):
        chosen({}, library)


def test_an_empty_place_may_wait_for_an_answer_that_is_missing() -> None:
    assert chosen({"kommuner": []})
    library = with_wordings("arbete-stor", d2026_02_01={"withdrawn": True})
    assert "arbete-stor" not in chosen({"namnder": []}, library)


@settings(max_examples=20)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_clause_is_in_exactly_when_its_conditions_hold(plan, data: st.DataObject) -> None:
    seen = situation(data.draw(answers_for(real(), plan)), plan.id, real())
    try:
        selection = select(seen)
    except GeneratorError:
        pytest.fail("no answers leave a required place empty")
    included = {wording.clause for wording in selection.included}
    for wording in selection.considered:
        assert (wording.clause in included) == all_hold(wording.conditions, seen.facts)
