"""The real server for tests that look at it from outside: gunicorn with its workers, and somebody's browser at it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path

from bs4 import BeautifulSoup

from tests.tools import REPOSITORY, short
from tests.web.pages import KOMMUNPOLIS, Form, Page
from tests.web.test_server import free_port

_SERVE = """
from generator.web.server import serve
{prepared}
if __name__ == "__main__":
    raise SystemExit(serve(port={port}))
"""


@dataclass(frozen=True)
class RealServer:
    """A running service, and where it may write."""

    address: str
    folder: Path
    """Holds everything below."""
    process: subprocess.Popen[str]

    @property
    def var(self) -> Path:
        """Its database and secret key."""
        return self.folder / "var"

    @property
    def temporary(self) -> Path:
        """Its TMPDIR."""
        return self.folder / "tmp"

    @property
    def log(self) -> str:
        """All that it has said."""
        return self.folder.joinpath("logg").read_text() + self.folder.joinpath("ut").read_text()

    def processes(self) -> list[int]:
        """The service's own processes, with all that they have started."""
        parents: dict[int, list[int]] = {}
        for each in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                parent = int(each.read_text().rpartition(")")[2].split()[1])
                parents.setdefault(parent, []).append(int(each.parent.name))
        found = [self.process.pid]
        for each in found:  # grows while it is walked
            found.extend(parents.get(each, []))
        return found

    def come_to_rest(self) -> None:
        """Wait until no process of the service works any more, such as at getting ready to make documents."""
        before = -1
        for _ in range(120):
            worked = sum(map(_worked, self.processes()))
            if worked == before:
                return
            before = worked
            time.sleep(1)
        raise AssertionError("the service never came to rest")


def _worked(process: int) -> int:
    """How long a process has worked, in ticks of the system's clock."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


@contextlib.contextmanager
def real_server(folder: Path, prepared: str = "", **surroundings: str) -> Iterator[RealServer]:
    """The service from when it says that it can be opened until it has stopped.

    ``prepared`` is Python that is carried out first, in the service's own process.
    """
    port = free_port()
    for each in ("tmp", "hem"):
        folder.joinpath(each).mkdir(exist_ok=True)
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_CURRENT_TEST")},
        **{"GENERATOR_VAR": str(folder / "var"), "TMPDIR": short(folder / "tmp"), "HOME": str(folder / "hem")},
        **{"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        **surroundings,
    }
    command = [sys.executable, "-c", _SERVE.format(prepared=prepared, port=port)]
    with folder.joinpath("ut").open("w") as said, folder.joinpath("logg").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=log, text=True)
        server = RealServer(f"http://127.0.0.1:{port}", folder, process)
        try:
            _wait_for(server)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait_for(server: RealServer) -> None:
    for _ in range(600):
        if "Öppna" in server.log:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=0.1)
            raise AssertionError(server.log)
    raise AssertionError("the service never said that it can be opened")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


HUNG_UP = 0
"""In place of a status."""


@dataclass(frozen=True)
class Answer:
    """What the service answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def is_file(self) -> bool:
        """Whether a browser would save it."""
        return "attachment" in self.headers.get("Content-Disposition", "")

    @property
    def page(self) -> Page:
        """It as a page."""
        return Page(None, BeautifulSoup(self.body, "html5lib"))  # type: ignore[arg-type]


@dataclass
class Visitor:
    """Somebody's browser at a running service; it remembers where it was sent on to."""

    address: str
    cookies: CookieJar = field(default_factory=CookieJar)
    sent_on: list[str] = field(default_factory=list)
    """Every address that the service sent it on to."""

    def sign_in(self, key: str = KOMMUNPOLIS) -> Visitor:
        """Press a button of the demonstration."""
        form = self.get("/demo").page.form(f"form[action='/demo/{key}']")
        assert self.post(form.action, form.fields).status == 303
        return self

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._open(urllib.request.Request(self.address + path))  # noqa: S310 - our own address

    def post(self, path: str, fields: Sequence[tuple[str, str]], **headers: str) -> Answer:
        """Send a form."""
        body = urllib.parse.urlencode(fields).encode()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._open(urllib.request.Request(self.address + path, data=body, headers=sent))  # noqa: S310 - likewise

    def send(self, form: Form, button: str = "") -> Answer:
        """Send a form by a button's value, or by Enter."""
        return self.post(form.action, [*form.fields, *([("gor", button)] if button else [])])

    def _open(self, asked: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect())
        try:
            with opener.open(asked, timeout=90) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            self.sent_on.extend(error.headers.get_all("Location") or ())
            return Answer(error.code, error.headers, error.read())
        except (urllib.error.URLError, ConnectionError) as error:
            # The service may refuse a body and hang up before all of it is sent.
            cut_off = isinstance(getattr(error, "reason", error), ConnectionError)
            if not cut_off or asked.data is None:
                raise
            return Answer(HUNG_UP, Message(), b"")
