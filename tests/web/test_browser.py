"""The pages in a real browser: from municipality to download, with and without JavaScript, by keyboard, on a phone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, expect
from pypdf import PdfReader

from generator.library.model import Library
from generator.settings import Settings
from generator.web.services import EXTENSION
from tests.web.conftest import Served, made_app
from tests.web.sight import DESKTOP, PHONE, looked_at

SAVE = "button.btn-primary:has-text('Spara och fortsätt')"
Visitor = Callable[..., BrowserContext]


@pytest.fixture
def address(settings: Settings, real_library: Library, serve: Served) -> Iterator[str]:
    """Where the service answers, with the library that is shipped."""
    app: Flask = made_app(settings, real_library)
    yield serve(app)
    app.extensions[EXTENSION].agreements.engine.dispose()


def opened(visitor: Visitor, address: str, **settings: object) -> Page:
    """A window that fails the test when the page says anything is wrong in its console."""
    page = visitor(base_url=address, **settings).new_page()
    page.on("console", _refuse_complaint)
    page.on("pageerror", _refuse_error)
    return page


def _refuse_complaint(message: ConsoleMessage) -> None:
    expected = "Failed to load resource: the server responded with a status of 4"
    assert message.type != "error" or message.text.startswith(expected), message.text


def _refuse_error(error: object) -> None:
    raise AssertionError(error)


def save(page: Page) -> None:
    """Press the main button and wait for the next page."""
    with page.expect_navigation():
        page.locator(SAVE).click()


def finish(page: Page) -> None:
    """Through the rest of the pages with what is suggested, to the overview."""
    for _ in range(12):
        if page.locator(SAVE).count() == 0:
            return
        if page.locator("#akut_ingang-0").count():
            page.check("#akut_ingang-0")
        save(page)
    pytest.fail(f"never reached the overview: {page.url}")


def download(page: Page, selector: str, folder: Path) -> bytes:
    """What a link gives to save."""
    with page.expect_download() as found:
        page.locator(selector).first.click()
    file = folder / found.value.suggested_filename
    found.value.save_as(file)
    return file.read_bytes()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_municipality_to_files(visitor: Visitor, address: str, tmp_path: Path, scripts: bool) -> None:
    page = opened(visitor, address, java_script_enabled=scripts, viewport=DESKTOP, accept_downloads=True)
    page.goto("/")
    with page.expect_navigation():
        page.get_by_role("link", name="Börja", exact=True).click()
    page.get_by_label("Skriv kommunens namn").fill("bjurh")
    if scripts:
        page.get_by_role("option", name="Bjurholm").click()
        expect(page.get_by_label("Bjurholm, Västerbottens län")).to_be_checked()
    else:
        save(page)
    expect(page.get_by_label("Liten kommun, högst 15 000 invånare")).to_be_checked()
    expect(page.get_by_label("Vad heter nämnden i bestämd form?")).to_have_value("socialnämnden")
    finish(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bjurholm")
    expect(page.locator(".document")).to_contain_text("Bjurholms kommun")
    note = page.locator("details.clause-note").first
    note.locator("summary").click()
    expect(note.locator(".note-body")).to_be_visible()
    assert download(page, ".panel a[href$='.pdf']", tmp_path).startswith(b"%PDF")
    assert download(page, ".panel a[href$='.docx']", tmp_path).startswith(b"PK")
    assert download(page, ".panel a[href$='alla.zip']", tmp_path).startswith(b"PK")


class Hand:
    """Somebody who fills in and presses, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields = self.presses = 0

    def fill(self, selector: str, text: str) -> None:
        self.page.locator(selector).fill(text)
        self.fields += 1

    def press(self, selector: str, goes_on: bool = True) -> None:
        if goes_on:
            with self.page.expect_navigation():
                self.page.locator(selector).first.click()
        else:
            self.page.locator(selector).first.click()
        self.presses += 1


