"""A supposed situation is the one that the changed answers would give, worked out from the beginning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assembly.answers import Answers
from generator.assembly.suppose import Dependents, Supposed
from tests.assembly.known import real, situation, small, typed
from tests.assembly.strategies import answers_for

PLANS = [plan for plan in real().plans.values() if plan.question_ids]


@settings(max_examples=30)
@given(data=st.data())
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_a_supposition_is_the_situation_that_the_answers_would_give(plan, data: st.DataObject) -> None:
    library = real()
    now, other = (situation(data.draw(answers_for(library, plan)), plan.id, library) for _ in range(2))
    names = data.draw(st.sets(st.sampled_from(plan.question_ids), max_size=3)) & other.answers.values.keys()
    changes = {name: other.answers.values[name] for name in names}
    dependents = Dependents(library)
    touched = frozenset[str]().union(*(dependents.of(name) for name in names))
    supposed = Supposed(now, changes, touched)
    fresh = typed(library, plan.id, Answers({**now.answers.values, **changes}))
    assert dict(supposed.facts) == dict(fresh.facts)
    for question_id in plan.question_ids:
        assert supposed.is_shown(question_id) == fresh.is_shown(question_id)
        assert supposed.effective(question_id) == fresh.effective(question_id)


def test_what_rests_on_a_question_is_found_through_formulas_and_visibility() -> None:
    dependents = Dependents(small())
    assert dependents.of("jour") == {"jour", "lugnt"}
    assert dependents.of("problemlage") >= {"problemlage", "problem", "omraden", "beskrivning", "har_problem", "lugnt"}
    assert dependents.of("kommuner") >= {
        "kommuner",
        "storlek",
        "kommunstorlek",
        "stor_ensam",
        "undertecknare",
        "flera_namnder",
    }
    assert "jour" not in dependents.of("kommuner")
