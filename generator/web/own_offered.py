"""What the municipalities of a draft have decided for all their agreements: taken in when it is begun, kept with every
version, and changed only when somebody says so or the parties become others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.assembly.deviations import (
    FROM_MUNICIPALITY,
    Deviation,
    MunicipalChange,
    municipal_change,
    with_municipal,
)
from generator.clock import STOCKHOLM
from generator.storage.own_wordings import Offered, OwnWordingStore
from generator.storage.ownership import MUNICIPALITIES_QUESTION
from generator.web.services import services


def own_wordings() -> OwnWordingStore:
    """What municipalities have decided, as the present visitor sees it."""
    store = services().agreements
    return OwnWordingStore(store.engine, store.viewer)


def offered_to(answers: Mapping[str, object], day: date) -> tuple[Offered, ...]:
    """What the municipalities of these answers have all decided, by a day. Raises StorageError."""
    codes = _codes(answers)
    return own_wordings().offered(codes, day) if codes else ()


def with_offered(answers: Mapping[str, object], day: date) -> dict[str, object]:
    """The answers with what their municipalities have decided by a day."""
    return with_municipal(answers, map(_taken, offered_to(answers, day)))


def following_parties(before: Mapping[str, object], after: Mapping[str, object], day: date) -> Mapping[str, object]:
    """The answers to store after others: with other parties, other wordings follow; else none are touched."""
    return after if _codes(before) == _codes(after) else with_offered(after, day)


def change_for(answers: Mapping[str, object]) -> MunicipalChange:
    """What would change if a draft took in what its municipalities have decided by today."""
    return municipal_change(answers, [each.local for each in offered_to(answers, services().today)])


def _codes(answers: Mapping[str, object]) -> frozenset[str]:
    given = answers.get(MUNICIPALITIES_QUESTION)
    return frozenset(map(str, given)) if isinstance(given, list | tuple) else frozenset()


def _taken(offered: Offered) -> Deviation:
    day = offered.moment.astimezone(STOCKHOLM).date().isoformat()
    return Deviation(offered.local, offered.who, day, FROM_MUNICIPALITY)
