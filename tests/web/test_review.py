"""A municipality's lawyer reviews the clause set, all at once or clause by clause, for her municipality alone."""

from __future__ import annotations

import pytest
from flask import Flask

from generator.library.load import load_library
from generator.library.model import PlanKind
from generator.resources import clauses_dir
from generator.review.clause_reading import reading_order
from generator.web.services import EXTENSION, plans_of
from tests.web.conftest import NEW, NOON
from tests.web.pages import Form, Page, Site

LAWYER, ELSEWHERE = "bjurholm-kommunjurist", "goteborg-kommunjurist"
ALL = "[name=klausul]"


@pytest.fixture
def lawyer(app: Flask) -> Site:
    return Site(app.test_client(), LAWYER)


def decided(site: Site, decision: str, words: str = "", status: int = 200, clause: str = "tiden") -> Page:
    form = site.get(f"/granskning/{clause}").form("form[data-opinion]").set("beslut", decision).set("text", words)
    return site.send(form, status=status)


def clauses(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.soup.select(ALL)]


def test_the_whole_set_can_be_approved_at_once_and_is_dated(lawyer: Site) -> None:
    page = lawyer.get("/granskning/")
    found = clauses(page)
    assert f"0 av {len(found)} lydelser är godkända" in page.text
    page = lawyer.send(page.form("form[data-set]").set("klausul", *found))
    assert f"Granskning nummer {len(found)}, 21 november 2026" in page.text
    assert f"{len(found)} av {len(found)} lydelser är godkända" in page.text
    assert clauses(page) == []


def test_one_municipalitys_review_is_not_anothers(app: Flask, lawyer: Site) -> None:
    decided(lawyer, "avslagen", "Otydligt här.")
    page = Site(app.test_client(), ELSEWHERE).get("/granskning/tiden")
    assert "Otydligt här." not in page.text
    assert "Göteborgs Stad (demonstration): inte granskad" in page.text


def test_nobody_decides_for_another_municipality(app: Flask, lawyer: Site) -> None:
    elsewhere = Site(app.test_client(), ELSEWHERE)
    form = elsewhere.get("/granskning/tiden").form("form[data-opinion]")
    elsewhere.send(form.set("organisation", "demo-bjurholm").set("beslut", "godkand"), status=404)
    whole = elsewhere.get("/granskning/").form("form[data-set]").set("organisation", "demo-bjurholm")
    elsewhere.send(whole.set("klausul", "tiden"), status=404)
    assert "Bjurholms kommun (demonstration): inte granskad" in lawyer.get("/granskning/tiden").text


def test_a_rejected_wording_holds_back_the_municipalitys_drafts(site: Site, lawyer: Site) -> None:
    site.send(site.get(NEW).form().set("kommuner-sok", "Bjurholm"))
    draft = f"/overenskommelse/{site.last_address.split('/')[2]}/"
    told = "Tiden: lydelsen är avslagen av Bjurholms kommun (demonstration)."
    assert told not in site.get(draft).text
    decided(lawyer, "avslagen", "Otydligt.")
    assert told in site.get(draft).text
    decided(lawyer, "godkand")
    assert told not in site.get(draft).text


@pytest.mark.parametrize("decision", ["godkand-med-anmarkning", "avslagen", "kommentar"])
def test_what_needs_words_is_not_taken_without_them(lawyer: Site, decision: str) -> None:
    page = decided(lawyer, decision, " ", 422)
    assert page.errors
    assert "inte granskad" in page.text


def test_comments_make_a_thread_and_decide_nothing(lawyer: Site) -> None:
    decided(lawyer, "kommentar", "Vad menas med tiden?")
    page = decided(lawyer, "kommentar", "<b>Svar</b>: perioden.")
    assert page.all(".comment-text") == ["Vad menas med tiden?", "<b>Svar</b>: perioden."]
    assert "inte granskad" in page.text


