"""The other forms of an agreement in a real browser: an annex to one that exists, and one of several municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from generator.library.model import Library
from generator.settings import Settings
from generator.web.services import EXTENSION
from tests.web.conftest import Served, made_app
from tests.web.sight import DESKTOP, PHONE, looked_at
from tests.web.test_browser import download, finish, opened, save

Visitor = Callable[..., BrowserContext]


@pytest.fixture
def address(settings: Settings, real_library: Library, serve: Served) -> Iterator[str]:
    """Where the service answers, with the library that is shipped."""
    app = made_app(settings, real_library)
    yield serve(app)
    app.extensions[EXTENSION].agreements.engine.dispose()


def choose_municipality(page: Page, name: str) -> None:
    """As one does with scripts: type, and take the suggestion."""
    page.fill("#kommuner-sok", name)
    page.locator("li[role=option]").first.click()
    expect(page.locator(f".choice-chosen label:has-text('{name}')")).to_be_visible()


def test_an_annex_to_an_agreement_that_exists(visitor: Visitor, address: str, tmp_path: Path) -> None:
    page = opened(visitor, address, viewport=DESKTOP, accept_downloads=True)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    choose_municipality(page, "Mariestad")
    page.check("#form-1")
    page.fill("#befintlig_overenskommelse", "överenskommelsen om brottsförebyggande samverkan, dnr KS 2025/118")
    page.fill("#befintligt_organ", "kommunstyrelsen")
    save(page)
    finish(page)
    text = page.locator(".document")
    expect(text).to_contain_text("hör till överenskommelsen om brottsförebyggande samverkan, dnr KS 2025/118")
    expect(text).to_contain_text("kommunstyrelsen")
    assert download(page, ".panel a[href$='.pdf']", tmp_path).startswith(b"%PDF")
    looked_at(page, page.url)


def test_an_agreement_of_two_municipalities_on_a_phone(visitor: Visitor, address: str, tmp_path: Path) -> None:
    page = opened(visitor, address, viewport=PHONE, accept_downloads=True)
    page.goto("/overenskommelse/ny/samverkansoverenskommelse")
    choose_municipality(page, "Malå")
    choose_municipality(page, "Norsjö")
    page.locator("#fraga-samverkansgrund input[value=avtalssamverkan]").check()
    page.locator("#vardkommun").select_option(label="Malå kommun")
    save(page)
    finish(page)
    text = page.locator(".document")
    for name in ("Malå kommun", "Norsjö kommun", "värdkommun"):
        expect(text).to_contain_text(name)
    assert download(page, ".panel a[href$='.docx']", tmp_path).startswith(b"PK")
    looked_at(page, page.url)
