"""What lawyers have said of each wording, and whether it still holds for the wording and the law of a day. Pure.

What is said is said of exact words (the wording's sha256). A new wording, or a provision that has begun or ceased to be
in force since, or that somebody has entered a change of, opens that one clause again and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from generator.clock import STOCKHOLM
from generator.library.model import LegalSource, Library, Wording
from generator.review.entered_changes import EnteredChange, why_again
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
    HALF = "en-till"
    """One has approved it, and the organisation's rule asks for two."""
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
    State.HALF: "Godkänd av en, väntar på en till",
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
class Rules:
    """What an organisation's decisions are held against, beside the wordings themselves."""

    persons: int = 1
    """How many different persons must approve."""
    changes: tuple[EnteredChange, ...] = ()
    """The changes of the law that it has entered and not taken back."""


ONE = Rules()
"""One person is enough, and no change of the law is known."""


@dataclass(frozen=True)
class Standing:
    """How a wording stands with one organisation."""

    state: State
    decided: Opinion | None = None
    """The last decision that tells: about exactly these words, or else about the clause."""
    why: tuple[str, ...] = ()
    """For REOPENED: what has changed since, in Swedish."""
    approved_by: tuple[Opinion, ...] = ()
    """The approvals that count, one of each person, in order."""


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


def approved_set(library: Library, day: date, opinions: Iterable[Opinion], rules: Rules = ONE) -> ApprovedSet:
    """How every wording of the library stands on a day, with the organisation whose opinions are given."""
    given = [each for each in opinions if not each.agreement and each.decision is not Decision.COMMENT]
    by_clause: dict[str, list[Opinion]] = {}
    for each in given:
        by_clause.setdefault(each.clause, []).append(each)
    seen = Seen(library, day, rules)
    wordings = library.wordings_at(day)
    standings = {clause: standing(seen, wording, by_clause.get(clause, ())) for clause, wording in wordings.items()}
    newest = max(given, key=lambda each: each.number, default=None)
    return ApprovedSet(newest.number if newest else 0, _day_of(newest) if newest else None, standings)


@dataclass(frozen=True)
class Seen:
    """What a wording is seen in: a library on a day, with an organisation's rules."""

    library: Library
    day: date
    rules: Rules = ONE


def standing(
    seen: Seen, wording: Wording, decisions: Iterable[Opinion], authors: Collection[str] = frozenset()
) -> Standing:
    """How one wording stands, from the decisions about its clause. Who has written it cannot approve it."""
    ordered = sorted(decisions, key=lambda each: each.number)
    exact = [each for each in ordered if each.sha256 == wording.sha256]
    if not ordered:
        return Standing(State.NEW)
    if not exact:
        return Standing(State.REOPENED, ordered[-1], ("Texten är en annan än den som granskades.",))
    why = tuple(_changed_since(seen, wording, exact[-1]))
    if why:
        return Standing(State.REOPENED, exact[-1], why)
    if exact[-1].decision is Decision.REJECTED:
        return Standing(State.REJECTED, exact[-1])
    counted = tuple(_counted(seen, wording, exact, authors))
    state = State.APPROVED if len(counted) >= seen.rules.persons else State.HALF if counted else State.NEW
    return Standing(state, exact[-1], (), counted)


def _counted(
    seen: Seen, wording: Wording, exact: Sequence[Opinion], authors: Collection[str]
) -> Iterable[Opinion]:
    """The last approval of each person since somebody last rejected the wording, or the law was changed."""
    rejected = max((each.number for each in exact if each.decision is Decision.REJECTED), default=0)
    last = {each.who: each for each in exact if each.number > rejected and each.who not in authors}
    return (each for each in last.values() if not any(_changed_since(seen, wording, each)))


def decisions_about(opinions: Iterable[Opinion], clause: str, agreement: str = "") -> tuple[Opinion, ...]:
    """Every decision about a clause of the library, or of one agreement; comments decide nothing."""
    about = (each for each in opinions if each.clause == clause and each.agreement == agreement)
    return tuple(each for each in about if each.decision is not Decision.COMMENT)


def _changed_since(seen: Seen, wording: Wording, decided: Opinion) -> Iterable[str]:
    library, then = seen.library, _day_of(decided)
    sources = (library.sources[each] for each in dict.fromkeys(wording.sources) if each in library.sources)
    yield from (_told(library, source, seen.day) for source in sources if _differs(source, then, seen.day))
    for entered in seen.rules.changes:
        if entered.opens(wording.sources, decided.moment):
            yield why_again(library, entered)


def _differs(source: LegalSource, then: date, day: date) -> bool:
    return status_on(source, then) != status_on(source, day)


def _told(library: Library, source: LegalSource, day: date) -> str:
    return f"{provision_name(library, source)} har ändrats sedan dess: {status_on(source, day)}."


def _day_of(opinion: Opinion) -> date:
    return opinion.moment.astimezone(STOCKHOLM).date()
