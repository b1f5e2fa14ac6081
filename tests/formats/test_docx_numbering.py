"""The numbers Word computes are the document's own: headings, lists, references, table of contents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import Document, DocumentKind, ListBlock, ListItem, Reference, Run, Section
from generator.errors import RenderError
from generator.formats.contents import CONTENTS_FROM
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from tests.formats.docx_reader import W, part, shown_paragraphs, text_of, value
from tests.formats.sample import DAY, SAMPLES, bullets, ordered, paragraph, sample_agreement, sample_form

HEADINGS = ("heading", "Onumrerad rubrik")


def made(document: Document) -> bytes:
    return DocxFormat().render(document, RenderOptions())


def agreement(*sections: Section) -> Document:
    return Document("prov", DocumentKind.AGREEMENT, "Prov", DAY, sections)


def sections_of(shape: list[list[int]], first_unnumbered: bool) -> tuple[Section, ...]:
    """A tree of numbered sections: one list per chapter, one figure per section in it saying how many lie below."""
    chapters = [
        Section(f"a{one}", str(one), f"Del {one}", sections=tuple(
            Section(f"a{one}-{two}", f"{one}.{two}", f"Avsnitt {two}", sections=tuple(
                Section(f"a{one}-{two}-{three}", f"{one}.{two}.{three}", f"Punkt {three}")
                for three in range(1, points + 1)
            ))
            for two, points in enumerate(chapter, 1)
        ))
        for one, chapter in enumerate(shape, 1)
    ]
    opening = [Section("inledning", "", "Inledning", (paragraph("Ord."),))] if first_unnumbered else []
    return (*opening, *chapters)


def headings_of(content: bytes) -> list[tuple[str, str]]:
    return [(line.number, line.text) for line in shown_paragraphs(content) if line.style.startswith(HEADINGS)]


# --- Headings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
def test_word_numbers_each_heading_as_the_document_does(sample) -> None:
    document = sample()
    assert headings_of(made(document)) == [(section.number, section.heading) for _, section in document.walk()]


@given(st.lists(st.lists(st.integers(0, 3), max_size=4), max_size=12), st.booleans())
@settings(max_examples=60)
def test_word_numbers_any_tree_of_sections_as_the_document_does(shape, first_unnumbered) -> None:
    document = agreement(*sections_of(shape, first_unnumbered))
    assert headings_of(made(document)) == [(section.number, section.heading) for _, section in document.walk()]


@pytest.mark.parametrize("numbers", [["2"], ["1", "3"], ["1", "1"], ["1."], ["A"], ["1.1"]])
def test_numbers_that_word_would_count_otherwise_are_refused(numbers) -> None:
    with pytest.raises(RenderError, match="nummer"):
        made(agreement(*(Section(f"a{place}", number, "Rubrik") for place, number in enumerate(numbers))))


def test_a_number_below_an_unnumbered_heading_is_refused() -> None:
    with pytest.raises(RenderError, match="nummer"):
        made(agreement(Section("a", "", "Del", sections=(Section("b", "1.1", "Avsnitt"),))))


def test_a_fourth_level_of_headings_is_refused() -> None:
    deep = Section("a", "1", "A", sections=(Section("b", "1.1", "B", sections=(
        Section("c", "1.1.1", "C", sections=(Section("d", "", "D"),)),)),))
    with pytest.raises(RenderError, match="nivå 4"):
        made(agreement(deep))


# --- Lists -----------------------------------------------------------------------------------------------------------


def labels_of(content: bytes) -> list[str]:
    return [line.number for line in shown_paragraphs(content) if line.style in ("List Number", "List Bullet")]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 30)), max_size=6))
@settings(max_examples=40)
def test_each_lettered_list_starts_over_and_each_item_has_its_label(lists) -> None:
    blocks = [(ordered if lettered else bullets)(*["ord"] * length) for lettered, length in lists]
    plain = [ListBlock(block.ordered, tuple(ListItem("", item.inlines) for item in block.items)) for block in blocks]
    expected = []
    for lettered, length in lists:
        letters = [(chr(97 + place % 26) * (place // 26 + 1)) + ")" for place in range(length)]
        expected += letters if lettered else ["–"] * length
    assert labels_of(made(agreement(Section("a", "1", "A", tuple(plain))))) == expected


@pytest.mark.parametrize("sample", [sample_agreement, sample_form])
def test_the_labels_word_prints_are_those_of_the_document(sample) -> None:
    document = sample()
    expected = [
        item.label
        for _, section in document.walk()
        for block in section.blocks
        if isinstance(block, ListBlock)
        for item in block.items
    ]
    assert labels_of(made(document)) == expected


@pytest.mark.parametrize(("is_ordered", "label"), [(True, "b)"), (True, "1."), (True, "–"), (False, "•")])
def test_a_label_that_word_would_not_print_is_refused(is_ordered, label) -> None:
    block = ListBlock(is_ordered, (ListItem(label, (Run("ord"),)),))
    with pytest.raises(RenderError, match="märket"):
        made(agreement(Section("a", "1", "A", (block,))))


# --- References ------------------------------------------------------------------------------------------------------


def bookmarked(content: bytes) -> dict[str, str]:
    """Heading text by bookmark."""
    return {
        start.get(f"{W}name", ""): text_of(paragraph)
        for paragraph in part(content).iter(f"{W}p")
        for start in paragraph.iter(f"{W}bookmarkStart")
        if start.get(f"{W}name", "").startswith("_s_")
    }


def test_a_reference_is_a_field_that_points_at_its_heading_and_already_shows_its_number() -> None:
    content = made(sample_agreement())
    codes = [code.text.split() for code in part(content).iter(f"{W}instrText") if code.text.split()[0] == "REF"]
    headings = bookmarked(content)
    assert [(headings[name], flags) for _, name, *flags in codes] == [
        ("Barn och unga", ["\\r", "\\h"]),
        ("Kontaktvägar", ["\\r", "\\h"]),
    ]
    texts = [line.text for line in shown_paragraphs(content)]
    assert "För den som är under 18 år gäller även punkt 4.3." in texts


def test_a_reference_to_an_unnumbered_section_shows_its_heading() -> None:
    content = made(agreement(Section("a", "", "Bilagor", (paragraph("Se ", Reference("a", "Bilagor")),))))
    codes = [code.text.split() for code in part(content).iter(f"{W}instrText")]
    assert codes == [["REF", "_s_a", "\\h"]]


@pytest.mark.parametrize("reference", [Reference("finns-inte", "1"), Reference("a", "2")])
def test_a_reference_that_word_would_show_otherwise_is_refused(reference) -> None:
    with pytest.raises(RenderError, match="hänvisning"):
        made(agreement(Section("a", "1", "A", (paragraph(reference),))))


def test_fields_are_opened_and_closed_in_order() -> None:
    depth = 0
    for mark in part(made(sample_agreement())).iter(f"{W}fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(f"{W}fldCharType", "")]
        assert depth in (0, 1, 2)
    assert depth == 0


# --- Table of contents -----------------------------------------------------------------------------------------------


def contents_of(content: bytes) -> list[str]:
    return [line.text for line in shown_paragraphs(content) if line.style.startswith("toc ")]


def test_the_contents_list_every_heading_with_its_number_from_the_start() -> None:
    document = sample_agreement()
    assert contents_of(made(document)) == [f"{section.number}\t{section.heading}" for _, section in document.walk()]


def test_each_line_of_the_contents_leads_to_its_heading() -> None:
    content = made(sample_agreement())
    headings = bookmarked(content)
    for link in part(content).iter(f"{W}hyperlink"):
        assert text_of(link).endswith(f"\t{headings[link.get(f'{W}anchor', '')]}")


def test_the_contents_are_a_field_that_word_can_fill_with_page_numbers() -> None:
    content = made(sample_agreement())
    codes = [code.text.strip() for code in part(content).iter(f"{W}instrText") if "TOC" in code.text]
    assert codes == [r'TOC \b _innehall \o "1-2" \h \z \u']
    names = [start.get(f"{W}name") for start in part(content).iter(f"{W}bookmarkStart")]
    assert names.count("_innehall") == 1
    gallery = [value(element) for element in part(content).iter(f"{W}docPartGallery")]
    assert gallery == ["Table of Contents"]


def test_only_long_agreements_have_contents() -> None:
    long = agreement(*(Section(f"a{place}", str(place), "Rubrik") for place in range(1, CONTENTS_FROM + 1)))
    short = replace(long, sections=long.sections[:-1])
    lengths = [len(contents_of(made(document))) for document in (long, short)]
    assert lengths == [CONTENTS_FROM, 0]
    assert "Innehåll" not in [line.text for line in shown_paragraphs(made(short))]
    for kind in (DocumentKind.PERSON, DocumentKind.ANNEX):
        assert contents_of(made(replace(long, kind=kind))) == []


def test_contents_that_would_fill_more_than_a_page_keep_to_the_first_level() -> None:
    document = agreement(*sections_of([[0] * 4] * 12, first_unnumbered=True))
    assert contents_of(made(document)) == [
        "Inledning", *(f"{section.number}\t{section.heading}" for section in document.sections[1:])
    ]
