"""Every document about a person is made at the real server, and refused, and broken off, with a word of its own in
every field. Then those words are looked for wherever anything could have been left."""

from __future__ import annotations

import base64
import contextlib
import itertools
import os
import re
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
from bs4 import Tag

from generator.library.load import load_library
from generator.library.model import PlanKind
from generator.resources import clauses_dir
from generator.storage.database import open_database
from generator.storage.totals import person_documents
from tests.databases import Cluster
from tests.web.pages import Form, Page
from tests.web.real_server import Answer, RealServer, Visitor, real_server

LIBRARY = load_library(clauses_dir())
PLANS = sorted(plan.id for plan in LIBRARY.plans.values() if plan.kind is PlanKind.PERSON and plan.pages)
FORMATS = ("pdf", "docx")
_ROUNDS = 12
"""A page asks again each time that an answer brings more questions."""
_PERSONAL_NUMBER = "19121212-1212"
_DAY = "2031-07-23"
_SUM = "918273645"
_PASSWORD = "korp hatt elva"  # noqa: S105 - looked for, like all that is typed
SHARED = Path("/dev/shm")  # noqa: S108 - where a process might leave something


class Canaries:
    """A word for every field that is filled in, never the same twice."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.sent: set[str] = {_PERSONAL_NUMBER, _DAY, _SUM, _PASSWORD}

    def new(self, longest: int) -> str:
        word = f"Zq{next(self._numbers):05d}kanarie"[: max(longest, 7)]
        self.sent.add(word)
        return word

    def fill(self, page: Page) -> Form:
        """The page's form with everything filled in that is empty, and boxes and buttons chosen where none is."""
        form = page.form()
        for control in page.soup.select("form[data-page] :is(input, textarea, select)"):
            name = control.get("name", "")
            if not name.startswith("_") and name != "csrf_token":
                self._answer(form, control, name)
        return form

    def _answer(self, form: Form, control: Tag, name: str) -> None:
        kind = control.get("type", control.name)
        if kind in ("radio", "checkbox"):
            if not form.get(name) or (kind == "checkbox" and len(form.get(name)) < 2):
                form.fields.append((name, control["value"]))
        elif kind in ("text", "textarea", "input") and not any(form.get(name)):
            form.set(name, self._typed(control))

    def _typed(self, control: Tag) -> str:
        told = f"{control.get('placeholder', '')}{control.get('inputmode', '')}{control.get('autocomplete', '')}"
        if "mm-dd" in told:
            return _DAY
        if str(control.get("name")).endswith("belopp"):
            return _SUM
        if "nnnn" in told.lower() or "personnummer" in str(control.get("name")):
            return _PERSONAL_NUMBER
        return self.new(int(control.get("maxlength") or 200))


def worded(page: Page) -> set[str]:
    """Ids of the fields that something is wrong with."""
    return {target for _, target in page.errors}


def walk(visitor: Visitor, plan: str, canaries: Canaries, button: str) -> Answer:
    """Fill in the page again and again, until it gives something else than the page with more questions."""
    page = visitor.get(f"/person/{plan}").page
    rows = [each["value"] for each in page.soup.select("button[value^='lagg-till:']")]
    for row in rows:
        page = visitor.send(page.form(), row).page
    for _ in range(_ROUNDS):
        answer = visitor.send(canaries.fill(page), button)
        if answer.is_file or answer.status not in (200, 422):
            return answer
        page = mended(answer.page)
    raise AssertionError(f"{plan} asks without end: {page.errors} {page.notice}")


def mended(page: Page) -> Page:
    """The page with what was wrong emptied or turned round, so that it is filled in anew."""
    for target in worded(page):
        for control in page.soup.select(f"[id='{target}'], [name='{target}']"):
            if control.name == "textarea":
                control.string = ""
            elif control.get("type") in ("radio", "checkbox"):
                del control["checked"]
            else:
                control["value"] = ""
    return page


