"""What is said in the Word file: every word of the document, as typed, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import (
    Cell,
    Document,
    DocumentKind,
    FieldRow,
    Figure,
    ParagraphStyle,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.errors import RenderError
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from generator.formats.printable import printed_texts
from generator.formats.registry import get_format
from tests.formats.docx_reader import W, paragraphs, part, parts_of, shown_paragraphs, text_of, values, whole_text
from tests.formats.sample import (
    DAY,
    DRAWING,
    HOSTILE,
    SAMPLES,
    paragraph,
    sample_agreement,
    sample_annex,
    sample_form,
)

OPTIONS = (RenderOptions(), RenderOptions(draft=True), RenderOptions(fillable=True))

ACCESSIBLE_NAMES = {
    "Namn på den som samtycker",
    "Annan part",
    "Sista dag för samtycket",
    "Informationen är uppläst",
    "Uppgifter som inte får delas",
}
"""Labels of fields in the samples that are names for a screen reader and stand nowhere on paper."""

typable = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60)


def made(document: Document, **options: object) -> bytes:
    return DocxFormat().render(document, RenderOptions(**options))  # type: ignore[arg-type]


def one_section(*blocks: object, **changes: object) -> Document:
    section = Section("ett", "1", "Ett", blocks)  # type: ignore[arg-type]
    return replace(Document("prov", DocumentKind.AGREEMENT, "Prov", DAY, (section,)), **changes)  # type: ignore[arg-type]


# --- Words -----------------------------------------------------------------------------------------------------------


def test_the_registry_knows_the_format() -> None:
    found = get_format("docx")
    assert (found.name, found.extension) == ("docx", "docx")
    assert found.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "draft", "fillable"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_printed_string_stands_in_the_file(sample, options) -> None:
    document = sample()
    content = DocxFormat().render(document, options)
    shown = shown_paragraphs(content)
    choices = [item.get(f"{W}displayText", "") for item in part(content).iter(f"{W}listItem")]
    printed = "\n".join([whole_text(content), *(line.number for line in shown), *choices])
    missing = [text for _, text in printed_texts(document) if text not in printed and text not in ACCESSIBLE_NAMES]
    assert missing == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_headings_stand_in_the_order_of_the_document(sample) -> None:
    document = sample()
    looks = ("heading", "Onumrerad rubrik")
    headings = [line.text for line in shown_paragraphs(made(document)) if line.style.startswith(looks)]
    assert headings == [section.heading for _, section in document.walk()]


@given(typable)
@settings(max_examples=40)
def test_any_text_comes_out_as_typed_in_every_place_where_people_type(typed: str) -> None:
    for sample in SAMPLES:
        with_typed, without = (whole_text(made(sample(text))) for text in (f"«{typed}»", "«»"))
        assert with_typed.count(f"«{typed}»") == without.count("«»") > 0


def test_hostile_text_is_data_in_title_header_and_footer_too() -> None:
    document = replace(
        sample_annex(),
        title=HOSTILE,
        subtitle=HOSTILE,
        parties=HOSTILE,
        annex_label=HOSTILE,
        version_note=HOSTILE,
        registration=((HOSTILE, HOSTILE), (HOSTILE, "")),
    )
    content = made(document)
    assert whole_text(content).count(HOSTILE) == 14
    assert HOSTILE in "".join(part(content, "docProps/core.xml").itertext())


def test_spaces_and_line_breaks_are_kept() -> None:
    content = made(one_section(paragraph("  två  \n rader\t.")))
    assert paragraphs(content)[-1] == "  två  \n rader\t."


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\r", "\x1f", "\x85", "\ud800", "\uffff"])
@pytest.mark.parametrize("place", ["title", "registration", "text"])
def test_a_character_that_word_cannot_hold_is_refused_without_repeating_the_text(character, place) -> None:
    document = {
        "title": one_section(title=f"hemligt{character}"),
        "registration": one_section(registration=(("Dnr", f"hemligt{character}"),)),
        "text": one_section(paragraph(f"hemligt{character}")),
    }[place]
    with pytest.raises(RenderError, match=f"U\\+{ord(character):04X}") as refusal:
        made(document)
    assert "hemligt" not in str(refusal.value)


# --- Same bytes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "draft", "fillable"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_document_gives_the_same_bytes(sample, options) -> None:
    assert DocxFormat().render(sample(), options) == DocxFormat().render(sample(), options)


# --- Looks only by styles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "draft", "fillable"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_is_formatted_by_hand(sample, options) -> None:
    document = part(DocxFormat().render(sample(), options))
    run_marks = {child.tag for properties in document.iter(f"{W}rPr") for child in properties}
    paragraph_marks = {child.tag for properties in document.iter(f"{W}pPr") for child in properties}
    cell_marks = {child.tag for properties in document.iter(f"{W}tcPr") for child in properties}
    assert run_marks <= {f"{W}rStyle"}
    assert paragraph_marks <= {f"{W}pStyle", f"{W}numPr"}
    assert cell_marks <= {f"{W}tcW"}


@pytest.mark.parametrize(
    ("style", "name"),
    [
        (RunStyle.CONFIRM, "Bekrafta"),
        (RunStyle.MISSING, "Saknas"),
        (RunStyle.STRONG, "Strong"),
        (RunStyle.EMPHASIS, "Emphasis"),
    ],
)
def test_text_that_differs_has_a_character_style(style, name) -> None:
    assert values(made(one_section(paragraph("före", Run("ord", style)))), "rStyle") == [name]


def test_a_quotation_has_the_style_for_quotations() -> None:
    last = shown_paragraphs(made(one_section(paragraph("”Ord.”", style=ParagraphStyle.QUOTE))))[-1]
    assert (last.style, last.text) == ("Quote", "”Ord.”")


# --- Title, header, footer -------------------------------------------------------------------------------------------


def test_the_title_is_a_title_and_opens_the_outline() -> None:
    content = made(sample_agreement())
    title = shown_paragraphs(content)[0]
    assert (title.style, title.text) == ("Title", "Samverkansöverenskommelse om stöd till avhoppare")
    style = next(style for style in part(content, "word/styles.xml") if style.get(f"{W}styleId") == "Title")
    assert [level.get(f"{W}val") for level in style.iter(f"{W}outlineLvl")] == ["0"]


def test_each_page_says_whose_document_it_is_which_annex_and_which_page() -> None:
    content = made(sample_annex())
    assert paragraphs(content, "word/header1.xml") == [
        "Bjurholms kommun – Polismyndigheten\tBilaga 1\nKommunens diarienummer SN 2026/12"
    ]
    for footer in ("word/footer1.xml", "word/footer2.xml"):
        assert paragraphs(content, footer) == [
            "Klausulbibliotek 4f2a91c, lydelser per den 21 november 2026\tSida 1 (1)"
        ]
        codes = [code.text.strip() for code in part(content, footer).iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]


def test_a_registration_number_that_is_not_known_is_a_line_to_write_on() -> None:
    content = made(sample_agreement())
    assert "Kommunens diarienummer: SN 2026/12" in paragraphs(content)
    assert "Polismyndighetens diarienummer: \t" in paragraphs(content)
    assert "Polismyndighetens diarienummer" not in whole_text(content).replace("\n".join(paragraphs(content)), "")


def test_many_registration_numbers_stand_in_the_page_header_without_their_labels() -> None:
    many = tuple((f"Nämndens diarienummer, nämnd {place}", f"N{place}/26") for place in range(1, 5))
    content = made(replace(sample_annex(), registration=(*many, ("Polisens diarienummer", ""))))
    assert paragraphs(content, "word/header1.xml")[0].endswith("\nN1/26 · N2/26 · N3/26 · N4/26")


def test_a_page_header_with_nothing_to_say_is_empty() -> None:
    document = replace(sample_form(), parties="", registration=(("Ärendekod", ""),))
    styles = values(made(document), "pStyle", "word/header1.xml")
    assert styles == ["Avsandare"]


def test_text_after_something_with_a_rule_has_air_above_it() -> None:
    row = FieldRow("Namn", ())
    looks = [line.style for line in shown_paragraphs(made(one_section(row, paragraph("efter"), paragraph("sist"))))]
    assert looks[-2:] == ["Brödtext med luft före", "Body Text"]


def test_a_draft_says_so_on_every_page_and_others_never() -> None:
    for sample in SAMPLES:
        draft, final = made(sample(), draft=True), made(sample())
        assert [paragraphs(draft, f"word/header{number}.xml")[0] for number in (1, 2)] == ["UTKAST", "UTKAST"]
        assert "UTKAST" not in whole_text(final)


def test_only_papers_that_may_be_secret_have_a_place_for_the_mark_and_it_is_empty() -> None:
    place = "Plats för myndighetens sekretessmarkering"
    for kind in DocumentKind:
        content = made(replace(sample_annex(), kind=kind))
        cells = [text_of(cell) for cell in part(content, "word/header2.xml").iter(f"{W}tc")]
        expected = [] if kind is DocumentKind.AGREEMENT else ["Bjurholms kommun – Polismyndigheten", place]
        assert cells == expected
        assert "sekretess" not in "".join(paragraphs(content, "word/header1.xml"))


# --- Tables, figures, signatures -------------------------------------------------------------------------------------


def test_a_table_repeats_its_header_keeps_its_rows_whole_and_is_named() -> None:
    table = next(part(made(sample_agreement())).iter(f"{W}tbl"))
    assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Kontaktvägar under och utanför kontorstid"
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstColumn") == "1"


@given(st.lists(st.integers(1, 50), min_size=1, max_size=7))
@settings(max_examples=30)
def test_the_columns_fill_the_line_exactly(widths: list[int]) -> None:
    cells = tuple(Cell((Run("x"),)) for _ in widths)
    content = made(one_section(Table("Tabell", cells, (cells,), widths=tuple(widths))))
    document = part(content)
    size, margins = document.find(f".//{W}pgSz"), document.find(f".//{W}pgMar")
    line = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    columns = [int(column.get(f"{W}w")) for column in document.iter(f"{W}gridCol")]
    assert (sum(columns), len(columns)) == (line, len(widths))


def columns_of(*texts: str, widths: tuple[int, ...] = ()) -> list[int]:
    header = tuple(Cell((Run(text),)) for text in texts)
    content = made(one_section(Table("Tabell", header, (), widths=widths)))
    return [int(column.get(f"{W}w", "")) for column in part(content).iter(f"{W}gridCol")]


def test_columns_are_equal_when_their_words_fit_and_follow_the_shares_given() -> None:
    assert columns_of("ett", "två") == [4252, 4252]
    assert columns_of("ett", "två", widths=(3, 1)) == [6378, 2126]


def test_a_column_is_never_so_narrow_that_a_word_is_broken() -> None:
    word = "avhopparverksamheten"
    widths = columns_of(word, "b", "c", "d", "e", widths=(1, 2, 2, 2, 2))
    assert widths[0] > len(word) * 110
    assert max(widths[1:]) - min(widths[1:]) <= 1
    assert columns_of(word * 9, "b") == [4252, 4252]


@pytest.mark.parametrize("widths", [(1,), (0, 1), (1, 2, 3)])
def test_widths_that_do_not_fit_the_columns_are_refused(widths) -> None:
    cells = (Cell(()), Cell(()))
    with pytest.raises(RenderError, match="kolumnbredder"):
        made(one_section(Table("Tabell", cells, (), widths=widths)))


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(RenderError, match="olika många celler"):
        made(one_section(Table("Tabell", (Cell(()), Cell(())), ((Cell(()),),))))


def test_a_paragraph_follows_every_table() -> None:
    cells = (Cell((Run("x"),)),)
    table = Table("Tabell", cells, (cells,))
    for document in (one_section(table), one_section(table, table), one_section(table, paragraph("efter"))):
        body = next(iter(part(made(document))))
        tags = [element.tag for element in body]
        after = [tags[place + 1] for place, tag in enumerate(tags) if tag == f"{W}tbl"]
        assert set(after) == {f"{W}p"}


def test_a_figure_is_its_caption_and_its_words() -> None:
    content = made(one_section(Figure(DRAWING, "Tre rutor.", "Arbetsgången"), Figure(DRAWING, "Ett streck.")))
    shown = [(line.style, line.text) for line in shown_paragraphs(content)[-3:]]
    words = "Figurbeskrivning"
    assert shown == [("caption", "Arbetsgången"), (words, "Tre rutor."), (words, "Ett streck.")]


def test_a_signer_is_kept_together_and_let_go_after_the_last_line() -> None:
    rows = (SignatureRow("Namn", "Åsa"), SignatureRow("Ort och datum"))
    signers = (Signer("a", "För kommunen", rows), Signer("b", "För Polismyndigheten", ()))
    shown = [(line.style, line.text) for line in shown_paragraphs(made(one_section(SignatureBlock(signers))))[-6:]]
    assert shown == [
        ("Undertecknare", "För kommunen"),
        ("Underskriftslinje", "Underskrift"),
        ("Underskriftsrad", "Namn\tÅsa"),
        ("Underskriftsrad tom sist", "Ort och datum\t\t"),
        ("Undertecknare", "För Polismyndigheten"),
        ("Underskriftslinje sist", "Underskrift"),
    ]


# --- What the file tells about itself --------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_file_tells_its_title_and_language_and_neither_author_nor_time(sample) -> None:
    document = sample()
    told = {element.tag.split("}")[1]: element.text for element in part(made(document), "docProps/core.xml")}
    assert told == {"title": document.title, "language": "sv-SE"}


def test_the_text_is_marked_as_swedish() -> None:
    languages = {lang.get(f"{W}val") for lang in part(made(sample_form()), "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"sv-SE"}


def test_a_file_about_a_person_makes_word_forget_who_edited_it() -> None:
    tags = [element.tag for element in part(made(sample_form()), "word/settings.xml")]
    assert tags[:3] == [f"{W}zoom", f"{W}removePersonalInformation", f"{W}removeDateAndTime"]
    others = {element.tag for element in part(made(sample_annex()), "word/settings.xml")}
    assert f"{W}removePersonalInformation" not in others


def test_word_asks_nothing_when_the_file_is_opened() -> None:
    for sample in SAMPLES:
        parts = parts_of(made(sample(), fillable=True))
        assert not [name for name, xml in parts.items() if b"updateFields" in xml or b"w:dirty" in xml]
