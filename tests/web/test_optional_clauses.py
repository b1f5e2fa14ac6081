"""Optional clauses: left out and taken in beside the questions and in the text, told everywhere, lost nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Window

from generator.assembly.left_out import KEY, left_out_in
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.model import Library
from generator.review.review_copy import review_copy
from generator.storage.agreements import AgreementStore
from generator.storage.event_table import event_page
from tests.readback.edited import Edited
from tests.web import sight
from tests.web.conftest import NEW, NOON, Served
from tests.web.pages import Form, Page, Site, check_page

OUT, IN = "valj-bort:tiden", "ta-med:tiden"
LAWYER, COORDINATOR = "bjurholm-kommunjurist", "bjurholm-samordnare"
ESKILSTUNA = {"kommuner": ["0484"]}


def agreement_of(site: Site) -> str:
    return site.last_address.split("/")[2]


@pytest.fixture
def draft(site: Site) -> str:
    """The address of a draft of the demonstration's own."""
    site.send(site.get(NEW).form().set("kommuner-sok", "Eskilstuna"))
    return f"/overenskommelse/{agreement_of(site)}/"


def stored(site: Site, draft: str) -> set[str]:
    agreement = site.client.application.extensions["samverkan"].agreements.read(draft.split("/")[2])
    return set(left_out_in(agreement.answers))


def clauses(page: Page) -> list[str]:
    """Headings of the document's sections, without their numbers."""
    found = page.soup.select(".document :is(h3, h4, h5)")
    return [each.get_text(" ", strip=True) for each in found]


def left_out(page: Page) -> list[str]:
    return [each.get_text(" ", strip=True) for each in page.soup.select(".chosen-out li > span")]


# --- Beside the questions ---------------------------------------------------------------------------------------------


def test_beside_the_questions_a_clause_is_left_out_and_taken_in_again(site: Site, draft: str) -> None:
    page = site.get(f"{draft}innehall")
    assert any("Tiden" in each for each in clauses(page)) and left_out(page) == []
    without = site.send(page.form(), OUT)
    assert site.last_address == f"{draft}innehall"
    assert not any("Tiden" in each for each in clauses(without))
    assert left_out(without) == ["Tiden"]
    assert "Borttagen 2.2 Tiden" in without.all(".text-changes li")
    assert "Bortvald i det här utkastet." in without.text
    again = site.send(without.form(), IN)
    assert clauses(again) == clauses(page) and left_out(again) == []
    assert stored(site, draft) == set()


def test_what_stands_in_the_form_is_saved_with_the_choice(site: Site, draft: str, store: AgreementStore) -> None:
    page = site.get(f"{draft}innehall")
    site.send(page.form().set("teman", "ett"), OUT)
    now = store.read(draft.split("/")[2])
    assert now.answers["teman"] == ["ett"] and now.answers[KEY] == ["tiden"]
    assert site.get(f"{draft}innehall").checked("teman") == ["ett"]


def test_what_cannot_be_kept_is_told_and_still_there_and_nothing_is_chosen(site: Site, draft: str) -> None:
    page = site.get(f"{draft}innehall")
    wrong = site.send(page.form().set("antal", "många"), OUT, status=422)
    assert wrong.errors and wrong.value("antal") == "många"
    assert stored(site, draft) == set()


def test_a_page_that_lacks_answers_can_still_be_used_to_choose(site: Site, draft: str) -> None:
    page = site.send(site.get(f"{draft}tid").form(), OUT)
    assert not page.errors and left_out(page) == ["Tiden"]


def test_a_choice_survives_every_later_page_of_answers(site: Site, draft: str) -> None:
    site.send(site.get(f"{draft}innehall").form(), OUT)
    site.send(site.get(f"{draft}innehall").form().set("teman", "ett"))
    site.send(site.get(f"{draft}tid").form().set("fran", "2027-01-01"))
    assert stored(site, draft) == {"tiden"}


def test_two_people_at_once_overwrite_nothing(site: Site, draft: str) -> None:
    """Each of them opened the page before the other one chose."""
    mine, theirs = site.get(f"{draft}innehall").form(), site.get(f"{draft}innehall").form()
    overview = site.get(draft).form("#valfri-tiden form")
    site.send(mine, "valj-bort:stor-kommun")
    page = site.send(theirs, OUT, status=409)
    assert "Ingenting är överskrivet" in page.text
    assert "Ingenting är överskrivet" in site.send(overview, "valj-bort", status=409).text
    assert stored(site, draft) == {"stor-kommun"}


@pytest.mark.parametrize("button", ["valj-bort:parter", "valj-bort:finns-inte", "valj-bort:", "ta-med:parter"])
def test_a_made_up_choice_changes_nothing(site: Site, draft: str, button: str) -> None:
    site.send(site.get(f"{draft}innehall").form(), button)
    assert stored(site, draft) == set()


