"""A draft says which review it rests on, hears when it is renewed, and can carry the list of its deviations."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from generator.library.model import Library
from generator.readback.manifest import read_manifest
from generator.settings import Settings
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.web.conftest import NEW, NOON
from tests.web.own_pages import COORDINATOR, begun, decided, opinion, waiting
from tests.web.pages import Page, Site

LAWYER = "bjurholm-kommunjurist"
OWN = "Det här gäller bara hos oss i kommunen."
HEADING = "Avvikelser och godkännanden"


class Clock:
    """A clock that goes a second forward each time that somebody looks at it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def ticking(settings: Settings, small_library: Library) -> Iterator[Flask]:
    made = create_app(settings, small_library, clock=Clock())
    yield made
    made.extensions[EXTENSION].agreements.engine.dispose()


@pytest.fixture
def police(ticking: Flask) -> Site:
    return Site(ticking.test_client())


@pytest.fixture
def lawyer(ticking: Flask) -> Site:
    return Site(ticking.test_client(), LAWYER)


@pytest.fixture
def draft(police: Site) -> str:
    police.send(police.get(NEW).form().set("kommuner-sok", "Bjurholm"))
    return f"/overenskommelse/{police.last_address.split('/')[2]}/"


def reviewed(lawyer: Site, decision: str, words: str = "", clause: str = "tiden") -> None:
    form = lawyer.get(f"/granskning/{clause}").form("form[data-opinion]").set("beslut", decision).set("text", words)
    lawyer.send(form)


def written(site: Site, draft: str) -> None:
    form = site.get(f"{draft}lydelser/tiden").form("form[data-wording]").set("text", OWN)
    site.send(form.set("skal", "Nämnden vill det"), "spara")


def approved(lawyer: Site, draft: str) -> None:
    lawyer.send(lawyer.get(f"{draft}lydelser/tiden").form("form[data-opinion]").set("beslut", "godkand"))


def resting(page: Page) -> str:
    return " ".join(page.all("#vilar ~ p"))


def as_text(site: Site, draft: str, query: str = "") -> str:
    return site.client.get(f"{draft}filer/overenskommelse.txt{query}").text


def test_before_anybody_has_reviewed_the_draft_says_so(police: Site, draft: str) -> None:
    told = resting(police.get(draft))
    assert "Bjurholms kommun (demonstration) har inte godkänt någon av lydelserna." in told
    assert "Bibliotekets lydelser kan ändå användas." in told


def test_a_draft_says_by_whom_and_when_its_wordings_were_approved_and_how_many_are_left(
    police: Site, lawyer: Site, draft: str
) -> None:
    reviewed(lawyer, "godkand")
    told = resting(police.get(draft))
    assert "Vilar på en lydelse som är godkänd hos Bjurholms kommun (demonstration)" in told
    assert "granskning nummer 1 den 21 november 2026" in told
    assert "lydelser är inte granskade" in told
    assert not police.get(draft).soup.select("#vilar ~ p a")
    link = lawyer.get(draft).soup.select_one("#vilar ~ p a")
    assert "Granskning nummer 1" in lawyer.get(str(link["href"])).text


def test_a_draft_is_told_when_the_review_is_renewed_and_no_longer_after_the_next_save(
    police: Site, lawyer: Site, draft: str
) -> None:
    reviewed(lawyer, "godkand")
    assert "Granskningen är förnyad sedan version 1 sparades" in police.get(draft).text
    assert police.get(draft).all("#vilar ~ .notice li") == ["Tiden: godkänd"]
    written(police, draft)
    assert "Granskningen är förnyad" not in police.get(draft).text


def test_each_version_says_which_review_it_rested_on(police: Site, lawyer: Site, draft: str) -> None:
    reviewed(lawyer, "godkand")
    written(police, draft)
    newest, first = police.get(f"{draft}versioner").all(".version-list li")
    assert "Vilar på granskning nummer 1 hos Bjurholms kommun (demonstration)" in newest
    assert "Vilar på granskning" not in first


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_the_file_carries_which_review_it_rests_on_and_can_still_be_read_back(
    police: Site, lawyer: Site, draft: str, extension: str
) -> None:
    address = f"{draft}filer/overenskommelse.{extension}"
    before = read_manifest(police.client.get(address).data)
    assert before is not None and before.review == ()
    reviewed(lawyer, "godkand")
    manifest = read_manifest(police.client.get(address).data)
    assert manifest is not None
    (mark,) = manifest.review
    assert (mark.organisation, mark.number, mark.approved) == ("Bjurholms kommun (demonstration)", 1, 1)
    assert mark.unreviewed == len(manifest.wordings) - 1 or mark.unreviewed > 0
    assert (manifest.wordings, manifest.answers) == (before.wordings, before.answers)


