"""The agreement as it stands: reasons at each clause, what was left out, what remains, and the files."""

from __future__ import annotations

import io
import zipfile

import pytest
from bs4 import Tag

from tests.web.pages import Page, Site, words


@pytest.fixture
def overview(begun: Page, site: Site) -> Page:
    return site.send(begun.form(), "oversikt")


def complete(begun: Page, site: Site) -> Page:
    """Every question answered that the text needs; only what is to be confirmed remains."""
    page = site.send(begun.form().set("form", "del"))
    page = site.send(page.form().set("helhet", "helheten"))
    page = site.send(page.form().set("antal", "4").set("summa", "1000").set("vard", "0484"))
    return site.send(page.form().set("fran", "2027-01-01").set("till", "2027-12-31"))


def section(page: Page, anchor: str) -> Tag:
    return page.soup.select_one(f".document section#{anchor}")


def test_the_text_is_the_same_as_in_the_files(overview: Page, site: Site) -> None:
    text = site.client.get(f"{site.last_address}filer/overenskommelse.txt").text
    shown = {words(each) for each in overview.soup.select(".document section > p")}
    assert (
        "Kommunen och Polismyndigheten samverkar enligt 4 kap. 1 § socialtjänstlagen (2025:400). Se bilaga 1." in shown
    )
    assert all(each in " ".join(text.split()) for each in shown)


def test_every_clause_says_why_it_is_there_and_what_it_rests_on(overview: Page) -> None:
    printed = [each["id"] for each in overview.soup.select(".document section") if not each.find("section")]
    assert all(section(overview, each).select_one("details.clause-note") for each in printed)
    note = words(section(overview, "parter").select_one("details"))
    assert "Klausulen står alltid med i det här dokumentet." in note
    assert "4 kap. 1 § socialtjänstlagen (2025:400) – Kommunens yttersta ansvar" in note
    assert "Kontrollerad till och med 22 februari 2026" in note
    assert "Skriv ut alla." in note


def test_a_clause_that_depends_on_an_answer_says_which_and_leads_there(overview: Page, site: Site) -> None:
    note = section(overview, "ensam").select_one("details")
    assert "Form: Ensam." in words(note)
    (link,) = note.select("li a")
    assert words(link) == "Form: Ensam → Del av något"
    assert "fraga-form" in site.get(link["href"]).response.text


def test_what_was_left_out_says_when_it_is_used_why_not_and_what_would_change_it(overview: Page) -> None:
    left_out = {words(each.summary): each for each in overview.soup.select("details.left-out")}
    assert set(left_out) == {
        "Ställning som delForm: Del av något",
        "Första tematTeman: Första temat",
        "Extern partExtern: ja",
    }
    note = left_out["Extern partExtern: ja"]
    assert "Extern: nej. Klausulen kräver: ja." in words(note)
    assert words(note.select_one("a")) == "Extern: nej → ja"


def test_no_id_of_a_choice_or_question_is_shown(begun: Page, site: Site) -> None:
    page = complete(begun, site)
    assert not {"ensam", "del-av", "flera_kommuner", "svar-saknas"} & set(page.text.split())


def test_what_remains_leads_to_the_question_that_settles_it(overview: Page, site: Site) -> None:
    remaining = {words(each): each["href"] for each in overview.soup.select(".remaining a")}
    assert remaining["Från vilken dag?"].endswith("/tid#fraga-fran")
    assert remaining["Hur många möten?"].endswith("/innehall#fraga-antal")
    assert remaining["Ställning: bekräfta att det stämmer."].endswith("/#ensam")
    for address in remaining.values():
        page = site.get(address)
        assert page.soup.find(id=address.partition("#")[2])


def test_answers_that_contradict_each_other_remain_too(begun: Page, site: Site) -> None:
    tid = site.last_address.replace("/parter", "/tid")
    form = site.get(tid).form().set("fran", "2027-12-31").set("till", "2027-01-01")
    page = site.send(form, "oversikt")
    assert any("före första dagen" in each for each in page.all(".remaining li"))


def test_a_finished_agreement_is_ready_and_its_files_carry_no_mark(begun: Page, site: Site) -> None:
    page = complete(begun, site)
    assert page.all(".remaining li") == []
    assert page.all(".state") == ["Klar"]
    assert "UTKAST" not in site.client.get(f"{site.last_address}filer/overenskommelse.txt").text


def test_until_then_the_files_say_draft(overview: Page, site: Site) -> None:
    assert overview.all(".chip-status") == ["Utkast"] and overview.all(".state") == []
    assert "UTKAST" in site.client.get(f"{site.last_address}filer/overenskommelse.txt").text


def test_every_file_on_the_page_can_be_saved_under_a_plain_name(overview: Page, site: Site) -> None:
    links = [each["href"] for each in overview.soup.select(".panel a[href*='/filer/']")]
    named = {}
    for link in links:
        response = site.client.get(link)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        named[response.headers["Content-Disposition"]] = response.data[:4]
    assert named == {
        'attachment; filename="overenskommelse-eskilstuna.pdf"': b"%PDF",
        'attachment; filename="overenskommelse-eskilstuna.docx"': b"PK\x03\x04",
        'attachment; filename="bilaga-1-lista-eskilstuna.pdf"': b"%PDF",
        'attachment; filename="bilaga-1-lista-eskilstuna.docx"': b"PK\x03\x04",
        'attachment; filename="overenskommelse-eskilstuna.zip"': b"PK\x03\x04",
    }


def test_the_zip_holds_every_document_in_both_formats(overview: Page, site: Site) -> None:
    address = f"{site.last_address}filer/alla.zip"
    content = site.client.get(address).data
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == [
        "overenskommelse-eskilstuna.docx",
        "overenskommelse-eskilstuna.pdf",
        "bilagor/bilaga-1-lista-eskilstuna.docx",
        "bilagor/bilaga-1-lista-eskilstuna.pdf",
    ]
    assert site.client.get(address).data == content


def test_an_annex_is_shown_with_its_reasons(overview: Page, site: Site) -> None:
    page = site.get(f"{site.last_address}bilagor/lista")
    assert (page.heading, page.all(".kicker")) == ("Lista", ["Bilaga 1"])
    assert "Eskilstuna kommun" in page.all(".document section > ul li")[0]
    assert page.all(".clause-note .note-body li") == ["Klausulen står alltid med i det här dokumentet."]


@pytest.mark.parametrize(
    "rest", ["filer/finns-inte.pdf", "filer/overenskommelse.exe", "filer/papper.pdf", "bilagor/papper"]
)
def test_a_document_or_format_that_does_not_exist_is_not_found(overview: Page, site: Site, rest: str) -> None:
    site.get(f"{site.last_address}{rest}", 404)


def test_an_agreement_without_answers_can_be_seen(site: Site, begun: Page) -> None:
    page = site.send(begun.form().set("kommuner").set("form"), "oversikt")
    assert page.heading == "Ny överenskommelse"
    assert "Vilka kommuner?" in page.all(".remaining a")


def test_the_start_page_lists_the_draft_by_its_municipalities(overview: Page, site: Site) -> None:
    page = site.get("/")
    (link,) = page.soup.select(".draft-list a")
    assert words(link) == "Eskilstuna"
    assert "sparat 21 november 2026 kl. 13.00" in page.all(".draft-list li")[0]
    assert site.get(link["href"]).heading == "Eskilstuna"
