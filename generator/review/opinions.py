"""What lawyers have said of each wording, and whether it still holds for the wording and the law of a day. Pure.

What is said is said of exact words (the wording's sha256). A new wording, or a provision that has begun or ceased to be
in force since, opens that one clause again and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from generator.clock import STOCKHOLM
from generator.library.model import LegalSource, Library, Wording
from generator.review.register import provision_name, status_on


class Decision(StrEnum):
    """What somebody says of a wording."""

    APPROVED = "godkand"
    REMARKED = "godkand-med-anmarkning"
    REJECTED = "avslagen"
    COMMENT = "kommentar"
    """Decides nothing."""

    @property
    def words(self) -> str:
        """What it is called on a page."""
        return _DECISIONS[self]


_DECISIONS: Mapping[Decision, str] = {
    Decision.APPROVED: "Godkänd",
    Decision.REMARKED: "Godkänd med anmärkning",
    Decision.REJECTED: "Avslagen",
    Decision.COMMENT: "Kommentar",
}


class State(StrEnum):
    """How a wording stands with one organisation."""

    NEW = "ny"
    """Nobody has decided anything of the clause."""
    APPROVED = "godkand"
    REJECTED = "avslagen"
    REOPENED = "oppnad"
    """It was decided of, but the wording or the law is another now."""

    @property
    def words(self) -> str:
        """What it is called on a page."""
        return _STATES[self]


_STATES: Mapping[State, str] = {
    State.NEW: "Inte granskad",
    State.APPROVED: "Godkänd",
    State.REJECTED: "Avslagen",
    State.REOPENED: "Måste granskas igen",
}


@dataclass(frozen=True)
class Opinion:
    """One thing said of a wording by somebody in an organisation. Never changed; a later one counts instead."""

    organisation: str
    number: int
    """Counted in the organisation."""
    clause: str
    sha256: str
    decision: Decision
    moment: datetime
    who: str
    text: str = ""
    """The remark, the reason or the comment."""
    agreement: str = ""
    """The agreement whose own wording it is about; empty for the library's."""
    by_board: bool = False
    """Whether the board answers because there is no lawyer; then the text says why."""


@dataclass(frozen=True)
class Standing:
    """How a wording stands with one organisation."""

    state: State
    decided: Opinion | None = None
    """The last decision about the clause."""
    why: tuple[str, ...] = ()
    """For REOPENED: what has changed since, in Swedish."""


@dataclass(frozen=True)
class ApprovedSet:
    """What an organisation has approved by a day: a snapshot, with the last opinion that it rests on."""

    number: int
    """0 before anybody has decided anything."""
    day: date | None
    standings: Mapping[str, Standing]
    """Clause → how it stands."""

    def count(self, state: State) -> int:
        """How many clauses stand so."""
        return sum(each.state is state for each in self.standings.values())

    def clauses(self, state: State) -> tuple[str, ...]:
        """Those that stand so, in the order of the library."""
        return tuple(clause for clause, each in self.standings.items() if each.state is state)


def approved_set(library: Library, day: date, opinions: Iterable[Opinion]) -> ApprovedSet:
    """How every wording of the library stands on a day, with the organisation whose opinions are given."""
    given = [each for each in opinions if not each.agreement and each.decision is not Decision.COMMENT]
    last = {each.clause: each for each in sorted(given, key=lambda each: each.number)}
    wordings = library.wordings_at(day)
    standings = {clause: standing(library, wording, day, last.get(clause)) for clause, wording in wordings.items()}
    newest = max(given, key=lambda each: each.number, default=None)
    return ApprovedSet(newest.number if newest else 0, _day_of(newest) if newest else None, standings)


def standing(library: Library, wording: Wording, day: date, decided: Opinion | None) -> Standing:
    """How one wording stands, from the last decision about its clause."""
    if decided is None:
        return Standing(State.NEW)
    why = tuple(_changed_since(library, wording, day, decided))
    if why:
        return Standing(State.REOPENED, decided, why)
    return Standing(State.REJECTED if decided.decision is Decision.REJECTED else State.APPROVED, decided)


def last_decision(opinions: Iterable[Opinion], clause: str, agreement: str = "") -> Opinion | None:
    """The last decision about a clause of the library, or of one agreement; comments decide nothing."""
    about = (each for each in opinions if each.clause == clause and each.agreement == agreement)
    decisions = (each for each in about if each.decision is not Decision.COMMENT)
    return max(decisions, key=lambda each: each.number, default=None)


def _changed_since(library: Library, wording: Wording, day: date, decided: Opinion) -> list[str]:
    then = _day_of(decided)
    found = ["Texten är en annan än den som granskades."] if wording.sha256 != decided.sha256 else []
    sources = (library.sources[each] for each in dict.fromkeys(wording.sources) if each in library.sources)
    return [*found, *(_told(library, source, day) for source in sources if _differs(source, then, day))]


def _differs(source: LegalSource, then: date, day: date) -> bool:
    return status_on(source, then) != status_on(source, day)


def _told(library: Library, source: LegalSource, day: date) -> str:
    return f"{provision_name(library, source)} har ändrats sedan dess: {status_on(source, day)}."


def _day_of(opinion: Opinion) -> date:
    return opinion.moment.astimezone(STOCKHOLM).date()
