"""A lawyer's way through the law in a real browser: the register, a change of the law, an old agreement, a try-out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.jobs import Ending, JobState, JobStore
from generator.web.consequence import work
from generator.web.services import EXTENSION
from tests.readback.foreign_files import TEXT, pdf, word
from tests.web import sight
from tests.web.conftest import NOON, Served, made_app
from tests.web.sight import DESKTOP, PHONE

LAWYER = "bjurholm-kommunjurist"
Window = Callable[..., Page]


@pytest.fixture
def shipped(settings: Settings, real_library: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The service as it is shipped; long work uses its database."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("GENERATOR_VAR", str(settings.var_dir))
    made = made_app(settings, real_library)
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def window(visitor: Callable[..., BrowserContext], shipped: Flask, serve: Served) -> Window:
    """Opens windows in which nothing may fail silently."""
    address = serve(shipped)

    def opened(**settings: object) -> Page:
        page = visitor(LAWYER, base_url=address, viewport=DESKTOP, **settings).new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        return page

    return opened


def looked_at(page: Page, where: str) -> None:
    """Accessible as far as a program can tell, on a screen and on a phone."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        sight.looked_at(page, where)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_pages_about_the_law_that_the_ledger_does_not_reach_are_accessible_on_every_screen(window: Window) -> None:
    page = window()
    for address in ("/lagrum/?visa=se-over", "/lagrum/sol-12-1/andring", "/konsekvens/klausul/parter"):
        page.goto(address)
        looked_at(page, address)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_change_of_the_law_leads_to_a_worklist(window: Window, scripts: bool) -> None:
    page = window(java_script_enabled=scripts)
    page.goto("/klausuler/")
    page.get_by_role("link", name="Lagrum: vad som gäller").click()
    page.get_by_role("link", name="SoL 12:1 Ekonomiskt bistånd").click()
    page.get_by_role("link", name="Pröva en ändring").click()
    page.get_by_role("button", name="Visa vad som berörs").click()
    expect(page.locator(".error-summary")).to_contain_text("Välj vad som händer")
    if scripts:
        looked_at(page, "what is missing")
    page.get_by_label("Den ersätts av en annan").check()
    page.get_by_label("Vad kommer i stället?").fill("SoL 12:9")
    page.get_by_label("Från vilken dag?").fill("2027-01-01")
    page.get_by_role("button", name="Visa vad som berörs").click()
    expect(page.locator("main ol li").first).to_contain_text("Skriv upphävd: 2027-01-01 och ersatt_av")
    if scripts:
        looked_at(page, "worklist")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_old_agreement_from_elsewhere_is_looked_through(window: Window, tmp_path: Path, scripts: bool) -> None:
    (tmp_path / "gammalt.docx").write_bytes(word())
    (tmp_path / "skannat.pdf").write_bytes(pdf(""))
    page = window(java_script_enabled=scripts)
    page.goto("/granska-avtal/")
    page.get_by_label("Fil med avtalet").set_input_files(tmp_path / "skannat.pdf")
    page.get_by_role("button", name="Granska avtalet").click()
    expect(page.locator(".error-summary")).to_contain_text("inskannad")
    if scripts:
        looked_at(page, "a scanned file")
    page.get_by_label("Fil med avtalet").set_input_files(tmp_path / "gammalt.docx")
    page.get_by_role("button", name="Granska avtalet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här hittades i avtalet")
    page.get_by_text("1 ställe i avtalet").first.click()
    expect(page.get_by_text(TEXT[2]).first).to_be_visible()
    if scripts:
        looked_at(page, "what was found")
    page.get_by_role("link", name="5 kap. 11 § den upphävda socialtjänstlagen (2001:453)").click()
    page.get_by_role("link", name="13 kap. 1 § socialtjänstlagen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SoL 13:1")


def test_a_changed_wording_is_tried_before_it_is_decided_on(window: Window, shipped: Flask) -> None:
    page = window()
    page.goto("/konsekvens/")
    clause = page.locator("a[href='/konsekvens/klausul/samarbetsform-storstad']")
    page.locator("details", has=clause).locator("summary").click()
    clause.click()
    field = page.get_by_label("Klausulens fil")
    changed = field.input_value().rstrip() + "\n\nEtt nytt stycke till sist.\n"
    field.fill(changed.replace("villkor:", "vilkor_x:", 1))
    page.get_by_role("button", name="Pröva ändringen").click()
    expect(page.locator(".error-summary")).to_contain_text("vilkor_x")
    looked_at(page, "errors in the file")
    field.fill(changed)
    page.get_by_role("button", name="Pröva ändringen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad en ändring skulle göra")
    do_the_work(shipped)
    page.goto(page.url)
    page.get_by_role("link", name="Se resultatet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här skulle ändringen göra")
    expect(page.get_by_text("kommuner skulle få annan text")).to_be_visible()
    looked_at(page, "result")


def do_the_work(app: Flask) -> None:
    """What the service does in a process of its own, here and now."""
    store = JobStore(app.extensions[EXTENSION].agreements.engine)
    job = store.take(NOON)
    assert job is not None
    result = json.loads(json.dumps(work(lambda *_: None, lambda: False, job.arguments)))
    store.end(job.id, Ending(JobState.DONE, result), NOON)
