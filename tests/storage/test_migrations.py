"""Creating and migrating the database at start."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from generator.errors import StorageError
from generator.storage.database import check_database, create_or_migrate, newest_layout, open_database
from generator.storage.tables import METADATA
from tests.databases import Cluster, Databases, rows


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(databases: Databases) -> None:
    url = databases.new(migrated=False)
    create_or_migrate(url)
    engine = open_database(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_layout()
    engine.dispose()


def test_a_second_start_does_not_touch_the_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    create_or_migrate(url)
    before = (tmp_path / "x.db").read_bytes()
    create_or_migrate(url)
    assert (tmp_path / "x.db").read_bytes() == before


def test_many_workers_may_start_at_once(databases: Databases) -> None:
    url = databases.new(migrated=False)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: create_or_migrate(url), range(6)))
    engine = open_database(url)
    check_database(engine)
    engine.dispose()
    assert rows(url, "SELECT version_num FROM alembic_version") == [(newest_layout(),)]


def test_only_the_owner_can_read_what_is_stored(tmp_path: Path) -> None:
    create_or_migrate(f"sqlite:///{tmp_path}/x.db")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}


def test_a_database_from_a_newer_version_is_left_alone(databases: Databases) -> None:
    url = databases.new()
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match="nyare"):
        create_or_migrate(url)


@pytest.mark.parametrize("url", ["inte en adress", "okand://x", "sqlite:////finns/inte/alls/x.db", "postgresql://x@/x?host=/finns/inte"])
def test_a_database_that_cannot_be_reached_is_told_in_swedish(url: str) -> None:
    with pytest.raises(StorageError):
        create_or_migrate(url)


def test_a_folder_with_a_percent_sign_works(tmp_path: Path) -> None:
    folder = tmp_path / "100 % åäö"
    folder.mkdir()
    create_or_migrate(f"sqlite:///{folder}/x.db")
    assert (folder / "x.db").stat().st_size > 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_of_postgresql_may_be_written_as_its_own_tools_write_it(postgres: Cluster, scheme: str) -> None:
    url = postgres.url("postgres").replace("postgresql+psycopg", scheme)
    engine = open_database(url)
    check_database(engine)
    engine.dispose()
