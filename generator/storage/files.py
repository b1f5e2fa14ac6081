"""Released and signed files, kept as bytes with their SHA-256, and never changed or removed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, insert, select
from sqlalchemy.exc import IntegrityError

from generator.storage.database import reading, writing
from generator.storage.errors import DamagedFile, NotKeepable, UnknownFile
from generator.storage.events import LOCAL, Event, Kind, append_event
from generator.storage.tables import FILES

MOST_BYTES = 25 * 1024 * 1024
"""The largest file that is kept: a scanned agreement with its annexes."""
_LONGEST_NUMBER = 60
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}\.[a-z0-9]{1,10}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")


@dataclass(frozen=True)
class Numbers:
    """The registration numbers that the file has with each party; empty where there is none yet."""

    municipality: str = ""
    police: str = ""


@dataclass(frozen=True)
class NewFile:
    """A file to keep. Raises NotKeepable for what cannot be kept."""

    name: str
    """Lower case letters, digits and hyphens, with an ending: ``undertecknad.pdf``."""
    media_type: str
    content: bytes
    numbers: Numbers = Numbers()

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or not _MEDIA_TYPE.fullmatch(self.media_type):
            raise NotKeepable("Filens namn eller slag går inte att spara. Använd a–z, siffror och bindestreck.")
        if not self.content:
            raise NotKeepable("Filen är tom.")
        if len(self.content) > MOST_BYTES:
            raise NotKeepable(f"Filen är för stor. Högst {MOST_BYTES // 1024 // 1024} MB kan sparas.")
        if any(_unfit(number) for number in (self.numbers.municipality, self.numbers.police)):
            raise NotKeepable(f"Ett diarienummer kan ha högst {_LONGEST_NUMBER} tecken på en rad.")


def _unfit(number: str) -> bool:
    return len(number) > _LONGEST_NUMBER or not number.isprintable()


@dataclass(frozen=True)
class KeptFile:
    """What is known of a kept file."""

    agreement_id: str
    version: int
    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    kept: datetime
    numbers: Numbers


class FileStore:
    """The kept files of one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keep_file(self, version: tuple[str, int], file: NewFile, moment: datetime, who: str = LOCAL) -> KeptFile:
        """Keep a file of a version, given as agreement and number, and the event of it.

        Raises NotKeepable when there is no such version, or it has a file with that name already.
        """
        with writing(self.engine) as connection:
            return add_file(connection, version, file, (moment, who))

    def files_of(self, agreement_id: str) -> tuple[KeptFile, ...]:
        """Every file kept for an agreement, by version and name; without what is in them."""
        query = select(*_KNOWN).where(FILES.c.agreement_id == agreement_id).order_by(FILES.c.version, FILES.c.name)
        with reading(self.engine) as connection:
            return tuple(_kept(row) for row in connection.execute(query))

    def read_file(self, version: tuple[str, int], name: str) -> bytes:
        """What is in a file. Raises UnknownFile, or DamagedFile when it is no longer what was kept."""
        agreement_id, number = version
        which = (FILES.c.agreement_id == agreement_id) & (FILES.c.version == number) & (FILES.c.name == name)
        with reading(self.engine) as connection:
            row = connection.execute(select(FILES.c.content, FILES.c.sha256).where(which)).one_or_none()
        if row is None:
            raise UnknownFile("Filen finns inte.")
        if hashlib.sha256(row.content).hexdigest() != row.sha256:
            raise DamagedFile("Filen är inte längre som när den sparades. Hämta den ur en säkerhetskopia.")
        return bytes(row.content)


def add_file(connection: Connection, version: tuple[str, int], file: NewFile, done: tuple[datetime, str]) -> KeptFile:
    """Keep a file and add its event, in the caller's own ``writing`` transaction; ``done`` is when, and by whom.

    Raises NotKeepable when there is no such version, or it has a file with that name already.
    """
    (agreement_id, number), (moment, who) = version, done
    digest = hashlib.sha256(file.content).hexdigest()
    row = {
        **{"agreement_id": agreement_id, "version": number, "name": file.name, "media_type": file.media_type},
        **{"content": file.content, "size": len(file.content), "sha256": digest, "kept": moment},
        **{"municipality_number": file.numbers.municipality, "police_number": file.numbers.police},
    }
    try:
        connection.execute(insert(FILES).values(row))
    except IntegrityError as error:
        raise NotKeepable("Versionen finns inte, eller har redan en fil med det namnet.") from error
    told: dict[str, str | int] = {"overenskommelse": agreement_id, "version": number, "sha256": digest}
    append_event(connection, Event(Kind.FILE_KEPT, moment, told, who))
    return KeptFile(agreement_id, number, file.name, file.media_type, len(file.content), digest, moment, file.numbers)


_KNOWN = tuple(column for column in FILES.c if column.name != "content")


def _kept(row: Row[tuple[object, ...]]) -> KeptFile:
    told = row._mapping
    return KeptFile(
        agreement_id=told["agreement_id"],
        version=told["version"],
        name=told["name"],
        media_type=told["media_type"],
        size=told["size"],
        sha256=told["sha256"],
        kept=told["kept"],
        numbers=Numbers(told["municipality_number"], told["police_number"]),
    )
