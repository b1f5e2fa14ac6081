"""Looking municipalities up by code and by what people type."""

from __future__ import annotations

import unicodedata
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import GeneratorError
from generator.reference import (
    Municipality,
    UnknownMunicipality,
    all_municipalities,
    municipality,
    search_municipalities,
)
from generator.reference.alphabet import folded

EVERYONE = st.sampled_from(all_municipalities())


def names(query: str) -> list[str]:
    return [each.name for each in search_municipalities(query)]


def test_eskilstuna_is_read_whole() -> None:
    found = municipality("0484")
    assert (found.name, found.legal_name, found.statute_name) == (
        "Eskilstuna",
        "Eskilstuna kommun",
        "Eskilstuna kommun",
    )
    assert (found.county_code, found.county_name, found.police_region) == ("04", "Södermanlands län", "ost")


def test_goteborg_has_both_its_own_name_and_the_name_in_statutes() -> None:
    assert municipality("1480").legal_name == "Göteborgs Stad"
    assert municipality("1480").statute_name == "Göteborgs kommun"


def test_every_statute_name_is_a_kommun() -> None:
    assert [each.name for each in all_municipalities() if not each.statute_name.endswith(" kommun")] == []


@given(EVERYONE)
def test_a_municipality_is_found_by_its_code(each: Municipality) -> None:
    assert municipality(each.code) is each


@pytest.mark.parametrize("code", ["", "484", " 0484", "0484 ", "9999", "０４８４", "Eskilstuna"])
def test_nothing_is_guessed_from_a_wrong_code(code: str) -> None:
    with pytest.raises(UnknownMunicipality) as caught:
        municipality(code)
    assert isinstance(caught.value, GeneratorError)
    assert caught.value.code == "okand-kommun"
    assert f"”{code}”" in str(caught.value)


def test_a_municipality_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        municipality("0484").name = "Annan"  # type: ignore[misc]


def test_the_table_is_read_once() -> None:
    assert all_municipalities() is all_municipalities()


@pytest.mark.parametrize(
    "query", ["goteborg", "GÖTEBORG", "göte", "  Göteborg ", "Göteborgs Stad", "goteborgs kommun", "1480"]
)
def test_goteborg_is_found_however_it_is_typed(query: str) -> None:
    assert names(query)[0] == "Göteborg"


@given(EVERYONE)
def test_everyone_is_the_first_hit_for_their_own_code_and_names(each: Municipality) -> None:
    for query in (each.code, each.name, each.legal_name, each.statute_name):
        assert search_municipalities(query)[0] is each


@given(EVERYONE, st.data())
def test_every_beginning_and_every_part_of_a_name_finds_it(each: Municipality, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(each.name) - 1))
    end = data.draw(st.integers(start + 1, len(each.name)))
    part = each.name[start:end]
    assert each in search_municipalities(part) or not folded(part)
    assert each in search_municipalities(folded(part)) or not folded(part)
    assert each in search_municipalities(unicodedata.normalize("NFD", part.upper())) or not folded(part)


def test_a_beginning_comes_before_a_middle() -> None:
    hits = names("berg")
    assert hits[0] == "Berg"
    assert hits[1:] == [each.name for each in all_municipalities() if "berg" in each.name[1:]]
    assert len(hits) > 10


def test_an_exactly_typed_accent_comes_first() -> None:
    with_ring = [each.name for each in all_municipalities() if each.name.startswith("Å")]
    without_ring = [each.name for each in all_municipalities() if each.name.startswith(("A", "Ä"))]
    assert names("å")[: len(with_ring)] == with_ring
    assert names("å")[len(with_ring) :][: len(without_ring)] == without_ring
    assert names("habo") == ["Habo", "Håbo"]
    assert names("håbo") == ["Håbo", "Habo"]


@pytest.mark.parametrize(("query", "found"), [("upplands bro", "Upplands-Bro"), ("malung salen", "Malung-Sälen")])
def test_a_space_finds_a_hyphen(query: str, found: str) -> None:
    assert names(query) == [found]


def test_the_word_kommun_does_not_make_everyone_a_hit() -> None:
    assert "Ale" not in names("kom")
    assert names("stad")[0] != "Stockholm"


def test_a_county_code_finds_the_municipalities_of_that_county() -> None:
    assert names("09") == ["Gotland"]
    assert set(names("048")) == {each.name for each in all_municipalities() if each.code.startswith("048")}


def test_an_empty_query_gives_everyone_in_order() -> None:
    assert search_municipalities(" ") == all_municipalities()


@pytest.mark.parametrize("query", ["{{ 7*7 }}", "-", "\N{COMBINING RING ABOVE}", "xyz", "%", ".*"])
def test_what_is_no_part_of_a_name_finds_nobody(query: str) -> None:
    assert search_municipalities(query) == ()


@given(st.text())
def test_any_typed_text_gives_an_answer_without_doubles(query: str) -> None:
    hits = search_municipalities(query)
    assert len(hits) == len(set(hits))
