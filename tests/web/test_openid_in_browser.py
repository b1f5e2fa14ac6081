"""Signing in at one's own organisation, in Chromium, against a certified provider on this machine.

The service is found as localhost and the provider as 127.0.0.1, so to the browser they are two sites, as in life.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from werkzeug.serving import make_server

from generator.clock import now
from generator.library.model import Library
from generator.settings import Settings
from tests.oidc.provider import Provider, start_provider
from tests.web.openid_site import ANNA, BO, MUNICIPALITY, POLICE, OpenIdSite, openid_settings_for, openid_site
from tests.web.sight import looked_at
from tests.web.test_server import free_port

Window = Callable[[], Page]


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def provider(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    made = start_provider(f"http://localhost:{port}", tmp_path_factory.mktemp("provider"))
    yield made
    made.stop()


@pytest.fixture
def site(
    provider: Provider, port: int, settings: Settings, small_library: Library, tmp_path: Path
) -> Iterator[OpenIdSite]:
    made = openid_site(settings, small_library, openid_settings_for(provider.address, tmp_path), now)
    server = make_server("127.0.0.1", port, made.app, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    provider.says({"anna": ANNA, "bo": BO, "cia": {"name": "Cia", "grupper": ["något annat"]}})
    yield made
    server.shutdown()
    server.server_close()
    made.engine.dispose()


def only_this_machine(route: Route) -> None:
    """The provider's own pages would like a typeface from elsewhere."""
    is_here = re.match(r"http://(localhost|127\.0\.0\.1):", route.request.url)
    route.continue_() if is_here else route.abort()


@pytest.fixture
def window(browser: Browser, site: OpenIdSite, port: int) -> Iterator[Window]:
    opened: list[BrowserContext] = []

    def open_window() -> Page:
        context = browser.new_context(base_url=f"http://localhost:{port}", viewport={"width": 320, "height": 640})
        context.set_default_timeout(15_000)
        context.route("**/*", only_this_machine)
        opened.append(context)
        return context.new_page()

    yield open_window
    for each in opened:
        each.close()


def go_there(page: Page, address: str = "/konto/") -> None:
    """Ask for a page that needs somebody, and choose one's organisation."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    page.get_by_role("link", name="Logga in hos din organisation").click()


def be(page: Page, who: str) -> None:
    """Sign in at the provider, and agree to what it asks."""
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill("vad som helst")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_one_signs_in_there_is_let_in_here_with_the_roles_that_it_tells_and_leaves_both(
    window: Window, site: OpenIdSite, provider: Provider
) -> None:
    page = window()
    go_there(page)
    be(page, "anna")
    expect(page).to_have_url(re.compile(r"/konto/$"))
    expect(page.locator("dl")).to_contain_text("Anna Ek")
    expect(page.locator("dl")).to_contain_text(f"kommunpolis, {POLICE}")
    expect(page.locator("input[type=password]")).to_have_count(0)
    assert "form-action 'self' " + provider.address in page.request.get("/").headers["content-security-policy"]

    page.get_by_role("button", name="Logga ut", exact=True).click()
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
    assert page.url.split("?")[0].endswith("/logga-in/organisation/utloggad")
    assert page.context.cookies() == [] or all("inloggad" not in each["name"] for each in page.context.cookies())

    go_there(page)
    expect(page.locator("input[name=login]")).to_be_visible()
    assert [account.name for account in site.accounts] == ["Anna Ek"]


def test_words_about_two_roles_give_both_and_one_comes_to_the_page_that_was_asked_for(window: Window) -> None:
    page = window()
    go_there(page, "/person/")
    be(page, "bo")
    expect(page).to_have_url(re.compile(r"/person/$"))
    page.goto("/konto/")
    for role in ("samordnare", "kommunjurist"):
        expect(page.locator("dl")).to_contain_text(f"{role}, {MUNICIPALITY}")


def test_whoever_is_given_no_role_gets_a_calm_page_and_no_account(window: Window, site: OpenIdSite) -> None:
    page = window()
    go_there(page)
    be(page, "cia")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du har ingen behörighet här")
    looked_at(page, "no role")
    assert site.accounts == ()

    page.get_by_role("link", name="Logga in som någon annan").click()
    be(page, "anna")
    page.goto("/konto/")
    expect(page.locator("dl")).to_contain_text("Anna Ek")


def test_a_role_that_is_taken_away_there_ends_access_here_in_every_browser(
    window: Window, provider: Provider, site: OpenIdSite
) -> None:
    first, second = window(), window()
    go_there(first)
    be(first, "anna")
    expect(first.locator("dl")).to_contain_text("kommunpolis")

    provider.says({"anna": {**ANNA, "grupper": []}})
    go_there(second)
    be(second, "anna")
    expect(second.get_by_role("heading", level=1)).to_have_text("Du har ingen behörighet här")
    first.reload()
    expect(first.get_by_role("heading", level=1)).to_have_text("Logga in")
    assert [account.roles for account in site.accounts] == [frozenset()]


def test_another_role_there_is_another_role_here_at_the_next_sign_in(
    window: Window, provider: Provider, site: OpenIdSite
) -> None:
    first, second = window(), window()
    go_there(first)
    be(first, "anna")
    expect(first.locator("dl")).to_contain_text("kommunpolis")
    provider.says({"anna": {**BO, "name": "Anna Åhs"}})
    go_there(second)
    be(second, "anna")
    expect(second.locator("dl")).to_contain_text("Anna Åhs")
    expect(second.locator("dl")).to_contain_text("samordnare")
    expect(second.locator("dl")).not_to_contain_text("kommunpolis")
    assert len(site.accounts) == 1


def test_whoever_says_no_there_is_told_so_calmly(window: Window, site: OpenIdSite) -> None:
    page = window()
    go_there(page)
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggningen avbröts")
    assert site.accounts == ()


def test_signing_out_everywhere_signs_out_there_too(window: Window) -> None:
    page = window()
    go_there(page)
    be(page, "anna")
    page.get_by_role("button", name="Logga ut överallt").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")
