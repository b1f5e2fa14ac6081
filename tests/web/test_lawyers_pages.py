"""What a lawyer reads is in words, says who can do what, and leads on to the next thing that waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from generator.library.model import Clause, Library
from generator.library.overlay import text_of
from generator.review.opinions import State
from generator.review.shown_text import blocks_in
from generator.settings import Settings
from generator.web.services import EXTENSION
from tests.web.conftest import NEW, NOON, made_app
from tests.web.own_pages import HOME, OWN, As, clause, decided
from tests.web.pages import Form, Page, Site

FILE_FORM = "{{ fran | datum }}"
BOARD = "Nämnden kan svara, genom Samordnare (demonstration) eller Socialchef (demonstration)."


@pytest.fixture
def draft(site: Site) -> str:
    """The address of a draft with Bjurholm."""
    site.send(site.get(NEW).form().set("kommuner-sok", "Bjurholm"))
    return f"/overenskommelse/{site.last_address.split('/')[2]}/"


def read_only(page: Page) -> str:
    """What stands on the page beside the box, its explanation and what may be copied into it."""
    for each in page.soup.select("textarea, #text-hjalp, #anvandbara-ord, pre"):
        each.decompose()
    return page.text


def local(site: Site, draft: str, how: str = "spara", text: str = OWN, status: int = 200) -> Page:
    form = site.get(f"{draft}lydelser/tiden").form("form[data-wording]").set("text", text).set("skal", "Skäl.")
    return site.send(form, how, status)


def opinion_form(page: Page) -> Form:
    return page.form("form[data-opinion]")


def decisions(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.soup.select("form[data-opinion] [name=beslut]")]


def test_a_wording_is_read_in_words_and_written_as_in_its_file(site: Site, lawyer: Site, draft: str) -> None:
    for reader, address in ((lawyer, f"{HOME}klausul/tiden"), (site, f"{draft}lydelser/tiden")):
        page = reader.get(address)
        assert FILE_FORM in page.value("text")
        assert page.all("#lydelsen ~ .clause-text .slot") != []
        assert "{{" not in read_only(page)


def test_what_differs_is_shown_in_words_too_and_places_for_answers_are_told_from_text(
    site: Site, lawyer: Site, draft: str
) -> None:
    text = f"Från {FILE_FORM} och så länge parterna vill."
    decided(lawyer, text=text)
    local(site, draft, text=text)
    for page in (clause(lawyer), site.get(f"{draft}lydelser/tiden")):
        assert any("och så länge parterna vill" in each for each in page.all(".diff ins"))
        assert "[" in page.all("#lydelsen ~ .diff")[0]
        assert "{{" not in read_only(page)


def test_a_new_heading_is_seen_in_what_differs(lawyer: Site) -> None:
    decided(lawyer, rubrik="Giltighet", text=clause(lawyer).value("text"))
    assert any("Giltighet" in each for each in clause(lawyer).all("#lydelsen ~ .diff ins"))


def test_whoever_wrote_an_own_wording_is_told_who_can_approve_it_instead_of_buttons(
    lawyer: Site, colleague: Site
) -> None:
    decided(lawyer)
    page = clause(lawyer)
    assert decisions(page) == ["kommentar"]
    assert "Du har skrivit lydelsen." in page.all("[data-others]")[0]
    assert "Det kan Kollega Jurist." in page.all("[data-others]")[0]
    assert "godkand" in decisions(clause(colleague))


def test_whoever_wrote_a_drafts_wording_is_told_so_too_and_the_board_where_no_other_lawyer_is(
    as_: As, site: Site, draft: str
) -> None:
    for who in ("bjurholm-kommunjurist", "bjurholm-socialchef"):
        as_(who)  # signs in, so that the account is there
    coordinator = as_("bjurholm-samordnare")
    local(coordinator, draft)
    page = coordinator.get(f"{draft}lydelser/tiden")
    assert decisions(page) == ["kommentar"]
    told = "Det kan Kommunjurist (demonstration). Nämnden kan också svara, genom Socialchef (demonstration)."
    assert told in page.all("[data-others]")[0]


def test_an_author_with_nobody_beside_her_is_told_who_can_help(as_: As, lawyer: Site) -> None:
    for who in ("bjurholm-samordnare", "bjurholm-socialchef"):
        as_(who)
    decided(lawyer)
    assert f"Kommunen har ingen annan jurist här. {BOARD}" in clause(lawyer).all("[data-others]")[0]


def test_ones_own_text_does_not_wait_for_oneself(lawyer: Site, colleague: Site) -> None:
    decided(lawyer)
    assert lawyer.get("/").all("#vantar + ul a") == []
    assert any("kommunens egna lydelser" in each for each in colleague.get("/").all("#vantar + ul a"))
    assert "1 väntar på dig" in colleague.get("/granskning/").text
    assert "1 väntar på dig" not in lawyer.get("/granskning/").all("#vantar ~ p")[-1]


def test_a_drafts_wording_is_tried_and_read_before_it_is_saved(site: Site, draft: str) -> None:
    text = f"Från {FILE_FORM}. Ring 070-123 45 67 om något är oklart."
    page = local(site, draft, "forhandsgranska", text)
    assert "ser ut som en kontaktuppgift" in page.text
    assert "Så läser den sig i överenskommelsen" in page.text
    assert any("Ring 070-123 45 67" in each for each in page.all("#exempel ~ .diff"))
    assert page.value("text").strip() == text
    assert "070-123 45 67" not in site.get(draft).text
    assert local(site, draft, "forhandsgranska", "{{ finns_inte }}", 422).errors


def test_the_set_is_seen_by_how_it_stands_with_how_many_stand_so(lawyer: Site) -> None:
    everything = lawyer.get("/granskning/").all("[name=klausul] ~ label")
    form = opinion_form(lawyer.get("/granskning/tiden"))
    lawyer.send(form.set("beslut", "avslagen").set("text", "Otydligt."))
    page = lawyer.get(f"/granskning/?visa={State.REJECTED.value}")
    assert page.all(".review-list .choice-read a") == ["Tiden"]
    assert page.all(".parts [aria-current]") == ["Avslagen (1)"]
    assert f"Väntar på dig ({len(everything) - 1})" in page.text
    assert len(lawyer.get("/granskning/?visa=vantar").all("[name=klausul] ~ label")) == len(everything) - 1
    assert len(lawyer.get("/granskning/?visa=okant").all(".review-list label, .choice-read")) == len(everything)


def test_nothing_is_said_to_wait_for_whoever_is_no_lawyer(as_: As) -> None:
    page = as_("bjurholm-samordnare").get("/granskning/")
    assert "väntar på dig" not in page.text.lower()
    assert page.all(".choice-read a") != []


def test_approving_can_lead_straight_to_the_next_until_none_is_left(lawyer: Site) -> None:
    page = lawyer.get("/granskning/")
    waiting = [str(each["value"]) for each in page.soup.select("[name=klausul]")]
    assert page.soup.select_one("a[rel=next]")["href"] == f"/granskning/{waiting[0]}"
    page = lawyer.get(f"/granskning/{waiting[0]}")
    for clause_id in waiting[1:]:
        form = opinion_form(page).set("beslut", "godkand")
        form.action = str(page.soup.select_one("[formaction]")["formaction"])
        page = lawyer.send(form)
        assert lawyer.last_address == f"/granskning/{clause_id}"
    lawyer.send(opinion_form(page).set("beslut", "godkand"))
    assert "Nästa som väntar" not in lawyer.get("/granskning/tiden").text


def test_a_changed_law_is_told_on_the_clause_that_rests_on_it_to_those_who_entered_it(
    app: Flask, as_: As, lawyer: Site
) -> None:
    form = lawyer.get("/lagrum/sol-4-1/andring").form("main form").set("andring", "ändrad").set("fran", "2027-01-01")
    lawyer.send(lawyer.send(form).form("form[data-enter]").set("vad", "SFS 2026:9"))
    for address in ("/klausuler/klausul/parter", "/granskning/parter", "/lagrum/sol-4-1"):
        (link,) = lawyer.get(address).soup.select("[data-law] a")
        assert str(link["href"]).startswith("/lagandringar/")
    assert "ändring införd" in lawyer.get("/lagrum/").text
    assert not lawyer.get("/klausuler/klausul/tiden").soup.select("[data-law]")
    for other in (as_("goteborg-kommunjurist"), Site(app.test_client(), "")):
        assert not other.get("/klausuler/klausul/parter").soup.select("[data-law]")
        assert "ändring införd" not in other.get("/lagrum/").text


def test_a_day_for_the_municipalitys_own_wordings_is_seen_by_all_who_can_answer(as_: As, lawyer: Site) -> None:
    decided(lawyer)
    lawyer.send(lawyer.get(HOME).form("form[data-day]").set("dag", "2026-12-24"))
    assert lawyer.get(HOME).value("granskas-senast") == "2026-12-24"
    assert "Ska granskas senast 24 december 2026." in as_("bjurholm-samordnare").get(HOME).text


def test_a_wording_that_is_new_since_the_review_is_shown_against_the_one_that_was_reviewed(
    settings: Settings, small_library: Library
) -> None:
    old = small_library.clauses["tiden"].wordings[-1]
    text = f"{text_of(old)}\n\nDet här är nytt."
    new = replace(old, first_day=NOON.date(), source=text, blocks=blocks_in(text), sha256="0" * 64)
    clauses = {**small_library.clauses, "tiden": Clause("tiden", small_library.clauses["tiden"].area, (old, new))}
    later = replace(small_library, clauses=clauses, version="nyare")
    reviewed = replace(small_library, clauses={**clauses, "tiden": small_library.clauses["tiden"]})
    for library in (reviewed, later):
        made = made_app(settings, library)
        lawyer = Site(made.test_client(), "bjurholm-kommunjurist")
        page = lawyer.get("/granskning/tiden")
        lawyer.send(opinion_form(page).set("beslut", "godkand"))
        made.extensions[EXTENSION].agreements.engine.dispose()
    assert "måste granskas igen" in page.text
    assert page.all("#sedan ~ .diff ins") == ["[tillagt: Det här är nytt.]"]
