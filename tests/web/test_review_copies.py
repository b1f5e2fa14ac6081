"""The copy for review as a file: at once where that is quick, as long work where it is not, and then kept for all."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from generator.errors import GeneratorError
from generator.library.load import load_library
from generator.settings import Settings
from generator.storage.jobs import Ending, Job, JobState, JobStore
from generator.web import review_copy_work
from generator.web.identity.demo import demo_account
from generator.web.review_copies import KIND
from generator.web.review_copy_work import KeptCopy, expected_pages, make_whole_copy
from generator.web.services import EXTENSION
from tests.formats.sample import sample_agreement
from tests.web.conftest import NOON, made_app
from tests.web.pages import KOMMUNPOLIS, Page, Site

ADDRESS = "/klausuler/granskningsexemplar/"
SMALL = Path(__file__).with_name("bibliotek")


@pytest.mark.parametrize(("name", "extension"), [("alla", "docx"), ("overenskommelse", "docx"), ("lista", "pdf")])
def test_what_is_quickly_made_is_a_file_at_once(site: Site, name: str, extension: str) -> None:
    response = site.client.get(f"{ADDRESS}{name}.{extension}")
    assert response.status_code == 200
    assert 'attachment; filename="granskningsexemplar' in response.headers["Content-Disposition"]
    assert response.data[:4] == {"docx": b"PK\x03\x04", "pdf": b"%PDF"}[extension]


@pytest.mark.parametrize("address", ["finns-inte.docx", "alla.exe", "alla.html", "resultat/finns-inte"])
def test_what_there_is_no_file_of_is_not_found(site: Site, address: str) -> None:
    site.get(f"{ADDRESS}{address}", 404)


def test_the_set_and_each_document_lead_to_the_file(site: Site) -> None:
    assert ADDRESS in {each["href"] for each in site.get("/klausuler/").soup.select("a")}
    assert f"{ADDRESS}overenskommelse.pdf" in {each["href"] for each in site.get(ADDRESS).soup.select("a")}
    document = site.get("/klausuler/overenskommelse")
    assert document.soup.select(f"a[href='{ADDRESS}overenskommelse.docx']")


# --- The whole set as PDF ---


@pytest.fixture
def small(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The service with the small library, which long work reads too."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("GENERATOR_VAR", str(settings.var_dir))
    monkeypatch.setattr(review_copy_work, "clauses_dir", lambda: SMALL)
    made = made_app(settings, load_library(SMALL))
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


def asked(app: Flask, site: Site) -> tuple[JobStore, Job]:
    """Press the button; the work that came of it."""
    site.send(site.get(ADDRESS).form("main form"))
    agreements = app.extensions[EXTENSION].agreements
    store = JobStore(agreements.engine)
    return store, store.newest(demo_account(agreements, KOMMUNPOLIS, NOON).id, 1)[0]


def test_the_whole_set_is_made_once_as_long_work_and_then_a_file_for_everybody(small: Flask) -> None:
    site = Site(small.test_client())
    waiting = site.client.get(f"{ADDRESS}alla.pdf")
    assert (waiting.status_code, waiting.location) == (303, ADDRESS)
    store, job = asked(small, site)
    told: list[tuple[int, int]] = []
    assert make_whole_copy(lambda *progress: told.append(progress), lambda: False, job.arguments) is None
    store.take(NOON)
    store.end(job.id, Ending(JobState.DONE), NOON)
    assert told == sorted(told)
    assert told[0][0] == 1
    assert told[-1][0] <= told[-1][1]
    assert "PDF (" in site.get(f"{ADDRESS}resultat/{job.id}").text
    other = Site(small.test_client(), "bjurholm-kommunjurist")
    content = other.client.get(f"{ADDRESS}alla.pdf").data
    assert len(told) >= len(PdfReader(BytesIO(content)).pages) > 1
    assert other.get(ADDRESS).soup.select("main form") == []
    other.get(f"{ADDRESS}resultat/{job.id}", 404)
    make_whole_copy(lambda *_: pytest.fail("made twice"), lambda: False, job.arguments)


def test_what_is_stopped_leaves_no_file(small: Flask, settings: Settings) -> None:
    _, job = asked(small, Site(small.test_client()))
    assert make_whole_copy(lambda *_: None, lambda: True, job.arguments) is None
    assert list(settings.var_dir.rglob("*.pdf")) == []


def test_a_library_that_is_no_longer_the_services_is_refused(small: Flask) -> None:
    _, job = asked(small, Site(small.test_client()))
    with pytest.raises(GeneratorError, match="behöver startas om"):
        make_whole_copy(lambda *_: None, lambda: False, {**job.arguments, "bibliotek": "annat"})


def test_the_file_of_an_earlier_library_gives_way(tmp_path: Path) -> None:
    KeptCopy(tmp_path, "gammalt", NOON.date()).keep(b"a")
    new = KeptCopy(tmp_path, "nytt", NOON.date())
    new.keep(b"b")
    assert [(each.name, each.read_bytes()) for each in new.path.parent.iterdir()] == [("nytt-2026-11-21.pdf", b"b")]


def test_the_number_of_pages_is_about_right() -> None:
    assert 1 <= expected_pages(sample_agreement()) <= 40


def test_asking_again_for_what_is_there_makes_nothing(small: Flask, settings: Settings) -> None:
    site = Site(small.test_client())
    form = site.get(ADDRESS).form("main form")
    KeptCopy(settings.var_dir, small.extensions[EXTENSION].library.version, NOON.date()).keep(b"%PDF-1.7")
    page: Page = site.send(form)
    assert page.heading == "Granskningsexemplar"
    assert KIND not in page.text
