"""The clause set to read."""

from __future__ import annotations

from generator.library.model import Library
from tests.web.pages import Page, Site, sign_in_as, words


def test_every_document_is_listed_with_its_parts(site: Site) -> None:
    page = site.get("/klausuler/")
    assert page.all(".plan-list h2") == ["Överenskommelse om prov", "Lista", "Papper"]
    assert "Parterna · Saken" in page.text


def test_a_document_shows_every_clause_it_can_hold_with_conditions_sources_and_guidance(site: Site) -> None:
    page = site.get("/klausuler/overenskommelse")
    clauses = {each["id"]: words(each) for each in page.soup.select("article.clause")}
    assert list(clauses) == ["parter", "del-av", "ensam", "stor-kommun", "tema-ett", "extern-part", "tiden"]
    assert "Alltid" in clauses["parter"]
    assert "Kommunens storlek: stor kommun eller storstad Flera kommuner är parter: nej" in clauses["stor-kommun"]
    assert "4 kap. 1 § socialtjänstlagen (2025:400) – Kommunens yttersta ansvar" in clauses["parter"]
    assert "Ibland." in clauses["del-av"]


def test_places_for_answers_are_shown_by_name(site: Site) -> None:
    page = site.get("/klausuler/overenskommelse")
    slots = page.all("#parter .slot")
    assert slots[:4] == ["Kommunen", "polisen", "bilaga ”Lista”", "Nämnder (tabell)"]
    assert page.all("#extern-part th") == ["Vem", "Vad"]
    assert page.all("#stor-kommun li")[:2] == ["Enheten ska", "finnas."]


def test_an_unknown_document_is_not_found(site: Site) -> None:
    site.get("/klausuler/finns-inte", 404)


# --- One clause -------------------------------------------------------------------------------------------------------


def test_a_clause_tells_what_a_lawyer_asks_of_it(site: Site) -> None:
    page = site.get("/klausuler/klausul/stor-kommun")
    assert "Kommunens storlek: stor kommun eller storstad" in page.text
    assert page.all("[aria-labelledby=anvands] a")[0] == "Överenskommelse om prov"
    assert "Den första lydelsen." in page.text
    assert page.all(".breadcrumb a")[:2] == ["Klausuler", "Överenskommelse om prov"]


def test_a_clause_names_its_provisions_with_the_way_to_each(site: Site) -> None:
    page = site.get("/klausuler/klausul/parter")
    (link,) = page.soup.select("[aria-labelledby=lagrum] a")
    assert words(link) == "4 kap. 1 § socialtjänstlagen (2025:400)"
    assert site.get(link["href"]).heading == "SoL 4:1 Kommunens yttersta ansvar"


def test_every_clause_has_a_page_and_the_steps_lead_through_them_all(site: Site, small_library: Library) -> None:
    address, seen = "/klausuler/klausul/parter", []
    page = site.get(address)
    assert not page.soup.select("[rel=prev]")
    while True:
        seen.append(address.rpartition("/")[2])
        following = page.soup.select_one("[rel=next]")
        if following is None:
            break
        address = following["href"]
        page = site.get(address)
    assert sorted(seen) == sorted(small_library.clauses)


def test_an_unknown_clause_is_not_found(site: Site) -> None:
    site.get("/klausuler/klausul/finns-inte", 404)


def test_whoever_comes_from_a_draft_finds_the_way_back(site: Site) -> None:
    page = site.get("/klausuler/klausul/parter?utkast=abc-1")
    assert page.soup.select_one(".back a")["href"] == "/overenskommelse/abc-1/"
    assert not site.get("/klausuler/klausul/parter?utkast=//elsewhere.example").soup.select(".back a")


def test_one_sees_which_of_ones_own_agreements_have_a_clause(site: Site, begun: Page) -> None:
    draft = site.last_address.split("/")[2]
    page = site.get("/klausuler/klausul/parter/utkast")
    assert [each["href"] for each in page.soup.select(".link-list a")] == [f"/overenskommelse/{draft}/"]
    assert "inte i någon" in site.get("/klausuler/klausul/om-personen/utkast").text
    sign_in_as(site.client, "bjurholm-kommunjurist")
    assert "inte i någon" in site.get("/klausuler/klausul/parter/utkast").text


def test_a_clause_tells_how_often_it_comes_in(site: Site) -> None:
    assert "kommer med i" in site.get("/klausuler/klausul/stor-kommun").text


def test_whoever_may_review_finds_the_way_to_it(site: Site) -> None:
    page = site.get("/klausuler/klausul/parter")
    address = page.soup.select_one("[aria-labelledby=granskning] a")["href"]
    assert site.get(address).heading
    assert (
        not Site(site.client.application.test_client(), "").get("/klausuler/klausul/parter").soup.select("#granskning")
    )
