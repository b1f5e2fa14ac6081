"""A rejected wording, an edit after approval and a changed law hold back signature; what is signed stays as it was."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.conftest import NEW
from tests.web.pages import Page, Site
from tests.web.test_drafts import SIGNED, STATUS, status_of, step
from tests.web.test_resting import approved, police, reviewed, ticking, written
from tests.web.test_review_rounds import entered

__all__ = ["police", "ticking"]


@pytest.fixture
def lawyer(ticking: Flask) -> Site:
    return Site(ticking.test_client(), "goteborg-kommunjurist")


@pytest.fixture
def ready(police: Site) -> str:
    """The address of a draft with Göteborg where nothing remains, handed over for review."""
    page = police.send(police.get(NEW).form().set("kommuner-sok", "Göteborg"))
    page = police.send(page.form().set("form", "del"))
    page = police.send(page.form().set("helhet", "helheten"))
    page = police.send(page.form().set("antal", "4").set("summa", "1000").set("vard", "1480"))
    page = police.send(page.form().set("fran", "2027-01-01").set("till", "2027-12-31"))
    step(page, police, "granskning")
    return page.form(STATUS).action.removesuffix("status")


def found_ready(site: Site, draft: str) -> Page:
    return step(site.get(draft), site, "klar")


def handed_in(site: Site, draft: str) -> TestResponse:
    token = site.get(draft).form(STATUS).get("csrf_token")[0]
    version = site.get(draft).form(STATUS).get("_version")[0]
    data = {"csrf_token": token, "_version": version, "dnr-kommun": "SN 1", "fil": (io.BytesIO(SIGNED), "x.pdf")}
    return site.client.post(f"{draft}undertecknad", data=data, content_type="multipart/form-data")


def steps(page: Page) -> set[str]:
    return {str(each["value"]) for each in page.soup.select("input[name=till]")}


def test_a_rejected_wording_keeps_the_draft_from_being_found_ready(police: Site, lawyer: Site, ready: str) -> None:
    assert "klar" in steps(police.get(ready))
    reviewed(lawyer, "avslagen", "Otydligt.")
    page = police.get(ready)
    assert "klar" not in steps(page) and "är avslagen av" in page.text
    forged = page.form(STATUS).set("fran", "granskning").set("till", "klar")
    assert "inte klar" in police.send(forged, status=409).text
    reviewed(lawyer, "godkand")
    assert status_of(found_ready(police, ready)) == "Klar att signera"


def test_a_wording_that_is_rejected_after_the_draft_was_found_ready_keeps_it_from_being_signed(
    police: Site, lawyer: Site, ready: str
) -> None:
    found_ready(police, ready)
    reviewed(lawyer, "avslagen", "Otydligt.")
    page = police.get(ready)
    assert "”Registrera undertecknad fil” går att välja när inget återstår nedan." in page.text
    assert handed_in(police, ready).status_code == 409
    assert "UTKAST" in police.client.get(f"{ready}filer/overenskommelse.txt").text
    reviewed(lawyer, "godkand")
    assert handed_in(police, ready).status_code == 303


def test_an_edit_after_approval_needs_a_new_approval_before_signature(police: Site, lawyer: Site, ready: str) -> None:
    written(police, ready)
    approved(lawyer, ready)
    page = step(police.get(ready), police, "granskning")
    assert "klar" in steps(page)
    form = police.get(f"{ready}lydelser/tiden").form("form[data-wording]").set("text", "Något helt annat.")
    police.send(form, "spara")
    assert status_of(police.get(ready)) == "Utkast"
    assert "klar" not in steps(step(police.get(ready), police, "granskning"))
    approved(lawyer, ready)
    assert "klar" in steps(police.get(ready))


def test_where_there_is_no_lawyer_the_boards_answer_opens_the_way_and_its_reason_is_kept(
    ticking: Flask, police: Site, ready: str
) -> None:
    written(police, ready)
    board = Site(ticking.test_client(), "goteborg-socialchef")
    form = board.get(f"{ready}lydelser/tiden").form("form[data-opinion]").set("beslut", "godkand")
    board.send(form.set("text", "Kommunen har ingen jurist."))
    page = step(police.get(ready), police, "granskning")
    assert "klar" in steps(page)
    told = police.client.get(f"{ready}filer/overenskommelse.txt").text
    assert "svarar för nämnden" in told and "Kommunen har ingen jurist" not in told


def test_what_is_signed_says_what_it_was_signed_on_whatever_is_decided_later(
    police: Site, lawyer: Site, ready: str
) -> None:
    reviewed(lawyer, "godkand")
    found_ready(police, ready)
    assert handed_in(police, ready).status_code == 303
    before = police.get(ready).all("#vilar ~ p")
    reviewed(lawyer, "avslagen", "Inte längre.")
    entered(lawyer)
    page = police.get(ready)
    assert page.all("#vilar ~ p") == before and "granskning nummer 1" in before[0]
    assert "är förnyad" not in page.text
    assert "UTKAST" not in police.client.get(f"{ready}filer/overenskommelse.txt").text
