"""Blank forms: public, made once, asked about rather than fetched again."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest

from generator.assembly.editions import SWEDISH_ID, blank_edition
from generator.library.model import Library
from generator.web.blank_files import BlankEdition, BlankFiles
from tests.web.pages import Site, words


def test_every_form_is_listed_with_its_use_and_both_formats(site: Site) -> None:
    page = site.get("/blanketter")
    assert page.all(".blank-list h3") == ["När personen är vuxen."]
    assert page.all(".blank-list .quiet") == ["Papper för vuxen"]
    assert "Lydelser som gäller 21 november 2026." in page.text
    links = [(words(each), each["href"]) for each in page.soup.select(".downloads a")]
    assert links == [("PDF", "/blanketter/papper-vuxen.pdf"), ("Word", "/blanketter/papper-vuxen.docx")]


def test_the_list_of_papers_leads_to_each_paper_and_to_filling_it_in_here(site: Site) -> None:
    page = site.get("/blanketter")
    (link,) = page.soup.select(".index a")
    group = page.soup.find(id=link["href"][1:]).find_parent("section")
    assert words(link) == words(group.h2) == "Papper"
    assert [words(each) for each in group.select("p > a[href^='/person/']")] == ["Fyll i papper här i stället"]


@pytest.mark.parametrize(("extension", "start"), [("pdf", b"%PDF"), ("docx", b"PK\x03\x04")])
def test_a_form_is_a_file_with_a_plain_name(site: Site, extension: str, start: bytes) -> None:
    response = site.client.get(f"/blanketter/papper-vuxen.{extension}")
    assert response.data.startswith(start)
    assert response.headers["Content-Disposition"] == f'attachment; filename="papper-vuxen.{extension}"'


def test_a_form_that_the_browser_has_is_not_sent_again(site: Site) -> None:
    first = site.client.get("/blanketter/papper-vuxen.docx")
    again = site.client.get("/blanketter/papper-vuxen.docx", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "public, no-cache"


def test_a_form_sets_no_cookie(site: Site) -> None:
    assert "Set-Cookie" not in site.client.get("/blanketter/papper-vuxen.docx").headers
    assert "Set-Cookie" not in site.client.get("/blanketter").headers


@pytest.mark.parametrize("name", ["finns-inte.pdf", "papper-vuxen.exe", "papper-vuxen.html", "papper.pdf"])
def test_a_form_that_does_not_exist_is_not_found(site: Site, name: str) -> None:
    site.get(f"/blanketter/{name}", 404)


def test_a_form_is_made_once_a_day(small_library: Library) -> None:
    plan = small_library.plans["papper"]
    found, files = BlankEdition(plan, plan.blanks[0], SWEDISH_ID), BlankFiles()
    with patch("generator.web.blank_files.blank_edition", wraps=blank_edition) as made:
        first = files.get(small_library, found, "txt", date(2026, 11, 21))
        assert files.get(small_library, found, "txt", date(2026, 11, 21)) is first
        assert made.call_count == 1
        files.get(small_library, found, "txt", date(2026, 11, 22))
        assert made.call_count == 2


def test_the_list_is_searched_without_a_script(real_site: Site) -> None:
    page = real_site.get("/blanketter?q=V%C3%85RDNADSHAVARE+samtycke+uppf%C3%B6ljning")
    titles = page.all(".blank-list .quiet")
    assert any(each.startswith("Samtycke till uppföljning") for each in titles)
    assert set(page.all(".blank-group h2")) == {"Samtycke till uppföljning"}
    assert page.value("sok-blankett") == "VÅRDNADSHAVARE samtycke uppföljning"


def test_a_search_that_finds_nothing_says_so_and_leads_back(real_site: Site) -> None:
    page = real_site.get("/blanketter?q=%3Cb%3Efinns+inte")
    assert page.all("#sok-svar") == ["Inga blanketter passar. Visa alla"]
    assert page.all(".blank-list li") == []


def test_every_form_has_its_place_among_the_errands(real_site: Site, real_library: Library) -> None:
    page = real_site.get("/blanketter")
    blanks = [blank for plan in real_library.plans.values() for blank in plan.blanks]
    assert len(page.soup.select(".blank-list > li")) == len(blanks)
    headings = ["Först", "Samtycken och medgivanden", "Plan", "Till ett barn", "Mellan myndigheter", "Statliga medel"]
    assert page.all("nav.index h3") == headings


def test_a_search_for_a_language_finds_the_forms_that_exist_in_it(real_site: Site, real_library: Library) -> None:
    for language in real_library.languages.values():
        page = real_site.get(f"/blanketter?q={language.name}")
        assert page.soup.select(".in-language")
