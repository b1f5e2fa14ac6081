"""A real PostgreSQL for the tests: made for this run, reached by its socket alone, gone afterwards."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from generator.storage.database import create_or_migrate
from tests.tools import missing, require_tool

KINDS = ("sqlite", "postgresql")

_OWNER = "postgres"
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}
"""Fast instead of safe against power cuts, which no test makes. A crash of PostgreSQL itself loses nothing by these."""


def _program(name: str) -> str:
    """The path of one of PostgreSQL's programs, which Debian keeps off the PATH."""
    found = shutil.which(name) or next(
        (str(each) for each in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    return found or missing("PostgreSQL", "apt-get install -y --no-install-recommends postgresql")


_NEW = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")


class Cluster:
    """One PostgreSQL with as many databases as the tests ask for. It ends with the process that started it."""

    def __init__(self) -> None:
        initdb, self._postgres = _program("initdb"), _program("postgres")
        # Sockets have short paths, and the folder is the server's own, so it cannot be pytest's.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._user: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to be started by root
            owner = pwd.getpwnam(_OWNER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self._user = [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        self._numbers = itertools.count(1)
        self._migrated: str | None = None
        self._run(initdb, f"--pgdata={self.folder}/data", f"--username={_OWNER}", *_NEW)
        self.start()

    def _command(self, *command: str) -> list[str]:
        return [require_tool("setpriv", "util-linux"), *self._user, "--pdeathsig", "INT", *command]

    def _run(self, *command: str) -> None:
        done = subprocess.run(self._command(*command), cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start, and wait until it answers."""
        given = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = self._command(self._postgres, "-D", str(self.folder / "data"), "-k", str(self.folder), *given)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
        for _ in range(300):
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(host=str(self.folder), user=_OWNER, dbname="postgres").close()
                return
            time.sleep(0.05)
        pytest.fail(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")

    @property
    def process_id(self) -> int:
        """The server's own."""
        return self._process.pid

    def stop(self) -> None:
        """Stop as a crash would: open connections break."""
        self._process.send_signal(3)  # SIGQUIT: at once, without waiting for anybody
        self._process.wait(timeout=30)

    def remove(self) -> None:
        """Stop for good."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """The address of a database, as DATABASE_URL is written."""
        return f"postgresql+psycopg://{_OWNER}@/{database}?host={self.folder}"

    def _execute(self, command: str) -> None:
        with psycopg.connect(host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True) as connection:
            connection.execute(command)  # type: ignore[arg-type]  # our own words, but put together

    def new_database(self, *, migrated: bool) -> str:
        """The address of a database of its own, with our tables or with nothing."""
        if migrated and self._migrated is None:
            self._execute("CREATE DATABASE migrated")
            create_or_migrate(self.url("migrated"))
            self._migrated = "migrated"
        template = self._migrated if migrated else "template1"
        name = f"test{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self._execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


class Databases:
    """Makes databases of one kind for one test."""

    def __init__(self, kind: str, folder: Path, cluster: Cluster | None) -> None:
        self.kind, self.cluster = kind, cluster
        self._folder, self._made = folder, itertools.count(1)
        self._urls: list[str] = []

    def new(self, *, migrated: bool = True) -> str:
        """The address of a new database: with our tables, or not yet made."""
        if self.cluster is not None:
            url = self.cluster.new_database(migrated=migrated)
            self._urls.append(url)
            return url
        url = f"sqlite:///{self._folder}/{next(self._made)}.db"
        if migrated:
            create_or_migrate(url)
        return url

    def remove(self) -> None:
        """Remove what was made."""
        for url in self._urls:
            if self.cluster is not None:
                self.cluster.drop(url)


@contextlib.contextmanager
def databases_of(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Databases in ``folder`` or in this process's PostgreSQL; a test without PostgreSQL does not start one."""
    cluster: Cluster | None = request.getfixturevalue("postgres") if kind == "postgresql" else None
    made = Databases(kind, folder, cluster)
    yield made
    made.remove()


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """What is in a database, asked past our own code."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found
