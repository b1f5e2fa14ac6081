"""How large a municipality is, in four classes, and why, in words that can be shown.

The class only suggests what an agreement may need; the person who writes may choose another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.reference.municipalities import Municipality

SizeId = Literal["liten", "medel", "stor", "storstad"]

SMALL_AT_MOST = 15_000
"""Most inhabitants of a small municipality."""
LARGE_AT_LEAST = 50_000
"""Fewest inhabitants of a large municipality."""

_BIG_CITY_GROUP = "A1"
_GROUPING_YEAR = 2023  # The edition of SKR's kommungruppsindelning in municipalities.csv.
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class SizeClass:
    """A municipality's size class."""

    id: SizeId
    reason: str
    """Swedish sentences with the population, its year and source, and the rule that gave the class."""


def thousands(number: int) -> str:
    """A whole number with no-break spaces between groups of three digits: ``2 327``."""
    return f"{number:,}".replace(",", _NO_BREAK_SPACE)


def size_class(municipality: Municipality) -> SizeClass:
    """The class: storstad by SKR's group, the others by population, both limits included in the outer classes."""
    size = _size(municipality)
    population = f"{thousands(municipality.population)} invånare den 31 december {municipality.population_year} (SCB)."
    group = f"{municipality.skr_group} {municipality.skr_group_name} i SKR:s kommungruppsindelning {_GROUPING_YEAR}"
    return SizeClass(size, f"{population} {_RULES[size]} Kommungrupp: {group}.")


def _size(municipality: Municipality) -> SizeId:
    if municipality.skr_group == _BIG_CITY_GROUP:
        return "storstad"
    if municipality.population >= LARGE_AT_LEAST:
        return "stor"
    if municipality.population <= SMALL_AT_MOST:
        return "liten"
    return "medel"


_RULES: dict[SizeId, str] = {
    "liten": f"Här räknas en kommun med högst {thousands(SMALL_AT_MOST)} invånare som liten.",
    "medel": (
        f"Här räknas en kommun med fler än {thousands(SMALL_AT_MOST)} men färre än {thousands(LARGE_AT_LEAST)} "
        "invånare som medelstor."
    ),
    "stor": f"Här räknas en kommun med minst {thousands(LARGE_AT_LEAST)} invånare som stor.",
    "storstad": f"Här räknas kommunerna i SKR:s grupp {_BIG_CITY_GROUP} som storstäder.",
}
