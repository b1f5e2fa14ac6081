"""A draft through its life: named, reviewed, approved, signed, ended; copied and renewed; days to remember."""

from __future__ import annotations

import hashlib
import io
import re

import pytest
from flask import Flask
from icalendar import Calendar
from werkzeug.test import TestResponse

from generator.storage.agreements import AgreementStore
from generator.storage.lifecycle import Status
from generator.web.waiting import AWAITED
from tests.web.pages import Form, Page, Site, sign_in_as

STATUS = "form[action$='/status']"
SIGNED = b"%PDF-1.7\nundertecknat \x00\xff"
JURIST = "bjurholm-kommunjurist"


@pytest.fixture
def ready(begun: Page, site: Site) -> Page:
    """The overview of a draft where nothing remains."""
    page = site.send(begun.form().set("form", "del"))
    page = site.send(page.form().set("helhet", "helheten"))
    page = site.send(page.form().set("antal", "4").set("summa", "1000").set("vard", "0484"))
    return site.send(page.form().set("fran", "2027-01-01").set("till", "2027-12-31"))


def step(page: Page, site: Site, after: str, status: int = 200, **fields: str) -> Page:
    """Press the button that leads to a status."""
    for form in page.soup.select(STATUS):
        if form.select_one(f"input[name=till][value={after}]"):
            made = page.form(f"{STATUS}:has(input[name=till][value={after}])")
            for name, value in fields.items():
                made.set(name, value)
            return site.send(made, status=status)
    pytest.fail(f"no step to {after}")


def status_of(page: Page) -> str:
    return page.all(".chip-status")[0]


def approved(page: Page, site: Site) -> Page:
    return step(step(page, site, "granskning"), site, "klar")


def hand_in(site: Site, address: str, content: bytes, name: str = "fil.pdf", **fields: str) -> TestResponse:
    form = site.get(address).form("form[enctype]")
    data = {**dict(form.fields), **fields, "fil": (io.BytesIO(content), name)}
    return site.client.post(form.action, data=data, content_type="multipart/form-data")


def signed(page: Page, site: Site) -> Page:
    approved(page, site)
    base = page.form(STATUS).action.removesuffix("/status")
    response = hand_in(site, f"{base}/undertecknad", SIGNED, **{"dnr-kommun": "SN 2027/1", "dnr-polis": "A1/2027"})
    assert response.status_code == 303, response.text
    return site.get(f"{base}/")


# --- Versions ---


def test_the_list_of_versions_names_the_questions_whose_answers_were_changed(ready: Page, site: Site) -> None:
    page = site.get(ready.form(STATUS).action.removesuffix("/status") + "/versioner")
    assert page.all(".version-name + span") == [
        "Svar ändrade: Första dagen, Sista dagen.",
        "Svar ändrade: Extern, Antal möten, Kostnad m.fl.",
        "Svar ändrade: Helheten.",
        "Svar ändrade: Form.",
        "Skapad.",
    ]


# --- Status ----------------------------------------------------------------------------------------------------------


def test_a_new_draft_says_who_saved_it_and_when(begun: Page, site: Site) -> None:
    page = site.send(begun.form(), "oversikt")
    assert status_of(page) == "Utkast"
    assert re.search(r"Kommunpolis \(demonstration\) sparade version \d den 21 november 2026 kl. 13.00", page.text)


def test_a_draft_goes_from_review_to_ready_and_each_step_says_who_took_it(ready: Page, site: Site) -> None:
    page = step(ready, site, "granskning")
    assert status_of(page) == "Granskning"
    page = step(page, site, "klar")
    assert status_of(page) == "Klar att signera"
    assert "av Kommunpolis (demonstration)" in page.text
    assert any(each.startswith("Granskning") for each in page.all("details .remaining li"))


def test_what_lacks_something_cannot_be_approved_and_says_why(begun: Page, site: Site) -> None:
    page = step(site.send(begun.form(), "oversikt"), site, "granskning")
    assert "klar" not in {each["value"] for each in page.soup.select("input[name=till]")}
    assert "”Godkänn: klar att signera” går att välja när inget återstår nedan." in page.text
    forged = page.form(STATUS).set("fran", "granskning").set("till", "klar")
    assert "inte klar" in site.send(forged, status=409).text


def test_a_change_after_review_makes_it_a_draft_again_and_says_so(ready: Page, site: Site) -> None:
    page = approved(ready, site)
    address = next(each["href"] for each in page.soup.select(".steps a") if each["href"].endswith("/innehall"))
    changed = site.get(address).form().set("antal", "5")
    page = site.send(changed, "oversikt")
    assert status_of(page) == "Utkast"
    assert "Ändrad efter att den lämnades för granskning." in page.text


