"""Drafts in a real browser: two people in one, versions, renewal, files handed in; by every screen, with and without
scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from generator.library.model import Library
from generator.storage.agreements import AgreementStore, Change
from generator.storage.lifecycle import Status
from generator.storage.statuses import StatusRow, StatusStore
from tests.web import sight
from tests.web.conftest import NOON, Served
from tests.web.sight import DESKTOP, PHONE

Window = Callable[..., Page]
ANSWERS = {
    **{"kommuner": ["0484"], "form": "del", "helhet": "helheten", "storlek": "stor", "antal": "4", "summa": "1000"},
    **{"vard": "0484", "teman": ["ett"], "fran": "2027-01-01", "till": "2027-12-31"},
    "namnder": [{"kommun": "0484", "namn": "socialnämnden"}],
}


@pytest.fixture
def draft(store: AgreementStore, small_library: Library) -> str:
    """The address of a draft where nothing remains, in its second version."""
    plan = small_library.plans["overenskommelse"]
    first = Change({**ANSWERS, "antal": "2"}, small_library.version, NOON, date(2026, 11, 21))
    made = store.create(plan, first)
    store.save(made.id, plan, 1, Change(ANSWERS, small_library.version, NOON, date(2026, 11, 21)))
    return f"/overenskommelse/{made.id}"


def brought_to(store: AgreementStore, draft: str, *path: Status) -> None:
    before, agreement_id = Status.DRAFT, draft.rpartition("/")[2]
    for status in path:
        row = StatusRow(status, 2, NOON, store.viewer.who)
        StatusStore(store.engine, store.viewer).take_step(agreement_id, before, row)
        before = status


@pytest.fixture
def window(visitor: Callable[..., BrowserContext], app: Flask, serve: Served) -> Window:
    """Opens windows in which nothing may fail silently."""
    address = serve(app)

    def opened(**settings: object) -> Page:
        page = visitor(base_url=address, viewport=DESKTOP, accept_downloads=True, **settings).new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        return page

    return opened


def looked_at(page: Page, where: str) -> None:
    """Accessible as far as a program can tell, on a screen and on a phone."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        sight.looked_at(page, where)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_every_page_about_a_draft_is_accessible_on_every_screen(
    window: Window, store: AgreementStore, draft: str
) -> None:
    page = window()
    for rest in ("/", "/versioner", "/versioner/1", "/versioner/1/2", "/fornya"):
        page.goto(draft + rest)
        looked_at(page, rest)
    for address in ("/overenskommelse/fran-fil", "/"):
        page.goto(address)
        looked_at(page, address)
    brought_to(store, draft, Status.REVIEW, Status.READY)
    for rest in ("/", "/undertecknad"):
        page.goto(draft + rest)
        looked_at(page, f"ready {rest}")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_review_to_a_signed_file_that_is_kept(window: Window, draft: str, tmp_path: Path, scripts: bool) -> None:
    content = b"%PDF-1.7\nundertecknat \xff\x00"
    (tmp_path / "skannad.pdf").write_bytes(content)
    page = window(java_script_enabled=scripts)
    page.goto(f"{draft}/")
    page.get_by_role("button", name="Lämna för granskning").click()
    page.get_by_role("button", name="Godkänn: klar att signera").click()
    expect(page.locator(".chip-status")).to_have_text("Klar att signera")
    page.get_by_role("link", name="Registrera undertecknad fil").click()
    page.get_by_role("button", name="Bevara filen").click()
    expect(page.locator(".error-summary")).to_contain_text("Välj en fil först.")
    page.get_by_label("Den undertecknade överenskommelsen som PDF").set_input_files(tmp_path / "skannad.pdf")
    page.get_by_label("Kommunens diarienummer").fill("SN 2027/1")
    page.get_by_role("button", name="Bevara filen").click()
    expect(page.locator(".chip-status")).to_have_text("Signerad")
    with page.expect_download() as found:
        page.locator(".kept a").click()
    found.value.save_as(tmp_path / "hem.pdf")
    assert (tmp_path / "hem.pdf").read_bytes() == content
    if scripts:
        looked_at(page, "signed")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.btn-primary[value=spara]").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_of_two_people_the_second_sees_both_answers_side_by_side_and_overwrites_nothing(
    window: Window, draft: str, scripts: bool
) -> None:
    anna = window(java_script_enabled=scripts)
    bo = window(java_script_enabled=scripts, who="polis-lokalpolisomradeschef")
    for page in (anna, bo):
        page.goto(f"{draft}/innehall")
    anna.fill("#antal", "7")
    save(anna)
    bo.fill("#antal", "9")
    save(bo)
    merge = bo.locator(".merge")
    expect(merge).to_contain_text("7")
    expect(merge).to_contain_text("9")
    expect(bo.locator(".notice")).to_contain_text("Kommunpolis (demonstration) sparade version 3 kl. 13.00")
    expect(bo.locator("#antal")).to_have_value("9")
    if scripts:
        looked_at(bo, "two people")
    save(bo)
    anna.goto(f"{draft}/versioner/3/4")
    expect(anna.locator(".diff-answers ins")).to_contain_text("9")


def test_in_two_tabs_the_second_confirmation_is_told_and_nothing_is_lost(window: Window, draft: str) -> None:
    one = window()
    other = one.context.new_page()
    for page in (one, other):
        page.goto(f"{draft}/")
    one.get_by_role("button", name="Lämna för granskning").click()
    other.get_by_role("button", name="Lämna för granskning").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Överenskommelsen har ändrats av någon annan")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_renewal_shows_what_differs_and_a_version_is_taken_up_again(
    window: Window, draft: str, scripts: bool
) -> None:
    page = window(java_script_enabled=scripts)
    page.goto(f"{draft}/")
    page.get_by_role("link", name="Alla versioner").click()
    page.get_by_role("link", name="Vad ändrades i version 2?").click()
    expect(page.locator(".diff-answers")).to_contain_text("Antal möten")
    page.go_back()
    page.get_by_role("button", name="Återställ version 1 som en ny").click()
    expect(page.locator("#status ~ p").nth(1)).to_contain_text("sparade version 3")
    page.get_by_role("link", name="Förnya för nästa period").click()
    page.get_by_role("button", name="Skapa det nya utkastet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skillnaden mot den tidigare överenskommelsen")
    expect(page.locator(".diff-clause").first).to_contain_text("Svaret har ändrats")
    if scripts:
        looked_at(page, "renewal")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 avbruten", "går inte att läsa"),
        (b"%PDF-1.4 avbruten", "går inte att läsa"),
        (b"\x89PNG", "Filen är en bild"),
    ],
)
def test_a_foreign_or_damaged_file_is_told_at_its_field(
    window: Window, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "tidigare.pdf").write_bytes(content)
    page = window()
    page.goto("/")
    page.locator("a[href='/overenskommelse/fran-fil']").click()
    page.get_by_label("Den tidigare överenskommelsen").set_input_files(tmp_path / "tidigare.pdf")
    page.get_by_role("button", name="Läs filen och skapa ett utkast").click()
    expect(page.locator(".error-summary")).to_contain_text(told)
    looked_at(page, "damaged file")


def test_a_question_says_whether_it_is_needed_for_signing(window: Window, draft: str) -> None:
    page = window()
    page.goto(f"{draft}/innehall")
    expect(page.locator("#fraga-antal .required")).to_have_text("behövs för underskrift · kommunen svarar")
    expect(page.locator("#fraga-teman .optional")).to_have_text("frivillig")
    expect(page.locator("#fraga-extern .required, #fraga-extern .optional")).to_have_count(0)
