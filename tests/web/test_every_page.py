"""Every page in the ledger, as every role that may see it: accessible as far as a program can tell, focus that is seen,
colours of one's own, less motion, and on a phone.

A page with the same elements for two roles is opened once. The ledger is the list, so a new page is looked at at once.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from generator.cli.answers_file import read_answers_file
from generator.library.load import library_version
from generator.library.model import Library
from generator.library.packing import pack_library
from generator.resources import clauses_dir
from generator.review.own_wordings import Act, OwnAct
from generator.settings import from_environment
from generator.storage.agreements import AgreementStore, Change
from generator.storage.lifecycle import Status
from generator.storage.own_wordings import OwnWordingStore
from generator.storage.ownership import Viewer
from generator.storage.statuses import StatusRow, StatusStore
from generator.storage.versions import LibraryCopies
from generator.web.services import EXTENSION
from tests.cases.documents import CASES_DIR
from tests.storage.people import CHOSEN
from tests.web.conftest import NOON, made_app, served, window_of
from tests.web.entering import somebody, with_codes
from tests.web.pages import KOMMUNPOLIS, sign_in_as
from tests.web.sight import problems
from tests.web.test_access import WHO
from tests.web.test_routes import GONE, PAGE, ROUTES, VALUES

PLAN = "samverkansoverenskommelse"
CLAUSE = "uppsagning"
OF_THE_SHIPPED_LIBRARY = {"document_id": "arendegang", "clause_id": CLAUSE, "page_id": "problembild"}
READY_FOR = "/overenskommelse/<agreement_id>/undertecknad"
BEHIND_FOR = "/overenskommelse/<agreement_id>/bibliotek"
OFFERED_FOR = "/overenskommelse/<agreement_id>/egna-lydelser"
CODE_FOR = "/logga-in/kod"
HALF_WAY = "somebody who has given a password and not yet a code"
LOGIN = "kim@example.se"
LOOKED_AT = sorted(rule for (rule, method), kind in ROUTES.items() if method == "GET" and kind in (PAGE, GONE))
LEADS_ELSEWHERE = {"/lagrum/<slug>/att-gora.<extension>"}  # a file
WORDS_AND_ADDRESSES = re.compile(r'(?<=>)[^<]+(?=<)|\s(?:href|src|value|action|id|for|name|[\w-]+by)="[^"]*"')
VIEWER = Viewer("nagon", frozenset({"demo-polis"}))


def part_of(rule: str) -> str:
    """Pages that are looked at by the same test: the beginning of their address without what it names."""
    return "/".join(rule.split("/")[1:4:2])


@dataclass
class House:
    """The service as it is shipped, drafts in several states, and a window for each role, opened when it is needed."""

    app: Flask
    address: str
    drafts: dict[str, str]
    browser: Browser
    _windows: dict[str, BrowserContext] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Every address that a page has asked for."""

    def window(self, who: str) -> Page:
        """That role's window."""
        if who not in self._windows:
            role = "" if who == HALF_WAY else who
            self._windows[who] = window_of(self.browser, role, base_url=self.address, reduced_motion="reduce")
            self._windows[who].new_page().on("request", lambda request: self.asked.append(request.url))
            if who == HALF_WAY:
                give_password(self._windows[who].pages[0])
        return self._windows[who].pages[0]

    def addresses(self, rule: str) -> list[str]:
        """The pages that a rule stands for: every page of the interview, and one of each other kind."""
        library: Library = self.app.extensions[EXTENSION].library
        plan = "samtycke" if rule.startswith("/person") else PLAN
        draft = self.drafts.get(rule, self.drafts["begun"])
        values = {**VALUES, **OF_THE_SHIPPED_LIBRARY, "plan_id": plan, "agreement_id": draft}
        pages = [page.id for page in library.plans[PLAN].pages] if rule.endswith("<page_id>") else [""]
        return [_filled(rule, {**values, "page_id": page} if page else values) for page in pages]

    def close(self) -> None:
        """Close every window."""
        for each in self._windows.values():
            each.close()


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, empty_database: bytes, real_library: Library, browser: Browser
) -> Iterator[House]:
    """One for all the pages: nothing here changes what is stored."""
    folder = tmp_path_factory.mktemp("hus")
    settings = from_environment({"GENERATOR_VAR": str(folder / "var")})
    (settings.var_dir / "samverkan.db").write_bytes(empty_database)
    app = made_app(settings, real_library)
    sign_in_as(app.test_client(), KOMMUNPOLIS)
    drafts = {"begun": begun(app), READY_FOR: ready(app), BEHIND_FOR: behind(app, folder), OFFERED_FOR: offered(app)}
    with_codes(app, somebody(app, LOGIN))
    with served(app) as address:
        made = House(app, address, drafts, browser)
        yield made
        made.close()
    app.extensions[EXTENSION].agreements.engine.dispose()


def created(app: Flask, answers: dict[str, object], version: str = "", day: date | None = None) -> str:
    store: AgreementStore = app.extensions[EXTENSION].agreements
    library: Library = app.extensions[EXTENSION].library
    change = Change(answers, version or library.version, NOON, day)
    return store.seen_by(VIEWER).create(library.plans[PLAN], change).id


