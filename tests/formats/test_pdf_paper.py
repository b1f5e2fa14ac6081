"""What stands where on the paper: page furniture, contents, signatures and tables."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace

import pymupdf
import pytest

from generator.document import (
    ChoiceList,
    DocumentKind,
    Option,
    Reference,
    Section,
    SignatureBlock,
    Table,
)
from generator.formats.options import RenderOptions
from tests.formats.reading import pdf_pages, pdf_text
from tests.formats.sample import paragraph, sample_agreement, sample_annex
from tests.formats.test_pdf import EVERY_SAMPLE, made, short
from tests.tools import require_tool


@EVERY_SAMPLE
def test_every_page_says_which_document_and_which_page_it_is(sample) -> None:
    document = sample()
    pages = pdf_pages(made(document))
    for number, page in enumerate(pages, start=1):
        assert f"Sida {number} ({len(pages)})" in page
        assert document.parties in page
        assert document.version_note in page
        assert document.annex_label in page


def test_every_page_of_a_draft_says_that_it_is_one() -> None:
    assert all("UTKAST" in page for page in pdf_pages(made(sample_agreement(), RenderOptions(draft=True))))


def test_a_long_list_of_parties_keeps_to_its_half_of_the_header() -> None:
    parties = "Bjurholms kommun, Vindelns kommun, Robertsfors kommun, Nordmalings kommun, Vännäs kommun – Polisen"
    text = " ".join(pdf_text(made(replace(sample_annex(), parties=parties)), furniture=True).split())
    assert parties in text
    assert "Bilaga 1 · SN 2026/12" in text


def test_contents_name_the_page_of_every_section() -> None:
    document = sample_agreement()
    contents, *pages = pdf_pages(made(document))
    for _, section in document.walk():
        heading = f"{section.number} {section.heading}"
        number = 2 + next(place for place, page in enumerate(pages) if f"\n{heading}\n" in f"\n{page}")
        assert f"{heading} {number}\n" in contents


def test_more_parties_and_numbers_than_there_is_room_for_stay_on_the_page() -> None:
    parties, numbers = ", ".join(f"Kommun {place}" for place in range(40)), tuple(("", f"N{x}/26") for x in range(60))
    document = replace(sample_annex(), parties=parties, registration=numbers)
    with pymupdf.open(stream=made(document)) as file:
        words = [word for word in file[1 if len(file) > 1 else 0].get_text("words") if word[1] < 68]
    assert sum(word[4] == "…" for word in words) == 2
    assert min(word[1] for word in words) > 17  # three lines


def test_a_list_of_contents_too_long_for_the_first_page_keeps_to_the_first_level() -> None:
    parts = tuple(
        Section(f"d{place}", str(place), f"Del {place}", (), (
            Section(f"d{place}a", f"{place}.1", "Ett", (paragraph("Rad " * 300),)),
            Section(f"d{place}b", f"{place}.2", "Två"),
        ))
        for place in range(1, 15)
    )
    contents, *pages = pdf_pages(made(replace(short(), sections=parts)))
    listed = re.findall(r"^(\d+) (Del \d+) (\d+)$", contents, re.MULTILINE)
    assert [number for number, _, _ in listed] == [str(place) for place in range(1, 15)]
    assert all(f"\n{number} {heading}\n" in f"\n{pages[int(page) - 2]}" for number, heading, page in listed)
    assert f"Sida 1 ({len(pages) + 1})" in contents


def test_a_reference_does_not_break_its_line_too_early() -> None:
    words = "Ändras lägesbilden enligt 4 § lagen om ansvar för brottsförebyggande arbete ser parterna över den enligt"
    for length in range(1, 60):
        text = f"{'x' * length} {words} punkt\u00a0"
        lines = pdf_text(made(short(paragraph(text, Reference("ett", "1"), ".")))).splitlines()
        body = [line for line in lines if any(word in line for word in words.split())]
        assert len(body) <= 3
        assert min(map(len, body[:-1])) > 50


@pytest.mark.parametrize(("sections", "expected"), [(12, False), (13, True)])
def test_only_a_long_agreement_has_contents(sections: int, expected: bool) -> None:
    parts = tuple(Section(f"s{place}", str(place), f"Del {place}") for place in range(1, sections + 1))
    assert ("Innehåll" in pdf_text(made(replace(short(), sections=parts)))) is expected
    assert "Innehåll" not in pdf_text(made(replace(short(), sections=parts, kind=DocumentKind.ANNEX)))


def test_people_sign_on_a_page_that_holds_the_words_they_sign() -> None:
    last = pdf_pages(made(sample_agreement()))[-1]
    assert "två likalydande exemplar" in last
    assert last.count("\nUnderskrift\n") == 3


def test_a_signer_is_never_split_between_two_pages() -> None:
    section = sample_agreement("Åsa").sections[-1]
    signatures = section.blocks[1]
    assert isinstance(signatures, SignatureBlock)
    many = SignatureBlock(tuple(replace(signatures.signers[0], id=str(place)) for place in range(5)))
    for filler in range(8, 30, 2):
        blocks = (*(paragraph(f"Rad {row}") for row in range(filler)), many)
        for page in pdf_pages(made(replace(short(), sections=(replace(section, blocks=blocks),)))):
            words = ("För Bjurholms kommun", "\nUnderskrift\n", "\nBefattning\n", "\nOrt och datum\n")
            assert len({page.count(word) for word in words}) == 1


def test_a_table_stays_with_its_caption_and_a_short_one_stays_whole() -> None:
    table = sample_agreement("Åsa").sections[7].blocks[1]
    assert isinstance(table, Table)
    long_table = replace(table, rows=table.rows * 5)
    for filler in range(18, 34, 2):
        blocks = tuple(paragraph(f"Rad {row}") for row in range(filler))
        (page,) = (page for page in pdf_pages(made(short(*blocks, table))) if "Fördelning av kostnader" in page)
        assert "Gemensam utbildning" in page
        (page,) = (page for page in pdf_pages(made(short(*blocks, long_table))) if "Fördelning av kostnader" in page)
        assert "Boende och" in page


def test_many_boxes_stand_in_two_columns_and_are_read_down_the_first_and_then_the_second() -> None:
    names = [f"Myndighet {letter}" for letter in "ABCDEFGHI"]
    boxes = ChoiceList("Delas mellan", tuple(Option(name, place == 4) for place, name in enumerate(names)))
    lines = [line.lstrip("☐☑ ") for line in pdf_text(made(short(boxes))).splitlines() if "Myndighet" in line]
    assert lines == names


@EVERY_SAMPLE
def test_no_line_runs_out_of_the_paper(sample) -> None:
    document = sample("x" * 300)
    margin_mm = 22 if document.kind is DocumentKind.PERSON else 25
    program = require_tool("pdftotext", "poppler-utils")
    done = subprocess.run([program, "-bbox", "-", "-"], input=made(document), capture_output=True, check=True)
    right = [float(edge) for edge in re.findall(r'<word .*?xMax="([0-9.]+)"', done.stdout.decode())]
    assert max(right) <= 595 - margin_mm / 25.4 * 72 + 1
