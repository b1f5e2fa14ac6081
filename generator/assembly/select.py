"""Chooses wordings for a situation: which clauses are in, which are out, and at which place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.conditions import all_hold
from generator.library.model import Library, PlanItem, PlanPart, Wording


class SelectionError(GeneratorError):
    """The library gives no valid choice for these answers. The check of the library finds such gaps beforehand."""

    code = "urval-fel"


class DayError(SelectionError):
    """No wording of the document is in force on the day that was asked for."""

    code = "dag-fel"


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
    considered = candidates(situation)
    if not considered:
        day = situation.day.isoformat()
        raise DayError(f"Ingen lydelse av ”{situation.plan.title}” gäller den {day}. Välj en senare dag.")
    in_force = situation.library.wordings_at(situation.day)
    parts = []
    for part in situation.plan.parts:
        chosen: list[Wording] = []
        for item in part.items:
            possible = wordings_at(item, situation.library, in_force)
            fitting = [wording for wording in possible if situation.calls_for(wording)]
            if item.place:
                _check_place(item, fitting, situation)
            chosen.extend(fitting)
        if chosen:
            parts.append(SelectedPart(part, tuple(chosen)))
    return Selection(tuple(parts), considered)


def selection_of(situation: Situation, clauses: Collection[str]) -> Selection:
    """Exactly those clauses, in plan order, whatever the answers call for; one that the plan lacks is left out."""
    in_force = situation.library.wordings_at(situation.day)
    parts = []
    for part in situation.plan.parts:
        possible = (each for item in part.items for each in wordings_at(item, situation.library, in_force))
        chosen = tuple(wording for wording in possible if wording.clause in clauses)
        if chosen:
            parts.append(SelectedPart(part, chosen))
    return Selection(tuple(parts), candidates(situation))


def candidates(situation: Situation) -> tuple[Wording, ...]:
    """Every wording in force that the plan could use, in plan order, whatever has been answered."""
    in_force = situation.library.wordings_at(situation.day)
    return tuple(each for item in situation.plan.items for each in wordings_at(item, situation.library, in_force))


def wordings_at(item: PlanItem, library: Library, in_force: Mapping[str, Wording]) -> tuple[Wording, ...]:
    """The wordings that may stand at an item of a plan: one clause, or the alternatives for a place."""
    if item.clause:
        return (in_force[item.clause],) if item.clause in in_force else ()
    found = (in_force.get(clause_id) for clause_id in library.places.get(item.place, ()))
    return tuple(wording for wording in found if wording is not None and wording.place == item.place)


def option_heading(situation: Situation, name: str) -> str:
    """What a person calls an optional clause: the heading it has with these answers; the name itself of none."""
    in_force = situation.library.wordings_at(situation.day)
    clauses = (clause for clause, option in situation.options.items() if option == name)
    possible = [in_force[clause] for clause in clauses if clause in in_force]
    fitting = (each for each in possible if all_hold(each.conditions, situation.facts))
    chosen = next(fitting, possible[0] if possible else None)
    return chosen.heading if chosen else name


def _check_place(item: PlanItem, fitting: list[Wording], situation: Situation) -> None:
    if len(fitting) > 1:
        names = ", ".join(wording.clause for wording in fitting)
        raise SelectionError(f"Platsen ”{item.place}” får flera klausuler på en gång: {names}.")
    # While required answers are missing a place may wait for them: a draft can be looked at before it is complete.
    if item.required and not fitting and not situation.missing():
        raise SelectionError(f"Platsen ”{item.place}” får ingen klausul med de här svaren.")
