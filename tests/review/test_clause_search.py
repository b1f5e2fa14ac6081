"""Finding clauses in the shipped set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.load import load_library
from generator.resources import clauses_dir
from generator.review.clause_search import Entry, Query, State, index, search
from generator.review.register import cited_by, clauses_of

TODAY = date(2026, 11, 21)
LIBRARY = load_library(clauses_dir())
ENTRIES = index(LIBRARY, LIBRARY.plans.values(), TODAY)


def found(query: Query) -> set[str]:
    return {hit.entry.clause for hit in search(ENTRIES, query)}


def text_of(entry: Entry) -> str:
    return "\n".join(entry.lines)


def test_asking_for_nothing_gives_every_clause() -> None:
    assert found(Query()) == set(LIBRARY.clauses)


@pytest.mark.parametrize("words", ["sekretess", "SEKRETESS", "Sekretess"])
def test_letter_case_does_not_matter(words: str) -> None:
    assert found(Query(words)) == {each.clause for each in ENTRIES if "sekretess" in text_of(each).lower()}


def test_swedish_letters_are_letters_of_their_own() -> None:
    assert found(Query("ALDRE")) != found(Query("ÄLDRE"))
    assert found(Query("äldre")) == found(Query("ÄLDRE")) != set()


def test_every_word_must_be_found() -> None:
    assert found(Query("sekretess polisen")) == found(Query("sekretess")) & found(Query("polisen"))


@given(st.text(max_size=250))
def test_whatever_is_typed_is_searched_for_as_it_stands(typed: str) -> None:
    for hit in search(ENTRIES, Query(typed)):
        assert all("".join(each.text for each in line) in hit.entry.lines for line in hit.lines)
        assert all(any(each.is_found for each in line) for line in hit.lines)


def test_every_document_narrows_to_its_own_clauses() -> None:
    for plan in LIBRARY.plans.values():
        assert found(Query(plan=plan.id)) == clauses_of(LIBRARY, plan)
        parts = [found(Query(plan=plan.id, part=part.id)) for part in plan.parts]
        assert set().union(*parts) == clauses_of(LIBRARY, plan)


def test_every_provision_narrows_to_the_clauses_that_rest_on_it() -> None:
    for provision, clauses in cited_by(LIBRARY, LIBRARY.wordings_at(TODAY).values()).items():
        assert found(Query(provision=provision)) == set(clauses)


def test_the_standing_narrows() -> None:
    assert found(Query(state=State.IN_FORCE)) == set(LIBRARY.wordings_at(TODAY))
    before = index(LIBRARY, LIBRARY.plans.values(), date(2020, 1, 1))
    assert {hit.entry.clause for hit in search(before, Query(state=State.COMING))} == set(LIBRARY.clauses)


def test_what_has_the_words_in_its_heading_comes_first() -> None:
    headings = ["barn" in hit.entry.wording.heading.lower() for hit in search(ENTRIES, Query("barn"))]
    assert headings == sorted(headings, reverse=True)
    assert True in headings
