"""A lawyer decides about a wording for all agreements of her municipality, in a real browser."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from generator.review.own_wordings import Act, OwnAct
from generator.storage.agreements import AgreementStore
from generator.storage.own_wordings import OwnWordingStore
from generator.storage.ownership import Viewer
from generator.web.services import EXTENSION
from tests.web.conftest import NOON, Served
from tests.web.sight import problems
from tests.web.test_browser import Visitor, opened

OWN = "Det här gäller bara hos oss i kommunen."
HOME = "/egna-lydelser/demo-bjurholm/"
LAWYER = "bjurholm-kommunjurist"


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).first.click()


def is_well(page: Page) -> None:
    """On a screen and on a phone."""
    assert list(problems(page)) == [], page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_lawyer_looks_first_decides_adds_withdraws_and_meets_a_national_change(
    app: Flask, serve: Served, visitor: Visitor, scripts: bool
) -> None:
    lawyer = opened(visitor, serve(app), who=LAWYER, java_script_enabled=scripts, reduced_motion="reduce")
    lawyer.goto("/granskning/")
    lawyer.get_by_role("link", name="Kommunens egna lydelser").first.click()
    expect(lawyer.locator("main")).to_contain_text("Kommunen har inga egna lydelser")
    replaces(lawyer, scripts)
    adds(lawyer, scripts)
    if scripts:
        outdated_pages(app, lawyer)


def replaces(lawyer: Page, scripts: bool) -> None:
    """A fault, a look, and the decision."""
    lawyer.locator("details:has(a[href$='klausul/tiden']) summary").first.click()
    lawyer.locator("a[href$='klausul/tiden']").first.click()
    lawyer.locator("#text").fill("Fel: {{ finns_inte }}")
    lawyer.locator("#skal").fill("Nämnden vill det.")
    press(lawyer, "Besluta den egna lydelsen")
    expect(lawyer.locator(".error-summary")).to_contain_text("finns_inte")
    lawyer.locator("#text").fill(OWN)
    press(lawyer, "Förhandsgranska utan att spara")
    expect(lawyer.locator("#exempel ~ .diff")).to_contain_text(OWN)
    if scripts:
        is_well(lawyer)
    press(lawyer, "Besluta den egna lydelsen")
    expect(lawyer.locator("main ins").first).to_contain_text(OWN)


def adds(lawyer: Page, scripts: bool) -> None:
    """A clause of the municipality's own, withdrawn again."""
    lawyer.goto(f"{HOME}ny")
    if scripts:
        is_well(lawyer)
    lawyer.locator("#efter").select_option("overenskommelse/tiden")
    lawyer.locator("#rubrik").fill("Parkering")
    lawyer.locator("#text").fill("Bilar ställs på gården.")
    lawyer.locator("#skal").fill("Nämnden vill det.")
    press(lawyer, "Lägg till klausulen")
    expect(lawyer.locator("h1")).to_contain_text("Parkering")
    lawyer.locator("#skal").fill("Behövs inte längre.")
    press(lawyer, "Dra tillbaka")
    expect(lawyer.locator("#lydelsen")).to_contain_text("gäller inte")


def outdated_pages(app: Flask, lawyer: Page) -> None:
    """A wording whose national text has changed since: the three texts, and the national one taken."""
    agreements: AgreementStore = app.extensions[EXTENSION].agreements
    viewer = Viewer("nagon", frozenset({"demo-bjurholm"}))
    store = OwnWordingStore(agreements.engine, viewer)
    act = OwnAct(
        *(Act.REPLACE, "parter", "Skäl.", NOON.date(), None, "Parter", "Nationellt då och lite till."),
        *("0" * 64, "Nationellt då."),
    )
    store.add("demo-bjurholm", act, len(store.of("demo-bjurholm")), NOON)
    lawyer.goto(f"{HOME}klausul/parter")
    expect(lawyer.locator("#tre")).to_be_visible()
    is_well(lawyer)
    lawyer.locator("#skal").fill("Den nya är bra.")
    press(lawyer, "Anta den nationella lydelsen")
    expect(lawyer.locator("#lydelsen")).to_contain_text("antagit")
    lawyer.goto(HOME)
    expect(lawyer.locator("main")).to_contain_text("Ersätter den nationella lydelsen")
    is_well(lawyer)
