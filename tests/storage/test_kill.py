"""A server that is killed in the middle of saving: what it had said was saved is there, and nothing is half done."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from generator.storage.database import open_database
from generator.storage.events import Kind, all_events, verify_chain
from generator.web.agreement import VERSION_FIELD
from tests.databases import Databases, rows
from tests.tools import REPOSITORY
from tests.web.pages import Form, Page
from tests.web.test_server import command, free_port, sign_in_at

NEW = "/overenskommelse/ny/samverkansoverenskommelse"
SAVERS = 3
SAVES_PER_AGREEMENT = 10
CUT_OFF = (OSError, http.client.HTTPException)
"""What a client sees when the server is gone in the middle of an answer."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Acknowledged:
    """What the server has said that it saved: agreement → version → the text that was saved in it."""

    versions: dict[str, dict[int, str]] = field(default_factory=dict)
    enough: threading.Condition = field(default_factory=threading.Condition)

    @property
    def count(self) -> int:
        return sum(len(each) for each in self.versions.values())

    def has(self, count: int) -> bool:
        return self.count >= count

    def add(self, agreement: str, version: int, text: str) -> None:
        with self.enough:
            self.versions.setdefault(agreement, {})[version] = text
            self.enough.notify_all()


class Client:
    """Somebody's browser at the real server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(), _NoRedirect())
        sign_in_at(address, self._opener)

    def form(self, path: str) -> Form:
        with self._opener.open(self.address + path, timeout=30) as answer:
            return Page(None, BeautifulSoup(answer.read(), "html5lib")).form()  # type: ignore[arg-type]

    def send(self, form: Form) -> str:
        """Where the server sends us on: it has then saved."""
        body = urllib.parse.urlencode(form.fields).encode()
        try:
            with self._opener.open(self.address + form.action, data=body, timeout=30) as answer:
                raise AssertionError(f"not saved: {answer.status}")
        except urllib.error.HTTPError as error:
            assert error.code == 303, error.read()[:2000]
            return str(error.headers["Location"])


def keep_saving(address: str, done: Acknowledged) -> None:
    """Begin agreements and save new versions of them until the server is gone."""
    with contextlib.suppress(*CUT_OFF):
        client = Client(address)
        while True:
            onward = client.send(client.form(NEW).set("kommuner-sok", "Bjurholm"))
            agreement = onward.split("/")[2]
            done.add(agreement, 1, "")
            form = client.form(f"/overenskommelse/{agreement}/{onward.split('/')[3].split('?')[0].split('#')[0]}")
            for version in range(2, SAVES_PER_AGREEMENT + 1):
                name = text_field(form)
                client.send(form.set(name, f"text {version}").set(VERSION_FIELD, str(version - 1)))
                done.add(agreement, version, f"text {version}")


def text_field(form: Form) -> str:
    return next(name for name, _ in form.fields if name.startswith("namnder") and name.endswith("-namn"))


@contextlib.contextmanager
def server(folder: Path, url: str) -> Iterator[str]:
    """The real service with its workers, killed at the end: no farewell, no flush."""
    port = free_port()
    surroundings = {**os.environ, "GENERATOR_VAR": str(folder / "var"), "DATABASE_URL": url}
    surroundings["PYTHONPATH"] = str(REPOSITORY)
    with (
        (folder / "logg").open("a") as log,
        subprocess.Popen(
            command(port),
            cwd=folder,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Öppna"), (folder / "logg").read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def save_until(folder: Path, databases: Databases, url: str, total: int) -> Acknowledged:
    """Save from several browsers; kill the server, and PostgreSQL too, again and again until enough is acknowledged."""
    done = Acknowledged()
    step = max(total // 20, 20)
    while done.count < total:
        target = min(done.count + step, total)
        with server(folder, url) as address:
            savers = [threading.Thread(target=keep_saving, args=(address, done)) for _ in range(SAVERS)]
            for saver in savers:
                saver.start()
            with done.enough:
                assert done.enough.wait_for(partial(done.has, target), timeout=120), (folder / "logg").read_text()
        if databases.cluster is not None:
            databases.cluster.stop()
            databases.cluster.start()
        for saver in savers:
            saver.join()
    return done


def nothing_is_lost(folder: Path, databases: Databases, total: int) -> None:
    url = databases.new()
    done = save_until(folder, databases, url, total)
    stored: dict[str, dict[int, str]] = {}
    for agreement, number, answers in rows(url, "SELECT agreement_id, number, answers FROM agreement_versions"):
        read = json.loads(answers) if isinstance(answers, str) else answers
        stored.setdefault(agreement, {})[number] = json.dumps(read, ensure_ascii=False)
    lost = [
        (agreement, version)
        for agreement, versions in done.versions.items()
        for version, text in versions.items()
        if text not in stored.get(agreement, {}).get(version, "\0")
        or version not in stored.get(agreement, {})
    ]
    assert lost == []
    assert done.count >= total
    # Nothing half done either: every version has its event, every agreement all its versions.
    current = dict(rows(url, "SELECT id, current_version FROM agreements"))
    assert {agreement: sorted(versions) for agreement, versions in stored.items()} == {
        agreement: list(range(1, number + 1)) for agreement, number in current.items()
    }
    engine = open_database(url)
    assert verify_chain(engine).broken is None
    events = [each for each in all_events(engine) if each.kind in {Kind.AGREEMENT_CREATED, Kind.VERSION_SAVED}]
    engine.dispose()
    assert len(events) == sum(current.values())


def test_a_killed_server_loses_no_save_that_it_acknowledged(tmp_path: Path, databases: Databases) -> None:
    nothing_is_lost(tmp_path, databases, 50)


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_a_server_killed_during_a_thousand_saves_loses_none_that_it_acknowledged(
    tmp_path: Path, databases: Databases
) -> None:
    nothing_is_lost(tmp_path, databases, 1_000)
