"""A Word file that comes back is shown clause by clause at its agreement, and nothing of it is kept."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.storage.agreements import AgreementStore
from tests.cases.documents import made
from tests.formats.docx_reader import parts_of
from tests.readback.edited import Edited
from tests.web.pages import Page, Site, check_page, words

OWN = "Parterna dricker kaffe klockan tio varje onsdag."


def word_file(site: Site) -> bytes:
    """The agreement as Word, downloaded."""
    return site.client.get(f"/overenskommelse/{agreement_of(site)}/filer/overenskommelse.docx").data


def agreement_of(site: Site) -> str:
    return site.last_address.split("/")[2]


def send(site: Site, content: bytes, status: int = 200, **more: str) -> Page:
    """Hand in a file at the agreement."""
    response = post(site, content, **more)
    assert response.status_code == status, response.text[:500]
    return Page(response, check_page(response.text))


def post(site: Site, content: bytes, **more: str):  # type: ignore[no-untyped-def]  # the client's own answer
    address = f"/overenskommelse/{agreement_of(site)}/aterlast"
    form = site.get(address).form("form[enctype]")
    data = {**dict(form.fields), **more, "fil": (BytesIO(content), "avtal.docx")}
    return site.client.post(address, data=data, content_type="multipart/form-data")


def test_an_untouched_file_is_the_same_word_for_word(site: Site, begun: Page) -> None:
    assert "ord för ord" in send(site, word_file(site)).text


def test_an_edit_is_shown_with_its_words_marked(site: Site, begun: Page) -> None:
    edited = Edited(word_file(site))
    clause = edited.word.element.body.xpath("//w:sdt/w:sdtPr/w:tag/@w:val[contains(., '@')]")[0].split("@")[0]
    edited.write_after(clause, "", OWN)
    edited.reword(clause, 0, "En annan rubrik")
    page = send(site, edited.content)
    assert OWN in page.text
    assert any("Ändrad" in heading for heading in page.all("h2"))
    assert page.all("ins")
    assert page.all("del")


def test_the_differences_can_be_had_as_tracked_changes(site: Site, begun: Page) -> None:
    edited = Edited(word_file(site))
    edited.word.add_paragraph(OWN)
    response = post(site, edited.content, gor="sparade")
    assert response.headers["Content-Disposition"] == 'attachment; filename="sparade-andringar.docx"'
    assert "<w:ins " in parts_of(response.data)["word/document.xml"].decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom."),
        (b"hej", "varken en PDF eller en Word-fil"),
        (b"%PDF-1.7", "går inte att läsa"),
        (b"PK\x03\x04" + bytes(3_000), "går inte att läsa"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(
    site: Site, begun: Page, content: bytes, words: str
) -> None:
    page = send(site, content, status=422)
    assert words in page.errors[0][0]
    assert page.errors[0][1] == "fil"


def test_a_file_of_other_parties_is_refused(site: Site, begun: Page) -> None:
    content = word_file(site)
    page = site.get("/overenskommelse/ny/overenskommelse")
    site.send(page.form().set("kommuner-sok", "Bjurholm"))
    assert "andra kommuner" in send(site, content, status=422).errors[0][0]


@pytest.mark.parametrize(("case", "words"), [("vuxen", "en handling för en person"), ("bjurholm", "en bilaga eller")])
def test_another_paper_of_ours_is_said_to_be_no_agreement(site: Site, begun: Page, case: str, words: str) -> None:
    content = get_format("docx").render(made(case)[0][-1], RenderOptions(draft=False))
    message, field = send(site, content, status=422).errors[0]
    assert words in message and "inte en överenskommelse" in message
    assert field == "fil"


def test_nothing_of_the_file_is_kept(site: Site, begun: Page, store: AgreementStore, tmp_path: Path) -> None:
    edited = Edited(word_file(site))
    edited.word.add_paragraph(OWN)
    before = store.read(agreement_of(site))
    send(site, edited.content)
    assert store.read(agreement_of(site)) == before
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"kaffe klockan tio" in file.read_bytes()]


def test_a_changed_clause_can_be_sent_to_review_as_a_wording_of_the_agreements_own(site: Site, begun: Page) -> None:
    edited = Edited(word_file(site))
    edited.reword("tiden", 1, OWN)
    form = send(site, edited.content).form("form[data-propose]")
    assert form.get("klausul") == ["tiden"]
    page = site.send(form.set("skal", "Så vill båda ha det."))
    assert OWN in page.text
    assert [each for each in page.all(".remaining li") if "inte granskad" in each]
    own = site.get(f"/overenskommelse/{agreement_of(site)}/lydelser/tiden")
    assert "Läst ur en Word-fil" in own.text
    assert "Så vill båda ha det." in own.text


def test_an_untouched_file_has_nothing_to_send_to_review(site: Site, begun: Page) -> None:
    assert not send(site, word_file(site)).soup.select("form[data-propose]")


def test_what_cannot_be_taken_over_is_told_and_nothing_is_saved(site: Site, begun: Page) -> None:
    edited = Edited(word_file(site))
    edited.reword("tiden", 1, OWN)
    form = send(site, edited.content).form("form[data-propose]").set("text", "{{ finns_inte }}")
    assert "gick inte att ta över" in site.send(form, status=422).text
    overview = site.get(f"/overenskommelse/{agreement_of(site)}/")
    assert not [each for each in overview.all(".remaining li") if "inte granskad" in each]


def test_a_file_from_before_a_wording_was_changed_is_held_against_what_it_was_made_from(
    site: Site, begun: Page
) -> None:
    address = f"/overenskommelse/{agreement_of(site)}/lydelser/tiden"

    def write(text: str) -> None:
        form = site.get(address).form("form[data-wording]").set("text", text).set("skal", "Så vill båda ha det.")
        site.send(form, "spara")

    write("Först skrev vi så här.")
    content = site.client.get(f"/overenskommelse/{agreement_of(site)}/filer/overenskommelse.docx").data
    draft = f"/overenskommelse/{agreement_of(site)}/"
    write("Sedan skrev vi något annat.")
    assert site.last_address.startswith(draft)
    page = send(site, content)
    assert "ord för ord" in page.text
    assert "Lydelsen är en annan nu än när filen gjordes" in page.text
    edited = Edited(content)
    edited.reword("tiden", 1, "Först skrev vi så här i Word.")
    page = send(site, edited.content)
    assert "i Word" in page.all("ins")[0]
    assert page.form("form[data-propose]").get("text")[0].strip() == "Först skrev vi så här i Word."
    assert page.all("#tre-tiden ~ section .chip") == ["Olika ändrat i båda: välj"]
    told = ["Först skrev vi så här.", "Sedan skrev vi något annat.", "Först skrev vi så här i Word."]
    shown = [each.select_one(".diff") for each in page.soup.select("#tre-tiden ~ section .col-lg-4")]
    for each in (gone for column in shown for gone in column.select("del, .visually-hidden")):
        each.extract()
    assert [words(each) for each in shown] == told
    assert page.checked("ta") == []


def test_only_the_clauses_that_are_chosen_are_taken_over(site: Site, begun: Page) -> None:
    edited = Edited(word_file(site))
    edited.reword("tiden", 1, OWN)
    page = send(site, edited.content)
    assert page.checked("ta") == ["tiden"]
    site.send(page.form("form[data-propose]").set("ta"))
    assert "Läst ur en Word-fil" not in site.get(f"/overenskommelse/{agreement_of(site)}/lydelser/tiden").text
