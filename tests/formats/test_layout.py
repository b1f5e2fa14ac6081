"""What is kept together, side by side or in columns, and tables that the heading names."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pymupdf
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from generator.document import (
    Cell,
    ChoiceList,
    Document,
    DocumentKind,
    Field,
    FieldKind,
    FieldRow,
    Option,
    Paragraph,
    Reference,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.formats.docx import DocxFormat
from generator.formats.html import render_fragment
from generator.formats.html_layout import held_together, in_two_columns, laid_out, side_by_side
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.text import TextFormat
from tests.formats.docx_reader import W, part, parts_of, text_of
from tests.formats.reading import all_elements, elements_in, open_pdf, pdf_text
from tests.formats.sample import DAY, bullets, paragraph

_ = "\N{NO-BREAK SPACE}"
SIGNATURE = SignatureBlock((Signer("a", "Du", ()),))
ROW = FieldRow("Namn", (Field("namn", FieldKind.TEXT, "Namn"),))
TABLE = Table("", (Cell((Run("Ord"),)), Cell((Run("Betydelse"),))), ((Cell((Run("a"),)), Cell((Run("b"),))),))


def day(name: str) -> FieldRow:
    return FieldRow(name, (Field(name, FieldKind.DATE, name),))


def section(*blocks: object) -> Section:
    return Section("ord", "1", "Ord i texten", blocks)  # type: ignore[arg-type]


def document(*blocks: object) -> Document:
    return Document("prov", DocumentKind.ANNEX, "Prov", DAY, (section(*blocks),))


# --- Many -------------------------------------------------------------------------------------------------------------


def many_signers(count: int) -> SignatureBlock:
    rows = tuple(SignatureRow(label) for label in ("Namnförtydligande", "Titel", "Beslutande organ", "Ort och datum"))
    return SignatureBlock(tuple(Signer(f"s{place}", f"För nämnd {place}", rows) for place in range(count)))


@pytest.mark.parametrize(("count", "kept"), [(1, True), (4, True), (5, False), (40, False)])
def test_signers_that_have_no_room_on_one_page_are_not_held_together(count: int, kept: bool) -> None:
    assert bool(laid_out(section(paragraph("Skrivs under."), many_signers(count)))[1]) is kept


def test_forty_signers_begin_below_their_heading_and_none_is_split() -> None:
    made = document(paragraph("Skrivs under."), many_signers(40))
    file = PdfReader(BytesIO(PdfFormat().render(made, RenderOptions())))
    pages = [" ".join(page.extract_text().split()) for page in file.pages]
    assert "Ord i texten" in pages[0] and "För nämnd 0" in pages[0]
    assert len(pages) <= 12
    for page in pages:
        assert page.count("För nämnd") == page.count("Ort och datum")


def test_the_first_who_sign_stand_with_the_words_above_also_where_the_next_have_no_room() -> None:
    rows = tuple(SignatureRow(f"Uppgift {number}", "Åsa") for number in range(11))
    signers = SignatureBlock(tuple(Signer(f"u{place}", f"För kommun {place}", rows) for place in range(5)))
    made = document(*(paragraph(f"Rad {line}.") for line in range(30)), paragraph("Skrivs under."), signers)
    pages = pdf_text(PdfFormat().render(made, RenderOptions())).split("\f")
    assert "För kommun 0" in next(page for page in pages if "Skrivs under." in page)


def test_a_table_of_many_columns_is_set_smaller() -> None:
    row = tuple(Cell((Run(word),)) for word in ("Problem", "Åtagande", "Ansvarig", "Mål", "Följs upp"))
    assert 'class="short-table many-columns"' in render_fragment(document(Table("", row, (row,))))
    assert 'class="short-table"' in render_fragment(document(Table("", row[:4], (row[:4],))))


def test_a_long_number_in_the_page_header_stays_on_the_page() -> None:
    made = replace(document(paragraph("a")), registration=(("Diarienummer", "A" * 120),))
    page = pymupdf.open(stream=PdfFormat().render(made, RenderOptions()))[0]
    edges = [word[2] for word in page.get_text("words")]
    assert max(edges) < page.rect.width - 60


# --- Together ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("inlines", "expected"), [
    ((Run(f"enligt punkt{_}"), Reference("a", "2")), [(Run("enligt "),), (Run(f"punkt{_}"), Reference("a", "2"))]),
    ((Run(f"punkt{_}"), Reference("a", "2")), [(Run(f"punkt{_}"), Reference("a", "2"))]),
    ((Run("se "), Reference("a", "2"), Run(".")), [(Run("se "),), (Reference("a", "2"),), (Run("."),)]),
    ((Reference("a", "2"), Run(f"x{_}")), [(Reference("a", "2"),), (Run(f"x{_}"),)]),
    ((), []),
])
def test_a_reference_stays_with_the_word_before_it(inlines, expected) -> None:
    assert list(held_together(inlines)) == expected


def test_people_sign_with_the_words_just_above_kept_on_the_page() -> None:
    words = paragraph("Jag har läst.")
    assert laid_out(section(ROW, words, words, SIGNATURE)) == (
        [((ROW,), False)], [(words, False), (words, True), (SIGNATURE, False)],
    )
    assert laid_out(section(words, ROW, SIGNATURE)) == ([(words, True)], [((ROW,), False), (SIGNATURE, False)])
    assert laid_out(section(SIGNATURE, words)) == ([], [(SIGNATURE, False), (words, False)])
    assert laid_out(section(words)) == ([(words, False)], [])


def test_a_paragraph_that_leads_to_a_list_is_not_left_alone() -> None:
    lead, plain = paragraph("Parterna ska"), paragraph("Detta är allt.")
    assert laid_out(section(lead, bullets("a"), plain, plain))[0] == [
        (lead, True), (bullets("a"), False), (plain, False), (plain, False),
    ]


def test_a_paragraph_all_in_bold_is_not_left_alone_in_any_format() -> None:
    bold = Paragraph((Run("Vad som delas", RunStyle.STRONG),))
    partly = Paragraph((Run("Obs.", RunStyle.STRONG), Run(" Ring först.")))
    blocks = (bold, paragraph("Ett."), partly, paragraph("Två."))
    assert [lead for _, lead in laid_out(section(*blocks))[0]] == [True, False, False, False]
    word = DocxFormat().render(document(*blocks), RenderOptions())
    lines = [line for line in part(word).iter(f"{W}p") if line.find(f"{W}pPr/{W}keepNext") is not None]
    assert [text_of(line) for line in lines] == ["Vad som delas"]


def test_rows_that_follow_on_each_other_are_one_and_two_days_share_a_line() -> None:
    rows = (ROW, day("fran"), day("till"), day("sist"))
    assert [block for block, _ in laid_out(section(*rows, TABLE, ROW))[0]] == [rows, TABLE, (ROW,)]
    assert list(side_by_side(rows)) == [(ROW,), rows[1:3], (rows[3],)]
    assert list(side_by_side((day("fran"), ROW, day("till")))) == [(day("fran"),), (ROW,), (day("till"),)]


@pytest.mark.parametrize(("count", "letters", "expected"), [
    (3, 5, False), (4, 30, True), (4, 31, False), (5, 31, False), (6, 80, True), (0, 0, False),
])
def test_boxes_stand_in_two_columns_when_many_or_short(count: int, letters: int, expected: bool) -> None:
    assert in_two_columns(ChoiceList("Välj", (Option("x" * letters, False),) * count)) is expected


# --- A table that the heading names -----------------------------------------------------------------------------------


def test_a_table_without_caption_prints_none_and_is_named_by_its_heading_in_html() -> None:
    soup = BeautifulSoup(render_fragment(document(TABLE)), "html5lib")
    (table,) = soup.select("table")
    assert table.select("caption") == []
    (heading,) = soup.select(f'[id="{table["aria-labelledby"]}"]')
    assert (heading.name, heading.text) == ("h2", "1 Ord i texten")


@pytest.mark.parametrize(("rows", "headed"), [(1, 0), (2, 0), (3, 3)])
def test_a_row_has_a_header_of_its_own_where_there_are_rows_enough_to_get_lost_in(rows: int, headed: int) -> None:
    table = Table("", TABLE.header, TABLE.rows * rows, row_headers=True)
    soup = BeautifulSoup(render_fragment(document(table)), "html5lib")
    assert len(soup.select("tbody th")) == headed
    assert len(soup.select("tbody tr")) == rows


def test_a_heading_that_names_no_table_has_no_name_of_its_own() -> None:
    assert BeautifulSoup(render_fragment(document(ROW)), "html5lib").select("h2[id]") == []


def test_a_table_without_caption_is_named_by_its_heading_in_the_pdf() -> None:
    captioned = Table("Fördelning", TABLE.header, TABLE.rows)
    file = open_pdf(PdfFormat().render(document(TABLE, captioned), RenderOptions()))
    first, second = all_elements(file, "Table")
    assert str(first.A.Summary) == "Ord i texten"
    assert [str(kid.S) for kid in elements_in(first)] == ["/THead", "/TBody"]
    assert "/A" not in second
    assert [str(kid.S) for kid in elements_in(second)] == ["/Caption", "/THead", "/TBody"]


def test_a_long_table_without_caption_is_one_table_with_its_name() -> None:
    long = Table("", TABLE.header, TABLE.rows * 120)
    file = open_pdf(PdfFormat().render(document(paragraph("Inledning."), long), RenderOptions()))
    assert len(file.pages) > 2
    (table,) = all_elements(file, "Table")
    assert str(table.A.Summary) == "Ord i texten"


def test_a_table_without_caption_is_named_by_its_heading_in_word() -> None:
    xml = parts_of(DocxFormat().render(document(TABLE), RenderOptions()))["word/document.xml"].decode()
    assert '<w:tblCaption w:val="Ord i texten"/>' in xml
    assert xml.count("Ord i texten</w:t>") == 1


def test_a_table_without_caption_begins_with_its_header_in_text_and_on_paper() -> None:
    expected = "1 Ord i texten\n\nOrd | Betydelse\na | b\n"
    assert expected in TextFormat().render(document(TABLE), RenderOptions()).decode()
    assert pdf_text(PdfFormat().render(document(TABLE), RenderOptions())).count("Ord i texten") == 1


def test_what_goes_with_a_document_begins_on_a_page_of_its_own() -> None:
    made = document(paragraph("Det sista som gäller."))
    added = Section("lista", "", "Listan", (paragraph("Det som följer med."),), on_new_page=True)
    whole = replace(made, sections=(*made.sections, added))
    pages = [page.extract_text() for page in PdfReader(BytesIO(PdfFormat().render(whole, RenderOptions()))).pages]
    assert ["Listan" in page for page in pages] == [False, True]
    word = parts_of(DocxFormat().render(whole, RenderOptions()))["word/document.xml"].decode()
    assert word.count("<w:pageBreakBefore/>") == 1
    assert "Det sista" in word.partition("<w:pageBreakBefore/>")[0]


@pytest.mark.parametrize(("label", "value", "marks"), [
    ("Titel", "Ordförande", "<w:tab/>"),
    ("Titel", "", "<w:tab/><w:tab/>"),
    ("Namnförtydligande / Name in block letters", "", "<w:tab/>"),
    ("Namnförtydligande / Name in block letters", "Eva Ek", "<w:br/>"),
])
def test_a_row_to_sign_on_keeps_its_line_beside_its_label(label: str, value: str, marks: str) -> None:
    block = SignatureBlock((Signer("a", "Underskrift av dig", (SignatureRow(label, value),)),))
    word = parts_of(DocxFormat().render(document(block), RenderOptions()))["word/document.xml"].decode()
    row = word.partition(label)[2].partition("</w:p>")[0]
    assert "".join(re.findall(r"<w:(?:tab|br)/>", row)) == marks
