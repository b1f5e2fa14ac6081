"""Answers that reference data can suggest, each with a note that names its source and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.assembly.classes import suggested_size
from generator.assembly.values import POLICE, Value
from generator.reference import areas_of, districts_of, region_of, size_class, swedish_list, vulnerable_areas_of
from generator.reference.areas import Category

if TYPE_CHECKING:
    from generator.assembly.situation import Situation


@dataclass(frozen=True)
class Prefill:
    """A suggested answer."""

    value: Value
    note: str
    """Where it comes from and how old it is, in Swedish."""


def _size(situation: Situation) -> Prefill | None:
    suggested = suggested_size(situation)
    if suggested is None:
        return None
    largest = max(situation.municipalities, key=lambda each: each.population)
    return Prefill(suggested, f"{largest.name}: {size_class(largest).reason}")


def _boards(situation: Situation) -> Prefill | None:
    rows = tuple({"kommun": each.code, "namn": "socialnämnden"} for each in situation.municipalities)
    note = "Lagens ord för nämnden. Ändra om nämnden heter något annat hos er."
    return Prefill(rows, note) if rows else None


def _region(situation: Situation) -> Prefill | None:
    regions = dict.fromkeys(region_of(each.code).code for each in situation.municipalities)
    if len(regions) != 1:
        return None
    return Prefill(next(iter(regions)), "Polisregionen följer av länet (Brå 2015).")


def _area(situation: Situation) -> Prefill | None:
    found = [suggestion for each in situation.municipalities for suggestion in areas_of(each.code)]
    names = dict.fromkeys(suggestion.area.name for suggestion in found)
    if len(names) != 1:
        return None
    sure = all(suggestion.certain for suggestion in found)
    note = "Polisområdet följer av länet (Brå 2015) eller av uppgifter från polis och press 2018–2025."
    return Prefill(next(iter(names)), note if sure else f"{note} Uppgiften är härledd: kontrollera den.")


def _districts(situation: Situation) -> Prefill | None:
    found = {each: districts_of(each.code) for each in situation.municipalities}
    known = [suggestion for suggestions in found.values() for suggestion in suggestions]
    if not known:
        return None
    unknown = [each.name for each, suggestions in found.items() if not suggestions]
    reasons = dict.fromkeys(suggestion.reason for suggestion in known)
    lacking = [f"För {swedish_list(unknown)} finns inget förslag: lägg till."] if unknown else []
    return Prefill(tuple(dict.fromkeys(each.name for each in known)), " ".join([*reasons, *lacking]))


def _areas(situation: Situation) -> Prefill | None:
    areas = [area for each in situation.municipalities for area in vulnerable_areas_of(each.code)]
    if not areas:
        return None
    return Prefill(
        tuple(area.name for area in areas), f"Polismyndighetens lägesbild över utsatta områden {areas[0].list_year}."
    )


def _problems(situation: Situation) -> Prefill | None:
    areas = [area for each in situation.municipalities for area in vulnerable_areas_of(each.code)]
    categories = {area.category for area in areas}
    names = {Category.VULNERABLE: "utsatt_omrade", Category.PARTICULARLY_VULNERABLE: "sarskilt_utsatt_omrade"}
    chosen = tuple(choice for category, choice in names.items() if category in categories)
    if not chosen:
        return None
    return Prefill(chosen, f"Polismyndighetens lägesbild över utsatta områden {areas[0].list_year}.")


def _signers(situation: Situation) -> Prefill | None:
    boards = situation.rows("namnder")
    if not situation.municipalities:
        return None
    rows: list[dict[str, Value]] = []
    for each in situation.municipalities:
        own = [row for row in boards if row.get("kommun") == each.code]
        rows.extend({"part": each.code, "organ": _capital(str(row.get("namn", "")))} for row in own)
        if not own:
            rows.append({"part": each.code})
    rows.append({"part": POLICE})
    return Prefill(tuple(rows), "En undertecknare för varje nämnd och en för polisen.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _contacts(situation: Situation) -> Prefill | None:
    parties = tuple(each.code for each in situation.municipalities)
    if not parties:
        return None
    rows = tuple({"part": party} for party in (*parties, POLICE))
    return Prefill(rows, "En rad för varje part. Fyll i det ni vet nu och resten senare. En rad går att ta bort.")


def _goals(situation: Situation) -> Prefill | None:
    rows = tuple({"problem": problem} for problem in situation.texts("problem"))
    return Prefill(rows, "En rad för varje problem ni har valt. Det ni inte vet nu fylls i senare.") if rows else None


PREFILLS: Mapping[str, Callable[[Situation], Prefill | None]] = {
    "kommunstorlek": _size,
    "namnder": _boards,
    "polisregion": _region,
    "polisomrade": _area,
    "polisdistrikt": _districts,
    "utsatta_omraden": _areas,
    "har_utsatt_omrade": _problems,
    "undertecknare": _signers,
    "kontakter": _contacts,
    "mal": _goals,
}
"""Source name (``förifylls:`` in fragor.yaml) → what it suggests."""

RESTS_ON = ("kommuner", "namnder", "problem")
"""The questions whose answers the sources read."""
