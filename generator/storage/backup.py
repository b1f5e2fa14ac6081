"""A backup taken while the service runs: one file, the same for both databases, read back into either.

The file is a zip: ``<table>.jsonl`` with one row a line, and a manifest with the layout, the columns, and the number of
rows and the SHA-256 of each table. What is written is what one moment's transaction saw.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select, text

from generator.storage.database import swedish_errors

FORMAT = 1
MANIFEST = "manifest.json"
LAYOUT_TABLE = "alembic_version"


def write_backup(engine: Engine, file: Path, moment: datetime) -> Mapping[str, int]:
    """Write a backup readable by its owner only, whole or not at all; the number of rows of each table.

    Raises StorageError when the database cannot be read, OSError when the file cannot be written.
    """
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".ny-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            counted = _write(engine, stream, moment)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
    return counted


def _write(engine: Engine, stream: BinaryIO, moment: datetime) -> Mapping[str, int]:
    # SQLite's readers always see one moment; PostgreSQL's do when they ask for it.
    postgres = engine.dialect.name == "postgresql"
    isolated = engine.execution_options(isolation_level="REPEATABLE READ") if postgres else engine
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        with swedish_errors(), isolated.connect() as connection:
            layout = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            tables = {table.name: _write_table(archive, connection, table) for table in stored_tables(connection)}
        manifest = {"format": FORMAT, "layout": layout, "made": moment.isoformat(), "tables": tables}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
    return {name: int(str(table["rows"])) for name, table in tables.items()}


def stored_tables(connection: Connection) -> list[Table]:
    """The tables as they are in the database, whatever its layout; those that others point at first."""
    found = MetaData()
    found.reflect(connection, only=[name for name in inspect(connection).get_table_names() if name != LAYOUT_TABLE])
    return found.sorted_tables


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> dict[str, object]:
    rows, digest = 0, hashlib.sha256()
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as stream:
        for row in connection.execution_options(yield_per=500).execute(select(table).order_by(*table.primary_key)):
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            stream.write(line)
            rows += 1
    return {"columns": [column.name for column in table.columns], "rows": rows, "sha256": digest.hexdigest()}


def _plain(value: object) -> object:
    """A value as JSON has it. What it was is known from its column's type when it is read back."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def lines(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """The lines of one table in a backup."""
    with archive.open(f"{table}.jsonl") as stream:
        yield from stream
