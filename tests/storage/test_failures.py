"""A database that fails: each way has its own words, and nothing that was to be stored is in them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text

from generator.errors import StorageError
from generator.storage.agreements import AgreementStore
from generator.storage.database import check_database, create_or_migrate, newest_layout, open_database
from generator.storage.errors import DatabaseAway, DatabaseDamaged, DatabaseLocked, DatabaseReadOnly, DiskFull
from tests.databases import Cluster, Databases, rows
from tests.storage.known import change, plan
from tests.tools import REPOSITORY

TYPED = "HEMLIGT"


@contextmanager
def opened_with(url: str, *commands: str) -> Iterator[Engine]:
    """The database, with something more said to it at the start of each connection."""
    engine = open_database(url)

    def say(connection: object, _: object) -> None:
        for command in commands:
            connection.execute(command)  # type: ignore[attr-defined]
        connection.commit()  # type: ignore[attr-defined]

    event.listen(engine, "connect", say)
    yield engine
    engine.dispose()


def told(engine: Engine, kind: type[StorageError], do: Callable[[AgreementStore], object]) -> str:
    with pytest.raises(kind) as failed:
        do(AgreementStore(engine))
    assert type(failed.value) is kind
    assert TYPED not in f"{failed.value}{failed.value.__cause__}"
    return str(failed.value)


def save_a_secret(store: AgreementStore) -> object:
    return store.create(plan(), change({"namn": TYPED * 10_000}))


def test_a_locked_database_is_told_and_works_again_when_it_is_free(databases: Databases) -> None:
    url, lite = databases.new(), databases.kind == "sqlite"
    other = create_engine(url)
    with (
        other.connect() as holder,
        opened_with(url, "PRAGMA busy_timeout=50" if lite else "SET lock_timeout = 50") as engine,
    ):
        holder.execute(text("BEGIN IMMEDIATE" if lite else "LOCK TABLE agreements IN EXCLUSIVE MODE"))
        assert "upptagen" in told(engine, DatabaseLocked, save_a_secret)
        assert AgreementStore(engine).newest(1) == ()
        holder.rollback()
        save_a_secret(AgreementStore(engine))
    other.dispose()


def test_a_read_only_database_is_told_and_can_still_be_read(databases: Databases) -> None:
    url, lite = databases.new(), databases.kind == "sqlite"
    first = open_database(url)
    made = AgreementStore(first).create(plan(), change())
    first.dispose()
    said = "PRAGMA query_only=ON" if lite else "SET default_transaction_read_only = on"
    with opened_with(url, said) as engine:
        assert "bara att läsa" in told(engine, DatabaseReadOnly, save_a_secret)
        assert AgreementStore(engine).read(made.id) == made


def test_a_full_disk_is_told_and_what_was_saved_before_is_there(databases: Databases) -> None:
    url, lite = databases.new(), databases.kind == "sqlite"
    first = open_database(url)
    made = AgreementStore(first).create(plan(), change())
    if not lite:
        with first.begin() as connection:
            connection.execute(
                text(
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$"
                )
            )
            connection.execute(
                text("CREATE TRIGGER x BEFORE INSERT ON agreement_versions EXECUTE FUNCTION full_disk()")
            )
    first.dispose()
    with opened_with(url, *(["PRAGMA max_page_count=1"] if lite else [])) as engine:
        assert "Disken är full" in told(engine, DiskFull, save_a_secret)
        assert AgreementStore(engine).newest(10) == (made,)


@pytest.mark.parametrize("content", [b"inte en databas" * 1_000, b"SQLite format 3\0" + b"\xff" * 9_000])
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(DatabaseDamaged, match="skadad"):
        create_or_migrate(f"sqlite:///{tmp_path}/x.db")
    assert (tmp_path / "x.db").read_bytes() == content


def test_a_postgresql_that_goes_away_is_told_and_used_again_when_it_is_back(postgres: Cluster) -> None:
    url = postgres.new_database(migrated=True)
    engine = open_database(url)
    made = AgreementStore(engine).create(plan(), change())
    postgres.stop()
    try:
        for _ in range(3):
            assert "går inte att nå" in told(engine, DatabaseAway, save_a_secret)
    finally:
        postgres.start()
    check_database(engine)
    assert AgreementStore(engine).newest(10) == (made,)
    assert AgreementStore(engine).save(made.id, plan(), 1, change()) == 2
    engine.dispose()
    postgres.drop(url)


def test_a_postgresql_that_stops_in_the_middle_of_a_transaction_has_stored_nothing_of_it(postgres: Cluster) -> None:
    url = postgres.new_database(migrated=True)
    engine = open_database(url)

    def stop_first(*_: object) -> None:
        if threading.current_thread() is threading.main_thread():
            postgres.stop()

    store = AgreementStore(engine)
    store.newest(1)
    event.listen(engine, "commit", stop_first)
    try:
        told(engine, DatabaseAway, save_a_secret)
    finally:
        event.remove(engine, "commit", stop_first)
        postgres.start()
    assert store.newest(10) == ()
    engine.dispose()
    postgres.drop(url)


def test_two_processes_that_migrate_at_once_both_succeed(databases: Databases, tmp_path: Path) -> None:
    url = databases.new(migrated=False)
    program = "import sys; from generator.storage.database import create_or_migrate; create_or_migrate(sys.argv[1])"
    workers = [
        subprocess.Popen([sys.executable, "-c", program, url], cwd=REPOSITORY, stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [(worker.communicate()[1], worker.returncode) for worker in workers] == [(b"", 0)] * 3
    assert rows(url, "SELECT version_num FROM alembic_version") == [(newest_layout(),)]
