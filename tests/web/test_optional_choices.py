"""What a choice among the optional clauses does, without pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.assemble import main_document
from generator.assembly.deviations import Deviation, with_deviations
from generator.assembly.left_out import KEY, left_out_in
from generator.library.load import load_library
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording
from generator.review.period import Period, renewed_answers
from generator.web.choosing import Choice, after_choice, is_optional
from generator.web.explaining import chosen_out, clause_notes
from generator.web.interview import Basis, Typed
from tests.web.conftest import NOON

ESKILSTUNA = {"kommuner": ["0484"]}


# --- Several clauses under one name -----------------------------------------------------------------------------------


def test_a_place_that_is_left_out_is_told_once_by_the_clause_that_would_stand_there() -> None:
    library = small()
    plan = library.plans["overenskommelse"]
    items = tuple(replace(each, required=False, option="form") if each.place else each for each in plan.parts[0].items)
    loose = replace(plan, parts=(replace(plan.parts[0], items=items), *plan.parts[1:]))
    library = replace(library, plans={**library.plans, plan.id: loose})
    for form, heading in (("ensam", "Ställning"), ("del", "Ställning som del")):
        stored: dict[str, object] = {**ESKILSTUNA, "form": form, KEY: ["form"]}
        notes = clause_notes(Basis(library, loose, NOON.date(), stored).situation(), loose)
        assert [each.wording.heading for each in notes if each.left_out] == ["Ställning som del", "Ställning"]
        assert [each.wording.heading for each in chosen_out(notes)] == [heading]


def test_a_clause_of_ones_own_goes_and_comes_with_the_one_that_it_stands_after() -> None:
    words = ("egen-kaffe", "Kaffe", "Parterna dricker kaffe.", "Alla vill.")
    own = Deviation(LocalWording(LocalKind.ADD, *words, after="tiden", plan="overenskommelse"), "a", "2026-11-21")
    library = small()
    basis = Basis(library, library.plans["overenskommelse"], NOON.date(), with_deviations(ESKILSTUNA, [own]))
    assert not basis.laid.refused
    for stored, is_there in ((basis.stored, True), (after_choice(basis, Choice.LEAVE_OUT, "tiden"), False)):
        situation = replace(basis, stored=stored).situation()
        printed = {mark.clause for mark in main_document(situation).wordings}
        assert {"tiden", "egen-kaffe"} & printed == ({"tiden", "egen-kaffe"} if is_there else set())
        named = [each.option for each in clause_notes(situation, situation.plan)]
        assert list(filter(None, named)) == ["stor-kommun", "tiden"]


# --- What is kept -----------------------------------------------------------------------------------------------------


@cache
def small() -> Library:
    return load_library(Path(__file__).with_name("bibliotek"))


CHOICES = st.lists(st.tuples(st.sampled_from(Choice), st.sampled_from(["tiden", "stor-kommun", "parter", "x"])))


@given(choices=CHOICES)
def test_after_any_choices_exactly_the_last_one_of_each_clause_counts(choices: list[tuple[Choice, str]]) -> None:
    library = small()
    basis = Basis(library, library.plans["overenskommelse"], NOON.date(), {**ESKILSTUNA, KEY: ["borta-nu"]})
    last: dict[str, Choice] = {}
    for choice, name in choices:
        basis = replace(basis, stored=after_choice(basis, choice, name))
        if is_optional(basis, name):
            last[name] = choice
    expected = {name for name, choice in last.items() if choice is Choice.LEAVE_OUT}
    assert left_out_in(basis.stored) == expected | (set() if last else {"borta-nu"})
    assert basis.situation().answers.left_out == expected
    after = basis.after(Typed({"antal": "4"}))
    assert left_out_in(after.storable) == expected
    renewed = renewed_answers(basis.situation(), after.storable, Period(None, None))
    assert left_out_in(renewed) == expected
