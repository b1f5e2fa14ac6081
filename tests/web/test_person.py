"""Documents about a person: one page, one file, and nothing left behind."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from generator.settings import Settings
from generator.storage.agreements import AgreementStore, Change
from generator.storage.errors import NotStorable
from tests.web.conftest import NOON
from tests.web.pages import Form, Page, Site

ADDRESS = "/person/papper"
TYPED = {
    "person_ung": "nej",
    "person_namn": "Kim Zetterqvist-Åhman",
    "person_nummer": "19121212-1212",
    "person_ord": "Vill bo hos mormor.\r\nVill gå klart skolan.",
}
SECRETS = ("Zetterqvist", "Åhman", "1212-1212", "mormor", "Zetterqvist-Åhman".encode("latin-1").decode("latin-1"))


def filled(page: Page, **more: str) -> Form:
    form = page.form()
    for name, value in {**TYPED, **more}.items():
        form.set(name, value)
    return form


@pytest.mark.parametrize(("name", "start"), [("pdf", b"%PDF"), ("docx", b"PK\x03\x04")])
def test_one_page_gives_one_file(site: Site, name: str, start: bytes) -> None:
    response = site.fetch(filled(site.get(ADDRESS)), name)
    assert (response.status_code, response.data[:4]) == (200, start)
    assert response.headers["Content-Disposition"] == f'attachment; filename="handling.{name}"'
    assert response.headers["Cache-Control"] == "no-store"


def test_enter_gives_the_first_format(site: Site) -> None:
    form = filled(site.get(ADDRESS))
    assert site.client.post(form.action, data=dict(form.fields)).data.startswith(b"%PDF")


def test_the_page_says_that_nothing_is_kept(site: Site) -> None:
    page = site.get(ADDRESS)
    assert "Ingenting sparas" in page.all("h2")
    assert "inget utkast, ingen kopia, ingen logg" in page.text


def test_what_is_wrong_is_shown_on_the_same_page_with_everything_as_typed(site: Site) -> None:
    page = site.send(filled(site.get(ADDRESS), person_nummer="123", person_namn=""), "pdf", status=422)
    assert [target for _, target in page.errors] == ["person_namn", "person_nummer"]
    assert page.value("person_nummer") == "123"
    assert page.value("person_ord").split() == TYPED["person_ord"].split()
    assert page.checked("person_ung") == ["nej"]


def test_an_answer_that_brings_a_question_shows_the_page_again_before_any_file_is_made(site: Site) -> None:
    page = site.send(filled(site.get(ADDRESS), person_ung="ja"), "pdf")
    assert "person_bedomd" in page.questions
    assert page.value("person_namn") == TYPED["person_namn"]
    page = site.send(page.form(), "pdf", status=422)
    assert [target for _, target in page.errors] == ["person_bedomd"]
    assert site.fetch(page.form().set("person_bedomd", "enhetschef"), "pdf").data.startswith(b"%PDF")


def test_rows_can_be_added_and_printed(site: Site) -> None:
    page = site.send(filled(site.get(ADDRESS)), "lagg-till:person_steg")
    page = site.send(
        page.form().set("person_steg-0-vad", "Träffa handläggaren").set("person_steg-0-nar", "2026-12-01"), "visa"
    )
    assert page.value("person_steg-0-vad") == "Träffa handläggaren"
    assert site.fetch(page.form(), "docx").status_code == 200


def test_a_format_that_nobody_offered_is_refused(site: Site) -> None:
    site.send(filled(site.get(ADDRESS)), "exe", status=400)


@pytest.mark.parametrize("plan", ["finns-inte", "overenskommelse", "lista"])
def test_only_plans_for_a_person_are_found_here(site: Site, plan: str) -> None:
    site.get(f"/person/{plan}", 404)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for temporary files."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    tempfile.tempdir = None


def traces(folder: Path) -> list[str]:
    """Files below a folder that hold anything that was typed."""
    wanted = [secret.encode(coding) for secret in SECRETS for coding in ("utf-8", "utf-16-le", "latin-1")]
    files = [Path(parent, name) for parent, _, names in os.walk(folder) for name in names]
    return [str(file) for file in files if any(each in file.read_bytes() for each in wanted)]


def test_nothing_typed_is_left_anywhere(
    app: Flask, site: Site, settings: Settings, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = site.get(ADDRESS)
    cookies_before = {cookie.key: cookie.value for cookie in site.client._cookies.values()}
    page = site.send(filled(page, person_nummer="mormor"), "pdf", status=422)
    page = site.send(page.form().set("person_nummer", ""), "lagg-till:person_steg")
    for name in ("pdf", "docx"):
        assert site.fetch(filled(page), name).status_code == 200
    site.send(filled(page).set("csrf_token", "fel"), "pdf", status=400)
    assert traces(settings.var_dir) == []
    assert traces(temporary) == []
    assert not any(secret in caplog.text for secret in SECRETS)
    assert {cookie.key: cookie.value for cookie in site.client._cookies.values()} == cookies_before
    assert app.extensions["samverkan"].agreements.newest(10) == ()


def test_a_failure_while_a_document_is_made_says_nothing_of_the_person(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError(f"could not print {TYPED['person_namn']}")

    monkeypatch.setattr("generator.web.person.edition", fail)
    page = site.send(filled(site.get(ADDRESS)), "pdf", status=500)
    assert not any(secret in caplog.text + page.text for secret in SECRETS)
    assert "ValueError" in caplog.text
    assert page.response.headers["X-Request-ID"] in page.text
    assert page.response.headers["X-Request-ID"] in caplog.text


def test_the_store_itself_refuses_a_document_about_a_person(app: Flask, store: AgreementStore) -> None:
    plan = app.extensions["samverkan"].library.plans["papper"]
    with pytest.raises(NotStorable):
        store.create(plan, Change({"person_namn": "Kim"}, "x", NOON))


def test_the_list_of_documents_leads_to_each(site: Site) -> None:
    page = site.get("/person/")
    assert page.all(".link-list h3") == ["Papper"]
    assert "ring 112" in page.text
