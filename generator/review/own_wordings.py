"""The wordings that a municipality keeps for all its agreements: every act in order, and which of them count on a day.

Pure. An act counts from its first day, and instead of every earlier act about the same clause; when its last day has
passed, or when it withdraws, the library's text counts again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from generator.library.overlay import LocalKind, LocalWording, mark_of

SHARED_REASON = "Kommunerna har beslutat samma lydelse, var och en med sitt skäl."


class Act(StrEnum):
    """What a municipality does with a clause."""

    ADOPT = "antar"
    """It takes the library's text as it is and says so; what changes later is shown against it."""
    REPLACE = "ersätter"
    ADD = "läggs till"
    WITHDRAW = "dras tillbaka"

    @property
    def words(self) -> str:
        """What it is called on a page."""
        return _WORDS[self]


_WORDS: Mapping[Act, str] = {
    Act.ADOPT: "Antar den nationella lydelsen",
    Act.REPLACE: "Ersätter den nationella lydelsen",
    Act.ADD: "Lägger till en egen klausul",
    Act.WITHDRAW: "Dras tillbaka",
}
_KINDS: Mapping[Act, LocalKind] = {Act.REPLACE: LocalKind.REPLACE, Act.ADD: LocalKind.ADD}


@dataclass(frozen=True)
class OwnAct:
    """One act about one clause, before it is stored."""

    act: Act
    clause: str
    reason: str
    """Why, in Swedish; kept with the text, and printed only in the list of what deviates."""
    first_day: date
    last_day: date | None = None
    """The last day that it counts; None until further notice."""
    heading: str = ""
    text: str = ""
    base: str = ""
    """REPLACE and ADOPT: sha256 of the national wording that it was decided against."""
    base_text: str = ""
    """REPLACE and ADOPT: that wording's text."""
    after: str = ""
    """ADD: the clause that it stands after."""
    plan: str = ""
    """ADD: the document that it stands in."""

    @property
    def local(self) -> LocalWording | None:
        """The wording that is laid over the library; None for an act that leaves the library as it is."""
        kind = _KINDS.get(self.act)
        if kind is None:
            return None
        words = {"heading": self.heading, "text": self.text, "reason": self.reason}
        return LocalWording(
            kind, self.clause, **words, base=self.base, base_text=self.base_text, after=self.after, plan=self.plan
        )

    @property
    def sha256(self) -> str:
        """What a review of it is a review of; empty for an act that leaves the library as it is."""
        return mark_of(self.local) if self.local else ""


@dataclass(frozen=True)
class OwnWording:
    """An act as it was stored. Never changed; a later one counts instead."""

    organisation: str
    number: int
    """Counted in the organisation."""
    act: OwnAct
    moment: datetime
    who: str

    @property
    def key(self) -> str:
        """What opinions about it are kept under, apart from those about the library's text."""
        return review_key(self.act.clause)


def review_key(clause: str) -> str:
    """What opinions about a municipality's own wording of a clause are kept under."""
    return f"kommun:{clause}"


def counting_on(rows: Iterable[OwnWording], day: date) -> dict[str, OwnWording]:
    """Clause → the act that counts for it on a day, in the order in which the clauses were first taken up."""
    found: dict[str, OwnWording] = {}
    for row in sorted(rows, key=lambda each: each.number):
        if row.act.first_day <= day:
            found[row.act.clause] = row
    return {clause: row for clause, row in found.items() if _counts(row.act, day)}


def _counts(act: OwnAct, day: date) -> bool:
    return act.act is not Act.WITHDRAW and (act.last_day is None or day <= act.last_day)


def local_on(rows: Iterable[OwnWording], day: date) -> tuple[LocalWording, ...]:
    """The wordings that are laid over the library on a day."""
    found = (row.act.local for row in counting_on(rows, day).values())
    return tuple(local for local in found if local is not None)


def coming(rows: Iterable[OwnWording], day: date) -> tuple[OwnWording, ...]:
    """The acts whose first day is still to come, the nearest first."""
    found = (row for row in rows if row.act.first_day > day)
    return tuple(sorted(found, key=lambda row: (row.act.first_day, row.number)))


def shared(sets: Sequence[Sequence[LocalWording]]) -> tuple[LocalWording, ...]:
    """What all the municipalities of an agreement have decided alike: the same words at the same place, against the
    same national text. Nobody's own wording reaches an agreement with somebody who has not decided it too."""
    if not sets:
        return ()
    first, others = sets[0], [{_essence(each): each for each in one} for one in sets[1:]]
    return tuple(_joint(each, others) for each in first if all(_essence(each) in other for other in others))


def _essence(local: LocalWording) -> tuple[str, str, str, str]:
    return local.kind.value, local.clause, local.plan, mark_of(local)


def _joint(local: LocalWording, others: Sequence[Mapping[tuple[str, str, str, str], LocalWording]]) -> LocalWording:
    reasons = {local.reason, *(other[_essence(local)].reason for other in others)}
    # One municipality's reason is not told to another.
    return local if len(reasons) == 1 else replace(local, reason=SHARED_REASON)
