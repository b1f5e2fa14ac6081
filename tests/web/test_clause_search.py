"""Searching the clause set in the browser."""

from __future__ import annotations

from tests.web.pages import Site


def test_words_lead_to_the_clauses_with_what_was_found_marked(site: Site) -> None:
    page = site.get("/klausuler/sok?q=enheten")
    assert page.value("q") == "enheten"
    assert {each.lower() for each in page.all("mark")} == {"enheten"}
    assert "/klausuler/klausul/stor-kommun" in [each["href"] for each in page.soup.select(".link-list a")]


def test_document_and_part_and_provision_narrow(site: Site) -> None:
    everything = site.get("/klausuler/sok").all(".link-list a")
    narrowed = site.get("/klausuler/sok?dokument=overenskommelse").all(".link-list a")
    assert set(narrowed) < set(everything)
    assert site.get("/klausuler/sok?lagrum=SoL+4:1").heading == "Sök bland klausulerna"
    assert len(site.get("/klausuler/sok?lagrum=SoL+4:1").all(".link-list a")) < len(narrowed)


def test_what_is_typed_is_shown_as_typed_and_never_as_markup(site: Site) -> None:
    page = site.get("/klausuler/sok?q=%3Cscript%3Ealert(1)%3C/script%3E%00")
    assert "<script>alert(1)</script>" in page.value("q")
    assert "Inga klausuler" in page.text


def test_what_does_not_exist_does_not_narrow(site: Site) -> None:
    everything = site.get("/klausuler/sok").all(".link-list a")
    assert site.get("/klausuler/sok?dokument=x&lagrum=y&status=z&del=w").all(".link-list a") == everything


def test_the_first_page_of_the_set_has_the_search(site: Site) -> None:
    page = site.get("/klausuler/")
    form = page.soup.select_one("form[role=search]")
    assert form["action"] == "/klausuler/sok"
