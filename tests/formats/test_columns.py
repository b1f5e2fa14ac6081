"""Column widths add up, follow the document, and break no word that there is room for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Cell, Field, FieldKind, Run, Table
from generator.formats.columns import column_shares


def table(*columns: str, widths: tuple[int, ...] = ()) -> Table:
    row = tuple(Cell((Run(text),)) for text in columns)
    return Table("Prov", row, (row,), widths=widths)


@pytest.mark.parametrize(("columns", "widths", "expected"), [
    (("a", "b"), (), (50, 50)),
    (("a", "b", "c"), (), (33, 34, 33)),
    (("a", "b", "c"), (2, 1, 1), (50, 25, 25)),
    (("Polismyndigheten", "a", "b", "c", "d"), (), (26, 19, 18, 19, 18)),
    (("ord", "b"), (), (50, 50)),
    (("en rad med många korta ord", "a"), (), (66, 34)),
    (("en rad med många korta ord", "a"), (1, 1), (50, 50)),
    (("avhopparärende", "ord " * 20), (), (27, 73)),
    (("avhopparärende", "ord " * 200), (), (27, 73)),
    (("hot- och riskbedömning/avhopparärende", "a"), (1, 9), (24, 76)),
    (("x" * 300, "a"), (), (78, 22)),
    (
        ("sprängningar", "skyddsbedömning", "avhopparverksamheten", "dokumenterad", "september"), (),
        (18, 22, 26, 18, 16),
    ),
    (("a" * 12, "b" * 20, "c" * 20, "d" * 20, "e" * 4), (), (16, 26, 26, 26, 6)),
    (("Genomgången är gjord i varje turlag " * 3, "Lokalpolisområdeschef", "30 september 2027"), (), (37, 34, 29)),
    (
        ("avhopparverksamheten", "skyddsbedömningen", "Polismyndigheten", "sprängningar", "1 maj 2027"), (),
        (26, 23, 20, 16, 15),
    ),
    (
        ("Lokalpolisområdeschef", "skyddsbedömningen", "avhopparverksamhet", "sprängningar", "31 maj 2027"), (),
        (26, 23, 23, 16, 12),
    ),
])
def test_columns_are_as_asked_unless_a_word_needs_more(columns, widths, expected) -> None:
    assert column_shares(table(*columns, widths=widths)) == expected


def test_a_field_to_fill_in_takes_the_width_it_gets() -> None:
    cell = Cell((Field("ett-mycket-langt-namn-pa-ett-falt", FieldKind.TEXT, "Ettmycketlångtordsomfältetheter"),))
    assert column_shares(Table("Prov", (cell, cell), ())) == (50, 50)


@given(st.lists(st.tuples(st.text(max_size=40), st.integers(1, 9)), min_size=1, max_size=8))
def test_columns_always_fill_the_table_and_none_vanishes(columns) -> None:
    shares = column_shares(table(*(text for text, _ in columns), widths=tuple(width for _, width in columns)))
    assert sum(shares) == 100
    assert all(share > 0 for share in shares)
