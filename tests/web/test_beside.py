"""The agreement's text stands beside the questions, and what the last answer changed is marked in it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Window

from tests.web.conftest import NEW, Served
from tests.web.pages import Page, Site


def changes(page: Page) -> list[str]:
    return page.all(".text-changes li")


def test_before_a_municipality_is_chosen_the_pane_says_what_it_waits_for(site: Site) -> None:
    assert "när kommunen är vald" in site.get(NEW).text


def test_the_text_stands_beside_every_page_of_questions(site: Site, begun: Page) -> None:
    agreement = site.last_address.rsplit("/", 1)[0]
    for name in ("parter", "innehall", "tid"):
        page = site.get(f"{agreement}/{name}")
        assert page.all("#texten .document h3") == ["Överenskommelse om prov"]
        assert page.all("#texten .clause-note summary")


def test_an_answer_that_is_not_saved_yet_shows_what_it_would_change(site: Site, begun: Page) -> None:
    page = site.get(f"{site.last_address.rsplit('/', 1)[0]}/innehall")
    assert changes(page) == []
    shown = site.send(page.form().set("teman", "ett"), "visa")
    assert len(changes(shown)) == 1
    assert changes(shown)[0].startswith("Ny ")
    assert len(shown.soup.select("#texten section:has(> .change-mark)")) == 1


def test_after_a_save_the_next_page_shows_what_it_changed_and_a_removal_by_name(site: Site, begun: Page) -> None:
    address = f"{site.last_address.rsplit('/', 1)[0]}/innehall"
    site.send(site.get(address).form().set("teman", "ett"))
    back = site.get(address)
    assert changes(back)[0].startswith("Ny ")
    gone = site.send(back.form().set("teman"), "visa")
    assert changes(gone)[0].startswith("Borttagen ")


def test_what_is_left_out_is_listed_with_the_answers_that_would_bring_it_in(site: Site, begun: Page) -> None:
    page = site.get(f"{site.last_address.rsplit('/', 1)[0]}/innehall")
    assert page.all("#texten .all-left-out .left-out summary")
    assert "Klausulen kommer med om du ändrar" in page.text


def in_window(window: Window, address: str) -> None:
    window.goto(f"{address}/demo")
    window.locator("button", has_text="Kommunpolis").first.click()
    window.goto(f"{address}{NEW}")
    window.fill("[name=kommuner-sok]", "Eskilstuna")
    window.get_by_role("button", name="Spara och fortsätt").click()
    window.wait_for_url("**/parter?*")
    window.goto(f"{window.url.rsplit('/', 1)[0]}/innehall")


def test_in_a_browser_the_text_follows_each_answer_and_the_person_stays_where_she_is(
    app: Flask, serve: Served, visitor: Callable[..., BrowserContext]
) -> None:
    window = visitor(viewport={"width": 1400, "height": 800}).new_page()
    in_window(window, serve(app))
    box = window.locator("[name=teman]").first
    box.check()
    window.locator("#texten .change-mark").first.wait_for()
    assert window.evaluate("document.activeElement.name") == "teman"
    assert box.is_checked()
    assert "ändras i texten" in (window.locator("#lagesrad").text_content() or "")
    box.uncheck()
    window.locator("#texten .change-mark").first.wait_for(state="detached")


def test_on_a_phone_the_text_comes_after_the_questions_and_nothing_goes_outside(
    app: Flask, serve: Served, visitor: Callable[..., BrowserContext]
) -> None:
    window = visitor(viewport={"width": 320, "height": 640}).new_page()
    in_window(window, serve(app))
    assert window.evaluate("document.documentElement.scrollWidth") <= 320
    window.get_by_role("link", name="Se hur texten blir").click()
    expect(window.locator("#texten-rubrik")).to_be_in_viewport()
