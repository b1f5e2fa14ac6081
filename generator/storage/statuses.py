"""The statuses that agreements have had: who set which, when and why. Rows are only added."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Row, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from generator.errors import StorageError
from generator.storage.database import reading, writing
from generator.storage.errors import NotKeepable, StaleVersion
from generator.storage.events import Event, Kind, append_event
from generator.storage.files import KeptFile, NewFile, add_file
from generator.storage.lifecycle import Needs, Saved, Status, step_between
from generator.storage.ownership import SERVICE, Viewer, writable
from generator.storage.tables import AGREEMENTS, STATUSES

LONGEST_REASON = 500
REOPENED = "Ändrad efter att den lämnades för granskning."


class AgreementClosed(StorageError):  # noqa: N818 - says what happened
    """The agreement is signed or has ended, and what was signed is never changed."""

    code = "overenskommelsen-ar-undertecknad"


class StepRefused(StorageError):  # noqa: N818 - says what happened
    """The status cannot be set: the step is not allowed, or what it needs is not there."""

    code = "steget-gar-inte"


@dataclass(frozen=True)
class StatusRow:
    """One status that an agreement got."""

    status: Status
    version: int
    moment: datetime
    who: str
    day: date | None = None
    """From which day it counts, where somebody has said so."""
    reason: str = ""


FIRST = Status.DRAFT
"""What an agreement is before anybody has set anything."""


class StatusStore:
    """The statuses in one database. Every method raises StorageError when the database fails.

    A status is set by whoever may change the agreement. Who may see one is asked before, when the agreement is read.
    """

    def __init__(self, engine: Engine, viewer: Viewer = SERVICE) -> None:
        self.engine = engine
        self.viewer = viewer

    def of(self, agreement_id: str) -> tuple[StatusRow, ...]:
        """Every status that somebody has set, the first one first."""
        query = select(STATUSES).where(STATUSES.c.agreement_id == agreement_id).order_by(STATUSES.c.number)
        with reading(self.engine) as connection:
            return tuple(_row(row) for row in connection.execute(query))

    def current(self, agreement_ids: Iterable[str]) -> Mapping[str, StatusRow]:
        """Agreement → its status now; without those that nobody has set one for."""
        newest = select(STATUSES.c.agreement_id, func.max(STATUSES.c.number).label("number")).where(
            STATUSES.c.agreement_id.in_(list(agreement_ids))
        )
        last = newest.group_by(STATUSES.c.agreement_id).subquery()
        query = select(STATUSES).join(
            last, (STATUSES.c.agreement_id == last.c.agreement_id) & (STATUSES.c.number == last.c.number)
        )
        with reading(self.engine) as connection:
            return {row.agreement_id: _row(row) for row in connection.execute(query)}

    def take_step(self, agreement_id: str, before: Status, new: StatusRow) -> None:
        """Set a status, and the event of it.

        Raises StaleVersion when the agreement is no longer at that version or status, and StepRefused when the step is
        not allowed, lacks its day or reason, or needs a signed file: that is ``sign``. Whether nothing remains is for
        the caller to know.
        """
        step = step_between(before, new.status)
        if step is None or step.needs is Needs.SIGNED_FILE or len(new.reason) > LONGEST_REASON:
            raise StepRefused("Den ändringen av status går inte att göra.")
        if step.needs is Needs.DAY_AND_REASON and not (new.day and new.reason.strip()):
            raise StepRefused("Skriv från vilken dag överenskommelsen har upphört, och varför.")
        with _one_at_a_time(), writing(self.engine) as connection:
            self._set(connection, agreement_id, before, new)

    def sign(self, agreement_id: str, file: NewFile, new: StatusRow) -> KeptFile:
        """Keep the signed file and set the status, both or neither, with their events.

        Raises StaleVersion unless the agreement is ready to sign at that version, NotKeepable, or StepRefused.
        """
        if new.status is not Status.SIGNED:
            raise StepRefused("Den ändringen av status går inte att göra.")
        with _one_at_a_time(), writing(self.engine) as connection:
            self._set(connection, agreement_id, Status.READY, new)
            return add_file(connection, (agreement_id, new.version), file, (new.moment, new.who))

    def _set(self, connection: Connection, agreement_id: str, before: Status, new: StatusRow) -> None:
        # Touching the agreement's row makes whoever saves at the same time wait, on either database.
        held = connection.execute(
            update(AGREEMENTS)
            .where(AGREEMENTS.c.id == agreement_id, AGREEMENTS.c.current_version == new.version)
            .where(writable(self.viewer))
            .values(current_version=new.version)
        ).rowcount
        if not held or status_now(connection, agreement_id) is not before:
            raise StaleVersion("Någon har ändrat överenskommelsen sedan du öppnade sidan.")
        add_status(connection, agreement_id, new)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two who set a status in the same moment get the same number: the database refuses the second."""
    try:
        yield
    except StorageError as error:
        if isinstance(error.__cause__, IntegrityError) and not isinstance(error, NotKeepable):
            raise StaleVersion("Någon har ändrat överenskommelsen sedan du öppnade sidan.") from error
        raise


def status_now(connection: Connection, agreement_id: str) -> Status:
    """The status of an agreement, in the caller's own transaction."""
    row = connection.execute(_last(agreement_id)).first()
    return Status(row.status) if row else FIRST


def add_status(connection: Connection, agreement_id: str, new: StatusRow) -> None:
    """Add a status and its event, in the caller's own ``writing`` transaction."""
    row = connection.execute(_last(agreement_id)).first()
    values = {
        **{"agreement_id": agreement_id, "number": row.number + 1 if row else 1, "status": new.status.value},
        **{"version": new.version, "moment": new.moment, "who": new.who},
        **{"day": new.day.isoformat() if new.day else "", "reason": new.reason},
    }
    connection.execute(insert(STATUSES).values(values))
    told: dict[str, str | int] = {
        "overenskommelse": agreement_id,
        "version": new.version,
        "status": new.status.value,
    }
    append_event(connection, Event(Kind.STATUS_SET, new.moment, told, new.who))


def refuse_when_closed(connection: Connection, agreement_id: str) -> None:
    """Raise AgreementClosed when the agreement is signed or has ended."""
    status = status_now(connection, agreement_id)
    if not status.is_open:
        raise AgreementClosed("Överenskommelsen är undertecknad och ändras inte. Gör en kopia eller förnya den.")


def reopen(connection: Connection, agreement_id: str, saved: tuple[int, datetime, Saved], who: str) -> None:
    """A change of what is under review, or ready to sign, makes it a draft again, in the caller's transaction.

    ``saved`` is the version that was saved, when, and how it came about.
    """
    version, moment, how = saved
    if not how.keeps_status and status_now(connection, agreement_id) in (Status.REVIEW, Status.READY):
        add_status(connection, agreement_id, StatusRow(Status.DRAFT, version, moment, who, reason=REOPENED))


def _last(agreement_id: str) -> Select[tuple[object, ...]]:
    return select(STATUSES).where(STATUSES.c.agreement_id == agreement_id).order_by(STATUSES.c.number.desc()).limit(1)


def _row(row: Row[tuple[object, ...]]) -> StatusRow:
    told = row._mapping
    day = date.fromisoformat(told["day"]) if told["day"] else None
    return StatusRow(Status(told["status"]), told["version"], told["moment"], told["who"], day, told["reason"])
