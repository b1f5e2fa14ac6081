"""A wording of an agreement's own, from the editor to the lawyer's approval, in a real browser: phone, no scripts."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.conftest import Served
from tests.web.pages import Site
from tests.web.sight import DESKTOP, PHONE, fits, looked_at
from tests.web.test_browser import Visitor, opened

OWN = "Det här gäller bara hos oss i kommunen."
LAWYER = "bjurholm-kommunjurist"


@pytest.fixture
def draft(app: Flask) -> str:
    """The address of a draft with Bjurholm."""
    site = Site(app.test_client())
    site.send(site.get("/overenskommelse/ny/overenskommelse").form().set("kommuner-sok", "Bjurholm"))
    return f"/overenskommelse/{site.last_address.split('/')[2]}/"


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).first.click()


@pytest.mark.parametrize(
    "window",
    [{"viewport": DESKTOP}, {"viewport": PHONE}, {"viewport": DESKTOP, "java_script_enabled": False}],
    ids=["desktop", "phone", "without scripts"],
)
def test_from_a_local_wording_to_its_approval(
    app: Flask, serve: Served, visitor: Visitor, draft: str, window: dict[str, object]
) -> None:
    address = serve(app)
    writer = opened(visitor, address, **window)
    writer.goto(f"{draft}lydelser/tiden")
    writer.locator("#text").fill(OWN)
    writer.locator("#skal").fill("Nämnden vill det.")
    press(writer, "Skicka till granskning")
    expect(writer.locator("main ins").first).to_contain_text(OWN)
    lawyer = opened(visitor, address, who=LAWYER, **window)
    lawyer.goto("/granskning/")
    assert fits(lawyer)
    lawyer.locator("#vantar + ul a").click()
    expect(lawyer.locator("h1")).to_contain_text("Tiden")
    assert fits(lawyer)
    press(lawyer, "Godkänn")
    expect(lawyer.locator("#granskning ~ ul strong").first).to_have_text("godkänd")
    writer.goto(draft)
    expect(writer.locator("main")).not_to_contain_text(re.compile("inte granskad(?!e)"))
    assert fits(writer)


@pytest.mark.parametrize("where", ["/granskning/", "/granskning/tiden", "lydelser/tiden"])
def test_the_pages_of_review_are_accessible(
    app: Flask, serve: Served, visitor: Visitor, draft: str, where: str
) -> None:
    page = opened(visitor, serve(app), who=LAWYER, viewport=DESKTOP)
    page.goto(where if where.startswith("/") else f"{draft}{where}")
    looked_at(page, where)
