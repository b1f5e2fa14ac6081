"""The real server: gunicorn with its workers, started and stopped the way people do."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from tests.tools import REPOSITORY, short
from tests.web.pages import KOMMUNPOLIS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "generator", "serve", "--port", str(port)]


@contextlib.contextmanager
def running(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The service on a port, from when it says that it can be opened until it has been told to stop."""
    temporary = tmp_path / "tmp"
    temporary.mkdir(exist_ok=True)
    surroundings = {
        **os.environ,
        "GENERATOR_VAR": str(tmp_path / "var"),
        "TMPDIR": short(temporary),
        "PYTHONPATH": str(REPOSITORY),
    }
    with (
        (tmp_path / "logg").open("w") as log,
        subprocess.Popen(
            command(port), cwd=tmp_path, env=surroundings, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == f"Öppna http://127.0.0.1:{port}\n"
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def fetch(address: str) -> tuple[int, str]:
    for _ in range(50):
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - our own address
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} never answered")


def test_the_service_starts_answers_and_stops(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port) as process:
        assert fetch(f"http://127.0.0.1:{port}/healthz")[1].startswith("ok\n")
        assert "Vad vill du göra?" in fetch(f"http://127.0.0.1:{port}/")[1]
        assert "Vem vill du vara?" in fetch(f"http://127.0.0.1:{port}/overenskommelse/hemligt-id/")[1]
    assert process.returncode == 0
    log = (tmp_path / "logg").read_text()
    assert "GET /overenskommelse/<agreement_id>/ 303" in log
    assert "hemligt-id" not in log
    assert "Traceback" not in log
    assert {path.name for path in (tmp_path / "var").iterdir()} >= {"samverkan.db", "secret-key"}
    assert not any(path.is_file() for path in (tmp_path / "tmp").rglob("*"))


def sign_in_at(address: str, opener: urllib.request.OpenerDirector) -> None:
    """Press the kommunpolis' button of the demonstration at a running service."""
    page = BeautifulSoup(opener.open(f"{address}/demo").read(), "html5lib")
    token = page.select_one("input[name=csrf_token]")["value"]
    with contextlib.suppress(urllib.error.HTTPError):  # one that follows no redirects calls them errors
        opener.open(f"{address}/demo/{KOMMUNPOLIS}", data=urllib.parse.urlencode({"csrf_token": token}).encode())


TYPED = "Zetterqvist-Åhman"


def post_about_a_person(address: str) -> bytes:
    """Fill in a document for a person at the real server, wrong first and then right."""
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    sign_in_at(address, visitor)
    page = BeautifulSoup(visitor.open(f"{address}/person/information-personuppgifter").read(), "html5lib")
    hidden = {each["name"]: each["value"] for each in page.select("form input[type=hidden]")}
    fields = {each["name"]: TYPED for each in page.select("form input[type=text], form textarea")}
    boxes = page.select("form input[type=radio], form input[type=checkbox]:not([name^='_'])")
    chosen = {each["name"]: each["value"] for each in boxes}
    days = {each["name"]: "2026-12-01" for each in page.select("form input[placeholder='åååå-mm-dd']")}
    body = urllib.parse.urlencode({**hidden, **fields, **chosen, **days, "gor": "pdf"}).encode()
    target = f"{address}{page.select_one('form')['action']}"
    with contextlib.suppress(urllib.error.HTTPError):
        visitor.open(target, data=body.replace(b"csrf_token=", b"csrf_token=fel"))
    content: bytes = visitor.open(target, data=body).read()
    return content


def test_the_real_server_keeps_nothing_about_a_person(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path, port):
        content = post_about_a_person(f"http://127.0.0.1:{port}")
        wanted = [TYPED.encode(coding) for coding in ("utf-8", "utf-16-le", "latin-1")]
        wanted.append(urllib.parse.quote(TYPED).encode())
        kept = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert [path for path in kept if any(each in path.read_bytes() for each in wanted)] == []
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert TYPED in printed
    assert "POST /person/<plan_id> 400" in (tmp_path / "logg").read_text()
    assert "POST /person/<plan_id> 200" in (tmp_path / "logg").read_text()


def test_a_taken_port_is_told_in_swedish(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        surroundings = {**os.environ, "GENERATOR_VAR": str(tmp_path / "var")}
        result = subprocess.run(
            command(port), cwd=REPOSITORY, env=surroundings, capture_output=True, text=True, check=False
        )
    assert result.returncode == 1
    assert f"Porten {port} är upptagen" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("surroundings", "told"),
    [
        ({"GENERATOR_ENV": "production"}, "GENERATOR_SECRET_KEY"),
        ({"DATABASE_URL": "sqlite:////finns/inte/x.db"}, "Databasen"),
    ],
)
def test_what_the_service_cannot_start_with_is_told_in_swedish(
    tmp_path: Path, surroundings: dict[str, str], told: str
) -> None:
    environment = {**os.environ, "GENERATOR_VAR": str(tmp_path / "var"), **surroundings}
    result = subprocess.run(
        command(free_port()), cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_an_address_that_others_can_reach_is_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "GENERATOR_VAR": str(tmp_path / "var")}
    everywhere = [*command(free_port()), "--host", "0.0.0.0"]  # noqa: S104 - refused, that is the point
    result = subprocess.run(everywhere, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "GENERATOR_ENV=production" in result.stderr


def test_a_temporary_folder_with_too_long_a_path_is_refused_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / ("l" * 90)
    folder.mkdir()
    own = {"GENERATOR_VAR": str(tmp_path / "var"), "TMPDIR": str(folder), "PYTHONPATH": str(REPOSITORY)}
    surroundings = {**os.environ, **own}
    refused = subprocess.run(
        command(free_port()), cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False, timeout=60
    )
    assert refused.returncode == 1
    assert "TMPDIR är för lång" in refused.stderr
