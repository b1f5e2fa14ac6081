"""The tables as data: every row of every file, and the refusal of broken files."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from generator.reference import (
    ReferenceDataError,
    all_municipalities,
    all_police_areas,
    all_police_regions,
    all_vulnerable_areas,
)
from generator.reference.table import parse_table

ROOM = Path(str(files("generator.reference")))
TABLES = sorted(path.name for path in ROOM.glob("*.csv"))
AREAS_BY_NAME = {area.name: area for area in all_police_areas()}
REGION_CODES = {region.code for region in all_police_regions()}
NAMES_BY_CODE = {each.code: each.name for each in all_municipalities()}


def raw(file: str) -> list[dict[str, str]]:
    with (ROOM / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


DISTRICT_ROWS = raw("police_districts.csv")


def test_the_room_holds_the_five_tables() -> None:
    assert TABLES == [
        "municipalities.csv",
        "police_areas.csv",
        "police_districts.csv",
        "police_regions.csv",
        "vulnerable_areas.csv",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_where_it_comes_from(table: str) -> None:
    note = (ROOM / table).with_suffix(".source.md").read_text(encoding="utf-8")
    assert table in note.splitlines()[0]
    assert "## Sources" in note


def test_every_source_note_has_its_table() -> None:
    assert sorted(path.name.removesuffix(".source.md") for path in ROOM.glob("*.source.md")) == [
        table.removesuffix(".csv") for table in TABLES
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_is_trimmed_and_every_line_ends_alike(table: str) -> None:
    assert b"\r" not in (ROOM / table).read_bytes()
    untrimmed = [cell for row in raw(table) for cell in row.values() if cell != cell.strip()]
    assert untrimmed == []


def test_there_are_290_municipalities_with_unique_codes_and_names() -> None:
    assert len(all_municipalities()) == 290
    assert len(NAMES_BY_CODE) == 290
    assert len(set(NAMES_BY_CODE.values())) == 290


def test_every_code_is_four_digits_and_begins_with_its_county() -> None:
    for each in all_municipalities():
        assert each.code.isascii() and each.code.isdigit() and len(each.code) == 4
        assert each.code.startswith(each.county_code)


def test_there_are_21_counties_each_with_one_name() -> None:
    counties = {(each.county_code, each.county_name) for each in all_municipalities()}
    assert len(counties) == 21
    assert len({code for code, _ in counties}) == 21
    assert len({name for _, name in counties}) == 21
    assert all(name.endswith(" län") for _, name in counties)


def test_the_populations_add_up_to_the_published_total_of_2025() -> None:
    assert sum(each.population for each in all_municipalities()) == 10_605_520
    assert {each.population_year for each in all_municipalities()} == {2025}


def test_the_skr_groups_have_the_published_numbers_of_members() -> None:
    groups = Counter(each.skr_group for each in all_municipalities())
    assert groups == {"A1": 3, "A2": 43, "B3": 23, "B4": 63, "B5": 24, "C6": 27, "C7": 51, "C8": 35, "C9": 21}
    assert len({(each.skr_group, each.skr_group_name) for each in all_municipalities()}) == len(groups)


def test_every_municipality_lies_in_the_region_of_its_county() -> None:
    region_of_county = {county: region.code for region in all_police_regions() for county in region.county_codes}
    assert len(region_of_county) == sum(len(region.county_codes) for region in all_police_regions()) == 21
    for each in all_municipalities():
        assert each.police_region == region_of_county[each.county_code], each.name


def test_there_are_seven_regions_with_phone_and_number() -> None:
    assert len(all_police_regions()) == len(REGION_CODES) == 7
    assert {region.phone for region in all_police_regions()} == {"114 14"}
    assert len({region.number for region in all_police_regions()}) == 7


def test_there_are_27_areas_in_known_regions() -> None:
    assert len(all_police_areas()) == len(AREAS_BY_NAME) == 27
    assert {area.region_code for area in all_police_areas()} == REGION_CODES


def test_every_area_has_the_number_of_municipalities_it_states() -> None:
    members = {(row["police_area"], row["municipality_code"]) for row in DISTRICT_ROWS}
    counted = Counter(area for area, _ in members)
    assert counted == {area.name: area.municipality_count for area in all_police_areas()}


def test_every_district_row_points_at_things_that_exist_and_agree() -> None:
    regions = {each.code: each.police_region for each in all_municipalities()}
    assert len(DISTRICT_ROWS) == 301
    for row in DISTRICT_ROWS:
        code = row["municipality_code"]
        assert row["municipality_name"] == NAMES_BY_CODE[code]
        assert row["police_region"] == AREAS_BY_NAME[row["police_area"]].region_code == regions[code]


def test_every_municipality_has_a_district_row_and_none_twice_for_the_same_district() -> None:
    assert {row["municipality_code"] for row in DISTRICT_ROWS} == set(NAMES_BY_CODE)
    pairs = Counter((row["municipality_code"], row["district_name"]) for row in DISTRICT_ROWS)
    assert set(pairs.values()) == {1}


def test_a_district_has_a_basis_a_source_and_a_year_exactly_when_it_has_a_name() -> None:
    for row in DISTRICT_ROWS:
        named = bool(row["district_name"])
        assert (row["district_basis"] in {"sourced", "inferred"}) == named
        assert (row["district_basis"] == "none") == (not named)
        assert bool(row["source"]) == bool(row["source_year"]) == named
        assert row["area_basis"] in {"county", "sourced", "inferred"}


def test_a_district_lies_in_one_area_wherever_it_lies() -> None:
    areas: dict[str, set[str]] = {}
    for row in DISTRICT_ROWS:
        if row["district_name"]:
            areas.setdefault(row["district_name"], set()).add(row["police_area"])
    assert {name for name, found in areas.items() if len(found) > 1} == set()
    assert len(areas) == 61


def test_the_list_of_2025_has_46_vulnerable_and_19_particularly_vulnerable_areas() -> None:
    assert Counter(area.category.value for area in all_vulnerable_areas()) == {"utsatt": 46, "särskilt utsatt": 19}
    assert {area.list_year for area in all_vulnerable_areas()} == {2025}
    assert len({(area.municipality_code, area.name) for area in all_vulnerable_areas()}) == 65


def test_every_vulnerable_area_points_at_a_municipality_and_its_district() -> None:
    districts = {
        (row["municipality_code"], row["district_name"], row["police_area"], row["police_region"])
        for row in DISTRICT_ROWS
    }
    for area in all_vulnerable_areas():
        place = (area.municipality_code, area.police_district, area.police_area, area.police_region)
        assert place in districts, area.name
    for row in raw("vulnerable_areas.csv"):
        assert row["municipality_name"] == NAMES_BY_CODE[row["municipality_code"]]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([], "x.csv:1:"),
        (["a,c\n"], "x.csv:1:"),
        (["a,b\n", "1,2\n", "1\n"], "x.csv:3:"),
        (["a,b\n", "1,2,3\n"], "x.csv:2:"),
        (["a,b\n", '1,"2"2\n'], "x.csv:2:"),
    ],
    ids=["empty", "heading", "short", "long", "quoting"],
)
def test_a_broken_table_is_refused_with_file_and_line(lines: list[str], place: str) -> None:
    with pytest.raises(ReferenceDataError) as caught:
        parse_table("x.csv", lines, ("a", "b"))
    assert str(caught.value).startswith(place)
    assert caught.value.code == "referensdata-fel"


@pytest.mark.parametrize("cell", ["", "-1", "1 000", "1.5", "²", "٣"])
def test_a_number_is_written_with_digits_only(cell: str) -> None:
    (row,) = parse_table("x.csv", ["a,b\n", f"x,{cell}\n"], ("a", "b"))
    with pytest.raises(ReferenceDataError, match=r"^x\.csv:2: "):
        row.number("b")


def test_an_empty_cell_is_refused_where_text_is_needed_and_allowed_where_it_is_optional() -> None:
    (row,) = parse_table("x.csv", ["a,b\n", " ,2\n"], ("a", "b"))
    assert row.optional("a") == ""
    with pytest.raises(ReferenceDataError, match=r"^x\.csv:2: "):
        row.text("a")


def test_decomposed_letters_are_read_as_composed() -> None:
    (row,) = parse_table("x.csv", ["a\n", "A\N{COMBINING RING ABOVE}re\n"], ("a",))
    assert row.text("a") == "Åre"
