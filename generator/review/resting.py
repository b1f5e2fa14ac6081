"""Which review an agreement rests on: a dated snapshot of what was decided of the wordings that it prints. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.assembly.manifest import ReviewMark
from generator.assembly.printing import day_in_words
from generator.review.opinions import Standing, State

_NUMBERS = ("ingen", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_OPEN = (State.NEW, State.HALF, State.REOPENED)


@dataclass(frozen=True)
class Resting:
    """One organisation's review, as the wordings of an agreement stand in it."""

    organisation: str
    """Its name."""
    number: int
    """The last decision that the snapshot holds, counted in the organisation; 0 before the first."""
    day: date | None
    """The day of that decision."""
    standings: Mapping[str, Standing]
    """Clause of the agreement → how its wording stands."""
    persons: int = 1
    """How many must approve there."""
    id: str = ""
    """The organisation's id, and whether whoever looks belongs to it."""
    is_mine: bool = False

    def clauses(self, *states: State) -> tuple[str, ...]:
        """The clauses that stand so, in the agreement's order."""
        return tuple(clause for clause, each in self.standings.items() if each.state in states)

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """The clauses that nobody has approved or rejected as they are now, or not by as many as the rule asks for."""
        return self.clauses(*_OPEN)

    @property
    def sentences(self) -> str:
        """What it rests on, for people: one or two Swedish sentences."""
        approved, rejected = len(self.clauses(State.APPROVED)), len(self.clauses(State.REJECTED))
        if self.day is None or not approved:
            return f"{self.organisation[:1].upper()}{self.organisation[1:]} har inte godkänt någon av lydelserna."
        first = (
            f"Vilar på {_wordings(approved)} som är {'godkänd' if approved == 1 else 'godkända'} hos "
            f"{self.organisation}, granskning nummer {self.number} den {day_in_words(self.day)}."
        )
        left = len(self.unreviewed)
        told = [f"{_wordings(left)} är inte {'granskad' if left == 1 else 'granskade'}"] if left else []
        told += [f"{_wordings(rejected)} är {'avslagen' if rejected == 1 else 'avslagna'}"] if rejected else []
        second = " och ".join(told) if told else "alla är granskade"
        return f"{first} {second[:1].upper()}{second[1:]}."

    @property
    def mark(self) -> ReviewMark | None:
        """The same for a program, as the agreement's manifest tells it; None before the first decision."""
        if self.day is None:
            return None
        approved, rejected = len(self.clauses(State.APPROVED)), len(self.clauses(State.REJECTED))
        return ReviewMark(self.organisation, self.number, self.day, approved, len(self.unreviewed), rejected)


def marks(found: Iterable[Resting]) -> tuple[ReviewMark, ...]:
    """What a manifest says of them."""
    return tuple(mark for each in found if (mark := each.mark) is not None)


def _wordings(number: int) -> str:
    words = _NUMBERS[number] if 0 < number < len(_NUMBERS) else str(number)
    return f"{words} lydelse" if number == 1 else f"{words} lydelser"