ANSWERS = {
    "#polisdistrikt": "Umeå",
    "#natverk_namn": "länets nätverk för brottsförebyggande samordnare",
    "#kontakter-0-funktion": "socialtjänstens mottagning",
    "#kontakter-1-funktion": "kommunpolis",
    "#kontakter-1-telefon": "114 14",
    "#giltig_fran": "2027-01-01",
    "#giltig_till": "2029-12-31",
}
MOST_FIELDS, MOST_PRESSES = 16, 17
"""What a first agreement may cost; half of each is confirmations that others give."""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_start_page_to_an_agreement_ready_to_sign_for_bjurholm(
    visitor: Visitor, address: str, tmp_path: Path, scripts: bool
) -> None:
    page = opened(visitor, address, java_script_enabled=scripts, viewport=DESKTOP, accept_downloads=True)
    hand = Hand(page)
    page.goto("/")
    hand.press("text=Börja")
    hand.fill("#kommuner-sok", "Bjurholm")
    if scripts:
        hand.press("li[role=option]", goes_on=False)
        expect(page.locator("#fraga-namnder")).to_be_visible()
    else:
        hand.press(SAVE)
    while page.locator(SAVE).count():
        for selector, text in ANSWERS.items():
            if page.locator(selector).count():
                hand.fill(selector, text)
        if page.locator("#akut_ingang-1").count():
            hand.press("#akut_ingang-1", goes_on=False)
        hand.press(SAVE)
    assert [each.text_content() for each in page.locator(".remaining > li > a[href*='fraga-']").all()] == []
    expect(page.locator(".document")).to_contain_text("UTKAST")
    _confirm_everything(page, hand)
    expect(page.get_by_role("heading", name="Klar att skriva under")).to_be_visible()
    expect(page.locator(".document")).not_to_contain_text("UTKAST")
    assert hand.fields <= MOST_FIELDS
    assert hand.presses <= MOST_PRESSES
    _refuse_draft_mark(page, tmp_path)


def _confirm_everything(page: Page, hand: Hand) -> None:
    """Each mark in its turn; the next one's form is open already."""
    for _ in range(20):
        if page.locator(".remaining details.confirm").count() == 0:
            return
        hand.fill(".remaining details.confirm[open] input[name=vem]", "Anna Ek, kommunpolis")
        hand.press(".remaining details.confirm[open] button")
    pytest.fail("there is no end to what is to be confirmed")


def _refuse_draft_mark(page: Page, folder: Path) -> None:
    """The files as other programs read them."""
    pdf = download(page, ".panel a[href$='.pdf']", folder)
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)
    assert "Bjurholms kommun" in text
    word = zipfile.ZipFile(io.BytesIO(download(page, ".panel a[href$='.docx']", folder)))
    parts = {name: word.read(name).decode() for name in word.namelist() if name.endswith(".xml")}
    assert "Bjurholms kommun" in parts["word/document.xml"]
    for each in (text, *parts.values()):
        assert "UTKAST" not in each
        assert "BEKRÄFTA" not in each
    archive = zipfile.ZipFile(io.BytesIO(download(page, ".panel a[href$='alla.zip']", folder)))
    assert len(archive.namelist()) == 2 * page.locator(".files li").count()


def test_blank_forms_are_narrowed_while_one_types(visitor: Visitor, address: str) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    page.goto("/blanketter")
    rows = page.locator(".blank-list > li:visible")
    everything = rows.count()
    page.get_by_label("Sök bland blanketterna").fill("ÅTERKALLELSE unge väljer")
    expect(rows).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("En blankett passar.")
    looked_at(page, "narrowed")
    page.get_by_label("Sök bland blanketterna").fill("xyzzy")
    expect(page.get_by_role("status")).to_have_text("Inga blanketter passar.")
    page.get_by_label("Sök bland blanketterna").fill("")
    expect(rows).to_have_count(everything)


def test_municipalities_are_chosen_by_keyboard_alone(visitor: Visitor, address: str) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    field = page.get_by_role("combobox", name="Skriv kommunens namn")
    field.focus()
    page.keyboard.type("ma")
    expect(page.get_by_role("option")).to_have_count(8)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_text("Malung-Sälen Dalarnas län")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("ma")
    page.keyboard.type("lå")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Malå, Västerbottens län")).to_be_checked()
    more = page.get_by_role("combobox", name="Lägg till en kommun till")
    expect(more).to_be_focused()
    page.keyboard.type("norsjö")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Norsjö, Västerbottens län")).to_be_checked()
    expect(page.get_by_role("group", name="Hur samarbetar kommunerna med varandra?")).to_be_visible()