def test_a_choice_with_an_old_token_is_not_made_and_what_was_typed_is_shown(site: Site, draft: str) -> None:
    form = site.get(f"{draft}innehall").form().set("antal", "7").set("csrf_token", "gammal")
    page = site.send(form, OUT, status=400)
    assert page.value("antal") == "7" and stored(site, draft) == set()


def test_nothing_can_be_chosen_before_there_is_a_draft(site: Site) -> None:
    assert "data-choice" not in site.get(NEW).response.text


# --- On the page of the agreement -------------------------------------------------------------------------------------


def test_on_the_agreements_page_it_is_one_form_and_one_goes_back_to_where_one_was(site: Site, draft: str) -> None:
    page = site.get(draft)
    form = page.form("#valfri-tiden form")
    response = site.client.post(form.action, data=dict([*form.fields, ("gor", "valj-bort")]))
    assert response.status_code == 303 and response.headers["Location"] == f"{draft}#valfri-tiden"
    without = site.get(draft)
    assert left_out(without) == ["Tiden"]
    assert without.soup.select_one(".document #valfri-tiden")["aria-label"] == "Tiden: valfri, är borttagen ur texten"
    assert without.soup.select_one(".chosen-out a[href='#valfri-tiden']")
    site.send(without.form("#valfri-tiden form"), "ta-med")
    assert clauses(site.get(draft)) == clauses(page)


def test_a_choice_twice_over_is_one_version(site: Site, draft: str, store: AgreementStore) -> None:
    form = site.get(draft).form("#valfri-tiden form")
    site.send(form, "valj-bort")
    before = store.read(draft.split("/")[2]).version
    site.send(form, "valj-bort")
    assert store.read(draft.split("/")[2]).version == before


@pytest.mark.parametrize(
    ("name", "button", "status"), [("parter", "valj-bort", 404), ("tiden", "nagot", 422), ("finns-inte", "ta-med", 404)]
)
def test_a_made_up_form_is_refused(site: Site, draft: str, name: str, button: str, status: int) -> None:
    form = site.get(draft).form("#valfri-tiden form")
    site.send(replace(form, action=f"{draft}valfria/{name}"), button, status=status)
    assert stored(site, draft) == set()


def test_the_lawyer_sees_what_is_left_out_and_cannot_choose(app: Flask, site: Site) -> None:
    made = site.send(site.get(NEW).form().set("kommuner", "2403"))
    assert made.heading
    draft = f"/overenskommelse/{agreement_of(site)}/"
    form = site.get(draft).form("#valfri-tiden form")
    site.send(form, "valj-bort")
    lawyer = Site(app.test_client(), LAWYER)
    page = lawyer.get(draft)
    assert left_out(page) == ["Tiden"]
    assert page.soup.select(".choice-note button") == []
    coordinator = Site(app.test_client(), COORDINATOR)
    coordinator.send(coordinator.get(draft).form("#valfri-tiden form"), "ta-med")
    assert stored(site, draft) == set()


def test_it_is_told_in_the_versions_and_the_log_without_saying_which(
    app: Flask, site: Site, draft: str, store: AgreementStore
) -> None:
    site.send(site.get(draft).form("#valfri-tiden form"), "valj-bort")
    assert "Valfri klausul bortvald eller tagen med" in site.get(f"{draft}versioner").text
    difference = site.get(f"{draft}versioner/1/2")
    assert set(difference.all(".diff-reasons li")) == {"Klausulval ”Tiden” har valts bort i utkastet."}
    newest = event_page(store.engine, 1).events[0]
    assert newest.kind == "version-sparad" and "tiden" not in str(newest.values)
    site.send(site.get(f"{draft}versioner").form("form[action$='/versioner/1/aterstall']"))
    assert stored(site, draft) == set()


def test_a_copy_does_without_the_same_clauses(site: Site, draft: str) -> None:
    site.send(site.get(draft).form("#valfri-tiden form"), "valj-bort")
    site.send(Form(f"{draft}kopiera").set("csrf_token", *site.get(draft).form("#valfri-tiden form").get("csrf_token")))
    assert stored(site, site.last_address) == {"tiden"}


def test_a_file_of_the_agreement_gives_a_draft_without_the_same_clauses(site: Site, draft: str) -> None:
    site.send(site.get(draft).form("#valfri-tiden form"), "valj-bort")
    content = site.client.get(f"{draft}filer/overenskommelse.docx").data
    fields = dict(site.get("/overenskommelse/fran-fil").form("form[enctype]").fields)
    data = {**fields, "fil": (BytesIO(content), "avtal.docx")}
    response = site.client.post("/overenskommelse/fran-fil", data=data, content_type="multipart/form-data")
    assert response.status_code == 303
    assert response.headers["Location"] != draft and stored(site, response.headers["Location"]) == {"tiden"}


