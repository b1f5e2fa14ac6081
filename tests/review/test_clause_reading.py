"""A clause through time, and where it is used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.library.conditions import Condition
from generator.library.load import load_library
from generator.library.model import Clause, Library
from generator.library.template import ParagraphTemplate, Text
from generator.resources import clauses_dir
from generator.review.clause_reading import (
    Standing,
    passages,
    reading_order,
    shown_wording,
    standing_on,
    ties,
    uses,
)
from generator.review.register import clauses_of
from generator.review.word_marks import Mark

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(clauses_dir())


@pytest.fixture
def changed(library: Library) -> Clause:
    """A clause that is reworded next year and withdrawn the year after."""
    (old,) = library.clauses["parter"].wordings
    conditions = (Condition("kommunstorlek", ("liten",)),)
    text = (ParagraphTemplate((Text("Nya ord."),)),)
    new = replace(old, first_day=date(2027, 1, 1), blocks=text, conditions=conditions, reason="Ny lag.")
    gone = replace(old, first_day=date(2028, 1, 1), blocks=(), withdrawn=True, reason="Behövs inte.")
    return replace(library.clauses["parter"], wordings=(old, new, gone))


def test_every_wording_is_told_with_its_days_the_newest_first(library: Library, changed: Clause) -> None:
    gone, new, old = passages(library, changed, TODAY)
    assert (old.last_day, new.last_day, gone.last_day) == (date(2026, 12, 31), date(2027, 12, 31), None)
    assert (old.standing, new.standing) == (Standing.IN_FORCE, Standing.COMING)
    assert (old.lines, new.wording.reason, gone.wording.withdrawn) == ((), "Ny lag.", True)


def test_a_wording_is_marked_word_by_word_against_the_one_before(library: Library, changed: Clause) -> None:
    gone, new, _ = passages(library, changed, TODAY)
    assert {"Nya ord."} == {line.after for line in new.lines if line.mark is Mark.ADDED}
    assert new.conditions[1] == ("Kommunens storlek: liten kommun",)
    assert {line.mark for line in gone.lines} == {Mark.REMOVED}


@pytest.mark.parametrize(
    ("day", "shown", "standing"),
    [
        (date(2020, 1, 1), 0, Standing.COMING),
        (TODAY, 0, Standing.IN_FORCE),
        (date(2027, 6, 1), 1, Standing.IN_FORCE),
        (date(2029, 1, 1), 1, Standing.PAST),
    ],
)
def test_what_is_read_is_what_is_in_force_or_else_nearest(
    changed: Clause, day: date, shown: int, standing: Standing
) -> None:
    assert shown_wording(changed, day) == changed.wordings[shown]
    assert standing_on(changed, day) is standing


def test_where_a_clause_is_used_is_told_for_every_clause_of_every_plan(library: Library) -> None:
    for clause in library.clauses.values():
        told = {use.plan.id for use in uses(library, clause)}
        assert told == {plan.id for plan in library.plans.values() if clause.id in clauses_of(library, plan)}


def test_alternatives_know_each_other(library: Library) -> None:
    found = ties(library, shown_wording(library.clauses["ingang-egen-jour"], TODAY), TODAY)
    assert {clause for clause, _ in found.alternatives} == {"ingang-annan-beredskap", "ingang-gemensam-jour"}


def test_the_reading_order_holds_every_clause_once(library: Library) -> None:
    order = reading_order(library, library.plans.values())
    assert len(order) == len(set(order)) == len(library.clauses)