@pytest.mark.parametrize(("before", "after"), [("utkast", "klar"), ("utkast", "signerad"), ("", ""), ("x", "klar")])
def test_a_step_that_is_not_in_the_table_is_refused(ready: Page, site: Site, before: str, after: str) -> None:
    forged = ready.form(STATUS).set("fran", before).set("till", after)
    site.send(forged, status=409)
    assert status_of(site.get(ready.form(STATUS).action.removesuffix("status"))) == "Utkast"


def test_of_two_who_take_a_step_the_second_is_told(ready: Page, site: Site) -> None:
    step(ready, site, "granskning")
    assert "av någon annan" in step(ready, site, "granskning", status=409).heading


def test_an_agreement_that_has_ended_says_since_when_and_why(ready: Page, site: Site) -> None:
    page = signed(ready, site)
    assert "Skriv från vilken dag" in step(page, site, "upphord", status=422).text
    page = step(page, site, "upphord", dag="2027-06-30", skal="Uppsagd av kommunen")
    assert status_of(page) == "Upphörd"
    assert "från och med den 30 juni 2027" in page.text
    assert "Uppsagd av kommunen" in page.text


def test_a_name_of_its_own_stands_on_the_overview_and_the_start_page(ready: Page, site: Site) -> None:
    name = "Förslag <b>i mars</b> {{7*7}}"
    page = site.send(ready.form("form[action$='/namn']").set("namn", name))
    assert page.heading == name
    assert name in site.get("/").all(".draft-list a")
    page = site.send(page.form("form[action$='/namn']").set("namn", ""))
    assert page.heading == "Eskilstuna"


def test_a_name_that_is_too_long_is_refused(ready: Page, site: Site) -> None:
    page = site.send(ready.form("form[action$='/namn']").set("namn", "x" * 81), status=422)
    assert "Högst 80 tecken" in page.text


# --- Kept files ------------------------------------------------------------------------------------------------------


def test_the_signed_file_is_kept_byte_for_byte_with_both_numbers_and_its_checksum(ready: Page, site: Site) -> None:
    page = signed(ready, site)
    assert status_of(page) == "Signerad"
    kept = page.soup.select_one(".kept li")
    assert hashlib.sha256(SIGNED).hexdigest() in kept.text
    assert "SN 2027/1" in kept.text
    assert "A1/2027" in kept.text
    response = site.client.get(kept.a["href"])
    assert response.data == SIGNED
    assert response.mimetype == "application/pdf"


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "Välj en fil först."), (b"PK\x03\x04", "ingen PDF"), (b"inget", "ingen PDF")]
)
def test_what_is_no_signed_pdf_is_told_at_the_field(ready: Page, site: Site, content: bytes, told: str) -> None:
    page = approved(ready, site)
    base = page.form(STATUS).action.removesuffix("/status")
    name = "fil.pdf" if content else ""
    response = hand_in(site, f"{base}/undertecknad", content, name, **{"dnr-kommun": "SN 7"})
    assert response.status_code == 422
    assert told in response.text
    assert "SN 7" in response.text
    assert status_of(site.get(f"{base}/")) == "Klar att signera"


def test_a_file_cannot_be_registered_before_the_agreement_is_ready(ready: Page, site: Site) -> None:
    base = ready.form(STATUS).action.removesuffix("/status")
    assert status_of(site.get(f"{base}/undertecknad")) == "Utkast"
    token = ready.form(STATUS).get("csrf_token")[0]
    data = {"csrf_token": token, "_version": "4", "fil": (io.BytesIO(SIGNED), "x.pdf")}
    response = site.client.post(f"{base}/undertecknad", data=data, content_type="multipart/form-data")
    assert response.status_code == 409


def test_what_is_signed_is_not_changed(ready: Page, site: Site) -> None:
    address = next(each["href"] for each in ready.soup.select(".steps a") if each["href"].endswith("/innehall"))
    form = site.get(address).form().set("antal", "9")
    page = signed(ready, site)
    assert page.soup.select(".steps") == []
    assert page.all("#kvar") == ["Överenskommelsen är undertecknad"]
    assert status_of(site.get(address)) == "Signerad"
    assert site.send(form, status=409).heading == "Överenskommelsen är undertecknad"


def test_a_released_file_is_kept_as_it_was(ready: Page, site: Site) -> None:
    page = site.send(ready.form("form[action$='.docx']"))
    address = page.soup.select_one(".kept a")["href"]
    first = site.client.get(address).data
    assert first.startswith(b"PK")
    assert hashlib.sha256(first).hexdigest() in page.text
    site.send(page.form("form[action$='.docx']"), status=409)