def test_what_was_typed_before_the_scripts_had_come_gets_its_suggestions(visitor: Visitor, address: str) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/kommunval.js*", hold)
    with page.expect_request("**/kommunval.js*"):
        page.goto("/overenskommelse/ny/samverkansoverenskommelse", wait_until="commit")
    page.locator("[data-combobox]").focus()
    page.keyboard.type("ma")
    expect(page.get_by_role("option")).to_have_count(0)
    held[0].continue_()
    expect(page.get_by_role("option")).to_have_count(8)


def test_an_answer_brings_its_question_at_once_and_keeps_what_is_typed(visitor: Visitor, address: str) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    page.get_by_label("Skriv kommunens namn").fill("Eskilstuna")
    page.keyboard.press("Enter")
    page.locator("#diarienummer_polis").fill("A 123/2026")
    page.get_by_label("Bilaga till en samverkansöverenskommelse som redan finns").check()
    expect(page.locator("#befintlig_overenskommelse")).to_be_visible()
    expect(page.locator("#diarienummer_polis")).to_have_value("A 123/2026")
    expect(page.locator("#lagesrad")).to_contain_text("2 frågor till visas.")
    page.get_by_label("Fristående överenskommelse").check()
    expect(page.locator("#befintlig_overenskommelse")).to_have_count(0)


def test_rows_grow_and_shrink_and_the_cursor_follows(visitor: Visitor, address: str) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    page.get_by_label("Skriv kommunens namn").fill("Eskilstuna")
    page.keyboard.press("Enter")
    page.get_by_label("Vad heter nämnden i bestämd form?").fill("barnnämnden")
    page.get_by_role("button", name="Lägg till rad i Nämnder").click()
    expect(page.locator("#namnder-1-kommun")).to_be_focused()
    expect(page.locator("#namnder-0-namn")).to_have_value("barnnämnden")
    page.get_by_role("button", name="Ta bort rad 1 i Nämnder").click()
    expect(page.locator("#namnder-1-kommun")).to_have_count(0)
    expect(page.locator("#namnder-0-namn")).to_have_value("")


def test_an_error_moves_the_cursor_to_the_summary_and_its_link_to_the_field(visitor: Visitor, address: str) -> None:
    page = opened(visitor, address, viewport=DESKTOP)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    page.locator(SAVE).click()
    expect(page.locator("[data-summary]")).to_be_focused()
    page.get_by_role("link", name="Välj minst en kommun.").click()
    expect(page.locator("#kommuner-sok")).to_be_focused()


def test_a_document_for_a_person_is_made_and_gone(visitor: Visitor, address: str, tmp_path: Path) -> None:
    page = opened(visitor, address, viewport=DESKTOP, accept_downloads=True)
    page.goto("/person/samtycke")
    page.get_by_label("Nej", exact=True).first.check()
    for question in page.locator(".question:has(.required)").all():
        control = question.locator("input:not([type=hidden]), textarea").first
        if control.get_attribute("type") in ("radio", "checkbox"):
            if question.locator("input:checked").count() == 0:
                control.check()
        else:
            dated = control.get_attribute("placeholder") == "åååå-mm-dd"
            control.fill("2026-12-01" if dated else "Ärende X7")
    assert download(page, "button[value=pdf]:not([aria-hidden])", tmp_path).startswith(b"%PDF")
    assert page.context.storage_state()["origins"] == []
    page.goto("/person/samtycke")
    assert "Ärende X7" not in [each.input_value() for each in page.locator(".control").all()]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_state_on_the_way_to_an_agreement_is_accessible_and_fits(
    visitor: Visitor, address: str, size: dict[str, int]
) -> None:
    page = opened(visitor, address, viewport=size)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    save(page)
    looked_at(page, "an error")
    page.get_by_label("Skriv kommunens namn").fill("s")
    looked_at(page, "suggestions")
    page.get_by_label("Skriv kommunens namn").fill("Göteborg")
    page.keyboard.press("Enter")
    expect(page.locator("#fraga-namnder")).to_be_visible()
    looked_at(page, "the whole first page")
    finish(page)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    looked_at(page, "the overview")
