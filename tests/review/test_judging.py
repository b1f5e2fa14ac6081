"""How many must approve, whose approval counts, and what a change of the law opens again: tried over all orders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.library.model import Wording
from generator.review.entered_changes import EnteredChange, change_words, why_again
from generator.review.law_change import Fate, LawChange
from generator.review.opinions import Decision, Opinion, Rules, Seen, Standing, State, approved_set, standing
from generator.review.resting import Resting, marks
from tests.cases.documents import library
from tests.storage.known import NOON

DAY = date(2026, 11, 22)
TWO = Rules(persons=2)
PEOPLE = ("anna", "bo", "cia")


def wording(citing: bool = True) -> Wording:
    """A wording that rests on something, or on nothing."""
    found = library().wordings_at(DAY).values()
    return next(each for each in found if bool(each.sources) is citing)


def said(
    about: Wording, number: int, who: str, decision: Decision = Decision.APPROVED, sha256: str = ""
) -> Opinion:
    moment = NOON + timedelta(minutes=number)
    return Opinion("o", number, about.clause, sha256 or about.sha256, decision, moment, who)


def stands(rules: Rules, about: Wording, *decisions: Opinion, authors: frozenset[str] = frozenset()) -> Standing:
    return standing(Seen(library(), DAY, rules), about, decisions, authors)


def amended(about: Wording, moment: datetime, withdrawn: datetime | None = None) -> EnteredChange:
    change = LawChange((about.sources[0],), date(2027, 1, 1), Fate.AMENDED)
    return EnteredChange("c", "o", change, "Ny tid.", moment, "anna", withdrawn)


decisions = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from([Decision.APPROVED, Decision.REMARKED, Decision.REJECTED])),
    max_size=6,
)


@given(decisions)
@settings(max_examples=200)
def test_two_are_two_persons_since_somebody_last_rejected_it(given_in_turn: list[tuple[str, Decision]]) -> None:
    about = wording(citing=False)
    given_now = [said(about, number, who, what) for number, (who, what) in enumerate(given_in_turn, 1)]
    found = stands(TWO, about, *given_now)
    last = max((each.number for each in given_now if each.decision is Decision.REJECTED), default=0)
    persons = {each.who for each in given_now if each.number > last}
    expected = State.NEW if not given_now else State.REJECTED if last == len(given_now) else State.HALF
    assert found.state is (State.APPROVED if len(persons) > 1 else expected)
    assert {each.who for each in found.approved_by} == (persons if found.state is not State.REJECTED else set())


@given(decisions)
def test_what_two_have_approved_one_would_have(given_in_turn: list[tuple[str, Decision]]) -> None:
    about = wording(citing=False)
    given_now = [said(about, number, who, what) for number, (who, what) in enumerate(given_in_turn, 1)]
    if stands(TWO, about, *given_now).state is State.APPROVED:
        assert stands(Rules(), about, *given_now).state is State.APPROVED


@pytest.mark.parametrize("order", list(permutations(PEOPLE)))
def test_who_wrote_it_never_counts(order: tuple[str, ...]) -> None:
    about = wording(citing=False)
    given_now = [said(about, number, who) for number, who in enumerate(order, 1)]
    assert stands(TWO, about, *given_now, authors=frozenset({"bo"})).state is State.APPROVED
    assert stands(TWO, about, *given_now, authors=frozenset({"bo", "cia"})).state is State.HALF
    assert stands(Rules(), about, *given_now, authors=frozenset(PEOPLE)).state is State.NEW


def test_what_is_said_of_other_words_counts_for_those_and_never_for_these() -> None:
    about = wording(citing=False)
    other = said(about, 2, "anna", Decision.REJECTED, "0" * 64)
    assert stands(Rules(), about, said(about, 1, "anna"), other).state is State.APPROVED
    assert stands(Rules(), about, other).state is State.REOPENED


def test_a_change_of_the_law_opens_what_was_decided_before_it_and_says_why() -> None:
    about = wording()
    rules = Rules(changes=(amended(about, NOON + timedelta(minutes=5)),))
    found = stands(rules, about, said(about, 1, "anna"))
    assert found.state is State.REOPENED
    assert "ändras från 1 januari 2027. Ny tid. Infört 21 november 2026." in found.why[0]
    assert stands(rules, about, said(about, 1, "anna"), said(about, 6, "anna")).state is State.APPROVED


def test_with_two_both_must_have_read_the_changed_law() -> None:
    about = wording()
    rules = Rules(2, (amended(about, NOON + timedelta(minutes=5)),))
    before = said(about, 1, "anna")
    assert stands(rules, about, before, said(about, 6, "bo")).state is State.HALF
    assert stands(rules, about, before, said(about, 6, "bo"), said(about, 7, "anna")).state is State.APPROVED


def test_a_change_opens_exactly_the_wordings_that_rest_on_it() -> None:
    wordings = library().wordings_at(DAY)
    given_now = [said(each, number, "anna") for number, each in enumerate(wordings.values(), 1)]
    change = amended(wording(), NOON + timedelta(days=1))
    before = approved_set(library(), DAY, given_now)
    after = approved_set(library(), DAY, given_now, Rules(changes=(change,)))
    opened = {clause for clause in wordings if before.standings[clause].state is not after.standings[clause].state}
    assert opened == {each.clause for each in wordings.values() if change.change.provisions[0] in each.sources}


def test_a_change_counts_from_when_it_was_entered_until_it_was_taken_back() -> None:
    change = amended(wording(), NOON, NOON + timedelta(hours=1))
    moments = [NOON + timedelta(minutes=each) for each in (-1, 0, 59, 60)]
    assert [change.counts_at(each) for each in moments] == [False, True, True, False]
    assert not change.counts_at(None) and amended(wording(), NOON).counts_at(None)


def test_a_provision_that_the_register_does_not_know_is_told_by_its_id() -> None:
    change = LawChange(("SoL 99:9",), date(2027, 1, 1), Fate.REPLACED, "SoL 99:10")
    entered = EnteredChange("c", "o", change, "", NOON, "anna")
    assert change_words(library(), change) == "SoL 99:9 ersätts från 1 januari 2027 av SoL 99:10"
    assert why_again(library(), entered).endswith("av SoL 99:10. Infört 21 november 2026.")


def test_what_an_agreement_rests_on_is_told_in_words_and_for_programs() -> None:
    states = {"a": State.APPROVED, "b": State.HALF, "c": State.REJECTED, "d": State.NEW}
    found = Resting("Bjurholms kommun", 7, DAY, {key: Standing(each) for key, each in states.items()})
    assert found.sentences == (
        "Vilar på en lydelse som är godkänd hos Bjurholms kommun, granskning nummer 7 den 22 november 2026. "
        "Två lydelser är inte granskade och en lydelse är avslagen."
    )
    (mark,) = marks([found, Resting("Göteborgs Stad", 0, None, {})])
    assert (mark.approved, mark.unreviewed, mark.rejected) == (1, 2, 1)
    whole = Resting("Bjurholms kommun", 7, DAY, {"a": Standing(State.APPROVED)})
    assert whole.sentences.endswith("Alla är granskade.")
