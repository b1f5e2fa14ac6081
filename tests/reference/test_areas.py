"""Vulnerable areas by municipality, and lists with older categories."""

from __future__ import annotations

from datetime import date

import pytest

from generator.reference import (
    Category,
    ReferenceDataError,
    UnknownMunicipality,
    all_municipalities,
    all_vulnerable_areas,
    vulnerable_areas_of,
)
from generator.reference.areas import COLUMNS, VulnerableArea, read_area
from generator.reference.table import parse_table


def read(category: str, valid_from: str = "2021-12-01") -> VulnerableArea:
    line = f"Andersberg,1380,Halmstad,{category},2021,Halmstad,Halland,vast,{valid_from},Lägesbild 2021\n"
    (row,) = parse_table("x.csv", [",".join(COLUMNS) + "\n", line], COLUMNS)
    return read_area(row)


def test_eskilstuna_has_three_areas_in_swedish_order() -> None:
    areas = vulnerable_areas_of("0484")
    assert [area.name for area in areas] == ["Fröslunda", "Skiftinge", "Årby"]
    assert {area.category for area in areas} == {Category.VULNERABLE}
    assert {(area.police_district, area.list_year) for area in areas} == {("Eskilstuna", 2025)}
    assert areas[0].valid_from == date(2018, 10, 1)
    assert areas[0].source == "Polismyndigheten, lägesbild utsatta områden 2025 (uso_2025.geojson)"


def test_a_municipality_without_areas_has_none() -> None:
    assert vulnerable_areas_of("2422") == ()


def test_every_area_belongs_to_exactly_one_municipality() -> None:
    found = [area for each in all_municipalities() for area in vulnerable_areas_of(each.code)]
    assert len(found) == 65
    assert set(found) == set(all_vulnerable_areas())


def test_an_unknown_municipality_is_refused() -> None:
    with pytest.raises(UnknownMunicipality):
        vulnerable_areas_of("9999")


def test_the_abolished_risk_category_is_read_as_an_older_category() -> None:
    assert read("riskområde").category is Category.RISK
    assert [category for category in Category if category.is_older] == [Category.RISK]


def test_a_category_is_a_noun_in_running_text() -> None:
    assert [category.label for category in Category] == ["utsatt område", "särskilt utsatt område", "riskområde"]


def test_an_unknown_category_is_refused_with_place_and_allowed_words() -> None:
    with pytest.raises(ReferenceDataError, match=r"^x\.csv:2: .*utsatt, särskilt utsatt, riskområde$"):
        read("otrygg")


def test_a_date_that_is_none_is_refused_with_place() -> None:
    with pytest.raises(ReferenceDataError, match=r"^x\.csv:2: .*2021-13-01"):
        read("utsatt", "2021-13-01")
