"""Opens the database so that an acknowledged save survives a power cut, and creates or migrates it at start."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from generator.errors import StorageError
from generator.storage.failures import storage_error

Database = Engine
"""What an open database is to the rooms above, which need not know the library behind it."""
_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_MILLISECONDS = 10_000
_CONNECT_SECONDS = 5
_WRITES = "samverkan_writes"
_MIGRATION_LOCK = 0x5A4D56  # any number, the same in every worker
EVENT_LOCK = 0x5A4D57  # another; whoever holds it may add an event in PostgreSQL
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers do not wait for a writer
    "PRAGMA synchronous=FULL",  # a commit is on the disk before it is acknowledged
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}",
)


def open_database(database_url: str) -> Engine:
    """The engine for a database. Each process opens its own. Raises StorageError for an unusable URL."""
    try:
        # Parameters are answers: hidden, they cannot reach a log by way of an error.
        engine = create_engine(
            _with_driver(database_url),
            hide_parameters=True,
            pool_pre_ping=True,
            json_serializer=partial(json.dumps, ensure_ascii=False),
        )
    except (ArgumentError, ModuleNotFoundError) as error:
        raise StorageError("DATABASE_URL går inte att använda. Kontrollera hur den är skriven.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _with_driver(database_url: str) -> URL:
    """The address with our driver, also when it is written the way PostgreSQL's own tools write it."""
    url = make_url(database_url)
    if url.drivername not in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url
    given = {"connect_timeout": str(_CONNECT_SECONDS)} | dict(url.query)
    return url.set(drivername="postgresql+psycopg", query=given)


def _prepare_sqlite(connection: object, _record: ConnectionPoolEntry) -> None:
    # The driver would begin a transaction of its own, and only when something is about to be changed.
    connection.isolation_level = None  # type: ignore[attr-defined]  # the driver's own connection, typed by no one
    cursor = connection.cursor()  # type: ignore[attr-defined]  # likewise
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _prepare_postgresql(connection: object, _record: ConnectionPoolEntry) -> None:
    """Nobody waits for a lock for longer than in SQLite."""
    connection.execute(f"SET lock_timeout = {_BUSY_MILLISECONDS}")  # type: ignore[attr-defined]  # the driver's own
    connection.commit()  # type: ignore[attr-defined]  # likewise


def _begin_sqlite(connection: Connection) -> None:
    """One who is going to write takes the turn at once: what it then reads cannot change before it writes."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that changes something: committed at the end, or undone by an error. Raises StorageError."""
    with swedish_errors(), engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads. Raises StorageError."""
    with swedish_errors(), engine.connect() as connection:
        yield connection


@contextlib.contextmanager
def swedish_errors() -> Iterator[None]:
    """Turn a failure in the database into a StorageError that says nothing of what was stored."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise storage_error(error) from error


def check_database(engine: Engine) -> None:
    """Raise StorageError when the database does not answer."""
    with swedish_errors(), engine.connect() as connection:
        connection.execute(text("SELECT 1"))


def create_or_migrate(database_url: str) -> None:
    """Bring the database to the newest layout, creating it when needed. Safe when several processes start at once.

    Raises StorageError, also for a database made by a newer version of the service.
    """
    with undisturbed(database_url) as connection:
        upgrade(connection)


@contextlib.contextmanager
def undisturbed(database_url: str) -> Iterator[Connection]:
    """A transaction in which the layout may be changed, one process at a time. Raises StorageError."""
    engine = open_database(database_url)
    try:
        with swedish_errors(), _file_lock(engine.url), writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                # Another process may need longer for moving a large database than anybody waits otherwise.
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            yield connection
    finally:
        engine.dispose()


@contextlib.contextmanager
def opened(database_url: str) -> Iterator[Engine]:
    """The database in its newest layout, for one command; closed at the end. Raises StorageError."""
    create_or_migrate(database_url)
    engine = open_database(database_url)
    try:
        yield engine
    finally:
        engine.dispose()


def is_database_file(database_url: str, file: Path) -> bool:
    """Whether the file is the one that SQLite keeps the database in."""
    url = _with_driver(database_url)
    kept = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    return kept is not None and kept.exists() and file.exists() and kept.samefile(file)


@contextlib.contextmanager
def _file_lock(url: URL) -> Iterator[None]:
    """For SQLite: hold a lock beside the file, and see to it that only the owner can read what is stored."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        yield
        return
    file = Path(url.database)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    lock = os.open(file.with_name(f"{file.name}.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def upgrade(connection: Connection, layout: str = "head") -> None:
    """Bring the database to a layout, in the caller's transaction. Raises StorageError when there is no such layout."""
    config = _migrations()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, layout)
    except CommandError as error:
        raise StorageError("Databasen är gjord av en nyare version av tjänsten. Starta den i stället.") from error


def newest_layout() -> str:
    """The id of the newest migration."""
    return ScriptDirectory.from_config(_migrations()).get_current_head() or ""


def known_layouts() -> frozenset[str]:
    """The ids of every migration: the layouts that can be read."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_migrations()).walk_revisions())


def _migrations() -> Config:
    config = Config()
    # A percent sign in the path would otherwise be read as the beginning of an interpolation.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
