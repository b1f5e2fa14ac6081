"""The Police's list of vulnerable areas (utsatta områden), by municipality.

Source, list year and doubts are in ``vulnerable_areas.source.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from generator.reference.alphabet import swedish_key
from generator.reference.municipalities import municipality
from generator.reference.table import Row, read_table

_FILE = "vulnerable_areas.csv"
COLUMNS = (
    "name",
    "municipality_code",
    "municipality_name",
    "category",
    "list_year",
    "police_district",
    "police_area",
    "police_region",
    "source_valid_from",
    "source",
)
"""The columns of a list, in order."""


class Category(StrEnum):
    """How the Police classes an area; the value is the word used in the list."""

    VULNERABLE = "utsatt"
    PARTICULARLY_VULNERABLE = "särskilt utsatt"
    RISK = "riskområde"

    @property
    def is_older(self) -> bool:
        """True for a term that lists before 2025 used and later ones do not."""
        return self is Category.RISK

    @property
    def label(self) -> str:
        """The category as a noun in running text, for example ``särskilt utsatt område``."""
        return self.value if self is Category.RISK else f"{self.value} område"


@dataclass(frozen=True)
class VulnerableArea:
    """One area in one list. Two sources divide the 65 areas of 2025 differently: confirm the category before print."""

    name: str
    municipality_code: str
    category: Category
    list_year: int
    police_district: str
    """Name of the local police district in the same list."""
    police_area: str
    police_region: str
    """Code of the region."""
    valid_from: date
    """From which day the Police's file holds for this area; not a reliable date for the category."""
    source: str
    """The list in words that can be shown."""


def read_area(row: Row) -> VulnerableArea:
    """One area from a row of a list, older categories included; raises ReferenceDataError."""
    return VulnerableArea(
        name=row.text("name"),
        municipality_code=row.text("municipality_code"),
        category=_category(row),
        list_year=row.number("list_year"),
        police_district=row.text("police_district"),
        police_area=row.text("police_area"),
        police_region=row.text("police_region"),
        valid_from=_day(row),
        source=row.text("source"),
    )


def _category(row: Row) -> Category:
    try:
        return Category(row.text("category"))
    except ValueError:
        allowed = ", ".join(Category)
        raise row.error(f"kategorin ”{row.text('category')}” finns inte; tillåtna är {allowed}") from None


def _day(row: Row) -> date:
    try:
        return date.fromisoformat(row.text("source_valid_from"))
    except ValueError:
        raise row.error(f"datumet ”{row.text('source_valid_from')}” ska skrivas åååå-mm-dd") from None


@cache
def all_vulnerable_areas() -> tuple[VulnerableArea, ...]:
    """Every area of the newest list, in Swedish alphabetical order."""
    areas = (read_area(row) for row in read_table(_FILE, COLUMNS))
    return tuple(sorted(areas, key=lambda area: swedish_key(area.name)))


def vulnerable_areas_of(code: str) -> tuple[VulnerableArea, ...]:
    """The municipality's areas in Swedish order, usually none; raises UnknownMunicipality."""
    wanted = municipality(code).code
    return tuple(area for area in all_vulnerable_areas() if area.municipality_code == wanted)
