"""Reads a backup back: checked in whole first, then put in place in one transaction, then moved to today's layout."""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, DateTime, LargeBinary, Table, insert, literal, select, text

from generator.storage.backup import FORMAT, LAYOUT_TABLE, MANIFEST, lines, stored_tables
from generator.storage.database import known_layouts, undisturbed, upgrade
from generator.storage.errors import BrokenBackup, DatabaseNotEmpty
from generator.storage.events import LOCAL, Event, Kind, append_event

_ROWS_AT_A_TIME = 500
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True)
class _Described:
    """What the manifest says of one table."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True)
class _Manifest:
    layout: str
    tables: Mapping[str, _Described]


def restore_backup(database_url: str, file: Path, moment: datetime, *, replace: bool = False) -> Mapping[str, int]:
    """Put a backup in place of what is in the database; the number of rows of each table in the file.

    Raises BrokenBackup for a file that is not whole, DatabaseNotEmpty unless there is nothing to lose or ``replace`` is
    given, StorageError, or OSError. Then the database is as it was.
    """
    with file.open("rb") as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                manifest = _checked(archive)
                with undisturbed(database_url) as connection:
                    _clear(connection, replace)
                    _fill(connection, archive, manifest)
                    append_event(connection, Event(Kind.RESTORED, moment, {}, LOCAL))
        except _UNREADABLE as error:
            raise BrokenBackup(f"”{file}” är ingen hel säkerhetskopia. Databasen är som den var.") from error
    return {name: table.rows for name, table in manifest.tables.items()}


def _checked(archive: zipfile.ZipFile) -> _Manifest:
    """The manifest, once every table is found to be what it says. Raises BrokenBackup or one of _UNREADABLE."""
    raw = json.loads(archive.read(MANIFEST))
    if raw["format"] != FORMAT or raw["layout"] not in known_layouts():
        raise BrokenBackup("Säkerhetskopian är gjord av en nyare version av tjänsten. Läs in den med den i stället.")
    tables = {
        name: _Described(tuple(table["columns"]), table["rows"], table["sha256"])
        for name, table in raw["tables"].items()
    }
    for name, table in tables.items():
        rows, digest = 0, hashlib.sha256()
        for line in lines(archive, name):
            digest.update(line)
            rows += 1
        if (rows, digest.hexdigest()) != (table.rows, table.sha256):
            raise ValueError(f"{name} is not as it was written")
    return _Manifest(raw["layout"], tables)


def _clear(connection: Connection, replace: bool) -> None:
    tables = stored_tables(connection)
    if not replace and any(_has_rows(connection, table) for table in tables):
        raise DatabaseNotEmpty(
            "Det finns redan något i databasen. Ta en säkerhetskopia av den och ange --ersatt för att ersätta allt."
        )
    for table in reversed(tables):
        table.drop(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {LAYOUT_TABLE}"))


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None


def _fill(connection: Connection, archive: zipfile.ZipFile, manifest: _Manifest) -> None:
    upgrade(connection, manifest.layout)
    for table in stored_tables(connection):
        if _has_rows(connection, table):  # put there by a migration
            connection.execute(table.delete())
        if table.name in manifest.tables:
            _fill_table(connection, archive, table, manifest.tables[table.name])
    upgrade(connection)


def _fill_table(connection: Connection, archive: zipfile.ZipFile, table: Table, described: _Described) -> None:
    remaining = lines(archive, table.name)
    while chunk := list(islice(remaining, _ROWS_AT_A_TIME)):
        rows = [dict(zip(described.columns, json.loads(line), strict=True)) for line in chunk]
        connection.execute(insert(table), [{name: _typed(table, name, row[name]) for name in row} for row in rows])


def _typed(table: Table, column: str, value: object) -> object:
    kind = table.columns[column].type
    if isinstance(value, str) and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value
