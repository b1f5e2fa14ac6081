"""The clause set to read."""

from __future__ import annotations

from tests.web.pages import Site, words


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
    assert slots[:4] == ["Kommunen", "polisen", "bilaga: Lista", "Nämnder (tabell)"]
    assert page.all("#extern-part th") == ["Vem", "Vad"]
    assert page.all("#stor-kommun li")[:2] == ["Enheten ska", "finnas."]


def test_an_unknown_document_is_not_found(site: Site) -> None:
    site.get("/klausuler/finns-inte", 404)
