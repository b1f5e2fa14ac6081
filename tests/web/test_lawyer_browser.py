"""A lawyer's first review of the clause set, and then a changed law, in a real browser: everything she passes is looked
at on a screen and on a phone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.conftest import Served
from tests.web.pages import Site
from tests.web.sight import DESKTOP, PHONE, looked_at
from tests.web.test_browser import Visitor, opened

LAWYER = "bjurholm-kommunjurist"


def seen(page: Page, where: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        looked_at(page, where)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).first.click()


@pytest.fixture
def draft(app: Flask) -> str:
    """The address of a draft with Bjurholm that has a wording of its own."""
    site = Site(app.test_client())
    site.send(site.get("/overenskommelse/ny/overenskommelse").form().set("kommuner-sok", "Bjurholm"))
    address = f"/overenskommelse/{site.last_address.split('/')[2]}/"
    form = site.get(f"{address}lydelser/tiden").form("form[data-wording]").set("text", "Så gör vi här.")
    site.send(form.set("skal", "Nämnden vill det."), "spara")
    return address


def whole_on_paper(page: Page) -> None:
    """Documents that are closed on the screen are printed."""
    page.evaluate("document.querySelectorAll('.review-list details').forEach((each) => { each.open = false })")
    expect(page.locator(".review-list label").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".review-list label").last).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("document.querySelectorAll('.review-list details').forEach((each) => { each.open = true })")


def set_approved(page: Page) -> None:
    page.goto("/granskning/")
    page.get_by_label("Granskas senast").fill("2026-12-01")
    press(page, "Spara dagen")
    whole_on_paper(page)
    for box in page.locator("[name=klausul]").all():
        box.check()
    press(page, "Godkänn de markerade")
    expect(page.locator("main")).to_contain_text("Granskning nummer")
    seen(page, "review")


def change_entered(page: Page) -> None:
    page.goto("/lagrum/sol-4-1")
    page.get_by_role("link", name="Pröva en ändring").click()
    page.get_by_label("Den ändras").check()
    page.get_by_label("Från vilken dag?").fill("2027-01-01")
    press(page, "Visa vad som berörs")
    page.get_by_label("Vad ändras, och var står det?").fill("SFS 2026:9 ger längre tid.")
    seen(page, "what a change would touch")
    press(page, "För in ändringen")
    expect(page.locator("main")).to_contain_text("Måste granskas igen")
    page.get_by_label("Granskas senast").fill("2026-11-30")
    press(page, "Spara dagen")
    seen(page, "an entered change")


def found_on_the_start_page(page: Page) -> None:
    page.goto("/")
    first = page.locator("#vantar + ul li").first
    expect(first).to_contain_text("Granska efter lagändring")
    expect(first).to_contain_text("senast 30 november 2026")
    seen(page, "start")
    page.locator("#vantar + ul a").first.click()
    page.locator("#klausuler + ul a").first.click()
    expect(page.locator("#granskning ~ ul")).to_contain_text("SFS 2026:9 ger längre tid. Infört")


def list_chosen(page: Page, draft: str) -> None:
    page.goto(draft)
    expect(page.locator("#vilar ~ p").first).to_contain_text("granskning nummer")
    seen(page, "a draft")
    page.get_by_label("Lista över avvikelser och godkännanden").uncheck()
    press(page, "Använd valet")
    address = page.locator(".downloads a").first.get_attribute("href") or ""
    assert address.endswith("overenskommelse.pdf?avvikelser=nej")


def test_from_the_first_review_to_a_changed_law(app: Flask, serve: Served, visitor: Visitor, draft: str) -> None:
    page = opened(visitor, serve(app), who=LAWYER, viewport=DESKTOP)
    set_approved(page)
    change_entered(page)
    found_on_the_start_page(page)
    list_chosen(page, draft)
    for address in ("/lagandringar/", f"{draft}versioner"):
        page.goto(address)
        seen(page, address)