def begun(app: Flask) -> str:
    """An agreement of the demonstration's police and Bjurholm, hardly begun: everything that can be missing is."""
    return created(app, {"kommuner": ["2403"]})


def ready(app: Flask) -> str:
    """One that is ready to sign."""
    draft, before = created(app, read_answers_file(CASES_DIR / "bjurholm" / "answers.yaml").answers), Status.DRAFT
    for status in (Status.REVIEW, Status.READY):
        row = StatusRow(status, 1, NOON, VIEWER.who)
        StatusStore(app.extensions[EXTENSION].agreements.engine, VIEWER).take_step(draft, before, row)
        before = status
    return draft


def behind(app: Flask, folder: Path) -> str:
    """One made with a library in which a clause had other words."""
    root = folder / "clauses"
    shutil.copytree(clauses_dir(), root)
    wording = next(root.glob(f"*/{CLAUSE}/*-01.md"))
    wording.write_text(wording.read_text(encoding="utf-8") + "\nSå stod det förr.\n", encoding="utf-8")
    version = library_version(root)
    packed = pack_library(root, version)
    assert packed is not None
    LibraryCopies(app.extensions[EXTENSION].agreements.engine).keep(version, packed, NOON)
    return created(app, {"kommuner": ["2403"]}, version, NOON.date())


def offered(app: Flask) -> str:
    """One whose municipality has decided a wording of its own, which it has not taken in. No other page shows it."""
    clause = app.extensions[EXTENSION].library.clauses[CLAUSE].at(NOON.date())
    act = OwnAct(Act.REPLACE, CLAUSE, "Nämnden vill det.", NOON.date(), None, clause.heading, "Så säger vi.", "0" * 64)
    municipality = Viewer("nagon", frozenset({"demo-goteborg"}))
    OwnWordingStore(app.extensions[EXTENSION].agreements.engine, municipality).add("demo-goteborg", act, 0, NOON)
    return created(app, {"kommuner": ["1480"]})


def give_password(page: Page) -> None:
    """Sign in as whoever has codes, as far as to the code."""
    page.goto("/logga-in")
    page.locator("[name=inloggningsnamn]").fill(LOGIN)
    page.locator("[name=losenord]").fill(CHOSEN)
    with page.expect_navigation():
        page.locator("form[data-sign-in] button").click()


def _filled(rule: str, values: dict[str, str]) -> str:
    return re.sub(r"<(?:path:)?(\w+)>", lambda match: values[match[1]], rule)


def as_seen(app: Flask, who: str, address: str) -> str:
    """The elements on the page, without words and addresses; empty when it leads elsewhere."""
    client = app.test_client()
    if who:
        sign_in_as(client, who)
    response = client.get(address)
    assert response.status_code < 500, f"{address} {response.status_code}"
    main = response.text.partition("<main")[2].partition("</main>")[0]
    return WORDS_AND_ADDRESSES.sub("", main)


def different_views(app: Flask, rule: str, address: str) -> list[str]:
    """Of those who may see a page, one for each way it looks."""
    if rule == CODE_FOR:
        return [HALF_WAY]  # everybody else is asked for a password, which is a page of its own
    found: dict[str, str] = {}
    for who in sorted(WHO[f"GET {rule}"]):
        found.setdefault(as_seen(app, who, address), who)
    return [who for seen, who in found.items() if seen]


@pytest.mark.parametrize("part", sorted({part_of(rule) for rule in LOOKED_AT}))
def test_every_page_is_accessible_and_fits_a_phone_for_every_role(house: House, part: str) -> None:
    wrong, seen = [], set()
    rules = {each for each in LOOKED_AT if part_of(each) == part}
    for rule in sorted(rules):
        for address in house.addresses(rule):
            for who in different_views(house.app, rule, address):
                page = house.window(who)
                page.goto(address)
                assert page.url == f"{house.address}{address}"
                wrong.extend(f"{address} as {who or 'a stranger'} {each}" for each in problems(page))
                seen.add(rule)
    assert rules - seen <= LEADS_ELSEWHERE
    assert wrong == []
    assert [each for each in house.asked if not each.startswith(house.address)] == []


def test_pages_that_need_a_draft_in_a_certain_state_are_shown_and_lead_nowhere_else(house: House) -> None:
    client = house.app.test_client()
    sign_in_as(client, KOMMUNPOLIS)
    for rule in (READY_FOR, BEHIND_FOR, OFFERED_FOR):
        assert client.get(*house.addresses(rule)).status_code == 200


def test_on_paper_an_agreement_is_its_own_text_and_nothing_of_the_page(house: House) -> None:
    page = house.window(KOMMUNPOLIS)
    page.goto(f"/overenskommelse/{house.drafts['begun']}/")
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text().strip()
    page.emulate_media(media="screen")
    assert printed.startswith("UTKAST")
    assert "Demonstration" not in printed
    assert "Ladda ned" not in printed
    assert "Uppsägning" in printed