def all_walks(visitor: Visitor, canaries: Canaries, plans: list[str]) -> Iterator[tuple[str, str, Answer]]:
    """Every document in every format, right, wrong, forged and locked."""
    for plan, button in itertools.product(plans, FORMATS):
        answer = walk(visitor, plan, canaries, button)
        yield plan, button, answer
    for plan in plans:
        page = visitor.get(f"/person/{plan}").page
        form = canaries.fill(page)
        for language in page.soup.select("[name=_sprak]"):
            visitor.send(Form(form.action, list(form.fields)).set("_sprak", language["value"]), "pdf")
        visitor.send(Form(form.action, list(form.fields)).set("csrf_token", canaries.new(99)), "pdf")
        visitor.send(Form(form.action, [*form.fields, ("_las", "ja"), ("_losenord", _PASSWORD)]), "pdf")
        visitor.send(Form(form.action, list(form.fields)), canaries.new(99))
        wrong = [(name, f"{value}\x07" if value.startswith("Zq") else value) for name, value in form.fields]
        visitor.send(Form(form.action, wrong), "pdf")
        visitor.post(f"/person/{plan}?{canaries.new(99)}=1", [("csrf_token", "x"), *form.fields])
        visitor.post(f"/person/{canaries.new(99)}", form.fields)
        visitor.post(form.action, form.fields, Content_Type="multipart/form-data; boundary=x")
        visitor.post(form.action, [*form.fields, ("stor", canaries.new(99) + "x" * 2_100_000)])


# --- Where to look ---------------------------------------------------------------------------------------------------


def wanted(words: set[str]) -> Callable[[bytes], set[str]]:
    """Looks for every word, in every way that it could have been written down."""
    ways: dict[bytes, str] = {}
    for word in words:
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = word.encode(coding)
            ways |= {raw: word, raw.hex().encode(): word}
        ways[urllib.parse.quote_plus(word).encode()] = word
        for shift in range(3):
            ways[_base64(word, shift)] = word
    pattern = re.compile(b"|".join(re.escape(each) for each in sorted(ways, key=len, reverse=True)))
    return lambda content: {ways[found] for found in pattern.findall(content)}


