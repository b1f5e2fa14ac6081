"""Who did what, with which agreement, when: rows that are only added, each sealed with the hash of the one before.

An event can hold nothing but the keys declared for its kind, and their values can be nothing but ids and numbers, so
an answer cannot end up here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, select, text, update

from generator.storage.database import EVENT_LOCK, reading
from generator.storage.tables import CHAIN_HEAD, EVENTS

LOCAL = "lokal"
"""Who did it, on a service without accounts."""
BEFORE_THE_FIRST = "0" * 64
_LONGEST_NAME = 200
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Kind(StrEnum):
    """What can happen. The value is what the log and the exported file say."""

    AGREEMENT_CREATED = "overenskommelse-skapad"
    VERSION_SAVED = "version-sparad"
    FILE_KEPT = "fil-bevarad"
    STATUS_SET = "status-satt"
    NAMED = "namn-andrat"
    DRAFT_REMOVED = "utkast-gallrat"
    RESTORED = "databas-aterstalld"
    ORGANISATION_SAVED = "organisation-sparad"
    ACCOUNT_CREATED = "konto-skapat"
    ROLES_CHANGED = "roller-andrade"
    ACCOUNT_DISABLED = "konto-avstangt"
    ACCOUNT_ENABLED = "konto-oppnat"
    INVITED = "inbjudan-skapad"
    INVITATION_USED = "inbjudan-anvand"
    PASSWORD_CHANGED = "losenord-bytt"  # noqa: S105 - the name of an event
    CODES_ON = "engangskoder-pa"
    CODES_OFF = "engangskoder-av"
    LOCKED_OUT = "inloggning-sparrad"
    ADMINISTRATOR_SIGNED_IN = "administrator-inloggad"
    AGREEMENT_GIVEN = "overenskommelse-tilldelad"
    GUEST_INVITED = "gast-inbjuden"
    GUEST_REVOKED = "gast-aterkallad"
    COMMENTED = "kommentar-skriven"
    WORDING_REVIEWED = "lydelse-granskad"
    REVIEW_RULE_SET = "granskningsregel-satt"
    REVIEW_DAY_SET = "granskningsdag-satt"
    LAW_CHANGE_ENTERED = "lagandring-inford"
    LAW_CHANGE_WITHDRAWN = "lagandring-aterkallad"
    OWN_WORDING = "egen-lydelse-andrad"
    STANDING_ANSWERS_SAVED = "kommunens-uppgifter-sparade"


KEYS: Mapping[Kind, frozenset[str]] = {
    Kind.AGREEMENT_CREATED: frozenset({"overenskommelse", "version"}),
    Kind.VERSION_SAVED: frozenset({"overenskommelse", "version"}),
    Kind.FILE_KEPT: frozenset({"overenskommelse", "version", "sha256"}),
    Kind.STATUS_SET: frozenset({"overenskommelse", "version", "status"}),
    Kind.NAMED: frozenset({"overenskommelse", "version"}),
    Kind.DRAFT_REMOVED: frozenset({"overenskommelse", "version"}),
    Kind.RESTORED: frozenset(),
    Kind.ORGANISATION_SAVED: frozenset({"organisation"}),
    Kind.ACCOUNT_CREATED: frozenset({"konto"}),
    Kind.ROLES_CHANGED: frozenset({"konto"}),
    Kind.ACCOUNT_DISABLED: frozenset({"konto"}),
    Kind.ACCOUNT_ENABLED: frozenset({"konto"}),
    Kind.INVITED: frozenset({"konto"}),
    Kind.INVITATION_USED: frozenset({"konto"}),
    Kind.PASSWORD_CHANGED: frozenset({"konto"}),
    Kind.CODES_ON: frozenset({"konto"}),
    Kind.CODES_OFF: frozenset({"konto"}),
    Kind.LOCKED_OUT: frozenset({"konto"}),
    Kind.ADMINISTRATOR_SIGNED_IN: frozenset({"konto"}),
    Kind.AGREEMENT_GIVEN: frozenset({"overenskommelse", "organisation"}),
    Kind.GUEST_INVITED: frozenset({"overenskommelse", "gast"}),
    Kind.GUEST_REVOKED: frozenset({"overenskommelse", "gast"}),
    Kind.COMMENTED: frozenset({"overenskommelse", "version"}),
    Kind.WORDING_REVIEWED: frozenset({"organisation", "sha256"}),
    Kind.REVIEW_RULE_SET: frozenset({"organisation", "personer"}),
    Kind.REVIEW_DAY_SET: frozenset({"organisation", "granskning", "dag"}),
    Kind.LAW_CHANGE_ENTERED: frozenset({"organisation", "lagandring"}),
    Kind.LAW_CHANGE_WITHDRAWN: frozenset({"organisation", "lagandring"}),
    Kind.OWN_WORDING: frozenset({"organisation", "nummer"}),
    Kind.STANDING_ANSWERS_SAVED: frozenset({"organisation", "nummer"}),
}
"""Exactly the keys that an event of each kind has."""

ALL_KEYS = tuple(sorted(frozenset[str]().union(*KEYS.values())))


@dataclass(frozen=True)
class Event:
    """Something that happened. Raises ValueError for other keys than its kind's, or a value that is no id or number."""

    kind: Kind
    moment: datetime
    """With a time zone."""
    details: Mapping[str, str | int]
    who: str = LOCAL

    def __post_init__(self) -> None:
        if self.details.keys() != KEYS[self.kind]:
            raise ValueError(f"{self.kind} has the keys {sorted(KEYS[self.kind])}, not {sorted(self.details)}")
        if not all(_is_id_or_number(value) for value in self.details.values()):
            raise ValueError(f"the values of {self.kind} are not all ids and numbers")
        if not (self.who.strip() and self.who.isprintable() and len(self.who) <= _LONGEST_NAME):
            raise ValueError("nobody is named")
        if self.moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")


