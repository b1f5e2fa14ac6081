"""Police units by municipality: what is a fact, what is a suggestion, what must be typed."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from generator.reference import (
    UnknownMunicipality,
    UnknownPoliceUnit,
    all_municipalities,
    all_police_areas,
    all_police_regions,
    areas_of,
    districts_of,
    formal_district,
    police_area,
    police_region,
    region_of,
)
from generator.reference.police import DistrictSuggestion

CODES = [each.code for each in all_municipalities()]
TABLE = (files("generator.reference") / "police_districts.csv").read_text(encoding="utf-8")
ROWS = [row for row in csv.DictReader(TABLE.splitlines()) if row["district_name"]]


def only(code: str) -> DistrictSuggestion:
    (district,) = districts_of(code)
    return district


def test_eskilstuna_has_one_certain_district_area_and_region() -> None:
    district = only("0484")
    assert (district.name, district.certain, district.source) == ("Eskilstuna", True, "uso_2025.geojson")
    assert district.formal == "lokalpolisområde Eskilstuna"
    assert district.reason == "Enligt en uppgift från 2025."
    assert district.area.formal == "polisområde Södermanland"
    assert region_of("0484").formal == "polisregion Öst"


def test_stockholm_lies_in_three_areas_and_has_several_districts() -> None:
    assert [found.area.name for found in areas_of("0180")] == ["Stockholm city", "Stockholm nord", "Stockholm syd"]
    districts = districts_of("0180")
    assert [district.name for district in districts] == [
        "Farsta",
        "Järva",
        "Lidingö-Kungsholmen",
        "Norra innerstaden",
        "Skärholmen",
        "Södermalm",
        "Vällingby",
    ]
    assert {district.name: district.area.name for district in districts}["Järva"] == "Stockholm nord"


def test_everyone_but_stockholm_lies_in_one_area_of_their_region() -> None:
    assert [code for code in CODES if len(areas_of(code)) != 1] == ["0180"]
    for code in CODES:
        assert {found.area.region_code for found in areas_of(code)} == {region_of(code).code}


def test_an_inferred_area_is_a_suggestion_and_a_county_is_a_fact() -> None:
    assert [found.certain for found in areas_of("0114")] == [False]
    assert [found.certain for found in areas_of("0484")] == [True]
    assert sum(not found.certain for code in CODES for found in areas_of(code)) == 63


def test_an_unknown_district_is_left_for_the_person_to_type() -> None:
    assert districts_of("0114") == ()
    assert sum(not districts_of(code) for code in CODES) == 185


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['municipality_code']}-{row['district_name']}")
def test_a_district_is_a_fact_only_when_a_source_from_2022_or_later_names_it(row: dict[str, str]) -> None:
    (found,) = [each for each in districts_of(row["municipality_code"]) if each.name == row["district_name"]]
    recent = row["source_year"] in {"2022", "2023", "2024", "2025"}
    assert found.certain == (row["district_basis"] == "sourced" and recent)
    assert (found.source, found.area.name) == (row["source"], row["police_area"])


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("0604", "Uppgiften är från 2021 och kan ha ändrats. Bekräfta namnet eller skriv ett annat."),
        ("1430", "Uppgiften saknar årtal. Bekräfta namnet eller skriv ett annat."),
        ("0188", "Namnet är ett antagande. Bekräfta det eller skriv ett annat."),
        ("0115", "Namnet är ett antagande. Bekräfta det eller skriv ett annat."),
    ],
    ids=["old", "undated", "inferred", "inferred-and-older"],
)
def test_an_uncertain_district_says_why_and_what_to_do(code: str, reason: str) -> None:
    assert (only(code).certain, only(code).reason) == (False, reason)


@pytest.mark.parametrize(
    "typed",
    [
        "Eskilstuna",
        " Eskilstuna ",
        "LPO Eskilstuna",
        "lpo Eskilstuna",
        "Lokalpolisområde Eskilstuna",
        "lokalpolisområdet  Eskilstuna",
    ],
)
def test_a_typed_district_is_given_its_kind_once(typed: str) -> None:
    assert formal_district(typed) == "lokalpolisområde Eskilstuna"


def test_a_district_name_that_only_begins_like_the_word_is_kept() -> None:
    assert formal_district("Lponäs") == "lokalpolisområde Lponäs"


def test_units_are_in_swedish_order() -> None:
    regions = [region.name for region in all_police_regions()]
    assert regions == ["Bergslagen", "Mitt", "Nord", "Stockholm", "Syd", "Väst", "Öst"]
    assert [area.name for area in all_police_areas()][-4:] == ["Västmanland", "Älvsborg", "Örebro län", "Östergötland"]


def test_formal_names_are_made_from_the_names_in_the_tables() -> None:
    assert {region.formal for region in all_police_regions()} == {f"polisregion {r.name}" for r in all_police_regions()}
    assert {area.formal for area in all_police_areas()} == {f"polisområde {area.name}" for area in all_police_areas()}


def test_units_are_found_by_their_key() -> None:
    assert all(police_region(region.code) is region for region in all_police_regions())
    assert all(police_area(area.name) is area for area in all_police_areas())


def test_an_unknown_unit_is_refused_and_the_allowed_regions_are_named() -> None:
    with pytest.raises(UnknownPoliceUnit, match="bergslagen, mitt, nord, stockholm, syd, vast, ost") as caught:
        police_region("Öst")
    assert caught.value.code == "okand-polisenhet"
    with pytest.raises(UnknownPoliceUnit, match="”Norden”"):
        police_area("Norden")


def test_an_unknown_municipality_has_no_police_units() -> None:
    with pytest.raises(UnknownMunicipality):
        region_of("9999")
    with pytest.raises(UnknownMunicipality):
        areas_of("9999")
    with pytest.raises(UnknownMunicipality):
        districts_of("9999")
