"""Agreements being drafted: made, read, saved as a new version each time, listed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, Select, insert, select, update
from sqlalchemy.engine import RowMapping

from generator.library.model import DocumentPlan, PlanKind
from generator.storage.database import reading, writing
from generator.storage.errors import NotStorable, StaleVersion, UnknownAgreement
from generator.storage.events import LOCAL, Event, Kind, append_event
from generator.storage.lifecycle import Saved
from generator.storage.ownership import SERVICE, Viewer, follow_answers, give_to_makers, readable, writable
from generator.storage.statuses import refuse_when_closed, reopen
from generator.storage.tables import AGREEMENTS, VERSIONS
from generator.storage.tokens import new_id

_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True)
class Agreement:
    """One version of an agreement, as stored."""

    id: str
    plan: str
    version: int
    answers: Mapping[str, object]
    """Question id → answer as plain JSON values."""
    library_version: str
    created: datetime
    updated: datetime
    """When this version was saved."""
    name: str = ""
    """What people call it; empty until somebody has given it a name of its own."""
    law_day: date | None = None
    """The day whose law and wordings count; None for what was saved before such days were kept."""
    who: str = LOCAL
    """Who saved this version."""
    saved: Saved = Saved.ANSWERS
    """How this version came about."""
    origin: Origin | None = None
    """What the agreement was made from, when it was made from another."""


@dataclass(frozen=True)
class Origin:
    """The version of another agreement that a copy or a renewal was made from. It may be gone by now."""

    how: Saved
    agreement: str
    version: int


@dataclass(frozen=True)
class Change:
    """What one save adds."""

    answers: Mapping[str, object]
    library_version: str
    moment: datetime
    """With a time zone."""
    law_day: date | None = None
    """The day whose law and wordings count."""
    saved: Saved = Saved.ANSWERS
    source_version: int = 0
    """For RESTORED: the version that is taken up again."""


class AgreementStore:
    """The agreements in one database, as one viewer sees them: what is not hers does not exist.

    Every method raises StorageError when the database fails.
    """

    def __init__(self, engine: Engine, viewer: Viewer = SERVICE) -> None:
        self.engine = engine
        self.viewer = viewer

    def seen_by(self, viewer: Viewer) -> AgreementStore:
        """The same agreements as somebody else sees them."""
        return AgreementStore(self.engine, viewer)

    def create(self, plan: DocumentPlan, first: Change, origin: Origin | None = None, name: str = "") -> Agreement:
        """Store a new agreement as version 1, and its event. Raises NotStorable unless the plan makes agreements."""
        _refuse_unless_agreement(plan)
        agreement_id = new_id()
        with writing(self.engine) as connection:
            connection.execute(
                insert(AGREEMENTS).values(
                    **{"id": agreement_id, "plan": plan.id, "created": first.moment, "updated": first.moment},
                    **{"current_version": 1, "name": name, **_origin_values(origin)},
                )
            )
            connection.execute(insert(VERSIONS).values(self._version_row(agreement_id, 1, first)))
            give_to_makers(connection, agreement_id, self.viewer, first.answers)
            follow_answers(connection, agreement_id, first.answers)
            append_event(connection, self._event(Kind.AGREEMENT_CREATED, (agreement_id, 1), first))
        return self.read(agreement_id)

    def read(self, agreement_id: str) -> Agreement:
        """The current version. Raises UnknownAgreement."""
        _refuse_unless_id(agreement_id)
        with reading(self.engine) as connection:
            query = _CURRENT.where(AGREEMENTS.c.id == agreement_id, readable(self.viewer))
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownAgreement("Överenskommelsen finns inte.")
        return agreement_of(row)

    def save(self, agreement_id: str, plan: DocumentPlan, based_on: int, change: Change) -> int:
        """Add a version after version ``based_on``, and the event of it, and return its number.

        What is under review, or ready to sign, becomes a draft again. Raises StaleVersion when another version came in
        between, AgreementClosed for what is signed, UnknownAgreement, or NotStorable. Then nothing is stored.
        """
        _refuse_unless_agreement(plan)
        _refuse_unless_id(agreement_id)
        with writing(self.engine) as connection:
            # The condition on the version makes two savers at once safe: only one of them finds its row.
            moved = connection.execute(
                update(AGREEMENTS)
                .where(AGREEMENTS.c.id == agreement_id, AGREEMENTS.c.plan == plan.id)
                .where(AGREEMENTS.c.current_version == based_on, writable(self.viewer))
                .values(current_version=based_on + 1, updated=change.moment)
            ).rowcount
            if moved:
                refuse_when_closed(connection, agreement_id)
                connection.execute(insert(VERSIONS).values(self._version_row(agreement_id, based_on + 1, change)))
                reopen(connection, agreement_id, (based_on + 1, change.moment, change.saved), self.viewer.who)
                follow_answers(connection, agreement_id, change.answers)
                append_event(connection, self._event(Kind.VERSION_SAVED, (agreement_id, based_on + 1), change))
        if not moved:
            self.read(agreement_id)
            raise StaleVersion("Någon har sparat en nyare version av överenskommelsen.")
        return based_on + 1

    def newest(self, limit: int) -> tuple[Agreement, ...]:
        """The agreements saved last, newest first."""
        latest_first = AGREEMENTS.c.updated.desc(), AGREEMENTS.c.id
        query = _CURRENT.where(readable(self.viewer)).order_by(*latest_first).limit(limit)
        with reading(self.engine) as connection:
            return tuple(agreement_of(row) for row in connection.execute(query).mappings())

    def _version_row(self, agreement_id: str, number: int, change: Change) -> dict[str, object]:
        return {
            **{"agreement_id": agreement_id, "number": number, "answers": dict(change.answers)},
            **{"library_version": change.library_version, "created": change.moment, "who": self.viewer.who},
            **{"law_day": change.law_day.isoformat() if change.law_day else "", "kind": change.saved.value},
            "source_version": change.source_version,
        }

    def _event(self, kind: Kind, version: tuple[str, int], change: Change) -> Event:
        return Event(kind, change.moment, {"overenskommelse": version[0], "version": version[1]}, self.viewer.who)


_COLUMNS = (
    AGREEMENTS.c.id,
    AGREEMENTS.c.plan,
    AGREEMENTS.c.created,
    AGREEMENTS.c.updated,
    VERSIONS.c.number,
    VERSIONS.c.answers,
    VERSIONS.c.library_version,
    VERSIONS.c.law_day,
    VERSIONS.c.who,
    VERSIONS.c.kind,
    AGREEMENTS.c.name,
    AGREEMENTS.c.origin,
    AGREEMENTS.c.origin_agreement,
    AGREEMENTS.c.origin_version,
)
_CURRENT = select(*_COLUMNS).join(
    VERSIONS, (VERSIONS.c.agreement_id == AGREEMENTS.c.id) & (VERSIONS.c.number == AGREEMENTS.c.current_version)
)


def every_version() -> Select[tuple[object, ...]]:
    """All versions of all agreements, to choose among."""
    return select(*_COLUMNS).join(VERSIONS, VERSIONS.c.agreement_id == AGREEMENTS.c.id)


def _refuse_unless_id(agreement_id: str) -> None:
    """What no id can be is unknown at once: PostgreSQL would not even be asked about some of it."""
    if not _ID.fullmatch(agreement_id):
        raise UnknownAgreement("Överenskommelsen finns inte.")


def _refuse_unless_agreement(plan: DocumentPlan) -> None:
    if plan.kind is not PlanKind.AGREEMENT:
        raise NotStorable(f"”{plan.title}” får inte sparas: handlingar för en person lämnar inga spår.")


def _origin_values(origin: Origin | None) -> dict[str, object]:
    if origin is None:
        return {}
    return {"origin": origin.how.value, "origin_agreement": origin.agreement, "origin_version": origin.version}


def agreement_of(row: RowMapping) -> Agreement:
    """The version that a row of ``every_version`` holds."""
    return Agreement(
        id=row["id"],
        plan=row["plan"],
        version=row["number"],
        answers=row["answers"],
        library_version=row["library_version"],
        created=row["created"],
        updated=row["updated"],
        name=row["name"],
        law_day=date.fromisoformat(row["law_day"]) if row["law_day"] else None,
        who=row["who"],
        saved=Saved(row["kind"]),
        origin=_origin(row),
    )


def _origin(row: RowMapping) -> Origin | None:
    return Origin(Saved(row["origin"]), row["origin_agreement"], row["origin_version"]) if row["origin"] else None
