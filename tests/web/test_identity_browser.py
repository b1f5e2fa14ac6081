"""Invitation, password and one-time code in a real browser; who one is on a phone and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from generator.library.model import Library
from generator.settings import Settings
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.storage.people import CHOSEN
from tests.web.conftest import Served
from tests.web.pages import ADMINISTRATOR
from tests.web.sight import DESKTOP, PHONE, looked_at
from tests.web.test_browser import Visitor, opened

STEP = timedelta(seconds=30)


@pytest.fixture
def app(settings: Settings, small_library: Library) -> Iterator[Flask]:
    """The service by the clock on the wall: a browser's own clock is the one that matters here."""
    made = create_app(settings, small_library, lambda: datetime.now(UTC))
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def address(app: Flask, serve: Served) -> str:
    return serve(app)


def fill(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"main [name='{name}']:visible").fill(value)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def invited(visitor: Visitor, address: str) -> str:
    """The administrator adds somebody; the path of the link that she gets."""
    page = opened(visitor, address, who=ADMINISTRATOR)
    page.goto("/administration/")
    page.get_by_text("Lägg till ett konto").click()
    fill(page, inloggningsnamn="asa@example.se")
    page.locator("#konto-namn").fill("Åsa Öberg")
    page.locator("input[value='demo-bjurholm:samordnare']").check()
    press(page, "Lägg till och visa inbjudan")
    return "/inbjudan/" + page.locator("[data-invitation-link]").inner_text().rpartition("/inbjudan/")[2]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_invitation_to_password_and_code(visitor: Visitor, address: str, scripts: bool) -> None:
    link = invited(visitor, address)
    page = opened(visitor, address, who="", java_script_enabled=scripts)
    page.goto(link)
    fill(page, losenord=CHOSEN, igen=CHOSEN)
    press(page, "Spara och logga in")
    expect(page.locator("h1")).to_have_text("Ditt konto")
    page.get_by_role("link", name="Börja använda koder").click()
    expect(page.locator(".code-picture svg")).to_be_visible()
    phone = pyotp.TOTP(page.locator("#nyckel").inner_text().replace(" ", ""))
    # No code is taken twice, but the next one is taken already now.
    fill(page, kod=phone.at(datetime.now(UTC)), losenord=CHOSEN)
    press(page, "Börja använda koder")
    press(page, "Logga ut")
    expect(page.locator("h1")).to_have_text("Vad vill du göra?")
    page.goto("/logga-in?vidare=/konto/")
    fill(page, inloggningsnamn="asa@example.se", losenord="fel lösenord")
    press(page, "Logga in")
    expect(page.locator(".error-summary")).to_contain_text("stämmer inte")
    fill(page, losenord=CHOSEN)
    press(page, "Logga in")
    fill(page, kod=phone.at(datetime.now(UTC) + STEP))
    press(page, "Fortsätt")
    expect(page.locator("h1")).to_have_text("Ditt konto")
    expect(page.locator("main")).to_contain_text("samordnare, Bjurholms kommun")


def test_what_was_typed_when_one_was_signed_out_is_there_after_signing_in_in_another_tab(
    visitor: Visitor, address: str
) -> None:
    page = opened(visitor, address)
    page.goto("/overenskommelse/ny/overenskommelse")
    page.locator("[name='kommuner-sok']").fill("Bjurholm")
    page.context.clear_cookies(name="samverkan-inloggad")
    page.locator("button.btn-primary").first.click()
    expect(page.locator("h1")).to_have_text("Du har blivit utloggad")
    with page.context.expect_page() as tab:
        page.get_by_role("link", name="Logga in i en ny flik").click()
    press(tab.value, "Kommunpolis")
    press(page, "Fortsätt där jag var")
    if "Bjurholm" not in page.locator("h1").inner_text():  # the form's token was from before: shown again as typed
        expect(page.locator(".notice")).to_contain_text("Allt du skrev står kvar")
        expect(page.locator("main")).to_contain_text("Bjurholm")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_invitation_is_accessible_and_fits(visitor: Visitor, address: str, viewport: dict[str, int]) -> None:
    link = invited(visitor, address)
    page = opened(visitor, address, who="", viewport=viewport)
    page.goto(link)
    expect(page.locator("input[type=password]").first).to_be_visible()
    looked_at(page, link)
