"""A draft keeps the library it was made with, is told when it changes, and moves when somebody says so."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask

from generator.library.load import load_library
from generator.settings import Settings
from generator.storage.versions import LibraryCopies
from generator.web import pinning
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.web.conftest import NEW, NOON
from tests.web.pages import Page, Site

SMALL = Path(__file__).with_name("bibliotek")
CLAUSE = "prov/parter/2026-01-01.md"
LATER = "prov/parter/2026-12-01.md"


class House:
    """An installation whose library and clock can be changed: each change is a new start of the service."""

    def __init__(self, settings: Settings, root: Path) -> None:
        self.settings, self.root, self.moment = settings, root, NOON
        self.app: Flask | None = None
        self.site = self.start()

    def start(self) -> Site:
        self.stop()
        library = load_library(self.root)
        self.app = create_app(self.settings, library, clock=self._now)
        self.app.config["TESTING"] = True
        self.site = Site(self.app.test_client())
        return self.site

    def _now(self) -> datetime:
        return self.moment

    def stop(self) -> None:
        if self.app is not None:
            self.app.extensions[EXTENSION].agreements.engine.dispose()

    def reword(self, old: str, new: str, file: str = CLAUSE) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.start()

    def overview(self, agreement_id: str) -> Page:
        return self.site.get(f"/overenskommelse/{agreement_id}/")


@pytest.fixture
def house(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    root = tmp_path / "clauses"
    shutil.copytree(SMALL, root)
    monkeypatch.setattr(pinning, "clauses_dir", lambda: root)
    monkeypatch.setattr(pinning, "_NOT_ON_DISK", set())
    monkeypatch.setattr(pinning, "_OLD", OrderedDict())
    made = House(settings, root)
    yield made
    made.stop()


@pytest.fixture
def draft(house: House) -> str:
    """The id of a draft with a municipality."""
    page = house.site.get(NEW)
    house.site.send(page.form().set("kommuner-sok", "Eskilstuna"))
    return house.site.last_address.split("/")[2]


OLD, NEW_WORD = "samverkar enligt", "Nyskrivet"
"""Words of a clause that is always there, and what they become."""


def test_a_draft_is_shown_with_the_text_it_was_made_with_and_told_that_the_library_has_changed(
    house: House, draft: str
) -> None:
    before = house.overview(draft).soup.select_one("article, .document").text
    assert "Biblioteket har ändrats" not in house.overview(draft).all("h2")
    house.reword(OLD, f"{OLD} {NEW_WORD}")
    page = house.overview(draft)
    assert "Biblioteket har ändrats" in page.all("h2")
    assert NEW_WORD not in page.soup.select_one("article, .document").text
    assert before.split("Klausulbibliotek")[0] == page.soup.select_one("article, .document").text.split(
        "Klausulbibliotek"
    )[0]


def test_what_changes_is_told_clause_by_clause_and_the_draft_moves_when_somebody_says_so(
    house: House, draft: str
) -> None:
    house.reword(OLD, f"{OLD} {NEW_WORD}")
    page = house.site.get(f"/overenskommelse/{draft}/bibliotek")
    assert page.heading == "Det här ändras med dagens bibliotek"
    assert any(NEW_WORD in each.text for each in page.soup.select("ins"))
    assert any("Lydelsen har rättats i biblioteket." in each for each in page.all(".diff-reasons li"))
    page = house.site.send(page.form(".step-form"))
    assert "Biblioteket har ändrats" not in page.all("h2")
    assert NEW_WORD in page.text
    assert "Flyttad till nyare bibliotek." in house.site.get(f"/overenskommelse/{draft}/versioner").text


def test_the_library_is_kept_when_the_first_version_is_saved_with_it(house: House, draft: str) -> None:
    library = house.app.extensions[EXTENSION].library  # type: ignore[union-attr]
    copies = LibraryCopies(house.app.extensions[EXTENSION].agreements.engine)  # type: ignore[union-attr]
    assert copies.has(library.version)


def test_files_that_were_changed_after_the_start_are_not_kept_as_what_they_were(house: House) -> None:
    path = house.root / CLAUSE
    path.write_text(path.read_text(encoding="utf-8").replace(OLD, f"{OLD} {NEW_WORD}"), encoding="utf-8")
    page = house.site.get(NEW)
    house.site.send(page.form().set("kommuner-sok", "Eskilstuna"))
    extension = house.app.extensions[EXTENSION]  # type: ignore[union-attr]
    assert not LibraryCopies(extension.agreements.engine).has(extension.library.version)


def test_saving_answers_does_not_move_the_draft(house: House, draft: str) -> None:
    house.reword(OLD, f"{OLD} {NEW_WORD}")
    form = house.site.get(f"/overenskommelse/{draft}/innehall").form()
    house.site.send(form.set("antal", "3"), "oversikt")
    assert "Biblioteket har ändrats" in house.overview(draft).all("h2")


def test_a_change_that_gives_the_same_text_bothers_nobody(house: House, draft: str) -> None:
    house.reword("skäl: Prov.", "skäl: Bättre skäl.")
    assert "Biblioteket har ändrats" not in house.overview(draft).all("h2")


def test_a_day_that_brings_a_new_wording_is_told_and_waited_with(house: House, draft: str) -> None:
    text = (house.root / CLAUSE).read_text(encoding="utf-8")
    (house.root / LATER).write_text(text.replace(OLD, f"{OLD} decemberord"), encoding="utf-8")
    house.start()
    assert "Biblioteket har ändrats" not in house.overview(draft).all("h2")
    house.moment = NOON + timedelta(days=20)
    house.start()
    page = house.overview(draft)
    assert "Biblioteket har ändrats" in page.all("h2")
    assert "decemberord" not in page.text


def test_a_draft_whose_library_is_gone_is_shown_with_todays_and_says_so(house: House, draft: str) -> None:
    store = house.app.extensions[EXTENSION].agreements  # type: ignore[union-attr]
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM library_copies")
    pinning._OLD.clear()
    house.reword(OLD, f"{OLD} {NEW_WORD}")
    page = house.overview(draft)
    assert "Texten visas med dagens bibliotek" in page.all("h2")
    assert NEW_WORD in page.text


def test_versions_are_compared_each_with_its_own_library_and_an_old_one_can_be_taken_up_again(
    house: House, draft: str
) -> None:
    house.reword(OLD, f"{OLD} {NEW_WORD}")
    house.site.send(house.site.get(f"/overenskommelse/{draft}/bibliotek").form(".step-form"))
    page = house.site.get(f"/overenskommelse/{draft}/versioner/1/2")
    assert page.heading == "Version 1 jämförd med version 2"
    assert any(NEW_WORD in each.text for each in page.soup.select("ins"))
    word = house.site.client.get(page.soup.select_one("a[href*='jamforelse.docx']")["href"])
    assert f"{{+{NEW_WORD}+}}" in ZipFile(BytesIO(word.data)).read("word/document.xml").decode()
    versions = house.site.get(f"/overenskommelse/{draft}/versioner")
    page = house.site.send(versions.form("form[action$='/1/aterstall']"))
    assert "Biblioteket har ändrats" in page.all("h2")
    assert "Äldre version återställd, version 1." in house.site.get(f"/overenskommelse/{draft}/versioner").text


@pytest.mark.parametrize("rest", ["0", "9", "x", "1234567", "1/9", "x/1"])
def test_a_version_that_is_not_there_is_not_found(house: House, draft: str, rest: str) -> None:
    house.site.get(f"/overenskommelse/{draft}/versioner/{rest}", status=404)


def test_every_other_version_can_be_chosen_to_compare_with(house: House, draft: str) -> None:
    for number in ("2", "3"):
        form = house.site.get(f"/overenskommelse/{draft}/innehall").form()
        house.site.send(form.set("antal", number), "oversikt")
    page = house.site.get(f"/overenskommelse/{draft}/versioner/2")
    assert page.all(".version-links a") == ["Jämför 2 med 3", "Jämför 2 med 1"]
    page = house.site.get(page.soup.select_one(".version-links a")["href"])
    assert "Antal möten" in page.all("dt")
