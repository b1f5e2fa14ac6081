"""A lawyer's way through the clause set in a real browser: found, read, compared, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from generator.library.model import Library
from generator.settings import Settings
from generator.web.services import EXTENSION
from tests.web.conftest import Served, made_app
from tests.web.sight import DESKTOP
from tests.web.test_law_browser import LAWYER, looked_at

Window = Callable[..., Page]


@pytest.fixture
def window(
    visitor: Callable[..., BrowserContext], settings: Settings, real_library: Library, serve: Served
) -> Iterator[Window]:
    """Opens windows of the service as it is shipped, in which nothing may fail silently."""
    made = made_app(settings, real_library)
    address = serve(made)

    def opened(**wanted: object) -> Page:
        page = visitor(LAWYER, base_url=address, viewport=DESKTOP, **wanted).new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        return page

    yield opened
    _close(made)


def _close(made: Flask) -> None:
    made.extensions[EXTENSION].agreements.engine.dispose()


def test_every_page_of_the_clause_set_is_accessible_on_every_screen(window: Window) -> None:
    page = window()
    for address in (
        *("/klausuler/", "/klausuler/klausul/samtycke-tid", "/klausuler/klausul/ingang-egen-jour"),
        *(
            "/klausuler/sok?q=sekretess",
            "/klausuler/matris?visa=skiljer",
            "/klausuler/matris?visa=skiljer&storlek=liten",
        ),
        "/jamfor?a=kommun:2403&b=kommun:1480",
    ):
        page.goto(address)
        looked_at(page, address)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_clause_is_found_by_its_words_and_read_with_its_provisions(window: Window, scripts: bool) -> None:
    page = window(java_script_enabled=scripts)
    page.goto("/klausuler/")
    page.get_by_label("Sök i text, villkor och vägledning").fill("drogmiljöer")
    page.get_by_role("button", name="Sök").click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="Öppna drogmiljöer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Öppna drogmiljöer")
    page.get_by_role("link", name="13 kap. 10 § socialtjänstlagen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SoL 13:10")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_municipalities_are_chosen_and_compared(window: Window, scripts: bool) -> None:
    page = window(java_script_enabled=scripts)
    page.goto("/klausuler/")
    page.get_by_role("link", name="Jämför två").click()
    page.get_by_label("Den ena").select_option(label="Bjurholm")
    page.get_by_label("Den andra").select_option(label="Göteborg")
    page.get_by_role("button", name="Jämför").click()
    expect(page.locator("#skillnad")).to_contain_text("Bjurholm")
    expect(page.locator("#svar")).to_be_visible()
