"""Numbers the chosen text: parts ``1``, clauses ``1.1``. Numbers are made here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.assembly.select import Selection
from generator.library.model import PlanPart, Wording


@dataclass(frozen=True)
class NumberedClause:
    """A chosen wording with its number; ``anchor`` is where references to it lead."""

    number: str
    anchor: str
    wording: Wording


@dataclass(frozen=True)
class NumberedPart:
    """A part with its number. With one clause the part's heading stands alone and carries the clause's text."""

    number: str
    part: PlanPart
    clauses: tuple[NumberedClause, ...]


@dataclass(frozen=True)
class Target:
    """Where a cross-reference leads."""

    anchor: str
    number: str


@dataclass(frozen=True)
class Numbering:
    """The numbered plan and everything that can be referred to: clause ids, places and part ids."""

    parts: tuple[NumberedPart, ...]
    targets: Mapping[str, Target]


def number(selection: Selection) -> Numbering:
    """Number the chosen wordings without gaps."""
    parts: list[NumberedPart] = []
    targets: dict[str, Target] = {}
    for index, selected in enumerate(selection.parts, start=1):
        part_id, part_number = selected.part.id, str(index)
        targets[part_id] = Target(part_id, part_number)
        clauses = []
        for position, wording in enumerate(selected.wordings, start=1):
            alone = len(selected.wordings) == 1
            anchor = part_id if alone else wording.clause
            numbered = NumberedClause(part_number if alone else f"{part_number}.{position}", anchor, wording)
            clauses.append(numbered)
            for name in filter(None, (wording.clause, wording.place)):
                targets[name] = Target(anchor, numbered.number)
        parts.append(NumberedPart(part_number, selected.part, tuple(clauses)))
    return Numbering(tuple(parts), targets)
