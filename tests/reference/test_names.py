"""Names in running text: the table of forms, and promises over all municipalities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reference import (
    Form,
    Municipality,
    all_municipalities,
    form_of,
    genitive,
    municipality,
    swedish_list,
    words_for,
)

EVERYONE = st.sampled_from(all_municipalities())
CITIES = {
    "Borås Stad",
    "Göteborgs Stad",
    "Haparanda stad",
    "Helsingborgs stad",
    "Landskrona stad",
    "Lidingö stad",
    "Malmö stad",
    "Mölndals stad",
    "Solna stad",
    "Stockholms stad",
    "Sundbybergs stad",
    "Trollhättans Stad",
    "Vaxholms stad",
    "Västerås stad",
}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0484", ("kommun", "Eskilstuna kommun", "Eskilstuna kommuns", "kommunen", "kommunens")),
        ("2080", ("kommun", "Falu kommun", "Falu kommuns", "kommunen", "kommunens")),
        ("1480", ("stad", "Göteborgs Stad", "Göteborgs Stads", "staden", "stadens")),
        ("1490", ("stad", "Borås Stad", "Borås Stads", "staden", "stadens")),
        ("0180", ("stad", "Stockholms stad", "Stockholms stads", "staden", "stadens")),
        ("0980", ("region", "Region Gotland", "Region Gotlands", "Region Gotland", "Region Gotlands")),
    ],
)
def test_one_municipality_has_its_own_words(code: str, expected: tuple[str, ...]) -> None:
    words = words_for([municipality(code)])
    assert (words.form, words.formal, words.formal_genitive, words.role, words.role_genitive) == expected
    assert (words.each, words.each_genitive) == (words.role, words.role_genitive)


def test_several_municipalities_are_listed_and_called_kommunerna() -> None:
    words = words_for([municipality("2422"), municipality("2418"), municipality("2417")])
    assert words.form == Form.KOMMUN
    assert words.formal == "Sorsele kommun, Malå kommun och Norsjö kommun"
    assert words.formal_genitive == "Sorsele kommuns, Malå kommuns och Norsjö kommuns"
    assert (words.role, words.role_genitive) == ("kommunerna", "kommunernas")
    assert (words.each, words.each_genitive) == ("varje kommun", "varje kommuns")


def test_two_cities_or_a_city_and_gotland_are_also_kommunerna() -> None:
    words = words_for([municipality("1480"), municipality("0980")])
    assert words.formal == "Göteborgs Stad och Region Gotland"
    assert words.formal_genitive == "Göteborgs Stads och Region Gotlands"
    assert (words.form, words.role) == (Form.KOMMUN, "kommunerna")


def test_words_for_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        words_for([])


def test_exactly_fourteen_municipalities_call_themselves_stad() -> None:
    assert {each.legal_name for each in all_municipalities() if form_of(each) is Form.STAD} == CITIES
    assert len(CITIES) == 14


def test_gotland_is_the_only_region_and_all_the_others_are_kommuner() -> None:
    assert [each.code for each in all_municipalities() if form_of(each) is Form.REGION] == ["0980"]
    rest = [each for each in all_municipalities() if form_of(each) is Form.KOMMUN]
    assert len(rest) == 290 - 14 - 1
    assert [each.legal_name for each in rest if not each.legal_name.endswith(" kommun")] == []


def test_only_those_who_are_not_called_kommun_differ_from_their_name_in_statutes() -> None:
    different = {each.code for each in all_municipalities() if each.legal_name != each.statute_name}
    assert different == {each.code for each in all_municipalities() if form_of(each) is not Form.KOMMUN}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Borås", "Borås"),
        ("Tranås", "Tranås"),
        ("Marx", "Marx"),
        ("Schulz", "Schulz"),
        ("ALINGSÅS", "ALINGSÅS"),
        ("Eskilstuna", "Eskilstunas"),
        ("socialnämnden", "socialnämndens"),
        ("polisområde Örebro län", "polisområde Örebro läns"),
    ],
)
def test_the_genitive_adds_an_s_unless_there_is_a_sibilant(name: str, expected: str) -> None:
    assert genitive(name) == expected


def test_every_name_and_its_genitive_are_right_for_everyone() -> None:
    for each in all_municipalities():
        assert genitive(each.name) in {each.name, f"{each.name}s"}
        assert genitive(each.name)[-1] in "sxz"
        assert not genitive(each.name).endswith("ss")
        words = words_for([each])
        for text in (words.formal_genitive, words.role_genitive, words.each_genitive):
            assert text.endswith(("kommuns", "Stads", "stads", "Gotlands", "kommunens", "stadens"))


def test_every_legal_name_is_made_of_the_bare_name() -> None:
    # Falun is the one name that loses a letter instead of keeping or adding one.
    for each in all_municipalities():
        allowed = {f"{stem} {word}" for stem in (each.name, genitive(each.name)) for word in ("kommun", "stad", "Stad")}
        assert each.legal_name in allowed | {"Falu kommun", "Region Gotland"}, each.code


@given(st.lists(EVERYONE, min_size=2, max_size=8))
def test_a_list_of_several_names_everyone_once_in_order(chosen: list[Municipality]) -> None:
    words = words_for(chosen)
    assert words.formal.replace(" och ", ", ").split(", ") == [each.legal_name for each in chosen]
    assert words.formal.count(" och ") == words.formal_genitive.count(" och ") == 1
    assert words.formal_genitive.replace(" och ", ", ").split(", ") == [genitive(each.legal_name) for each in chosen]


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_a_swedish_list_has_och_before_the_last_and_no_comma_there(items: list[str], expected: str) -> None:
    assert swedish_list(items) == expected
