"""A clause can have a wording of one agreement's own: checked, marked, reviewed, and reviewed again when changed."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.conftest import NEW
from tests.web.pages import Form, Page, Site

OWN = "Det här gäller bara hos oss i kommunen."
LAWYER = "bjurholm-kommunjurist"


@pytest.fixture
def draft(site: Site) -> str:
    """The address of a draft with Bjurholm, whose lawyer has an account."""
    page = site.get(NEW)
    site.send(page.form().set("kommuner-sok", "Bjurholm"))
    return f"/overenskommelse/{site.last_address.split('/')[2]}/"


@pytest.fixture
def lawyer(app: Flask) -> Site:
    return Site(app.test_client(), LAWYER)


def clause(site: Site, draft: str, clause_id: str = "tiden") -> Page:
    return site.get(f"{draft}lydelser/{clause_id}")


def written(site: Site, draft: str, text: str = OWN, reason: str = "Nämnden vill det.", status: int = 200) -> Page:
    form = clause(site, draft).form("form[data-wording]").set("text", text).set("skal", reason)
    return site.send(form, "spara", status)


def decided(site: Site, draft: str, decision: str, words: str = "", status: int = 200) -> Page:
    form = clause(site, draft).form("form[data-opinion]").set("beslut", decision).set("text", words)
    return site.send(form, status=status)


def waiting(site: Site, draft: str) -> list[str]:
    return [each for each in site.get(draft).all(".remaining li") if "lydelsen" in each]


def test_the_page_of_a_clause_shows_the_librarys_text_until_there_is_another(site: Site, draft: str) -> None:
    page = clause(site, draft)
    assert "Klausulbibliotekets lydelse" in page.text
    assert OWN not in page.text
    assert waiting(site, draft) == []


def test_a_wording_of_its_own_stands_in_the_agreement_and_is_marked_there(site: Site, draft: str) -> None:
    written(site, draft)
    page = site.get(draft)
    assert OWN in page.text
    assert "Lokal lydelse som avviker från klausulbiblioteket" in page.text
    assert waiting(site, draft) == ["Tiden: den lokala lydelsen är inte granskad av Bjurholms kommun (demonstration)."]


def test_what_the_lawyer_approves_no_longer_waits(site: Site, lawyer: Site, draft: str) -> None:
    written(site, draft)
    decided(lawyer, draft, "godkand")
    assert waiting(site, draft) == []


def test_an_approval_with_a_remark_is_kept_and_shown(site: Site, lawyer: Site, draft: str) -> None:
    written(site, draft)
    page = decided(lawyer, draft, "godkand-med-anmarkning", "Pröva om ett år.")
    assert "Pröva om ett år." in page.text
    assert waiting(site, draft) == []


def test_a_rejected_wording_holds_back_the_signature(site: Site, lawyer: Site, draft: str) -> None:
    written(site, draft)
    decided(lawyer, draft, "avslagen", "Otydligt.")
    assert waiting(site, draft) == ["Tiden: lydelsen är avslagen av Bjurholms kommun (demonstration)."]


def test_the_librarys_wording_can_be_rejected_too_in_one_agreement(site: Site, lawyer: Site, draft: str) -> None:
    decided(lawyer, draft, "avslagen", "Otydligt.")
    assert waiting(site, draft) == ["Tiden: lydelsen är avslagen av Bjurholms kommun (demonstration)."]


@pytest.mark.parametrize("change", [("text", "En annan text."), ("rubrik", "Annan rubrik")])
def test_an_edit_after_approval_opens_the_review_again(
    site: Site, lawyer: Site, draft: str, change: tuple[str, str]
) -> None:
    written(site, draft)
    decided(lawyer, draft, "godkand")
    form = clause(site, draft).form("form[data-wording]").set(*change)
    site.send(form, "spara")
    assert len(waiting(site, draft)) == 1
    assert "texten är ändrad sedan granskningen" in clause(site, draft).text


def test_an_approval_counts_in_its_own_agreement_only(site: Site, lawyer: Site, draft: str) -> None:
    written(site, draft)
    decided(lawyer, draft, "godkand")
    site.send(site.get(draft).form('form[action$="/kopiera"]'))
    copied = site.last_address
    assert OWN in site.get(copied).text
    assert len(waiting(site, copied)) == 1


def test_going_back_to_the_library_leaves_nothing_waiting(site: Site, draft: str) -> None:
    written(site, draft)
    site.send(clause(site, draft).form("form[data-wording]"), "ta-bort")
    assert OWN not in site.get(draft).text
    assert waiting(site, draft) == []


def test_answers_can_be_changed_and_the_wording_stays(site: Site, draft: str) -> None:
    written(site, draft)
    page = site.get(f"{draft}parter")
    site.send(page.form(), "oversikt")
    assert OWN in site.get(draft).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Svar: {{ finns_inte }}",
        "{% include 'x' %}",
        "{{ ''.__class__ }}",
        "<script>alert(1)</script>",
        "x" * 30_000,
    ],
)
def test_what_cannot_be_used_is_refused_with_what_was_typed_left(site: Site, draft: str, text: str) -> None:
    page = written(site, draft, text, status=422)
    assert page.errors
    assert page.value("text").strip() == text
    assert not page.soup.select("main script")
    assert "Klausulbibliotekets lydelse" in clause(site, draft).text


def test_a_wording_without_a_reason_is_refused(site: Site, draft: str) -> None:
    assert "Skälet saknas" in written(site, draft, reason=" ", status=422).text


def test_words_of_a_review_are_shown_as_words(site: Site, lawyer: Site, draft: str) -> None:
    page = decided(lawyer, draft, "kommentar", "<script>alert(1)</script><b>fet</b>")
    assert "<script>alert(1)</script><b>fet</b>" in page.text
    assert not page.soup.select("main script, main b")


def test_whoever_wrote_a_wording_cannot_approve_it(app: Flask, draft: str) -> None:
    coordinator = Site(app.test_client(), "bjurholm-samordnare")
    written(coordinator, draft)
    page = decided(coordinator, draft, "godkand", "Ingen jurist finns.", status=422)
    assert "Någon annan i kommunen behöver granska den" in page.text
    assert len(waiting(coordinator, draft)) == 1


def test_where_there_is_no_lawyer_the_board_answers_with_a_reason(app: Flask, site: Site, draft: str) -> None:
    written(site, draft)
    coordinator = Site(app.test_client(), "bjurholm-samordnare")
    assert "varför nämnden svarar" in decided(coordinator, draft, "godkand", status=422).text
    assert "Nämnden svarar" in decided(coordinator, draft, "godkand", "Kommunen har ingen jurist.").text
    assert waiting(site, draft) == []


def test_the_police_read_the_review_and_cannot_speak_for_a_municipality(site: Site, draft: str) -> None:
    written(site, draft)
    page = clause(site, draft)
    assert not page.soup.select("form[data-opinion]")
    form = Form(f"{draft}lydelser/tiden/granskning")
    form.set("csrf_token", *page.form("form[data-wording]").get("csrf_token"))
    form.set("organisation", "demo-bjurholm").set("beslut", "godkand")
    form.set("lydelse", "x")
    site.send(form, status=404)


def test_a_lawyer_elsewhere_finds_nothing(app: Flask, draft: str) -> None:
    elsewhere = Site(app.test_client(), "goteborg-kommunjurist")
    elsewhere.get(f"{draft}lydelser/tiden", 404)


def test_a_review_of_a_text_that_was_changed_meanwhile_is_not_taken(site: Site, lawyer: Site, draft: str) -> None:
    written(site, draft)
    form = clause(lawyer, draft).form("form[data-opinion]").set("beslut", "godkand")
    written(site, draft, "En helt annan text.")
    lawyer.send(form, status=409)
    assert len(waiting(site, draft)) == 1


def test_two_who_write_at_once_do_not_overwrite_each_other(site: Site, draft: str) -> None:
    form = clause(site, draft).form("form[data-wording]").set("text", "Den ena texten.").set("skal", "x")
    written(site, draft)
    site.send(form, "spara", 409)
    assert OWN in site.get(draft).text


def test_what_is_typed_is_shown_again_when_its_token_is_not_taken(site: Site, draft: str) -> None:
    form = clause(site, draft).form("form[data-wording]").set("text", OWN).set("csrf_token", "gammal")
    assert site.send(form, "spara", 400).value("text").strip() == OWN


@pytest.mark.parametrize("clause_id", ["okand", "..", "egen-x"])
def test_a_clause_that_does_not_exist_has_no_page(site: Site, draft: str, clause_id: str) -> None:
    site.get(f"{draft}lydelser/{clause_id}", 404)


def test_a_clause_of_the_shipped_library_can_have_a_wording_of_its_own_and_stands_so_in_the_files(
    real_site: Site,
) -> None:
    page = real_site.get("/overenskommelse/ny/samverkansoverenskommelse")
    real_site.send(page.form().set("kommuner-sok", "Bjurholm"))
    draft = f"/overenskommelse/{real_site.last_address.split('/')[2]}/"
    form = clause(real_site, draft, "avslut").form("form[data-wording]").set("text", OWN).set("skal", "x")
    real_site.send(form, "spara")
    assert OWN in real_site.get(draft).text
    assert OWN in real_site.client.get(f"{draft}filer/samverkansoverenskommelse.txt").text


def test_where_the_municipality_is_not_in_the_service_its_answer_is_written_down_as_its_own(
    site: Site, app: Flask
) -> None:
    site.send(site.get(NEW).form().set("kommuner-sok", "Södertälje"))
    draft = f"/overenskommelse/{site.last_address.split('/')[2]}/"
    written(site, draft)
    told = "kommunen (svaret förs in av Polisen (demonstration))"
    assert waiting(site, draft) == [f"Tiden: den lokala lydelsen är inte granskad av {told}."]
    assert "Kommunen (svaret" in site.get(draft).text
    chief = Site(app.test_client(), "polis-lokalpolisomradeschef")
    assert "Kommunen finns inte i tjänsten. För in vad" in clause(chief, draft).text
    assert "varför nämnden svarar" in decided(chief, draft, "godkand", status=422).text
    decided(chief, draft, "godkand", "Socialnämndens ordförande Bo Ek, 2 november 2026: nämnden vill det.")
    assert waiting(site, draft) == []
