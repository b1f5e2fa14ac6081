"""The service for tests: a small library with every kind of question, its own database, a clock that stands still."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.routing import Rule
from werkzeug.serving import make_server

from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir
from generator.settings import Settings, from_environment
from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore, NewAccount
from generator.storage.agreements import AgreementStore
from generator.storage.database import create_or_migrate
from generator.storage.ownership import Viewer
from generator.storage.roles import Role
from generator.storage.sessions import SessionStore
from generator.web.app import create_app
from generator.web.identity.demo import demo_account
from generator.web.identity.visitors import COOKIE
from generator.web.services import EXTENSION
from tests.databases import KINDS, databases_of
from tests.tools import require_browser
from tests.web.pages import KOMMUNPOLIS, Page, Site

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NEW = "/overenskommelse/ny/overenskommelse"
CHROMIUM_FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def small_library() -> Library:
    """Every kind of question, few clauses."""
    return load_library(Path(__file__).with_name("bibliotek"))


@pytest.fixture(scope="session")
def real_library() -> Library:
    """The one that is shipped."""
    return load_library(clauses_dir())


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database that has been created and holds nothing."""
    file = tmp_path_factory.mktemp("tom") / "tom.db"
    create_or_migrate(f"sqlite:///{file}")
    return file.read_bytes()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that looks into what is stored, or asks who may see it, runs on both databases; the pages alone are the
    same on either."""
    if "database_kind" in metafunc.fixturenames:
        asks_who = metafunc.module.__name__ == "tests.web.test_access"
        looks = asks_who or {"store", "begun", "clock"} & set(metafunc.fixturenames)
        both = looks and "visitor" not in metafunc.fixturenames
        metafunc.parametrize("database_kind", KINDS if both else KINDS[:1])


@pytest.fixture
def settings(
    tmp_path: Path, empty_database: bytes, database_kind: str, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """A fresh installation."""
    made = from_environment({"GENERATOR_VAR": str(tmp_path / "var")})
    if database_kind == "sqlite":
        (made.var_dir / "samverkan.db").write_bytes(empty_database)
        yield made
        return
    with databases_of(database_kind, tmp_path, request) as databases:
        yield replace(made, database_url=databases.new())


class _CompiledOnce(BytecodeCache):
    """The page templates, compiled once for all the applications of a test run."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = _CompiledOnce()


def _each_route_once() -> None:
    """Werkzeug compiles two functions for every address of every application, most of what an application costs. They
    depend on the pattern of the address alone, so all the applications of a test run can share them."""
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}
    compile_one = Rule._compile_builder

    def shared(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_one(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = shared  # type: ignore[method-assign]


_each_route_once()


def made_app(settings: Settings, library: Library) -> Flask:
    """An application with its clock at noon."""
    made = create_app(settings, library, clock=lambda: NOON)
    made.jinja_env.bytecode_cache = COMPILED
    return made


@pytest.fixture
def app(settings: Settings, small_library: Library) -> Iterator[Flask]:
    """The service with the small library."""
    made = made_app(settings, small_library)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def store(app: Flask) -> AgreementStore:
    """What the service stores in, as the kommunpolis of the demonstration sees it."""
    found: AgreementStore = app.extensions[EXTENSION].agreements
    account = demo_account(found, KOMMUNPOLIS, NOON)
    return found.seen_by(Viewer(account.id, frozenset(each.organisation for each in account.memberships)))


@pytest.fixture
def site(app: Flask) -> Site:
    """Somebody's browser."""
    return Site(app.test_client())


@pytest.fixture
def real_site(settings: Settings, real_library: Library) -> Iterator[Site]:
    """Somebody's browser at the service as it is shipped."""
    made = made_app(settings, real_library)
    yield Site(made.test_client())
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def begun(site: Site) -> Page:
    """A new agreement with Eskilstuna, at its first page with everything else suggested."""
    page = site.get(NEW)
    return site.send(page.form().set("kommuner-sok", "Eskilstuna"))


Served = Callable[[Flask], str]


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serves an application on a free port of this machine, and says where."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def serve() -> Iterator[Served]:
    """Serves an application on a free port of this machine and returns its address."""
    with ExitStack() as servers:
        yield lambda app: servers.enter_context(served(app))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    path = require_browser()
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield made
        made.close()


def _press_button(context: BrowserContext, who: str) -> None:
    """Be somebody, without opening a page in the window."""
    token = re.search('name="csrf_token" value="([^"]+)"', context.request.get("/demo").text())
    assert token is not None
    context.request.post(f"/demo/{who}", form={"csrf_token": token[1]})


def window_of(browser: Browser, who: str = KOMMUNPOLIS, **settings: object) -> BrowserContext:
    """A browser window with settings of its own, as somebody in the demonstration."""
    context = browser.new_context(**settings)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    if who and "base_url" in settings:
        _press_button(context, who)
    return context


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browser windows with settings of their own, as somebody in the demonstration; closes them afterwards."""
    contexts = []

    def open_window(who: str = KOMMUNPOLIS, **settings: object) -> BrowserContext:
        contexts.append(window_of(browser, who, **settings))
        return contexts[-1]

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def as_(app: Flask) -> Callable[[str], Site]:
    """A browser of somebody in the demonstration."""
    return lambda who: Site(app.test_client(), who)


@pytest.fixture
def lawyer(as_: Callable[[str], Site]) -> Site:
    """Somebody of Bjurholm who reviews."""
    return as_("bjurholm-kommunjurist")


@pytest.fixture
def colleague(app: Flask, lawyer: Site) -> Site:
    """Another lawyer of the same municipality."""
    made = app.extensions[EXTENSION]
    engine = made.agreements.engine
    new = NewAccount("kollega", "Kollega Jurist", (Membership("demo-bjurholm", Role.KOMMUNJURIST),))
    account = AccountStore(engine).create(new, NOON, "test")
    site = Site(app.test_client(), "")
    site.client.set_cookie(COOKIE, SessionStore(engine).begin(account.id, NOON))
    return site
