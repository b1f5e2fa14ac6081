"""Size classes and the sentences that explain them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from generator.reference import all_municipalities, municipality, size_class, thousands

BJURHOLM = "2403"


def test_a_small_municipality_is_explained_with_number_day_and_source() -> None:
    assert size_class(municipality(BJURHOLM)).id == "liten"
    assert size_class(municipality(BJURHOLM)).reason == (
        "2\u00a0327 invånare den 31 december 2025 (SCB). "
        "Här räknas en kommun med högst 15\u00a0000 invånare som liten. "
        "Kommungrupp: B4 Pendlingskommun nära större stad i SKR:s kommungruppsindelning 2023."
    )


@pytest.mark.parametrize(
    ("population", "expected"),
    [(0, "liten"), (15_000, "liten"), (15_001, "medel"), (49_999, "medel"), (50_000, "stor"), (10_000_000, "stor")],
)
def test_both_limits_belong_to_the_outer_classes(population: int, expected: str) -> None:
    assert size_class(replace(municipality(BJURHOLM), population=population)).id == expected


def test_the_big_cities_are_those_of_skr_whatever_their_population() -> None:
    cities = [each for each in all_municipalities() if size_class(each).id == "storstad"]
    assert [each.name for each in cities] == ["Göteborg", "Malmö", "Stockholm"]
    assert {size_class(replace(each, population=1)).id for each in cities} == {"storstad"}


def test_every_municipality_gets_the_class_of_its_population() -> None:
    for each in all_municipalities():
        by_number = "liten" if each.population <= 15_000 else "stor" if each.population >= 50_000 else "medel"
        assert size_class(each).id == ("storstad" if each.skr_group == "A1" else by_number)


def test_all_four_classes_are_in_use() -> None:
    assert set(Counter(size_class(each).id for each in all_municipalities())) == {"liten", "medel", "stor", "storstad"}


def test_every_reason_names_number_year_and_both_sources() -> None:
    for each in all_municipalities():
        reason = size_class(each).reason
        assert reason.startswith(f"{thousands(each.population)} invånare den 31 december {each.population_year} (SCB).")
        assert f"{each.skr_group} {each.skr_group_name}" in reason
        assert "SKR:s kommungruppsindelning 2023" in reason


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (999, "999"), (1000, "1\u00a0000"), (10_605_520, "10\u00a0605\u00a0520")]
)
def test_thousands_are_parted_by_no_break_spaces(number: int, written: str) -> None:
    assert thousands(number) == written
