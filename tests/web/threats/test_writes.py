"""What the service writes, told by the interpreter of each of its processes: its database, its key, fonts, no more."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import os
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools import REPOSITORY
from tests.web.real_server import RealServer, Visitor, real_server

_WATCHER = '''
"""Found by every Python that is started with this folder on its path: tells of each file that it writes."""
import os, sys

_told = os.open({told!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_OTHERS = {{"os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate", "sqlite3.connect", "shutil.copyfile"}}

def _look(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)) and (arguments[2] or 0) & _WRITES:
        _tell(arguments[0])
    elif event in _OTHERS:
        for each in arguments:
            if isinstance(each, (str, bytes)):
                _tell(each)

def _tell(path):
    os.write(_told, os.fsencode(os.path.abspath(os.fsdecode(path))) + b"\\\\n")

sys.addaudithook(_look)
'''.replace("\\\\n", "\\n")


@dataclass(frozen=True)
class Watched:
    """A running service whose writing is told of."""

    server: RealServer
    told: Path

    def written(self) -> set[str]:
        """Every path that any of its processes has written to, made or moved."""
        return set(self.told.read_text().splitlines())


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("server")
    told, watcher = folder / "skrivet", folder / "vakt"
    watcher.mkdir()
    told.touch()
    (watcher / "sitecustomize.py").write_text(_WATCHER.format(told=str(told)))
    with real_server(folder, PYTHONPATH=f"{watcher}:{REPOSITORY}") as server:
        yield Watched(server, told)


BIG = 20_000_000


def posted(server: RealServer, path: str, body: bytes, cookies: str, **headers: str) -> int:
    """The status of the answer to a body, also when the service hangs up before all of it is sent."""
    host, port = server.address.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=60)
    sent = {"Cookie": cookies, **{name.replace("_", "-"): value for name, value in headers.items()}}
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", path, body, sent)
    try:
        return connection.getresponse().status
    except (ConnectionResetError, BrokenPipeError, http.client.HTTPException):
        return 413  # hung up on
    finally:
        connection.close()


def multipart(fields: dict[str, bytes]) -> bytes:
    head = b'--grans\r\nContent-Disposition: form-data; name="%s"; filename="a.docx"\r\n\r\n%s\r\n'
    return b"".join(head % (name.encode(), content) for name, content in fields.items()) + b"--grans--\r\n"


def test_a_big_body_is_never_put_on_disk(watched: Watched) -> None:
    server = watched.server
    visitor = Visitor(server.address).sign_in()
    cookies = "; ".join(f"{each.name}={each.value}" for each in visitor.cookies)
    page = visitor.get("/overenskommelse/fran-fil").page
    token = page.soup.select_one("input[name=csrf_token]")["value"].encode()
    upload = {"Content_Type": "multipart/form-data; boundary=grans"}
    server.come_to_rest()  # a worker that gets ready writes fonts
    before = watched.written()
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for path in ("/person/samtycke", "/finns-inte", "/overenskommelse/fran-fil", "/logga-in"):
        assert posted(server, path, b"a=" + b"x" * BIG, cookies, **form) in (404, 413)
        assert posted(server, path, multipart({"fil": b"x" * BIG}), cookies, **upload) in (404, 413, 415)
        assert posted(server, path, multipart({"fil": b"x" * 1_000_000}), cookies, **upload) in (303, 400, 404, 415)
    allowed = multipart({"csrf_token": token, "fil": b"PK\x03\x04" + b"x" * 4_000_000})
    assert posted(server, "/overenskommelse/fran-fil", allowed, cookies, **upload) in (200, 400, 422)
    written = {path for path in watched.written() - before if "samverkan.db" not in path}
    assert written == set()


def test_nothing_is_written_outside_var_and_the_temporary_folder(watched: Watched) -> None:
    server = watched.server
    visitor = Visitor(server.address).sign_in()
    form = visitor.get("/overenskommelse/ny/samverkansoverenskommelse").page.form().set("kommuner-sok", "Bjurholm")
    onward = urllib.parse.urlsplit(str(visitor.send(form).headers["Location"])).path
    agreement = "/".join(onward.split("/")[:3])
    blanks = [each["href"] for each in visitor.get("/blanketter").page.soup.select(".downloads a")]
    pages = ["/", "/klausuler/samverkansoverenskommelse", "/arbeten/", "/healthz", "/finns-inte", f"{agreement}/"]
    files = [f"{agreement}/filer/samverkansoverenskommelse.{each}" for each in ("pdf", "docx", "html", "txt")]
    for path in itertools.chain(pages, files, [f"{agreement}/filer/alla.zip"], blanks[:4]):
        assert visitor.get(path).status in (200, 404), path
    below = "|".join(re.escape(os.path.realpath(folder)) for folder in (server.var, server.temporary))
    expected = re.compile(rf"({below})(/.*)?|/dev/null|/dev/shm/wgunicorn-[^/]+|{re.escape(str(watched.told))}")
    written = watched.written()
    assert any("dokument-" in path for path in written), "the watcher does not see the document processes"
    assert any("samverkan.db" in path for path in written)
    real = {path if path.startswith("/dev/") else os.path.realpath(path) for path in written}
    assert [path for path in sorted(real) if not expected.fullmatch(path)] == []
    assert list((server.folder / "hem").rglob("*")) == []
    top = {path.name for path in server.folder.iterdir()}
    assert top == {"hem", "logg", "skrivet", "tmp", "ut", "vakt", "var"}


def test_what_is_kept_is_readable_by_its_owner_only(watched: Watched) -> None:
    modes = {path.name: path.stat().st_mode & 0o077 for path in [watched.server.var, *watched.server.var.rglob("*")]}
    assert {name: mode for name, mode in modes.items() if mode} == {}
