"""When something goes wrong: a calm page, what was typed is given back, and nobody is told what is not so."""

from __future__ import annotations

import pytest
from flask import Flask, abort
from playwright.sync_api import expect

from generator.errors import StorageError
from generator.formats.printable import CharacterError
from generator.storage.agreements import AgreementStore
from generator.web import person
from generator.web.error_pages import PAGES
from tests.web.conftest import NEW, Served
from tests.web.pages import Page, Site
from tests.web.sight import PHONE, looked_at
from tests.web.test_browser import Visitor
from tests.web.test_person import ADDRESS, filled

TYPED = "Zetterqvist-Åhman å & <b>\"'"
AGAIN = "form[data-typed-again]"


def fails(monkeypatch: pytest.MonkeyPatch, module: object, name: str, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, name, fail)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503])
def test_every_error_has_a_page_of_ours_that_says_what_to_do(app: Flask, site: Site, status: int) -> None:
    app.view_functions["help.index"] = lambda: abort(status)
    page = site.get("/hjalp/", status=status)
    assert page.heading in {each.heading for each in PAGES.values()}
    assert f"Felkod {status}" in page.text
    assert page.soup.select_one("main a[href='/']")
    assert "hos oss" not in page.text or status >= 500


def test_what_could_not_be_saved_is_sent_again_from_the_page_that_says_so(
    begun: Page, site: Site, store: AgreementStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = begun.form().set("form", "del").set("namnder-0-namn", TYPED)
    with monkeypatch.context() as broken:
        fails(broken, AgreementStore, "save", StorageError("Databasen svarar inte."))
        told = site.send(form, "spara", status=503)
        assert "Databasen svarar inte." in told.text
        assert store.newest(1)[0].version == 1
        back = site.send(told.form(AGAIN), "visa")
        assert back.value("namnder-0-namn") == TYPED
    site.send(told.form(AGAIN), "spara")
    assert store.newest(1)[0].answers["namnder"][0]["namn"] == TYPED  # type: ignore[index]


def test_a_character_that_cannot_be_printed_leads_back_to_what_was_typed_and_no_password_does(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, person, "document_file", CharacterError("Tecknet ⛔ finns inte."))
    form = (
        filled(site.get(ADDRESS)).set("_las", "ja").set("_losenord", "hemligt ord").set("_losenord-igen", "hemligt ord")
    )
    told = site.send(form, "pdf", status=422)
    assert "hemligt ord" not in told.response.text
    assert [each["value"] for each in told.soup.select(f"{AGAIN} button")] == ["visa"]
    assert site.send(told.form(AGAIN), "visa").value("person_namn") == form.get("person_namn")[0]


def test_without_contact_or_with_too_much_nothing_is_sent_and_all_stands_where_it_was_typed(
    app: Flask, serve: Served, visitor: Visitor, store: AgreementStore
) -> None:
    page = visitor(base_url=serve(app), viewport=PHONE, reduced_motion="reduce").new_page()
    save = page.locator("button.btn-primary[value=spara]")
    page.goto(NEW)
    page.locator("#kommuner-sok").fill("Eskilstuna")
    with page.expect_navigation():
        save.dblclick()
    expect(page.locator("#form-1")).to_be_visible()
    page.locator("#namnder-0-namn").fill(TYPED)
    page.context.set_offline(True)
    page.locator("#form-1").check()
    expect(page.locator("#ingen-kontakt")).to_contain_text("står kvar")
    save.click()
    expect(page.locator("#inte-skickat")).to_be_focused()
    looked_at(page, "no contact")
    page.context.set_offline(False)
    expect(page.locator("#ingen-kontakt")).to_have_count(0, timeout=12_000)
    page.locator("#namnder-0-sammantrade").evaluate("each => { each.value = 'x'.repeat(5_000_000) }")
    save.click()
    expect(page.locator("#inte-skickat")).to_contain_text("för långt")
    assert page.locator("#namnder-0-namn").input_value() == TYPED
    assert len(store.newest(5)) == 1
    page.locator("#namnder-0-sammantrade").fill("")
    with page.expect_navigation():
        save.click()
    assert store.newest(1)[0].answers["namnder"][0]["namn"] == TYPED  # type: ignore[index]
