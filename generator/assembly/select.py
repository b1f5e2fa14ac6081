"""Chooses wordings for a situation: which clauses are in, which are out, and at which place."""

from __future__ import annotations

from dataclasses import dataclass

from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.conditions import all_hold
from generator.library.model import PlanItem, PlanPart, Wording


class SelectionError(GeneratorError):
    """The library gives no valid choice for these answers. The check of the library finds such gaps beforehand."""

    code = "urval-fel"


@dataclass(frozen=True)
class SelectedPart:
    """A part of the plan with the wordings chosen for it, in order."""

    part: PlanPart
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class Selection:
    """The outcome for a plan. ``parts`` holds only parts with text."""

    parts: tuple[SelectedPart, ...]
    considered: tuple[Wording, ...]
    """Every wording in force that the plan could use, in plan order."""

    @property
    def included(self) -> tuple[Wording, ...]:
        """The chosen wordings in order."""
        return tuple(wording for part in self.parts for wording in part.wordings)


def select(situation: Situation) -> Selection:
    """Choose among the wordings in force on the situation's day. Raises SelectionError when a required place is
    empty or a place gets two alternatives."""
    in_force = situation.library.wordings_at(situation.day)
    if not any(item.clause in in_force or item.place for item in situation.plan.items):
        day = situation.day.isoformat()
        raise SelectionError(f"Ingen lydelse av ”{situation.plan.title}” gäller den {day}. Välj en senare dag.")
    parts, considered = [], []
    for part in situation.plan.parts:
        chosen: list[Wording] = []
        for item in part.items:
            ids = (item.clause,) if item.clause else situation.library.places.get(item.place, ())
            candidates = [in_force[clause_id] for clause_id in ids if clause_id in in_force]
            considered.extend(candidates)
            fitting = [wording for wording in candidates if all_hold(wording.conditions, situation.facts)]
            if item.place:
                _check_place(item, fitting, situation)
            chosen.extend(fitting)
        if chosen:
            parts.append(SelectedPart(part, tuple(chosen)))
    return Selection(tuple(parts), tuple(considered))


def _check_place(item: PlanItem, fitting: list[Wording], situation: Situation) -> None:
    if len(fitting) > 1:
        names = ", ".join(wording.clause for wording in fitting)
        raise SelectionError(f"Platsen ”{item.place}” får flera klausuler på en gång: {names}.")
    # While required answers are missing a place may wait for them: a draft can be looked at before it is complete.
    if item.required and not fitting and not situation.missing():
        raise SelectionError(f"Platsen ”{item.place}” får ingen klausul med de här svaren.")