def test_a_local_wording_waits_at_its_own_municipality_until_it_is_decided(
    app: Flask, site: Site, lawyer: Site
) -> None:
    site.send(site.get(NEW).form().set("kommuner-sok", "Bjurholm"))
    address = f"/overenskommelse/{site.last_address.split('/')[2]}/lydelser/tiden"
    form = site.get(address).form("form[data-wording]").set("text", "Så här gäller det hos oss.").set("skal", "x")
    site.send(form, "spara")
    assert lawyer.get("/granskning/").all("#vantar + ul a") == ["Tiden, Bjurholm"]
    assert Site(app.test_client(), ELSEWHERE).get("/granskning/").all("#vantar + ul a") == []
    lawyer.send(lawyer.get(address).form("form[data-opinion]").set("beslut", "godkand"))
    assert lawyer.get("/granskning/").all("#vantar + ul a") == []


def test_whoever_is_no_lawyer_answers_as_the_board_and_never_for_the_whole_set(app: Flask) -> None:
    coordinator = Site(app.test_client(), "bjurholm-samordnare")
    page = coordinator.get("/granskning/")
    assert clauses(page) == []
    coordinator.send(page.form("form[data-set]").set("klausul", "tiden"), status=409)
    assert "Nämnden svarar" in decided(coordinator, "godkand", "Kommunen har ingen jurist.").text


def test_what_is_typed_is_shown_again_when_its_token_is_not_taken(lawyer: Site) -> None:
    form = lawyer.get("/granskning/tiden").form("form[data-opinion]").set("text", "Mitt skäl").set("csrf_token", "x")
    assert lawyer.send(form, status=400).value("sagt").strip() == "Mitt skäl"


def test_a_wording_that_is_another_by_now_is_not_decided_of(lawyer: Site) -> None:
    form = lawyer.get("/granskning/tiden").form("form[data-opinion]").set("lydelse", "0" * 64)
    lawyer.send(form.set("beslut", "godkand"), status=409)
    stale: Form = lawyer.get("/granskning/").form("form[data-set]").set("bibliotek", "gammalt").set("klausul", "tiden")
    lawyer.send(stale, status=409)


def test_a_clause_that_does_not_exist_has_no_page(lawyer: Site) -> None:
    lawyer.get("/granskning/okand", 404)


def test_a_wording_is_reviewed_as_it_reads_with_its_conditions_guidance_and_law(lawyer: Site, app: Flask) -> None:
    read = Site(app.test_client(), LAWYER).get("/klausuler/klausul/tiden")
    page = lawyer.get("/granskning/tiden")
    for part in (".clause-text > p", ".clause-facts", "#lagrum + *"):
        assert page.all(part) == read.all(part) != []
    assert "{{" not in page.text
    assert page.soup.select("main a[href='/klausuler/klausul/tiden']")


def test_from_each_reviewed_wording_the_way_leads_to_the_next_that_waits(lawyer: Site) -> None:
    waiting = clauses(lawyer.get("/granskning/"))
    page = decided(lawyer, "godkand", clause=waiting[0])
    for clause in waiting[1:]:
        assert page.soup.select(f"main p a[href='/granskning/{clause}']")
        page = decided(lawyer, "godkand", clause=clause)
    assert "Nästa som väntar på dig" not in page.text


def test_an_agreement_that_brings_annexes_is_read_before_what_stands_alone() -> None:
    plans = plans_of(load_library(clauses_dir()))
    alone = [not plan.attached for plan in plans if plan.kind is PlanKind.AGREEMENT]
    assert alone == sorted(alone)
    assert set(alone) == {True, False}
    assert plans[0].kind is PlanKind.AGREEMENT


def test_the_set_is_listed_document_by_document_in_the_order_that_it_is_read(app: Flask, lawyer: Site) -> None:
    library = app.extensions[EXTENSION].library
    page, plans = lawyer.get("/granskning/"), plans_of(library)
    known = library.wordings_at(NOON.date())
    assert clauses(page) == [each for each in reading_order(library, plans) if each in known]
    titles = page.all("main summary h3")
    assert titles == [plan.title for plan in plans if plan.title in titles]
    for box in page.soup.select(ALL):
        label = page.soup.select_one(f"label[for='{box['id']}']")
        assert label is not None
        assert str(box["value"]) in label.get_text()