def test_the_list_stands_last_by_itself_only_when_something_deviates(police: Site, draft: str) -> None:
    assert HEADING not in as_text(police, draft)
    assert "Ingen text avviker" in as_text(police, draft, "?avvikelser=ja")
    written(police, draft)
    assert HEADING in as_text(police, draft)
    assert HEADING not in as_text(police, draft, "?avvikelser=nej")


def test_the_choice_of_the_page_follows_into_the_files(police: Site, draft: str) -> None:
    written(police, draft)
    form = police.get(draft).form("form[data-list]")
    assert form.get("avvikelser") == ["nej", "ja"]
    page = police.get(f"{draft}?avvikelser=nej")
    links = [str(each["href"]) for each in page.soup.select(".downloads a")]
    assert all(each.endswith("?avvikelser=nej") for each in links)
    assert not any("avvikelser" in str(each["href"]) for each in police.get(draft).soup.select(".downloads a"))
    archive = zipfile.ZipFile(io.BytesIO(police.client.get(f"{draft}filer/alla.zip?avvikelser=nej").data))
    texts = [archive.read(name) for name in archive.namelist() if name.endswith(".docx")]
    documents = [zipfile.ZipFile(io.BytesIO(each)).read("word/document.xml").decode() for each in texts]
    assert not any(HEADING in each for each in documents)


def test_the_list_says_the_words_the_reason_and_who_approved_and_nothing_of_the_remarks(
    police: Site, lawyer: Site, draft: str
) -> None:
    written(police, draft)
    assert "Inte godkänd än: Bjurholms kommun (demonstration)." in as_text(police, draft)
    form = lawyer.get(f"{draft}lydelser/tiden").form("form[data-opinion]").set("beslut", "godkand-med-anmarkning")
    lawyer.send(form.set("text", "Hemlig anmärkning."))
    told = as_text(police, draft).partition(HEADING)[2]
    assert f"{{+{OWN}+}}" in told
    assert "Skäl: Nämnden vill det." in told
    who = "Kommunjurist (demonstration), kommunjurist, Bjurholms kommun (demonstration), 21 november 2026"
    assert who in " ".join(told.split())
    assert "Hemlig anmärkning" not in told and "Inte godkänd" not in told


def test_every_format_has_the_same_list_and_a_file_that_comes_back_is_read_without_it(
    police: Site, lawyer: Site, draft: str
) -> None:
    written(police, draft)
    approved(lawyer, draft)
    word = police.client.get(f"{draft}filer/overenskommelse.docx").data
    xml = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    html = police.client.get(f"{draft}filer/overenskommelse.html").text
    for each in (HEADING, "Skäl: Nämnden vill det.", "Godkänd av:"):
        assert each in xml and each in html
    page = police.get(f"{draft}aterlast")
    form = page.form("main form")
    data = {**{name: form.get(name)[0] for name in ("csrf_token",)}, "fil": (io.BytesIO(word), "tillbaka.docx")}
    answer = police.client.post(f"{draft}aterlast", data=data, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert "Det som avviker från klausulbiblioteket står här" not in answer.text
    assert "Godkänd av:" not in answer.text
    assert "hör inte till överenskommelsen och är inte jämförd" in answer.text


def test_a_kept_file_is_the_one_that_was_chosen(police: Site, draft: str) -> None:
    written(police, draft)
    form = police.get(f"{draft}?avvikelser=nej").form('form[action$="/bevara/overenskommelse.docx"]')
    page = police.send(form)
    link = str(page.soup.select_one(".kept a")["href"])
    kept = zipfile.ZipFile(io.BytesIO(police.client.get(link).data)).read("word/document.xml").decode()
    assert HEADING not in kept


def test_an_optional_clause_that_was_left_out_stands_in_the_list_without_approvals(police: Site, draft: str) -> None:
    police.send(police.get(draft).form("form[action*='/valfria/tiden']"), "valj-bort")
    assert HEADING not in as_text(police, draft)
    told = as_text(police, draft, "?avvikelser=ja").partition(HEADING)[2]
    assert "Klausulen är bortvald." in told and "Inte godkänd" not in told


def test_an_own_wording_that_is_decided_of_after_the_draft_was_saved_is_told_on_the_draft(
    ticking: Flask, lawyer: Site
) -> None:
    decided(lawyer)
    police = Site(ticking.test_client())
    draft = begun(police)
    opinion(Site(ticking.test_client(), COORDINATOR), "godkand", "Kommunen har en jurist, som har skrivit texten.")
    page = police.get(draft)
    assert page.all(".notice a[href$='/lydelser/tiden']") == ["Tiden: godkänd"]
    assert waiting(police, draft) == []
