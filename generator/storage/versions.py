"""The versions of an agreement, listed and read one by one; its name; the libraries that versions were made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from generator.errors import StorageError
from generator.storage.agreements import Agreement, agreement_of, every_version
from generator.storage.database import reading, writing
from generator.storage.errors import UnknownAgreement
from generator.storage.events import Event, Kind, append_event
from generator.storage.lifecycle import Saved
from generator.storage.ownership import SERVICE, Viewer, readable, writable
from generator.storage.tables import AGREEMENTS, LIBRARY_COPIES, VERSIONS

LONGEST_NAME = 80


@dataclass(frozen=True)
class VersionLine:
    """What a list of versions tells of one of them."""

    number: int
    saved: Saved
    source_version: int
    """The version that was taken up again, for RESTORED; else 0."""
    moment: datetime
    who: str
    library_version: str
    law_day: date | None


class VersionStore:
    """The versions in one database. Every method raises StorageError when the database fails.

    Who may see an agreement is asked before, when it is read.
    """

    def __init__(self, engine: Engine, viewer: Viewer = SERVICE) -> None:
        self.engine = engine
        self.viewer = viewer

    def lines(self, agreement_id: str) -> tuple[VersionLine, ...]:
        """Every version, the newest first."""
        which = VERSIONS.c.agreement_id == agreement_id
        query = select(
            *(VERSIONS.c.number, VERSIONS.c.kind, VERSIONS.c.source_version, VERSIONS.c.created, VERSIONS.c.who),
            *(VERSIONS.c.library_version, VERSIONS.c.law_day),
        ).where(which)
        with reading(self.engine) as connection:
            return tuple(
                VersionLine(
                    *(row.number, Saved(row.kind), row.source_version, row.created, row.who, row.library_version),
                    date.fromisoformat(row.law_day) if row.law_day else None,
                )
                for row in connection.execute(query.order_by(VERSIONS.c.number.desc()))
            )

    def changed_keys(self, agreement_id: str) -> Mapping[int, frozenset[str]]:
        """Version → the keys of its stored answers that differ from the version before; not for the first."""
        which = VERSIONS.c.agreement_id == agreement_id
        query = select(VERSIONS.c.number, VERSIONS.c.answers).where(which).order_by(VERSIONS.c.number)
        found: dict[int, frozenset[str]] = {}
        before: Mapping[str, object] | None = None
        with reading(self.engine) as connection:
            for number, answers in connection.execute(query):
                if before is not None:
                    keys = before.keys() | answers.keys()
                    found[number] = frozenset(each for each in keys if before.get(each) != answers.get(each))
                before = answers
        return found

    def read(self, agreement_id: str, number: int) -> Agreement:
        """One version. Raises UnknownAgreement when there is none."""
        query = every_version().where(AGREEMENTS.c.id == agreement_id, VERSIONS.c.number == number)
        query = query.where(readable(self.viewer))
        with reading(self.engine) as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownAgreement("Versionen finns inte.")
        return agreement_of(row)

    def rename(self, agreement: Agreement, name: str, moment: datetime) -> None:
        """Give the agreement a name of its own, or take it away, with an event that does not tell it."""
        with writing(self.engine) as connection:
            theirs = AGREEMENTS.c.id == agreement.id, writable(self.viewer)
            if not connection.execute(update(AGREEMENTS).where(*theirs).values(name=name)).rowcount:
                raise UnknownAgreement("Överenskommelsen finns inte.")
            told: dict[str, str | int] = {"overenskommelse": agreement.id, "version": agreement.version}
            append_event(connection, Event(Kind.NAMED, moment, told, self.viewer.who))


class LibraryCopies:
    """The libraries that versions were made with, packed. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def has(self, version: str) -> bool:
        """Whether a library is kept."""
        query = select(LIBRARY_COPIES.c.version).where(LIBRARY_COPIES.c.version == version)
        with reading(self.engine) as connection:
            return connection.execute(query).first() is not None

    def keep(self, version: str, content: bytes, moment: datetime) -> None:
        """Keep a library. One that is kept already stays as it is."""
        try:
            with writing(self.engine) as connection:
                connection.execute(insert(LIBRARY_COPIES).values(version=version, content=content, kept=moment))
        except StorageError as error:
            if not isinstance(error.__cause__, IntegrityError):  # somebody else kept it in the same moment
                raise

    def kept(self) -> tuple[tuple[str, datetime], ...]:
        """The version of each library that is kept and when it was, the newest first."""
        query = select(LIBRARY_COPIES.c.version, LIBRARY_COPIES.c.kept)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(LIBRARY_COPIES.c.kept.desc(), LIBRARY_COPIES.c.version))
            return tuple((row.version, row.kept) for row in rows)

    def read(self, version: str) -> bytes | None:
        """A packed library, or None when it was never kept."""
        query = select(LIBRARY_COPIES.c.content).where(LIBRARY_COPIES.c.version == version)
        with reading(self.engine) as connection:
            found = connection.execute(query).scalar_one_or_none()
        return None if found is None else bytes(found)
