"""Two may be asked for, a day can be set, a changed law opens reviews again, and all of it waits on the start page."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from flask import Flask

from generator.library.model import Library
from generator.settings import Settings
from generator.storage.account_rules import Membership
from generator.storage.accounts import AccountStore
from generator.storage.events import all_events
from generator.storage.roles import Role
from generator.web.app import create_app
from generator.web.services import EXTENSION
from tests.web.conftest import NOON
from tests.web.pages import ADMINISTRATOR, Page, Site
from tests.web.test_resting import Clock, approved, draft, lawyer, police, reviewed, ticking, written

__all__ = ["draft", "lawyer", "police", "ticking"]

BJURHOLM = "demo-bjurholm"
NAME = "Bjurholms kommun (demonstration)"
LAW = "/lagrum/sol-4-1/andring"


def administrator(app: Flask) -> Site:
    return Site(app.test_client(), ADMINISTRATOR)


def two_asked_for(app: Flask, two: bool = True) -> None:
    site = administrator(app)
    form = site.get(f"/administration/organisationer/{BJURHOLM}").form("form[data-rule]")
    site.send(form.set("tva", "ja") if two else form.set("tva"))


def second_lawyer(app: Flask) -> Site:
    """The coordinator of the demonstration is a lawyer too."""
    accounts = AccountStore(app.extensions[EXTENSION].agreements.engine)
    Site(app.test_client(), "bjurholm-samordnare")  # signs in, so that the account is there
    memberships = (Membership(BJURHOLM, Role.SAMORDNARE), Membership(BJURHOLM, Role.KOMMUNJURIST))
    accounts.set_roles("demo-bjurholm-samordnare", memberships, NOON, "test")
    return Site(app.test_client(), "bjurholm-samordnare")


def left(site: Site, draft: str) -> list[str]:
    return [each for each in site.get(draft).all(".remaining li") if "lydelsen" in each]


def awaiting(site: Site) -> list[str]:
    return site.get("/").all("#vantar + ul li")


def hrefs(page: Page) -> set[str]:
    return {str(each["href"]) for each in page.soup.select("a[href]")}


def with_day(page: Page, day: date | str) -> object:
    return page.form("form[data-day]").set("dag", str(day))


# --- Two persons ---


def test_with_two_asked_for_one_approval_is_half_and_the_same_person_twice_is_still_half(
    ticking: Flask, police: Site, lawyer: Site, draft: str
) -> None:
    two_asked_for(ticking)
    written(police, draft)
    for _ in range(2):
        approved(lawyer, draft)
        assert left(police, draft) == [
            f"Tiden: den lokala lydelsen är godkänd av en person hos {NAME} och behöver godkännas av en till."
        ]
    approved(second_lawyer(ticking), draft)
    assert left(police, draft) == []


def test_whoever_has_approved_no_longer_sees_it_waiting_and_the_other_does(
    ticking: Flask, police: Site, lawyer: Site, draft: str
) -> None:
    two_asked_for(ticking)
    other = second_lawyer(ticking)
    written(police, draft)
    approved(lawyer, draft)
    assert lawyer.get("/granskning/").all("#vantar + ul a") == []
    assert len(other.get("/granskning/").all("#vantar + ul a")) == 1
    reviewed(lawyer, "godkand")
    page = lawyer.get("/granskning/")
    assert "Godkänd av en, väntar på en till (1)" in page.text and "Du har godkänt den." in page.text
    assert "tiden" in [str(each["value"]) for each in other.get("/granskning/").soup.select("[name=klausul]")]


def test_the_rule_counts_at_once_both_ways_and_is_an_event(
    ticking: Flask, police: Site, lawyer: Site, draft: str
) -> None:
    written(police, draft)
    approved(lawyer, draft)
    assert left(police, draft) == []
    two_asked_for(ticking)
    assert len(left(police, draft)) == 1
    assert "Två personer ska godkänna varje lydelse" in lawyer.get("/granskning/").text
    two_asked_for(ticking, two=False)
    assert left(police, draft) == []
    kinds = [each.kind for each in all_events(ticking.extensions[EXTENSION].agreements.engine)]
    assert kinds.count("granskningsregel-satt") == 2


def test_one_who_rejects_stops_it_whoever_has_approved_before(
    ticking: Flask, police: Site, lawyer: Site, draft: str
) -> None:
    two_asked_for(ticking)
    other = second_lawyer(ticking)
    written(police, draft)
    approved(lawyer, draft)
    form = other.get(f"{draft}lydelser/tiden").form("form[data-opinion]").set("beslut", "avslagen")
    other.send(form.set("text", "Otydligt."))
    assert left(police, draft) == [f"Tiden: lydelsen är avslagen av {NAME}."]
    approved(other, draft)
    assert "behöver godkännas av en till" in left(police, draft)[0]


def test_a_lawyer_of_two_municipalities_counts_once_in_each(ticking: Flask, lawyer: Site) -> None:
    accounts = AccountStore(ticking.extensions[EXTENSION].agreements.engine)
    both = tuple(Membership(f"demo-{each}", Role.KOMMUNJURIST) for each in ("bjurholm", "goteborg"))
    accounts.set_roles("demo-bjurholm-kommunjurist", both, NOON, "test")
    two_asked_for(ticking)
    for form in range(2):
        page = lawyer.get("/granskning/tiden")
        chosen = page.soup.select("form[data-opinion]")[form]
        organisation = str(chosen.select_one("[name=organisation]")["value"])
        lawyer.send(page.form("form[data-opinion]").set("organisation", organisation).set("beslut", "godkand"))
    told = lawyer.get("/granskning/tiden").text
    assert f"{NAME}: godkänd av en, väntar på en till" in told
    assert "Göteborgs Stad (demonstration): godkänd" in told


# --- By which day ---


def test_a_day_for_the_clause_set_stands_on_the_lawyers_start_page_and_says_when_it_has_passed(
    settings: Settings, small_library: Library
) -> None:
    clock = Clock()
    app = create_app(settings, small_library, clock=clock)
    site = Site(app.test_client(), "bjurholm-kommunjurist")
    assert awaiting(site) == []
    site.send(with_day(site.get("/granskning/"), "2026-12-01"))
    (told,) = awaiting(site)
    assert told.startswith(f"Granska klausulbiblioteket: {NAME}") and "senast 1 december 2026" in told
    clock.now += timedelta(days=20)
    late = Site(app.test_client(), "bjurholm-kommunjurist")
    assert "försenad sedan 1 december 2026" in awaiting(late)[0]
    assert "Försenad sedan 1 december 2026" in late.get("/granskning/").text
    late.send(late.get("/granskning/").form("form[data-day]").set("dag", ""))
    assert awaiting(late) == []
    app.extensions[EXTENSION].agreements.engine.dispose()


def test_what_waits_is_sorted_by_day(ticking: Flask, police: Site, lawyer: Site, draft: str) -> None:
    written(police, draft)
    lawyer.send(with_day(lawyer.get("/granskning/"), "2026-12-24"))
    assert ["klausulbiblioteket" in each for each in awaiting(lawyer)] == [True, False]
    police.send(with_day(police.get(draft), "2026-12-01"))
    assert ["klausulbiblioteket" in each for each in awaiting(lawyer)] == [False, True]
    approved(lawyer, draft)
    assert ["klausulbiblioteket" in each for each in awaiting(lawyer)] == [True]


@pytest.mark.parametrize(("day", "told"), [("snart", "Dagen går inte att läsa"), ("2026-11-20", "har redan passerat")])
def test_a_day_that_cannot_be_is_told(lawyer: Site, day: str, told: str) -> None:
    assert told in lawyer.send(with_day(lawyer.get("/granskning/"), day), status=422).text


def test_the_days_go_to_the_calendar_without_a_word_of_any_draft(
    ticking: Flask, police: Site, lawyer: Site, draft: str
) -> None:
    written(police, draft)
    police.send(with_day(police.get(draft), "2026-12-01"))
    content = lawyer.client.get("/granskning/dagar.ics").text
    assert "DTSTART;VALUE=DATE:20261201" in content
    assert "Tiden" not in content and "Nämnden" not in content
    assert "/granskning/dagar.ics" in hrefs(lawyer.get("/granskning/"))
    elsewhere = Site(ticking.test_client(), "goteborg-kommunjurist")
    assert elsewhere.get("/granskning/dagar.ics", status=404).heading == "Det finns inga granskningsdagar"
    approved(lawyer, draft)
    assert lawyer.client.get("/granskning/dagar.ics").status_code == 404
    assert "/granskning/dagar.ics" not in hrefs(lawyer.get("/granskning/")) | hrefs(lawyer.get("/"))


def test_nobody_sets_a_day_for_somebody_else(ticking: Flask, lawyer: Site) -> None:
    elsewhere = Site(ticking.test_client(), "goteborg-kommunjurist")
    form = elsewhere.get("/granskning/").form("form[data-day]").set("dag", "2026-12-01")
    elsewhere.send(form.set("organisation", BJURHOLM), status=404)
    elsewhere.send(form.set("organisation", "demo-goteborg").set("granskning", "x" * 22), status=404)
    assert awaiting(lawyer) == []


# --- A changed law ---


def entered(site: Site, note: str = "SFS 2026:9 ger längre tid", fate: str = "ändrad") -> Page:
    form = site.get(LAW).form("main form").set("andring", fate).set("fran", "2027-01-01")
    page = site.send(form)
    return site.send(page.form("form[data-enter]").set("vad", note))


def test_a_bare_amendment_opens_the_reviews_of_what_rests_on_it_and_nothing_else(lawyer: Site) -> None:
    page = lawyer.get("/granskning/")
    found = [str(each["value"]) for each in page.soup.select("[name=klausul]")]
    lawyer.send(page.form("form[data-set]").set("klausul", *found))
    page = entered(lawyer)
    assert "ändras från 1 januari 2027" in page.text and "SFS 2026:9 ger längre tid" in page.text
    told = lawyer.get("/granskning/").text
    assert "Måste granskas igen (1)" in told and f"Godkänd ({len(found) - 1})" in told
    assert "SFS 2026:9 ger längre tid. Infört 21 november 2026." in told
    assert "måste granskas igen" in lawyer.get("/granskning/parter").text
    assert awaiting(lawyer) and "Granska efter lagändring" in awaiting(lawyer)[0]
    reviewed(lawyer, "godkand", clause="parter")
    assert f"Godkänd ({len(found)})" in lawyer.get("/granskning/").text
    assert awaiting(lawyer) == []


def test_a_change_that_is_taken_back_opens_nothing(lawyer: Site) -> None:
    reviewed(lawyer, "godkand", clause="parter")
    page = entered(lawyer)
    page = lawyer.send(page.form("form[data-withdraw]"))
    assert "Återtagen" in page.text
    assert f"{NAME}: godkänd" in lawyer.get("/granskning/parter").text
    assert "Återtagen" in lawyer.get("/lagandringar/").text


def test_a_local_wording_that_rests_on_it_waits_again_and_holds_back_signature(
    police: Site, lawyer: Site, draft: str
) -> None:
    form = police.get(f"{draft}lydelser/parter").form("form[data-wording]").set("skal", "Nämnden vill")
    form.set("text", f"{form.get('text')[0]} Det gäller här.")
    police.send(form, "spara")
    lawyer.send(lawyer.get(f"{draft}lydelser/parter").form("form[data-opinion]").set("beslut", "godkand"))
    assert left(police, draft) == []
    entered(lawyer)
    (told,) = left(police, draft)
    assert "måste granskas igen" in told and "SFS 2026:9" in told
    lawyer.send(lawyer.get(f"{draft}lydelser/parter").form("form[data-opinion]").set("beslut", "godkand"))
    assert left(police, draft) == []


def test_the_page_of_the_provision_tells_of_what_ones_own_municipality_has_entered(
    ticking: Flask, lawyer: Site
) -> None:
    entered(lawyer)
    address = lawyer.last_address
    (link,) = lawyer.get("/lagrum/sol-4-1").soup.select("#inforda + ul a")
    assert str(link["href"]) == address
    for who in ("goteborg-kommunjurist", ""):
        assert not Site(ticking.test_client(), who).get("/lagrum/sol-4-1").soup.select("#inforda")


def test_another_municipality_is_not_touched_and_finds_nothing(ticking: Flask, lawyer: Site) -> None:
    elsewhere = Site(ticking.test_client(), "goteborg-kommunjurist")
    reviewed(elsewhere, "godkand", clause="parter")
    entered(lawyer)
    address = lawyer.last_address
    assert "Göteborgs Stad (demonstration): godkänd" in elsewhere.get("/granskning/parter").text
    elsewhere.get(address, 404)
    assert "Ingen lagändring är införd" in elsewhere.get("/lagandringar/").text


def test_the_worklist_can_be_taken_away_as_word_spreadsheet_and_json(
    police: Site, lawyer: Site, draft: str
) -> None:
    page = entered(lawyer)
    links = [str(each["href"]) for each in page.soup.select("main a[href*='att-gora']")]
    word, sheet, told = (lawyer.client.get(each).data for each in links)
    xml = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    rows = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig")), delimiter=";"))
    found = json.loads(told)
    assert found["lagrum"] == ["SoL 4:1"] and found["klausuler"][0]["id"] == "parter"
    assert [each["id"] for each in found["overenskommelser"]] == [draft.split("/")[2]]
    assert rows[0] == ["slag", "vad", "var", "ansvarig", "klausuler"]
    assert {row[0] for row in rows[1:]} == {"att göra", "klausul", "överenskommelse"}
    for task in found["att_gora"]:
        assert task["vad"] in [row[1] for row in rows]
        assert task["vad"].split("”")[0][:40] in xml
    assert lawyer.client.get(links[0].replace(".docx", ".pdf")).status_code == 404


def test_what_was_typed_about_a_change_is_shown_again_when_it_cannot_be_kept(lawyer: Site) -> None:
    form = lawyer.get(LAW).form("main form").set("andring", "ändrad").set("fran", "2027-01-01")
    page = lawyer.send(form)
    again = lawyer.send(page.form("form[data-enter]").set("vad", "x" * 1_001), status=422)
    assert "för lång" in again.text and again.value("vad").strip() == "x" * 1_001
    forged = page.form("form[data-enter]").set("vad", "Mina ord").set("csrf_token", "x")
    assert lawyer.send(forged, status=400).value("vad").strip() == "Mina ord"
    assert "Ingen lagändring är införd" in lawyer.get("/lagandringar/").text
