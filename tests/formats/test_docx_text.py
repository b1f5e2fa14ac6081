"""What is said in the Word file: every word of the document, as typed, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import (
    Document,
    DocumentKind,
    ParagraphStyle,
    Run,
    RunStyle,
    Section,
)
from generator.errors import RenderError
from generator.formats.docx import DocxFormat
from generator.formats.naming import title_of
from generator.formats.options import RenderOptions
from generator.formats.printable import printed_texts
from generator.formats.registry import get_format
from tests.formats.docx_reader import W, paragraphs, part, parts_of, shown_paragraphs, values, whole_text
from tests.formats.sample import (
    DAY,
    HOSTILE,
    SAMPLES,
    paragraph,
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
    assert paragraph_marks <= {f"{W}pStyle", f"{W}numPr", f"{W}keepNext"}  # what is kept together is no look
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


# --- What the file tells about itself --------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_file_tells_its_title_and_language_and_neither_author_nor_time(sample) -> None:
    document = sample()
    told = {element.tag.split("}")[1]: element.text for element in part(made(document), "docProps/core.xml")}
    assert told == {"title": title_of(document), "language": "sv-SE"}


def test_a_paper_about_a_person_has_a_title_that_tells_nothing() -> None:
    assert "amtycke" not in parts_of(made(sample_form()))["docProps/core.xml"].decode()


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
