"""The clause set as a lawyer goes through it: document by document and part by part, all of it or what stands in one
way, with how much waits in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.library.model import Library, PlanPart, Wording
from generator.review.opinions import ApprovedSet, Standing, State
from generator.web.rounds import waits_for
from generator.web.services import services

WAITING = "vantar"
"""What is asked for in the address to see only what waits for the visitor."""
STATES = (State.REOPENED, State.HALF, State.REJECTED, State.NEW, State.APPROVED)
"""In the order in which they are offered: the most pressing first."""
_NO_DOCUMENT = "I inget dokument"
_FEW = 40
"""So many wordings are shown at once; of more, each document is opened for itself."""


@dataclass(frozen=True)
class Line:
    """A clause of the library in the list."""

    wording: Wording
    standing: Standing
    waits: bool
    """Whether it waits for the visitor."""


@dataclass(frozen=True)
class Part:
    """The lines of one part of a document that are read there first."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """The lines of one document that are read there first."""

    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of them."""
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def waiting(self) -> int:
        """How many wait for the visitor."""
        return sum(line.waits for line in self.lines)

    def count(self, state: State) -> int:
        """How many stand so."""
        return sum(line.standing.state is state for line in self.lines)


@dataclass(frozen=True)
class Choice:
    """A way to see less of the list."""

    value: str
    words: str
    count: int


@dataclass(frozen=True)
class ReviewList:
    """The list, whole or chosen from."""

    sections: tuple[Section, ...]
    chosen: str
    choices: tuple[Choice, ...]
    waiting: tuple[Wording, ...]
    """All that waits for the visitor, in reading order; what has been opened again first."""

    @property
    def is_open(self) -> bool:
        """Whether every document is shown open."""
        return bool(self.chosen) or sum(len(each.lines) for each in self.sections) <= _FEW


def review_list(found: ApprovedSet, wanted: str, as_board: bool) -> ReviewList:
    """The wordings of today by document, those that ``wanted`` asks for; of anything else it asks for, all.

    Nothing waits for whoever is no lawyer, ``as_board``: she answers where there is none.
    """
    library, who = services().library, services().agreements.viewer.who
    wordings = library.wordings_at(services().today)
    lines = {
        clause: Line(wordings[clause], each, not as_board and waits_for(each, who))
        for clause, each in found.standings.items()
    }
    choices = tuple(_choices(lines))
    chosen = wanted if wanted in {each.value for each in choices} else ""
    whole = tuple(_sections(library, lines))
    ordered = sorted(
        (line for section in whole for line in section.lines if line.waits),
        key=lambda line: line.standing.state is not State.REOPENED,
    )
    kept = {clause: line for clause, line in lines.items() if _is_asked_for(line, chosen)}
    return ReviewList(tuple(_sections(library, kept)), chosen, choices, tuple(line.wording for line in ordered))


def _choices(lines: Mapping[str, Line]) -> Iterator[Choice]:
    yield Choice("", "Alla", len(lines))
    waiting = sum(line.waits for line in lines.values())
    if waiting:
        yield Choice(WAITING, "Väntar på dig", waiting)
    for state in STATES:
        count = sum(line.standing.state is state for line in lines.values())
        if count:
            yield Choice(state.value, state.words, count)


def _is_asked_for(line: Line, chosen: str) -> bool:
    return not chosen or line.standing.state.value == chosen or (chosen == WAITING and line.waits)


def _sections(library: Library, lines: Mapping[str, Line]) -> Iterator[Section]:
    """Each document with what is read in it first, and last what none of them holds."""
    rest = dict(lines)
    for plan in services().all_plans():
        parts = tuple(_part(library, part, rest) for part in plan.parts)
        held = tuple(part for part in parts if part.lines)
        if held:
            yield Section(plan.id, plan.title, held)
    if rest:
        yield Section("inget-dokument", _NO_DOCUMENT, (Part("", tuple(rest.values())),))


def _part(library: Library, part: PlanPart, rest: dict[str, Line]) -> Part:
    """A part with what has not been read before it, which is taken out of ``rest``."""
    asked = (
        clause
        for item in part.items
        for clause in ((item.clause,) if item.clause else library.places.get(item.place, ()))
    )
    return Part(part.heading, tuple(rest.pop(clause) for clause in asked if clause in rest))
