"""The Police's regions, areas (polisområden) and local districts (lokalpolisområden), by municipality.

No complete list of districts exists: what is not surely known is a suggestion to confirm, and the rest is typed.
Sources and doubts are in ``police_regions.source.md``, ``police_areas.source.md`` and ``police_districts.source.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from generator.errors import GeneratorError
from generator.reference.alphabet import swedish_key
from generator.reference.municipalities import municipality
from generator.reference.table import Row, read_table

_DISTRICT_COLUMNS = (
    "district_name",
    "police_area",
    "police_region",
    "municipality_code",
    "municipality_name",
    "district_basis",
    "area_basis",
    "source",
    "source_year",
)
TRUSTED_SINCE = 2022
"""Districts are often reorganised: older evidence than this year must be confirmed."""
_LEADING_KIND = re.compile(r"^(lokalpolisområdet?|lpo)\s+", re.IGNORECASE)


class UnknownPoliceUnit(GeneratorError):  # noqa: N818 - named like UnknownMunicipality
    """No police region or area has the name that was asked for."""

    code = "okand-polisenhet"


@dataclass(frozen=True)
class PoliceRegion:
    """One of the seven police regions."""

    code: str
    """Our own ASCII name, for example ``ost``."""
    name: str
    """For example ``Öst``."""
    phone: str
    county_codes: tuple[str, ...]
    number: str
    """The Police's own number; that of Nord is inferred from the others."""

    @property
    def formal(self) -> str:
        """The name in running text, for example ``polisregion Öst``."""
        return f"polisregion {self.name}"


@dataclass(frozen=True)
class PoliceArea:
    """One of the 27 police areas."""

    name: str
    """For example ``Södermanland``."""
    region_code: str
    number: str
    """The Police's own number, empty where it has not been seen."""
    municipality_count: int
    """Municipalities in the area; Stockholm counts in three."""

    @property
    def formal(self) -> str:
        """The name in running text, for example ``polisområde Södermanland``."""
        return f"polisområde {self.name}"


@dataclass(frozen=True)
class AreaSuggestion:
    """A police area for a municipality, and whether it may be taken as a fact."""

    area: PoliceArea
    certain: bool
    """True when the area is the county or a source names it; False when it is inferred and must be confirmed."""


@dataclass(frozen=True)
class DistrictSuggestion:
    """A local police district for a municipality, and whether it may be taken as a fact."""

    name: str
    """For example ``Eskilstuna``."""
    certain: bool
    """True when a source from 2022 or later names it for this municipality; otherwise it must be confirmed."""
    source: str
    """Where it was read, in the words of the table; for those who check the table, not for the page."""
    reason: str
    """Swedish sentence for the page: how old the information is and what to do about it."""
    area: PoliceArea

    @property
    def formal(self) -> str:
        """The name in running text, for example ``lokalpolisområde Eskilstuna``."""
        return formal_district(self.name)


def formal_district(name: str) -> str:
    """The running-text name of a district, also a typed one: ``LPO Eskilstuna`` → ``lokalpolisområde Eskilstuna``."""
    return f"lokalpolisområde {_LEADING_KIND.sub('', name.strip())}"


@cache
def all_police_regions() -> tuple[PoliceRegion, ...]:
    """The seven regions in Swedish alphabetical order."""
    rows = read_table("police_regions.csv", ("code", "name", "phone", "counties", "polisen_code"))
    regions = (
        PoliceRegion(
            code=row.text("code"),
            name=row.text("name"),
            phone=row.text("phone"),
            county_codes=tuple(row.text("counties").split()),
            number=row.text("polisen_code"),
        )
        for row in rows
    )
    return tuple(sorted(regions, key=lambda region: swedish_key(region.name)))


@cache
def all_police_areas() -> tuple[PoliceArea, ...]:
    """The 27 areas in Swedish alphabetical order."""
    rows = read_table("police_areas.csv", ("name", "police_region", "polisen_code", "municipality_count"))
    areas = (
        PoliceArea(
            name=row.text("name"),
            region_code=row.text("police_region"),
            number=row.optional("polisen_code"),
            municipality_count=row.number("municipality_count"),
        )
        for row in rows
    )
    return tuple(sorted(areas, key=lambda area: swedish_key(area.name)))


def police_region(code: str) -> PoliceRegion:
    """The region with this code; raises UnknownPoliceUnit."""
    for region in all_police_regions():
        if region.code == code:
            return region
    allowed = ", ".join(region.code for region in all_police_regions())
    raise UnknownPoliceUnit(f"Det finns ingen polisregion med koden ”{code}”. Koderna är {allowed}.")


def police_area(name: str) -> PoliceArea:
    """The area with this name, written as in the table; raises UnknownPoliceUnit."""
    for area in all_police_areas():
        if area.name == name:
            return area
    raise UnknownPoliceUnit(f"Det finns inget polisområde med namnet ”{name}”.")


def region_of(code: str) -> PoliceRegion:
    """The region of the municipality with this code; raises UnknownMunicipality."""
    return police_region(municipality(code).police_region)


def areas_of(code: str) -> tuple[AreaSuggestion, ...]:
    """The municipality's police areas, at least one, three for Stockholm; raises UnknownMunicipality."""
    certain: dict[str, bool] = {}
    for row in _district_rows()[municipality(code).code]:
        name = row.text("police_area")
        certain[name] = certain.get(name, False) or row.text("area_basis") in {"county", "sourced"}
    return tuple(AreaSuggestion(police_area(name), certain[name]) for name in sorted(certain, key=swedish_key))


def districts_of(code: str) -> tuple[DistrictSuggestion, ...]:
    """The districts known for the municipality, in Swedish order; raises UnknownMunicipality.

    Empty when none is known. The list may lack districts, above all in Stockholm, Göteborg and Malmö, so a typed
    name must always be possible.
    """
    rows = _district_rows()[municipality(code).code]
    known = (_suggestion(row) for row in rows if row.optional("district_name"))
    return tuple(sorted(known, key=lambda district: swedish_key(district.name)))


@cache
def _district_rows() -> Mapping[str, tuple[Row, ...]]:
    """Rows of the district table by municipality code; every municipality has at least one."""
    grouped: dict[str, tuple[Row, ...]] = {}
    for row in read_table("police_districts.csv", _DISTRICT_COLUMNS):
        code = row.text("municipality_code")
        grouped[code] = (*grouped.get(code, ()), row)
    return MappingProxyType(grouped)


def _suggestion(row: Row) -> DistrictSuggestion:
    certain, reason = _trust(row.text("district_basis"), row.text("source_year"))
    return DistrictSuggestion(
        name=row.text("district_name"),
        certain=certain,
        source=row.text("source"),
        reason=reason,
        area=police_area(row.text("police_area")),
    )


def _trust(basis: str, year: str) -> tuple[bool, str]:
    """Whether evidence of this kind and year is a fact, and the sentence that says so.

    The year is text: some sources have none.
    """
    if basis != "sourced":
        return False, "Namnet är ett antagande. Bekräfta det eller skriv ett annat."
    if not year.isdigit():
        return False, "Uppgiften saknar årtal. Bekräfta namnet eller skriv ett annat."
    if int(year) < TRUSTED_SINCE:
        return False, f"Uppgiften är från {year} och kan ha ändrats. Bekräfta namnet eller skriv ett annat."
    return True, f"Enligt en uppgift från {year}."
