"""The text picture: what a lawyer reads, and what expected.txt of each case holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Document, DocumentKind, Figure, Paragraph, Run, Section, Table
from generator.errors import RenderError
from generator.formats.options import RenderOptions
from generator.formats.printable import printed_texts
from generator.formats.text import TextFormat
from tests.formats.sample import DAY, HOSTILE, SAMPLES, paragraph, sample_agreement, sample_annex, sample_form


def text_of(document: Document, options: RenderOptions | None = None) -> str:
    return TextFormat().render(document, options or RenderOptions()).decode()


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_printed_string_stands_in_the_text(sample) -> None:
    document = sample()
    text = text_of(document)
    accessible_names = {"Namn på den som samtycker", "Annan part", "Sista dag för samtycket",
                        "Informationen är uppläst",
                        "Uppgifter som inte får delas"}
    for place, printed in printed_texts(document):
        if printed not in accessible_names:
            assert printed.replace("\n", " ") in text.replace("\n", " "), place


def test_a_heading_stands_after_its_number_and_between_empty_lines() -> None:
    lines = text_of(sample_agreement()).splitlines()
    place = lines.index("10.1 Oenighet")
    assert [lines[place - 1], lines[place + 1]] == ["", ""]


def test_a_table_is_rows_of_cells_under_its_caption() -> None:
    expected = (
        "Fördelning av kostnader\n"
        "Kostnad | Kommunen | Polismyndigheten\n"
        "Boende och sysselsättning | 100 % | –\n"
    )
    assert expected in text_of(sample_agreement())


def test_rows_of_a_form_stand_under_each_other_with_blanks_to_fill_in() -> None:
    expected = (
        "Namn: ________\n"
        "Personnummer: ________ (tolv siffror)\n"
        "Födelsedatum: ________\n"
        "Behöver du tolk? [ ] Ja [ ] Nej [ ] Vet inte\n"
    )
    assert expected in text_of(sample_form())


def test_a_ticked_box_differs_from_an_empty_one() -> None:
    text = text_of(sample_form())
    assert "[x] socialtjänsten i Bjurholm\n[ ] Polismyndigheten\n" in text


def test_what_is_typed_is_printed_as_typed() -> None:
    assert text_of(sample_annex()).splitlines()[6] == f"1 Rutin {HOSTILE}"


def test_a_draft_says_so_on_its_first_line_and_others_never() -> None:
    assert text_of(sample_annex(), RenderOptions(draft=True)).startswith("UTKAST\n")
    assert "UTKAST" not in text_of(sample_annex())


def test_only_papers_that_may_be_secret_have_a_place_for_the_mark() -> None:
    place = "[Plats för myndighetens sekretessmarkering]"
    shown = {kind: place in text_of(replace(sample_annex(), kind=kind)) for kind in DocumentKind}
    assert {kind for kind in shown if shown[kind]} == {DocumentKind.ANNEX, DocumentKind.PERSON}


def test_a_drawing_is_its_words() -> None:
    assert "[Tre rutor i följd med pilar emellan.]\nArbetsgången i tre steg\n" in text_of(sample_agreement())


def test_a_line_break_in_a_cell_does_not_break_the_row() -> None:
    table = sample_agreement().sections[4].blocks[1]
    assert isinstance(table, Table)
    broken = replace(table, rows=(tuple(replace(cell, inlines=(Run("a\nb"),)) for cell in table.header),))
    assert "a b | a b | a b | a b\n" in text_of(_document(broken))


def test_a_drawing_without_caption_leaves_no_empty_line() -> None:
    assert text_of(_document(Figure("<svg/>", "Ett streck."))).endswith("1 Ett\n\n[Ett streck.]\n")


def test_a_drawing_of_the_table_below_leaves_its_words_to_the_table() -> None:
    drawing = Figure("<svg/>", "Lyssna, ring.", "Två steg", repeats_next=True)
    assert text_of(_document(drawing, paragraph("Lyssna och ring."))).endswith("Två steg\n\nLyssna och ring.\n")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_any_text_without_control_characters_is_printed_as_it_is(typed: str) -> None:
    assert text_of(_document(paragraph(typed))).endswith(f"1 Ett\n\n{typed}\n".rstrip("\n") + "\n")


@given(st.characters(categories=("Cs", "Cc"), exclude_characters="\n\t"))
def test_a_control_character_is_refused_with_its_number_and_place(character: str) -> None:
    with pytest.raises(RenderError, match=rf"U\+{ord(character):04X} i avsnitt 1 Ett "):
        text_of(_document(paragraph(f"hemligt {character}")))


def test_the_refusal_repeats_nothing_of_what_was_typed() -> None:
    with pytest.raises(RenderError) as refusal:
        text_of(_document(paragraph("hemligt\x07")))
    assert "hemligt" not in str(refusal.value)


def _document(*blocks: Paragraph | Table | Figure) -> Document:
    return Document("prov", DocumentKind.AGREEMENT, "Prov", DAY, (Section("ett", "1", "Ett", blocks),))
