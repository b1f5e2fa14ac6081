"""Agreements being drafted: made, read, saved as a new version each time, listed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.engine import RowMapping

from generator.library.model import DocumentPlan, PlanKind
from generator.storage.database import reading, writing
from generator.storage.errors import NotStorable, StaleVersion, UnknownAgreement
from generator.storage.events import LOCAL, Event, Kind, append_event
from generator.storage.tables import AGREEMENTS, VERSIONS

_ID_BYTES = 16  # 128 bits: nobody guesses one
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


@dataclass(frozen=True)
class Change:
    """What one save adds."""

    answers: Mapping[str, object]
    library_version: str
    moment: datetime
    """With a time zone."""
    who: str = LOCAL
    """Who saves, as the event says."""


class AgreementStore:
    """The agreements in one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def create(self, plan: DocumentPlan, first: Change) -> Agreement:
        """Store a new agreement as version 1, and its event. Raises NotStorable unless the plan makes agreements."""
        _refuse_unless_agreement(plan)
        agreement_id = secrets.token_urlsafe(_ID_BYTES)
        with writing(self.engine) as connection:
            connection.execute(
                insert(AGREEMENTS).values(
                    id=agreement_id, plan=plan.id, created=first.moment, updated=first.moment, current_version=1
                )
            )
            connection.execute(insert(VERSIONS).values(_version_row(agreement_id, 1, first)))
            append_event(connection, _event(Kind.AGREEMENT_CREATED, agreement_id, 1, first))
        return self.read(agreement_id)

    def read(self, agreement_id: str) -> Agreement:
        """The current version. Raises UnknownAgreement."""
        _refuse_unless_id(agreement_id)
        with reading(self.engine) as connection:
            row = connection.execute(_CURRENT.where(AGREEMENTS.c.id == agreement_id)).mappings().one_or_none()
        if row is None:
            raise UnknownAgreement("Överenskommelsen finns inte.")
        return _agreement(row)

    def save(self, agreement_id: str, plan: DocumentPlan, based_on: int, change: Change) -> int:
        """Add a version after version ``based_on``, and the event of it, and return its number.

        Raises StaleVersion when another version came in between, UnknownAgreement, or NotStorable. Then nothing is
        stored.
        """
        _refuse_unless_agreement(plan)
        _refuse_unless_id(agreement_id)
        with writing(self.engine) as connection:
            # The condition on the version makes two savers at once safe: only one of them finds its row.
            moved = connection.execute(
                update(AGREEMENTS)
                .where(AGREEMENTS.c.id == agreement_id, AGREEMENTS.c.plan == plan.id)
                .where(AGREEMENTS.c.current_version == based_on)
                .values(current_version=based_on + 1, updated=change.moment)
            ).rowcount
            if moved:
                connection.execute(insert(VERSIONS).values(_version_row(agreement_id, based_on + 1, change)))
                append_event(connection, _event(Kind.VERSION_SAVED, agreement_id, based_on + 1, change))
        if not moved:
            self.read(agreement_id)
            raise StaleVersion("Någon har sparat en nyare version av överenskommelsen.")
        return based_on + 1

    def newest(self, limit: int) -> tuple[Agreement, ...]:
        """The agreements saved last, newest first."""
        query = _CURRENT.order_by(AGREEMENTS.c.updated.desc(), AGREEMENTS.c.id).limit(limit)
        with reading(self.engine) as connection:
            return tuple(_agreement(row) for row in connection.execute(query).mappings())


_CURRENT = select(
    AGREEMENTS.c.id,
    AGREEMENTS.c.plan,
    AGREEMENTS.c.created,
    AGREEMENTS.c.updated,
    VERSIONS.c.number,
    VERSIONS.c.answers,
    VERSIONS.c.library_version,
).join(VERSIONS, (VERSIONS.c.agreement_id == AGREEMENTS.c.id) & (VERSIONS.c.number == AGREEMENTS.c.current_version))


def _refuse_unless_id(agreement_id: str) -> None:
    """What no id can be is unknown at once: PostgreSQL would not even be asked about some of it."""
    if not _ID.fullmatch(agreement_id):
        raise UnknownAgreement("Överenskommelsen finns inte.")


def _refuse_unless_agreement(plan: DocumentPlan) -> None:
    if plan.kind is not PlanKind.AGREEMENT:
        raise NotStorable(f"”{plan.title}” får inte sparas: handlingar för en person lämnar inga spår.")


def _version_row(agreement_id: str, number: int, change: Change) -> dict[str, object]:
    return {
        "agreement_id": agreement_id,
        "number": number,
        "answers": dict(change.answers),
        "library_version": change.library_version,
        "created": change.moment,
    }


def _event(kind: Kind, agreement_id: str, number: int, change: Change) -> Event:
    return Event(kind, change.moment, {"overenskommelse": agreement_id, "version": number}, change.who)


def _agreement(row: RowMapping) -> Agreement:
    return Agreement(
        id=row["id"],
        plan=row["plan"],
        version=row["number"],
        answers=row["answers"],
        library_version=row["library_version"],
        created=row["created"],
        updated=row["updated"],
    )
