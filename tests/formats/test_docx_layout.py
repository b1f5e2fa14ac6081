"""How the Word file is laid out: title, page header and footer, tables, figures, signatures."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import (
    Cell,
    ChoiceList,
    DocumentKind,
    Field,
    FieldKind,
    FieldRow,
    Figure,
    ListBlock,
    ListItem,
    Option,
    Paragraph,
    Run,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.errors import RenderError
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from tests.formats.docx_reader import W, paragraphs, part, shown_paragraphs, text_of, value, values, whole_text
from tests.formats.sample import DRAWING, SAMPLES, paragraph, sample_agreement, sample_annex, sample_form
from tests.formats.test_docx_text import made, one_section

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
            "Klausulbibliotek 4f2a91c, lydelser per den 21 november 2026", "Sida 1 (1)", ""
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
        has_place = kind in (DocumentKind.ANNEX, DocumentKind.PERSON)
        expected = ["Bjurholms kommun – Polismyndigheten", place] if has_place else []
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
    assert columns_of(word * 9, "b" * 200) == [4252, 4252]


@pytest.mark.parametrize("widths", [(1,), (0, 1), (1, 2, 3)])
def test_widths_that_do_not_fit_the_columns_are_refused(widths) -> None:
    cells = (Cell(()), Cell(()))
    with pytest.raises(RenderError, match="kolumnbredder"):
        made(one_section(Table("Tabell", cells, (), widths=widths)))


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(RenderError, match="olika många celler"):
        made(one_section(Table("Tabell", (Cell(()), Cell(())), ((Cell(()),),))))


def widths_of(*rows: tuple[str, ...]) -> list[int]:
    head, *body = (tuple(Cell((Run(text),)) for text in row) for row in rows)
    grid = part(made(one_section(Table("Tabell", head, tuple(body))))).iter(f"{W}gridCol")
    return [int(column.get(f"{W}w", "")) for column in grid]


def test_an_endless_word_breaks_no_words_but_itself() -> None:
    plain = ("Avhopparverksamheten", "Ett par ord som får bli flera rader i sin kolumn", "070-174 06 11")
    endless, other, number = widths_of(("Vem", "Vad", "Nummer"), plain, ("x" * 200, "Ett", "2"))
    assert number > 13 * 100
    assert other > 2000
    assert endless < (endless + other + number) / 2


def test_the_columns_fill_the_width_also_when_every_word_is_endless() -> None:
    even = widths_of(("A", "B", "C", "D"), ("x" * 90, "y" * 80, "z" * 70, "1"))
    assert sum(even) == sum(widths_of(("A", "B", "C", "D"), ("1", "2", "3", "4")))
    assert min(even) > 300


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


def test_a_figure_of_the_block_below_is_only_its_caption() -> None:
    drawing = Figure(DRAWING, "Tre rutor.", "Arbetsgången", repeats_next=True)
    shown = [line.text for line in shown_paragraphs(made(one_section(drawing, paragraph("En, två, tre."))))[-2:]]
    assert shown == ["Arbetsgången", "En, två, tre."]


NAMED = (SignatureRow("Namn", "Åsa"), SignatureRow("Ort och datum"))


def signed(*signers: Signer) -> bytes:
    return made(one_section(SignatureBlock(signers)))


def rows_of(content: bytes) -> list[Element]:
    return list(part(content).iter(f"{W}tr"))


def test_one_who_signs_alone_has_the_whole_width() -> None:
    content = signed(Signer("a", "För kommunen", NAMED))
    assert [(line.style, line.text) for line in shown_paragraphs(content)[-5:]] == [
        ("Undertecknare", "För kommunen"),
        ("Underskriftslinje", "Underskrift"),
        ("Underskriftsrad", "Namn\tÅsa"),
        ("Underskriftsrad tom sist", "Ort och datum\t\t"),
        ("Sidbrytning", ""),
    ]


def test_two_who_sign_stand_beside_each_other_and_are_read_one_after_the_other() -> None:
    content = signed(Signer("a", "För kommunen", NAMED), Signer("b", "För Polismyndigheten", ()))
    assert [(line.style, line.text) for line in shown_paragraphs(content)[-7:]] == [
        ("Undertecknare", "För kommunen"),
        ("Underskriftslinje", "Underskrift"),
        ("Underskriftsrad smal", "Namn\nÅsa"),
        ("Underskriftsrad smal tom", "Ort och datum\n\t"),
        ("Undertecknare", "För Polismyndigheten"),
        ("Underskriftslinje sist", "Underskrift"),
        ("Sidbrytning", ""),
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_no_row_of_signers_is_ever_divided_and_each_is_a_table_with_their_names(count: int) -> None:
    content = signed(*(Signer(f"u{place}", f"För {place}", NAMED) for place in range(count)))
    assert [len(list(row.iter(f"{W}tc"))) for row in rows_of(content)] == [2] * (count // 2) + [1] * (count % 2)
    for row in rows_of(content):
        assert [row.find(f"{W}trPr/{W}{name}") is not None for name in ("cantSplit", "tblHeader")] == [True, True]
    names = [value(table.find(f"{W}tblPr/{W}tblCaption")) for table in part(content).iter(f"{W}tbl")]
    assert ", ".join(names) == ", ".join(f"För {place}" for place in range(count))


# --- Kept together ---------------------------------------------------------------------------------------------------

SIGNED = SignatureBlock((Signer("a", "För kommunen", (SignatureRow("Ort och datum"),)),))
ABOVE = [
    paragraph("Undertecknas i två exemplar."),
    FieldRow("Beslutad av", (Run("Enhetschefen"),)),
    FieldRow("Beslutad av", (Field("av", FieldKind.TEXT, "Beslutad av"),)),
    FieldRow("Skäl", (Field("skal", FieldKind.MULTILINE, "Skäl"),)),
    ChoiceList("Beslutet är", (Option("Ja", True), Option("Nej", False))),
]


def kept(content: bytes) -> list[tuple[str, bool]]:
    """Every paragraph below the title, and whether it says itself that it stays on the page of the next one."""
    lines = list(part(content).iter(f"{W}p"))
    return [(all_text(line), is_kept(line)) for line in lines if all_text(line)][1:]


def is_kept(line: Element) -> bool:
    return line.find(f"{W}pPr/{W}keepNext") is not None


def all_text(line: Element) -> str:
    return "".join(text.text or "" for text in line.iter(f"{W}t"))


@pytest.mark.parametrize("fillable", [False, True])
@pytest.mark.parametrize("above", ABOVE, ids=["text", "svar", "fält", "ruta", "kryss"])
def test_nobody_signs_a_page_that_says_nothing(above, fillable: bool) -> None:
    options = RenderOptions(fillable=fillable)
    signed, alone = (DocxFormat().render(one_section(*blocks), options) for blocks in ((above, SIGNED), (above,)))
    place = len(list(part(alone).iter(f"{W}p"))) - 1
    assert [is_kept(list(part(content).iter(f"{W}p"))[place]) for content in (signed, alone)] == [True, False]


def test_a_text_in_two_languages_right_above_where_people_sign_is_all_on_their_page() -> None:
    other = Paragraph((Run("English.", language="en"),))
    content = made(one_section(paragraph("Först."), paragraph("Svenska."), other, SIGNED))
    assert kept(content)[1:4] == [("Först.", False), ("Svenska.", True), ("English.", True)]


@pytest.mark.parametrize(("second", "level"), [(NAMED, True), (NAMED[:1], False)])
def test_those_beside_each_other_with_as_many_lines_sign_on_a_level(second, level: bool) -> None:
    content = signed(Signer("a", "För kommunen", NAMED), Signer("b", "För Polismyndigheten", second))
    look = next(part(content).iter(f"{W}tblLook"))
    assert (look.get(f"{W}firstRow"), int(value(look), 16) & 0x20) == (str(int(level)), 0x20 * level)


@pytest.mark.parametrize(("count", "expected"), [
    (1, [False]), (2, [True, False]), (6, [True] * 5 + [False]), (9, [True] + [False] * 6 + [True, False]),
])
def test_boxes_are_not_left_alone_on_a_page(count: int, expected: list[bool]) -> None:
    options = tuple(Option(f"Svar {place}", False) for place in range(count))
    lines = [line for line in kept(made(one_section(ChoiceList("Välj", options)))) if "Svar" in line[0]]
    assert [together for _, together in lines] == expected


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize(("count", "expected"), [(1, [False]), (2, [True, False]), (4, [True, False, True, False])])
def test_no_item_of_a_list_is_alone_on_a_page(ordered: bool, count: int, expected: list[bool]) -> None:
    items = tuple(ListItem("abcd"[place] + ")" if ordered else "–", (Run(f"Sak {place}"),)) for place in range(count))
    lines = [line for line in kept(made(one_section(ListBlock(ordered, items)))) if "Sak" in line[0]]
    assert [together for _, together in lines] == expected


def test_a_paragraph_stays_with_the_list_or_table_that_it_leads_to_and_stands_free_of_the_list_above() -> None:
    listed = ListBlock(False, (ListItem("–", (Run("Sak"),)),))
    table = Table("", (Cell((Run("Ord"),)),), ((Cell((Run("a"),)),),))
    content = made(one_section(paragraph("Först"), paragraph("Alltså:"), listed, paragraph("Se:"), table))
    assert [line for line in kept(content) if line[0] in ("Först", "Alltså:", "Se:")] == [
        ("Först", False), ("Alltså:", True), ("Se:", True),
    ]
    styles = {line.text: line.style for line in shown_paragraphs(content)}
    assert [styles[text] for text in ("Alltså:", "Se:")] == ["Body Text", "Brödtext efter lista"]
