"""A condition is one test of one fact: it reads back as it was written, and is true or its opposite is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.conditions import Condition, ConditionSyntaxError, FactValue, all_hold, parse_condition

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
VALUES = st.lists(NAMES, min_size=1, max_size=4, unique=True).map(tuple)
CONDITIONS = st.one_of(
    st.builds(Condition, NAMES, st.just(()), st.booleans()),
    st.builds(Condition, NAMES, VALUES),
)


@given(CONDITIONS)
def test_a_condition_reads_back_as_it_is_written(condition: Condition) -> None:
    assert parse_condition(str(condition)) == condition


@given(CONDITIONS, st.text(alphabet=" ", max_size=3))
def test_spaces_around_the_parts_make_no_difference(condition: Condition, space: str) -> None:
    spaced = str(condition).replace(":", f"{space}:{space}").replace("|", f"{space}|{space}")
    assert parse_condition(f"{space}{spaced}{space}") == condition


@given(NAMES, st.booleans())
def test_a_yes_no_condition_holds_or_its_opposite_does(fact: str, value: bool) -> None:
    facts: dict[str, FactValue] = {fact: value}
    assert Condition(fact).holds(facts) is value
    assert Condition(fact).holds(facts) != Condition(fact, negated=True).holds(facts)


@given(NAMES, st.sets(NAMES, min_size=1, max_size=6), st.data())
def test_a_choice_is_one_of_the_values_or_of_the_others(fact: str, domain: set[str], data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(sorted(domain)))
    some = data.draw(st.sets(st.sampled_from(sorted(domain)), min_size=1))
    facts: dict[str, FactValue] = {fact: chosen}
    assert Condition(fact, tuple(sorted(some))).holds(facts) is (chosen in some)
    others = domain - some
    if others:
        assert Condition(fact, tuple(sorted(others))).holds(facts) is (chosen not in some)


@given(NAMES, st.frozensets(NAMES), VALUES)
def test_of_several_choices_any_is_enough(fact: str, chosen: frozenset[str], values: tuple[str, ...]) -> None:
    assert Condition(fact, values).holds({fact: chosen}) is any(value in chosen for value in values)


@given(NAMES, VALUES)
def test_no_answer_has_no_value(fact: str, values: tuple[str, ...]) -> None:
    assert not Condition(fact, values).holds({fact: None})
    assert not Condition(fact, values).holds({fact: frozenset()})
    assert not Condition(fact).holds({fact: None})


def test_an_empty_list_of_conditions_always_holds() -> None:
    assert all_hold((), {})


@given(st.lists(CONDITIONS, max_size=4))
def test_a_list_holds_when_each_does(conditions: list[Condition]) -> None:
    facts: dict[str, FactValue] = {condition.fact: True for condition in conditions}
    assert all_hold(conditions, facts) is all(condition.holds(facts) for condition in conditions)


def test_an_unknown_fact_is_no_answer_but_an_error() -> None:
    with pytest.raises(KeyError):
        Condition("okand").holds({})


def test_where_a_condition_stands_says_nothing_about_what_it_tests() -> None:
    assert parse_condition("flera", 3) == parse_condition("flera", 9)
    assert hash(parse_condition("flera", 3)) == hash(parse_condition("flera", 9))
    assert parse_condition("form: a | b", 7).line == 7


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ":", "form:", ": a", "form: a |", "form: | a", "form: a, b", "form: a || b", "form = a", "a: b: c"),
        *("inte form: a", "ej flera", "Inte flera", "inteflera kommuner", "flera och form", "flera kommuner", "!flera"),
        *("två", "Flera", "flera-kommuner", "form: Å", "1flera", "form: 1", "flera\nkommuner", "(flera)"),
    ],
)
def test_whatever_else_is_refused_in_swedish(text: str) -> None:
    with pytest.raises(ConditionSyntaxError, match=r"[Ss]kriv|Räkna upp"):
        parse_condition(text)


@given(st.text())
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        condition = parse_condition(text)
    except ConditionSyntaxError as error:
        assert str(error).endswith(".")
    else:
        assert parse_condition(str(condition)) == condition
