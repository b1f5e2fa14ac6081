"""Facts that Python computes: numbers and lists into classes. Their names and domains stand in ``uppgifter.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator.library.conditions import FactValue
from generator.reference import size_class

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
