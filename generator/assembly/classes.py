"""Facts that Python computes: numbers and lists into classes. Their names and domains stand in ``uppgifter.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.assembly.values import Value
from generator.library.conditions import FactValue
from generator.reference import Municipality, all_municipalities, size_class

if TYPE_CHECKING:
    from generator.assembly.situation import Situation

GOTLAND = "0980"
_SIZES = ("liten", "medel", "stor", "storstad")


def suggested_size(situation: Situation) -> str | None:
    """The size class of the largest municipality according to the reference data; None without a municipality."""
    sizes = [size_class(each).id for each in situation.municipalities]
    return max(sizes, key=_SIZES.index) if sizes else None


def _size(situation: Situation) -> FactValue:
    answered = situation.value("storlek")
    return answered if isinstance(answered, str) else suggested_size(situation)


def _size_differs(situation: Situation) -> FactValue:
    answered, suggested = situation.value("storlek"), suggested_size(situation)
    return answered is not None and suggested is not None and answered != suggested


def _several_boards(situation: Situation) -> FactValue:
    counts = Counter(str(row.get("kommun")) for row in situation.rows("namnder"))
    return any(count > 1 for count in counts.values())


CLASSES: Mapping[str, Callable[[Situation], FactValue]] = {
    "kommunstorlek": _size,
    "storlek_avviker": _size_differs,
    "flera_kommuner": lambda situation: len(situation.texts("kommuner")) > 1,
    "region_gotland": lambda situation: GOTLAND in situation.texts("kommuner"),
    "flera_namnder": _several_boards,
    "flera_polisdistrikt": lambda situation: len(situation.texts("polisdistrikt")) > 1,
}
"""Fact id → how it is computed. The test of the house holds this against ``uppgifter.yaml``."""


def _other_numbers_of_municipalities(situation: Situation) -> Iterator[tuple[str, Value]]:
    chosen = situation.municipalities
    if len(chosen) > 1:
        yield "kommuner", (chosen[0].code,)
    elif chosen:
        yield "kommuner", (chosen[0].code, _neighbour(chosen[0]).code)


def _with_or_without_gotland(situation: Situation) -> Iterator[tuple[str, Value]]:
    codes = situation.texts("kommuner")
    others = tuple(code for code in codes if code != GOTLAND)
    if GOTLAND not in codes:
        yield "kommuner", (GOTLAND,)
        yield "kommuner", (*codes, GOTLAND)
    elif others:
        yield "kommuner", others
    else:
        yield "kommuner", (_neighbour(situation.municipalities[0]).code,)


def _other_numbers_of_boards(situation: Situation) -> Iterator[tuple[str, Value]]:
    rows = situation.rows("namnder")
    if _several_boards(situation):
        yield "namnder", tuple({str(row.get("kommun")): row for row in reversed(rows)}.values())[::-1]
    elif rows:
        yield "namnder", (*rows, {"kommun": rows[0].get("kommun", ""), "namn": "en nämnd till"})


def _other_numbers_of_districts(situation: Situation) -> Iterator[tuple[str, Value]]:
    names = situation.texts("polisdistrikt")
    more = (*names, *("ett lokalpolisområde", "ett lokalpolisområde till")[len(names) :])
    yield "polisdistrikt", names[:1] if len(names) > 1 else more


def _neighbour(one: Municipality) -> Municipality:
    """The smallest other municipality of the county, or of the police region: an example of one more party that
    changes nothing else about the agreement's size."""
    others = [each for each in all_municipalities() if each.code not in (one.code, GOTLAND)]
    near = [each for each in others if each.county_code == one.county_code]
    near = near or [each for each in others if each.police_region == one.police_region]
    return min(near or others, key=lambda each: each.population)


EXAMPLES: Mapping[str, Callable[[Situation], Iterator[tuple[str, Value]]]] = {
    "flera_kommuner": _other_numbers_of_municipalities,
    "region_gotland": _with_or_without_gotland,
    "flera_namnder": _other_numbers_of_boards,
    "flera_polisdistrikt": _other_numbers_of_districts,
}
"""Classes that no choice decides → examples of answers that would give another class, as question id and answer."""
