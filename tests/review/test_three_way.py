"""The national wording then and now, and ours, stand beside each other line by line; nothing of either is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.review.three_way import Side, ThreeWayRow, has_conflict, three_way
from generator.review.word_marks import LineChange, Mark

THEN = "Kommunen svarar för boendet.\n\nPolisen svarar för skyddet.\n\nParterna möts varje månad."


def sides(now: str, ours: str) -> list[Side]:
    return [row.side for row in three_way(THEN, now, ours)]


def test_a_line_that_nobody_has_changed_is_nobodys() -> None:
    assert sides(THEN, THEN) == [Side.NOBODY] * 3
    assert not has_conflict(three_way(THEN, THEN, THEN))


def test_a_change_belongs_to_whoever_made_it() -> None:
    now = THEN.replace("varje månad", "varje vecka")
    ours = THEN.replace("för boendet", "för boendet och maten")
    assert sides(now, ours) == [Side.OURS, Side.NOBODY, Side.NATIONAL]
    assert sides(now, now) == [Side.NOBODY, Side.NOBODY, Side.SAME]


def test_a_line_that_both_have_changed_each_in_their_way_has_to_be_chosen() -> None:
    now, ours = (THEN.replace("månad", each) for each in ("vecka", "kvartal"))
    rows = three_way(THEN, now, ours)
    assert rows[2].side is Side.BOTH
    assert has_conflict(rows)
    for side, word in ((rows[2].national, "vecka"), (rows[2].ours, "kvartal")):
        assert [piece.text for each in side for piece in each.pieces if piece.mark is Mark.ADDED] == [word]


def test_what_is_put_in_or_taken_out_stands_where_it_was() -> None:
    now = THEN.replace("\n\nPolisen svarar för skyddet.", "")
    ours = f"{THEN}\n\nNämnden följer upp."
    rows = three_way(THEN, now, ours)
    assert [row.side for row in rows] == [Side.NOBODY, Side.NATIONAL, Side.NOBODY, Side.OURS]
    assert rows[3].then == ""


def text_of(rows: tuple[ThreeWayRow, ...], side: str, unwanted: Mark, place: str) -> list[str]:
    changes: list[LineChange] = [each for row in rows for each in getattr(row, side)]
    return [getattr(each, place) for each in changes if each.mark is not unwanted]


LINES = st.lists(st.sampled_from(["a b c", "a b d", "x y z", "x y", "helt annat här"]), max_size=6).map("\n\n".join)


@given(LINES, LINES, LINES)
def test_every_line_of_all_three_texts_stands_there_in_order(then: str, now: str, ours: str) -> None:
    rows = three_way(then, now, ours)
    assert [row.then for row in rows if row.then] == [line for line in then.split("\n") if line]
    for side, text in (("national", now), ("ours", ours)):
        assert text_of(rows, side, Mark.REMOVED, "after") == [line for line in text.split("\n") if line]
        assert text_of(rows, side, Mark.ADDED, "before") == [line for line in then.split("\n") if line]


@given(LINES, LINES)
def test_without_a_national_change_nothing_is_national(then: str, ours: str) -> None:
    assert {row.side for row in three_way(then, then, ours)} <= {Side.NOBODY, Side.OURS}
