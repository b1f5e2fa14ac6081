"""Where there is no lawyer the board answers, with a reason that is kept."""

from __future__ import annotations

import pytest

from generator.storage.agreements import AgreementStore
from tests.web.pages import Page, Site

FORM = ".remaining form[action*='/bekraftelser/']"
WHO = "Eva Berg, nämndens ordförande"


@pytest.fixture
def overview(begun: Page, site: Site) -> Page:
    return site.send(begun.form(), "oversikt")


def answered(overview: Page, **more: str) -> object:
    form = overview.form(FORM).set("vem", WHO).set("dag", "2026-11-20").set("namnden", "ja")
    for name, value in more.items():
        form.set(name, value)
    return form


def test_the_board_settles_a_lawyers_mark_and_its_reason_is_kept(
    overview: Page, site: Site, store: AgreementStore
) -> None:
    page = site.send(answered(overview, skal="Kommunen har ingen egen jurist."), "bekrafta")
    told = f"Nämnden svarar. Skäl: Kommunen har ingen egen jurist. {WHO}, 2026-11-20"
    assert page.all("#bekraftat + ul .who") == [told]
    (kept,) = store.newest(1)[0].answers["bekraftelser"].values()
    assert kept == told


def test_without_a_reason_nothing_is_settled_and_nothing_typed_is_lost(overview: Page, site: Site) -> None:
    page = site.send(answered(overview, skal=" "), "bekrafta", status=422)
    assert page.errors[0][0] == "Skriv varför nämnden svarar i stället."
    key = page.errors[0][1].removeprefix("skal-")
    assert page.value(f"vem-{key}") == WHO
    assert page.checked("namnden") == ["ja"]


def test_the_longest_reason_and_name_are_kept(overview: Page, site: Site, store: AgreementStore) -> None:
    page = site.send(answered(overview, skal="x" * 300, vem="y" * 200), "bekrafta")
    assert "x" * 300 in page.text
    site.send(page.form("#bekraftat + ul form"), "ta-tillbaka")
    assert "bekraftelser" not in store.newest(1)[0].answers


def test_a_reason_that_is_too_long_is_told(overview: Page, site: Site) -> None:
    page = site.send(answered(overview, skal="x" * 301), "bekrafta", status=422)
    assert "Högst 300 tecken" in page.errors[0][0]
