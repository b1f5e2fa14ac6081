"""Every page in the ledger, as every role that may see it: accessible as far as a program can tell, and on a phone.

A page that looks the same to two roles is opened once. The ledger is the list, so a new page is looked at at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.agreements import AgreementStore, Change
from generator.storage.ownership import Viewer
from generator.web.services import EXTENSION
from tests.web.conftest import NOON, Served, made_app
from tests.web.pages import sign_in_as
from tests.web.test_access import WHO
from tests.web.test_routes import GONE, PAGE, ROUTES, VALUES

PHONE, DESKTOP = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLAN = "samverkansoverenskommelse"
OF_THE_SHIPPED_LIBRARY = {"document_id": "arendegang", "clause_id": "uppsagning", "page_id": "problembild"}
LEADS_ELSEWHERE = {
    "/overenskommelse/<agreement_id>/undertecknad",  # until it is ready to sign; looked at by the tests of drafts
    "/overenskommelse/<agreement_id>/bibliotek",  # until there is a newer library; the same
}
LOOKED_AT = sorted(
    rule
    for (rule, method), kind in ROUTES.items()
    if method == "GET" and kind in (PAGE, GONE) and rule not in LEADS_ELSEWHERE
)
Visitor = Callable[..., BrowserContext]


def part_of(rule: str) -> str:
    """Pages that are looked at by the same test: the beginning of their address without what it names."""
    return "/".join(rule.split("/")[1:4:2])


@pytest.fixture
def shipped(settings: Settings, real_library: Library) -> Iterator[Flask]:
    """The service as it is shipped."""
    made = made_app(settings, real_library)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def draft(shipped: Flask) -> str:
    """An agreement of the demonstration's police and Bjurholm, hardly begun: everything that can be missing is."""
    sign_in_as(shipped.test_client(), "polis-kommunpolis")
    store: AgreementStore = shipped.extensions[EXTENSION].agreements
    library: Library = shipped.extensions[EXTENSION].library
    change = Change({"kommuner": ["2403"]}, library.version, NOON)
    return store.seen_by(Viewer("nagon", frozenset({"demo-polis"}))).create(library.plans[PLAN], change).id


def addresses(rule: str, draft: str, library: Library) -> list[str]:
    """The pages that a rule stands for: every page of the interview, and one of each other kind."""
    plan = "samtycke" if rule.startswith("/person") else PLAN
    values = {**VALUES, **OF_THE_SHIPPED_LIBRARY, "plan_id": plan, "agreement_id": draft}
    pages = [page.id for page in library.plans[PLAN].pages] if rule.endswith("<page_id>") else [""]
    return [_filled(rule, {**values, "page_id": page} if page else values) for page in pages]


def _filled(rule: str, values: dict[str, str]) -> str:
    return re.sub(r"<(?:path:)?(\w+)>", lambda match: values[match[1]], rule)


def as_seen(app: Flask, who: str, address: str) -> str:
    """What stands on the page apart from what is new every time; empty when it leads elsewhere."""
    client = app.test_client()
    if who:
        sign_in_as(client, who)
    response = client.get(address)
    assert response.status_code < 500, f"{address} {response.status_code}"
    main = response.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'name="csrf_token"[^>]*|<span class="code">[0-9a-f]{12}</span>|\?v=\w+', "", main)


def different_views(app: Flask, rule: str, address: str) -> list[str]:
    """Of those who may see a page, one for each way it looks."""
    found: dict[str, str] = {}
    for who in sorted(WHO[f"GET {rule}"]):
        found.setdefault(as_seen(app, who, address), who)
    return [who for seen, who in found.items() if seen]


class Windows:
    """One window for each role, opened when it is needed."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self._visitor, self._address = visitor, address
        self._open: dict[str, Page] = {}

    def of(self, who: str) -> Page:
        """That role's window."""
        if who not in self._open:
            self._open[who] = self._visitor(who, base_url=self._address, reduced_motion="reduce").new_page()
        return self._open[who]


def problems(page: Page, where: str) -> Iterator[str]:
    """What a program can find wrong with the page that is shown, on a screen and on a phone."""
    for name, size in (("skärm", DESKTOP), ("telefon", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        for each in found.response["violations"]:
            yield f"{where} ({name}) {each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
    if not page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
        yield f"{where}: wider than a phone"


@pytest.mark.parametrize("part", sorted({part_of(rule) for rule in LOOKED_AT}))
def test_every_page_is_accessible_and_fits_a_phone_for_every_role(
    shipped: Flask, draft: str, visitor: Visitor, serve: Served, part: str
) -> None:
    windows = Windows(visitor, serve(shipped))
    library = shipped.extensions[EXTENSION].library
    wrong, seen = [], 0
    for rule in (each for each in LOOKED_AT if part_of(each) == part):
        for address in addresses(rule, draft, library):
            for who in different_views(shipped, rule, address):
                page = windows.of(who)
                page.goto(address)
                wrong.extend(problems(page, f"{address} as {who or 'a stranger'}"))
                seen += 1
    assert seen > 0
    assert wrong == []


def test_on_paper_an_agreement_is_its_own_text_and_nothing_of_the_page(
    shipped: Flask, draft: str, visitor: Visitor, serve: Served
) -> None:
    page = visitor(base_url=serve(shipped)).new_page()
    page.goto(f"/overenskommelse/{draft}/")
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text().strip()
    assert printed.startswith("UTKAST")
    assert "Demonstration" not in printed
    assert "Ladda ned" not in printed
    assert "Uppsägning" in printed


def test_with_less_motion_wanted_nothing_moves(shipped: Flask, visitor: Visitor, serve: Served) -> None:
    page = visitor(base_url=serve(shipped), reduced_motion="reduce").new_page()
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
