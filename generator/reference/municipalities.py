"""Sweden's 290 municipalities: names, county, population, SKR group and police region.

Sources, checks and doubts are in ``municipalities.source.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.errors import GeneratorError
from generator.reference.alphabet import folded, plain, swedish_key
from generator.reference.table import Row, read_table

_FILE = "municipalities.csv"
_COLUMNS = (
    "code",
    "name",
    "legal_name",
    "kommun_form",
    "county_code",
    "county_name",
    "population",
    "population_year",
    "skr_group",
    "skr_group_name",
    "police_region",
)


class UnknownMunicipality(GeneratorError):  # noqa: N818 - says what happened; "Error" is said by its base
    """No municipality has the code that was asked for."""

    code = "okand-kommun"


@dataclass(frozen=True)
class Municipality:
    """One municipality as it was described at the day the table was built."""

    code: str
    """Four digits as text, for example ``0484``; the first two are the county."""
    name: str
    """The bare name, for example ``Eskilstuna``."""
    legal_name: str
    """The name it uses itself, for example ``Göteborgs Stad``."""
    statute_name: str
    """The form statutes use, always with the word kommun, for example ``Göteborgs kommun``."""
    county_code: str
    """Two digits as text."""
    county_name: str
    """For example ``Södermanlands län``."""
    population: int
    """Inhabitants on 31 December of ``population_year``, published by SCB with small random noise."""
    population_year: int
    skr_group: str
    """Group in SKR's classification of 2023: A1, A2, B3, B4, B5, C6, C7, C8 or C9."""
    skr_group_name: str
    """The group's name in Swedish."""
    police_region: str
    """Code of the police region, see ``generator.reference.police``."""


def _municipality(row: Row) -> Municipality:
    return Municipality(
        code=row.text("code"),
        name=row.text("name"),
        legal_name=row.text("legal_name"),
        statute_name=row.text("kommun_form"),
        county_code=row.text("county_code"),
        county_name=row.text("county_name"),
        population=row.number("population"),
        population_year=row.number("population_year"),
        skr_group=row.text("skr_group"),
        skr_group_name=row.text("skr_group_name"),
        police_region=row.text("police_region"),
    )


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """Every municipality in Swedish alphabetical order."""
    rows = read_table(_FILE, _COLUMNS)
    return tuple(sorted((_municipality(row) for row in rows), key=lambda each: swedish_key(each.name)))


@cache
def _by_code() -> Mapping[str, Municipality]:
    return {each.code: each for each in all_municipalities()}


def municipality(code: str) -> Municipality:
    """The municipality with this four-digit code; raises UnknownMunicipality. Nothing is padded or guessed."""
    found = _by_code().get(code)
    if found is None:
        raise UnknownMunicipality(
            f"Det finns ingen kommun med koden ”{code}”. En kommunkod har fyra siffror, till exempel 0484."
        )
    return found


def search_municipalities(query: str) -> tuple[Municipality, ...]:
    """Municipalities that a person may mean when typing ``query``, the likeliest first.

    Matches the beginning of the name, the legal name, the statute name or the code, then any part of the name.
    Case and accents do not matter, but an exactly typed accent ranks first: "å" gives Åmål before Ale.
    Equal hits come in Swedish order, and an empty query gives everyone.
    """
    exact, tolerant = plain(query), folded(query)
    hits = [(_rank(each, exact, tolerant), each) for each in all_municipalities()]
    return tuple(each for rank, each in sorted(hits, key=lambda hit: hit[0]) if rank < _NO_HIT)


_NO_HIT = 4


@cache
def _searchable(each: Municipality) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a query may begin, first with accents and then without; the bare name is first in both."""
    texts = (each.name, each.legal_name, each.statute_name, each.code)
    return tuple(plain(text) for text in texts), tuple(folded(text) for text in texts)


def _rank(each: Municipality, exact: str, tolerant: str) -> int:
    """0 is the best hit; ``_NO_HIT`` means none."""
    with_accents, without_accents = _searchable(each)
    if any(text.startswith(exact) for text in with_accents):
        return 0
    # A query of hyphens alone folds to nothing, which would otherwise begin every name.
    if exact and not tolerant:
        return _NO_HIT
    tests = (
        any(text.startswith(tolerant) for text in without_accents),
        exact in with_accents[0],
        tolerant in without_accents[0],
    )
    return next((rank for rank, hit in enumerate(tests, start=1) if hit), _NO_HIT)