def test_a_draft_is_not_among_those_that_have_a_clause_which_it_does_without(site: Site, draft: str) -> None:
    having = "/klausuler/klausul/tiden/utkast"
    assert site.get(having).soup.select(f"main a[href='{draft}']")
    site.send(site.get(draft).form("#valfri-tiden form"), "valj-bort")
    assert not site.get(having).soup.select(f"main a[href='{draft}']")


def test_each_clause_leads_to_its_own_page_and_back(site: Site, draft: str) -> None:
    for address in (draft, f"{draft}innehall"):
        page = site.get(address)
        links = {each["href"] for each in page.soup.select(".clause-note a[href^='/klausuler/klausul/']")}
        assert f"/klausuler/klausul/tiden?utkast={draft.split('/')[2]}" in links
    assert "Tillbaka till utkastet" in site.get(sorted(links)[0]).text


def test_who_reads_the_clauses_sees_which_are_optional(site: Site, small_library: Library) -> None:
    whole = site.get("/klausuler/overenskommelse")
    assert "Valfri Den går att välja bort" in " ".join(whole.all("#tiden")) and "Valfri" not in whole.all("#parter")[0]
    assert "Valfri går att välja bort i ett utkast" in site.get("/klausuler/klausul/tiden").text
    assert "Valfri" not in site.get("/klausuler/klausul/parter").text
    plans = [small_library.plans["overenskommelse"]]
    told = get_format("txt").render(review_copy(small_library, plans, NOON.date()), RenderOptions()).decode()
    assert told.count("Valfri: Den går att välja bort i ett utkast.") == 2


def test_a_clause_taken_out_of_a_word_file_can_be_left_out_of_the_draft(site: Site, draft: str) -> None:
    edited = Edited(site.client.get(f"{draft}filer/overenskommelse.docx").data)
    edited.remove("tiden")
    fields = dict(site.get(f"{draft}aterlast").form("form[enctype]").fields)
    data = {**fields, "fil": (BytesIO(edited.content), "avtal.docx")}
    response = site.client.post(f"{draft}aterlast", data=data, content_type="multipart/form-data")
    page = Page(response, check_page(response.text))
    site.send(page.form("form[action*='/valfria/tiden']"), "valj-bort")
    assert stored(site, draft) == {"tiden"}


# --- In a browser -----------------------------------------------------------------------------------------------------


def at_the_questions(window: Window, address: str) -> None:
    window.goto(f"{address}/demo")
    window.locator("button", has_text="Kommunpolis").first.click()
    window.goto(f"{address}{NEW}")
    window.fill("[name=kommuner-sok]", "Eskilstuna")
    window.get_by_role("button", name="Spara och fortsätt").click()
    window.wait_for_url("**/parter?*")
    window.goto(f"{window.url.rsplit('/', 1)[0]}/innehall")


@pytest.mark.parametrize("scripts", [True, False])
def test_in_a_browser_a_clause_goes_and_comes_and_what_was_typed_stays(
    app: Flask, serve: Served, visitor: Callable[..., BrowserContext], scripts: bool
) -> None:
    window = visitor(viewport={"width": 1400, "height": 800}, java_script_enabled=scripts).new_page()
    at_the_questions(window, serve(app))
    window.locator("[name=antal]").fill("7")
    window.get_by_role("button", name="Ta bort den här klausulen Tiden").click()
    back = window.get_by_role("button", name="Ta med igen Tiden")
    expect(back).to_be_visible()
    expect(window.locator("[name=antal]")).to_have_value("7")
    if scripts:
        expect(back).to_be_focused()
        assert window.url.endswith("/innehall")
        sight.looked_at(window, "beside, with a clause left out")
    else:
        assert window.url.endswith("/innehall#valfri-tiden")
    back.click()
    expect(window.get_by_role("button", name="Ta bort den här klausulen Tiden")).to_be_visible()
    expect(window.locator("[name=antal]")).to_have_value("7")
    window.get_by_role("button", name="Spara och fortsätt").click()
    window.wait_for_url("**/tid")
    in_the_text_one_stays_where_one_was(window, scripts)


def in_the_text_one_stays_where_one_was(window: Window, scripts: bool) -> None:
    """The page is as long as it was; what was pressed is in view, and has the cursor."""
    window.set_viewport_size({"width": 1280, "height": 420})
    window.goto(f"{window.url.rsplit('/', 1)[0]}/")
    place = window.locator("#valfri-tiden")
    for button, said in (("Ta bort den här klausulen Tiden", "är borttagen"), ("Ta med igen Tiden", "är med i")):
        pressed = window.get_by_role("button", name=button)
        pressed.scroll_into_view_if_needed()
        before = place.bounding_box()
        pressed.click()
        expect(place).to_have_attribute("aria-label", re.compile(said))
        expect(place.locator("button") if scripts else place).to_be_focused()
        expect(place).to_be_in_viewport()
        after = place.bounding_box()
        assert before and after and (not scripts or abs(after["y"] - before["y"]) < 2)
        if scripts:
            expect(window.locator("#lagesrad")).to_contain_text(said)