@pytest.mark.parametrize("rest", ["1/finns-inte.pdf", "9/undertecknad.pdf", "x/undertecknad.pdf", "1/x.exe"])
def test_a_kept_file_that_is_not_there_is_not_found(ready: Page, site: Site, rest: str) -> None:
    base = ready.form(STATUS).action.removesuffix("/status")
    site.get(f"{base}/bevarade/{rest}", status=404)


# --- Copy, renewal, days ---------------------------------------------------------------------------------------------


def test_a_copy_has_the_answers_and_says_what_it_is_a_copy_of(
    ready: Page, site: Site, store: AgreementStore
) -> None:
    page = site.send(ready.form("form[action$='/kopiera']"))
    assert page.heading == "Kopia av Eskilstuna"
    copy, original = store.newest(2)
    if copy.origin is None:
        copy, original = original, copy
    assert copy.answers == original.answers
    assert copy.origin.agreement == original.id


def test_a_renewal_has_the_next_period_and_shows_what_differs_with_reasons(ready: Page, site: Site) -> None:
    base = ready.form(STATUS).action.removesuffix("/status")
    page = site.get(f"{base}/fornya")
    assert (page.value("fran"), page.value("till")) == ("2028-01-01", "2028-12-31")
    page = site.send(page.form("form[action$='/fornya']"))
    assert page.heading == "Skillnaden mot den tidigare överenskommelsen"
    assert "2027" in page.soup.select_one("del").text
    assert any("Svaret har ändrats" in each for each in page.all(".diff-reasons li"))


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [("", "", "Skriv från vilken dag"), ("igår", "", "ingen dag"), ("2028-01-01", "2027-01-01", "före den första")],
)
def test_a_period_that_cannot_be_right_is_told_at_its_field(
    ready: Page, site: Site, first: str, last: str, told: str
) -> None:
    base = ready.form(STATUS).action.removesuffix("/status")
    form = site.get(f"{base}/fornya").form("form[action$='/fornya']")
    page = site.send(form.set("fran", first).set("till", last), status=422)
    assert any(told in message for message, _ in page.errors)
    assert (page.value("fran"), page.value("till")) == (first, last)


def test_the_days_to_remember_come_as_a_calendar_without_anything_typed(ready: Page, site: Site) -> None:
    address = next(each["href"] for each in ready.soup.select("a") if each["href"].endswith(".ics"))
    response = site.client.get(address)
    events = Calendar.from_ical(response.data).walk("VEVENT")
    assert [(str(each.start), str(each["summary"])) for each in events] == [
        ("2027-01-01", "Eskilstuna: Överenskommelsen börjar gälla"),
        ("2027-12-31", "Eskilstuna: Överenskommelsens sista dag"),
    ]
    assert "helheten" not in response.text
    assert site.client.get(address).data == response.data


def test_a_draft_without_a_day_has_no_calendar_and_no_link_to_one(begun: Page, site: Site) -> None:
    page = site.send(begun.form(), "oversikt")
    assert not [each for each in page.soup.select("a") if each["href"].endswith(".ics")]
    base = page.form(STATUS).action.removesuffix("/status")
    assert site.get(f"{base}/dagar.ics", status=404).heading == "Det finns inga dagar att minnas"


# --- What waits ------------------------------------------------------------------------------------------------------


def test_everything_that_waits_waits_for_a_status_that_somebody_can_leave() -> None:
    assert {status for _, status in AWAITED} <= {Status.DRAFT, Status.REVIEW, Status.READY}


def test_a_draft_that_was_handed_back_waits_for_whoever_wrote_it(ready: Page, site: Site) -> None:
    assert "Väntar på dig" not in site.get("/").all("h2")
    step(step(ready, site, "granskning"), site, "utkast")
    page = site.get("/")
    assert "Väntar på dig" in page.all("h2")
    assert "Ändra och lämna igen: Eskilstuna" in page.all(".draft-list a")


def test_a_review_waits_for_the_lawyer_of_the_municipality(site: Site, app: Flask) -> None:
    page = site.get("/overenskommelse/ny/overenskommelse")
    page = site.send(page.form().set("kommuner-sok", "Bjurholm"))
    step(site.send(page.form(), "oversikt"), site, "granskning")
    client = app.test_client()
    sign_in_as(client, JURIST)
    page = Site(client, who="").get("/")
    assert "Granska: Bjurholm" in page.all(".draft-list a")


def test_a_form_of_another_draft_does_nothing_here(ready: Page, site: Site) -> None:
    forged = Form("/overenskommelse/finns-inte/status", ready.form(STATUS).fields)
    site.send(forged, status=404)