def _is_id_or_number(value: object) -> bool:
    if isinstance(value, str):
        return _ID.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class StoredEvent:
    """A row of the log."""

    number: int
    kind: str
    moment: datetime
    who: str
    details: str
    """The keys and values as JSON, exactly as they were sealed."""
    previous: str
    hash: str

    @property
    def values(self) -> Mapping[str, object]:
        """The details by key."""
        found: Mapping[str, object] = json.loads(self.details)
        return found

    def sealed(self) -> str:
        """The hash that this row should have."""
        moment = self.moment.astimezone(UTC).isoformat()
        parts = [self.number, self.kind, moment, self.who, self.details, self.previous]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def append_event(connection: Connection, event: Event) -> None:
    """Add an event last in the chain, in the caller's own ``writing`` transaction: both are stored or neither."""
    if connection.dialect.name == "postgresql":
        # Held until the transaction ends. SQLite's one writer at a time is enough there.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": EVENT_LOCK})
    head = connection.execute(select(CHAIN_HEAD.c.number, CHAIN_HEAD.c.hash)).one_or_none()
    number, previous = (head.number + 1, head.hash) if head else (1, BEFORE_THE_FIRST)
    details = json.dumps(dict(event.details), sort_keys=True)
    unsealed = StoredEvent(number, event.kind.value, event.moment, event.who, details, previous, "")
    row = {**vars(unsealed), "hash": unsealed.sealed()}
    connection.execute(insert(EVENTS).values(row))
    moved = {"number": number, "hash": row["hash"]}
    if head:
        connection.execute(update(CHAIN_HEAD).values(moved))
    else:
        connection.execute(insert(CHAIN_HEAD).values(id=1, **moved))


def all_events(engine: Engine) -> Iterator[StoredEvent]:
    """Every event, the first one first. Raises StorageError."""
    with reading(engine) as connection:
        yield from _stored(connection)


def _stored(connection: Connection) -> Iterator[StoredEvent]:
    for row in connection.execution_options(yield_per=1_000).execute(select(EVENTS).order_by(EVENTS.c.number)):
        yield StoredEvent(*row)


@dataclass(frozen=True)
class Verdict:
    """What a reading of the whole chain found."""

    events: int
    """How many rows were whole, from the first."""
    broken: int | None = None
    """The number of the first row that is not as it was written, or is missing."""
    reason: str = ""
    """What is wrong with it, in Swedish."""


def verify_chain(engine: Engine) -> Verdict:
    """Read every event and recompute every hash. Raises StorageError when the database cannot be read."""
    whole, previous = 0, BEFORE_THE_FIRST
    with reading(engine) as connection:
        head = connection.execute(select(CHAIN_HEAD.c.number, CHAIN_HEAD.c.hash)).one_or_none()
        for event in _stored(connection):
            if reason := _fault(event, whole + 1, previous):
                return Verdict(whole, whole + 1, reason)
            whole, previous = event.number, event.hash
    if head and head.number > whole:
        return Verdict(whole, whole + 1, "den saknas, och de som följde på den")
    if (head.number, head.hash) != (whole, previous) if head else whole:
        return Verdict(max(whole - 1, 0), whole, "den är inte den sista som skrevs")
    return Verdict(whole)


def _fault(event: StoredEvent, expected: int, previous: str) -> str:
    if event.number != expected:
        return "den saknas"
    if event.previous != previous:
        return "den hör inte ihop med händelsen före"
    return "" if event.sealed() == event.hash else "den är inte som den skrevs"
