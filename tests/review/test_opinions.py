"""What has been said of a wording holds until the wording or the law is another, and opens nothing else again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir
from generator.review.opinions import Decision, Opinion, State, approved_set, decisions_about

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


@cache
def library() -> Library:
    return load_library(clauses_dir())


def clauses() -> list[str]:
    return list(library().wordings_at(DAY))


def opinion(clause: str, number: int = 1, decision: Decision = Decision.APPROVED, **more: object) -> Opinion:
    sha256 = library().wordings_at(DAY)[clause].sha256
    return replace(Opinion("o", number, clause, sha256, decision, NOON, "anna"), **more)  # type: ignore[arg-type]


def everything_approved() -> list[Opinion]:
    return [opinion(clause, number) for number, clause in enumerate(clauses(), start=1)]


def test_before_anybody_has_said_anything_every_clause_is_new() -> None:
    found = approved_set(library(), DAY, [])
    assert found.clauses(State.NEW) == tuple(clauses())
    assert (found.number, found.day) == (0, None)


def test_an_approved_set_is_dated_and_numbered_by_the_last_decision() -> None:
    found = approved_set(library(), DAY, everything_approved())
    assert found.count(State.APPROVED) == len(clauses())
    assert (found.number, found.day) == (len(clauses()), NOON.date())


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (Decision.APPROVED, State.APPROVED),
        (Decision.REMARKED, State.APPROVED),
        (Decision.REJECTED, State.REJECTED),
        (Decision.COMMENT, State.NEW),
    ],
)
def test_each_decision_gives_its_state_and_a_comment_gives_none(decision: Decision, state: State) -> None:
    clause = clauses()[0]
    assert approved_set(library(), DAY, [opinion(clause, decision=decision)]).standings[clause].state is state


@given(st.lists(st.sampled_from(Decision), min_size=1, max_size=6), st.randoms())
def test_the_last_decision_counts_in_whatever_order_they_are_read(decisions: list[Decision], random: object) -> None:
    clause = clauses()[0]
    said = [opinion(clause, number, decision) for number, decision in enumerate(decisions, start=1)]
    last = next((each for each in reversed(said) if each.decision is not Decision.COMMENT), None)
    random.shuffle(said)  # type: ignore[attr-defined]
    assert approved_set(library(), DAY, said).standings[clause].decided == last


@given(st.data())
def test_a_new_wording_opens_its_own_clause_again_and_nothing_else(data: st.DataObject) -> None:
    clause = data.draw(st.sampled_from(clauses()))
    said = [replace(each, sha256="0" * 64) if each.clause == clause else each for each in everything_approved()]
    found = approved_set(library(), DAY, said)
    assert found.clauses(State.REOPENED) == (clause,)
    assert found.standings[clause].why == ("Texten är en annan än den som granskades.",)


@given(st.data())
def test_a_provision_that_ceases_opens_exactly_the_clauses_that_rest_on_it(data: st.DataObject) -> None:
    wordings = library().wordings_at(DAY)
    cited = sorted({each for wording in wordings.values() for each in wording.sources if each in library().sources})
    source = data.draw(st.sampled_from(cited))
    ended = replace(library().sources[source], valid_from=None, valid_to=None, repealed=DAY)
    changed = replace(library(), sources={**library().sources, source: ended})
    before = approved_set(library(), DAY, everything_approved())
    found = approved_set(changed, DAY, everything_approved())
    resting = {clause for clause, wording in wordings.items() if source in wording.sources}
    opened = set(found.clauses(State.REOPENED)) - set(before.clauses(State.REOPENED))
    assert opened == resting - set(before.clauses(State.REOPENED))
    assert all("upphävd" in " ".join(found.standings[clause].why) for clause in opened)


def test_what_is_decided_again_after_a_change_is_closed_again() -> None:
    clause = clauses()[0]
    old, new = opinion(clause, 1, sha256="0" * 64), opinion(clause, 2, moment=NOON + timedelta(days=1))
    assert approved_set(library(), DAY, [old, new]).standings[clause].state is State.APPROVED


def test_what_is_said_of_an_agreements_own_wording_says_nothing_of_the_librarys() -> None:
    clause = clauses()[0]
    own = opinion(clause, agreement="abc")
    assert approved_set(library(), DAY, [own]).standings[clause].state is State.NEW
    assert decisions_about([own], clause, "abc") == (own,)
    assert decisions_about([own], clause) == ()
