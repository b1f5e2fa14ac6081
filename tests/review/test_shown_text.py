"""Texts are compared as they are read, and nothing that differs in them is ever hidden by that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.review.shown_text import blocks_in, difference, shown_lines, three_texts
from generator.review.three_way import Side
from generator.review.word_marks import Mark
from tests.review.situations import library

PIECES = (
    "Parterna löser oenighet genom samtal.",
    "{{ Parterna }} löser oenighet genom samtal.",
    "{{ kommunen }} svarar enligt {{ 'SoL 29:11' | lagrum }}.".replace("'", '"'),
    "**Alltid** gäller det här.",
    "Alltid gäller det här.",
    "- ett\n- två",
    "1. ett\n2. två",
    "{{ giltig_fran | rad }}",
    "{{ finns inte",
    "| a | b |\n|---|---|\n| 1 | 2 |",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("\n\n".join)


@given(TEXTS, TEXTS)
def test_what_differs_as_it_is_written_is_always_seen(before: str, after: str) -> None:
    found = difference(library(), ("Rubrik", before), ("Rubrik", after))
    assert any(line.mark is not Mark.SAME for line in found) == (before != after)


@given(TEXTS, TEXTS, TEXTS)
def test_of_three_texts_a_place_is_shown_where_any_two_differ(then: str, now: str, ours: str) -> None:
    rows = three_texts(library(), then, now, ours)
    assert any(row.side is not Side.NOBODY for row in rows) == (len({then, now, ours}) > 1)


def test_a_place_for_an_answer_is_named_in_brackets_and_a_provision_written_out() -> None:
    (line,) = shown_lines(library(), PIECES[2])
    assert line == "[kommunen] svarar enligt 29\xa0kap. 11\xa0§ socialtjänstlagen (2025:400)."


@pytest.mark.parametrize("text", ["{{ finns inte", "> [!OKÄND]\n> x", "# Rubrik"])
def test_what_cannot_be_read_is_shown_as_it_was_typed(text: str) -> None:
    assert blocks_in(text) == ()
    assert shown_lines(library(), text) == tuple(text.split("\n"))