def _base64(word: str, shift: int) -> bytes:
    """A word in base64, so many bytes into a group of three: the letters that are the same whatever stands around it.
    All of them, since a few are soon found in a random token."""
    raw = b"x" * shift + word.encode()
    return base64.b64encode(raw)[(8 * shift + 5) // 6 : 8 * len(raw) // 6]


def left(server: RealServer, visitor: Visitor, shared_before: set[Path]) -> Iterator[tuple[str, bytes]]:
    """Everything that the service and the browser have been left with, by name."""
    for path in server.folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
    for path in set(SHARED.glob("*")) - shared_before:
        with contextlib.suppress(OSError):
            yield str(path), path.read_bytes()
    for process in server.processes():
        yield from open_in(process)
    for cookie in visitor.cookies:
        yield "cookie", repr(vars(cookie)).encode()
    yield "addresses that we were sent on to", repr(visitor.sent_on).encode()


def open_in(process: int) -> Iterator[tuple[str, bytes]]:
    """What a process was started with, and its open files, also those that have been removed."""
    for name in ("cmdline", "environ"):
        with contextlib.suppress(OSError):
            yield f"/proc/{process}/{name}", Path(f"/proc/{process}/{name}").read_bytes()
    with contextlib.suppress(OSError):
        for link in Path(f"/proc/{process}/fd").iterdir():
            with contextlib.suppress(OSError):
                if os.readlink(link).startswith("/") and link.is_file():
                    yield str(link), link.read_bytes()


def traces(server: RealServer, visitor: Visitor, canaries: Canaries, shared_before: set[Path]) -> dict[str, set[str]]:
    """Where a typed word was found → which."""
    look = wanted(canaries.sent)
    server.come_to_rest()  # a worker that gets ready writes fonts, and removes them while we look
    everything = [(name, look(content)) for name, content in left(server, visitor, shared_before)]
    names = " ".join(str(path) for path in server.folder.rglob("*"))
    assert len(everything) > 5
    return {name: found for name, found in [*everything, ("names of files", look(names.encode()))] if found}


@pytest.fixture
def shared_before() -> set[Path]:
    return set(SHARED.glob("*"))


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    look = wanted({"Zq00001kanarie"})
    for way in (b"xZq00001kanariex", base64.b64encode(b"aZq00001kanariebb"), "Zq00001kanarie".encode("utf-16-le")):
        assert look(way) == {"Zq00001kanarie"}
    for before, after in itertools.product(("", "å", "abc"), ("", "å", "abcd")):
        assert look(base64.b64encode(f"{before}Zq00001kanarie{after}".encode())) == {"Zq00001kanarie"}
    assert look(b"Zq00002kanarie") == set()


@pytest.mark.timeout(600)
def test_a_document_for_a_person_leaves_no_trace(tmp_path: Path, shared_before: set[Path]) -> None:
    canaries = Canaries()
    with real_server(tmp_path) as server:
        visitor = Visitor(server.address).sign_in()
        sizes = {}
        for plan, button, answer in all_walks(visitor, canaries, PLANS):
            assert answer.is_file, (plan, button, answer.status, answer.page.errors)
            sizes[plan, button] = len(answer.body)
        assert len(sizes) == len(PLANS) * len(FORMATS)
        assert len(canaries.sent) > 200
        assert "POST /person/<plan_id> 200" in server.log
        assert traces(server, visitor, canaries, shared_before) == {}
    assert traces(server, visitor, canaries, shared_before) == {}
    assert [path for path in server.temporary.rglob("*") if path.is_file()] == []


def test_a_document_for_a_person_leaves_no_trace_in_postgresql(tmp_path: Path, postgres: Cluster) -> None:
    canaries, control = Canaries(), "Zq99999kontroll"
    url = postgres.new_database(migrated=True)
    with real_server(tmp_path, DATABASE_URL=url) as server:
        visitor = Visitor(server.address).sign_in()
        for plan in PLANS[::4]:
            assert walk(visitor, plan, canaries, "docx").is_file
    with psycopg.connect(host=str(postgres.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE TABLE control AS SELECT 'Zq99999kontroll' AS x")
        connection.execute("CHECKPOINT")
        look = wanted({*canaries.sent, control})
        found = {word for path in postgres.folder.rglob("*") if path.is_file() for word in look(path.read_bytes())}
        connection.execute("DROP TABLE control")
    assert found == {control}
    assert person_documents(open_database(url)) == len(PLANS[::4])
    postgres.drop(url)


_TOO_SLOW = """
from generator.web import work_pool
work_pool.DocumentProcesses.__init__.__defaults__ = (2, 2, 0.02)
"""
_CRASHING = """
from generator.web import person
def crash(document, situation, name, options):
    raise ValueError(str(document))
person.document_file = crash
"""
_BREAKING = {"too slow": (_TOO_SLOW, 503), "crash": (_CRASHING, 500)}


_CARELESS = """
import sys, tempfile
from generator.web import person
made = person.document_file
def careless(document, situation, name, options):
    typed = str(document)
    print(typed, file=sys.stderr, flush=True)
    global kept
    kept = tempfile.TemporaryFile()
    kept.write(typed.encode("utf-16"))
    kept.flush()
    return made(document, situation, name, options)
person.document_file = careless
"""


def test_the_search_finds_what_a_careless_service_leaves(tmp_path: Path, shared_before: set[Path]) -> None:
    canaries = Canaries()
    with real_server(tmp_path, _CARELESS) as server:
        visitor = Visitor(server.address).sign_in()
        assert walk(visitor, "information-barn", canaries, "docx").is_file
        found = traces(server, visitor, canaries, shared_before)
    assert str(tmp_path / "logg") in found
    assert any(name.startswith("/proc/") for name in found)


BROKEN_OFF = [
    *(pytest.param(PLANS[::5], *each, id=f"{name}, some") for name, each in _BREAKING.items()),
    *(pytest.param(PLANS, *each, id=f"{name}, all", marks=pytest.mark.long) for name, each in _BREAKING.items()),
]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("plans", "prepared", "status"), BROKEN_OFF)
def test_a_document_for_a_person_that_is_broken_off_leaves_no_trace(
    tmp_path: Path, shared_before: set[Path], plans: Sequence[str], prepared: str, status: int
) -> None:
    canaries = Canaries()
    with real_server(tmp_path, prepared) as server:
        visitor = Visitor(server.address).sign_in()
        for plan in plans:
            answer = walk(visitor, plan, canaries, "pdf")
            assert answer.status == status, plan
            if status == 500:
                assert wanted(canaries.sent)(answer.body) == set()
        assert traces(server, visitor, canaries, shared_before) == {}
    assert traces(server, visitor, canaries, shared_before) == {}
    assert [path for path in server.temporary.rglob("*") if path.is_file()] == []
