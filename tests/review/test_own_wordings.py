"""Which of a municipality's own acts count on a day, and what several municipalities have decided alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.library.overlay import LocalKind, LocalWording
from generator.review.own_wordings import (
    SHARED_REASON,
    Act,
    OwnAct,
    OwnWording,
    coming,
    counting_on,
    local_on,
    shared,
)

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def row(number: int, act: Act, first: date = DAY, last: date | None = None, clause: str = "tiden") -> OwnWording:
    told = OwnAct(act, clause, "Nämnden vill det.", first, last, heading="Tiden", text=f"Text {number}.", base="a" * 64)
    return OwnWording("o", number, told, NOON, "anna")


def texts(rows: list[OwnWording], day: date) -> list[str]:
    return [each.text for each in local_on(rows, day)]


def test_an_act_counts_from_its_first_day_to_its_last() -> None:
    rows = [row(1, Act.REPLACE, DAY, DAY + timedelta(days=2))]
    assert [bool(texts(rows, DAY + timedelta(days=days))) for days in (-1, 0, 2, 3)] == [False, True, True, False]


def test_a_later_act_counts_instead_from_its_own_first_day() -> None:
    rows = [row(1, Act.REPLACE), row(2, Act.REPLACE, DAY + timedelta(days=10))]
    assert texts(rows, DAY) == ["Text 1."]
    assert texts(rows, DAY + timedelta(days=10)) == ["Text 2."]
    assert [each.number for each in coming(rows, DAY)] == [2]


def test_what_is_withdrawn_or_adopted_leaves_the_library_as_it_is() -> None:
    for act in (Act.WITHDRAW, Act.ADOPT):
        assert texts([row(1, Act.REPLACE), row(2, act)], DAY) == []
    assert list(counting_on([row(1, Act.ADOPT)], DAY)) == ["tiden"]
    assert counting_on([row(1, Act.REPLACE), row(2, Act.WITHDRAW)], DAY) == {}


ROWS = st.lists(
    st.tuples(st.sampled_from(Act), DAYS, st.none() | DAYS, st.sampled_from(["tiden", "avslut"])), max_size=12
).map(lambda all_: [row(number, *each) for number, each in enumerate(all_, start=1)])


@given(ROWS, DAYS)
def test_one_act_at_most_counts_for_a_clause_and_it_is_the_last_that_has_begun(
    rows: list[OwnWording], day: date
) -> None:
    counting = counting_on(rows, day)
    for clause, counted in counting.items():
        begun = [each for each in rows if each.act.clause == clause and each.act.first_day <= day]
        assert counted is begun[-1]
        assert counted.act.act is not Act.WITHDRAW


@given(ROWS, DAYS, st.permutations(range(12)))
def test_the_order_in_which_acts_are_read_does_not_matter(rows: list[OwnWording], day: date, order: list[int]) -> None:
    mixed = [rows[place] for place in order if place < len(rows)]
    assert counting_on(mixed, day) == counting_on(rows, day)


@given(ROWS, DAYS)
def test_withdrawing_everything_leaves_nothing(rows: list[OwnWording], day: date) -> None:
    ends = [row(100 + number, Act.WITHDRAW, day, clause=clause) for number, clause in enumerate(("tiden", "avslut"))]
    assert counting_on([*rows, *ends], day) == {}


def local(text: str = "Vår text.", reason: str = "Skäl.", **more: str) -> LocalWording:
    return LocalWording(LocalKind.REPLACE, "tiden", "Tiden", text, reason, **more)


def test_municipalities_share_only_what_all_have_decided_alike() -> None:
    one, other = local(), local("En annan text.")
    assert shared([]) == ()
    assert shared([[one]]) == (one,)
    assert shared([[one], [one]]) == (one,)
    for not_alike in ([other], [], [local(base="b" * 64)], [replace(one, heading="Annan rubrik")]):
        assert shared([[one], not_alike]) == ()
        assert shared([not_alike, [one]]) == ()


def test_one_municipalitys_reason_is_not_told_to_another() -> None:
    found = shared([[local(reason="Vårt hemliga skäl.")], [local(reason="Deras.")]])
    assert [each.reason for each in found] == [SHARED_REASON]
