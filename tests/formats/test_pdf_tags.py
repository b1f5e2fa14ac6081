"""The PDF as a screen reader meets it: one tree, the document's own, with nothing of the paper in it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from generator.document import Document, DocumentKind, ListBlock, Paragraph, Section, Table
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from tests.formats.reading import all_elements, elements_in, open_pdf, tags_of
from tests.formats.sample import DAY, SAMPLES, bullets, ordered, paragraph, sample_agreement, sample_form

EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
OPTIONS = {"plain": RenderOptions(), "everything": RenderOptions(draft=True, fillable=True, signature_fields=True)}
EVERY_OPTION = pytest.mark.parametrize("option", OPTIONS)

VIEWERS_OWN_WORD = "SIGN"
"""Painted by the checker's own PDF engine on an empty signature field; it is not in the file."""


@cache
def made(document: Document, option: str = "plain") -> bytes:
    return PdfFormat().render(document, OPTIONS[option])


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Every sample in every state, as files."""
    place = tmp_path_factory.mktemp("pdf")
    for sample in SAMPLES:
        for option in OPTIONS:
            place.joinpath(f"{sample.__name__}-{option}.pdf").write_bytes(made(sample(), option))
    return place


# --- Checkers ---------------------------------------------------------------------------------------------------------


def test_a_checker_that_listens_like_a_screen_reader_finds_nothing(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"))
    report = folder / "outloud.json"
    command = [Path(sys.executable).with_name("outloud"), "--fail-on", "never", "--json", report, *files]
    subprocess.run(command, check=True, capture_output=True)
    results = json.loads(report.read_text())["results"]
    assert [result["error"] for result in results] == [None] * len(files)
    findings = [finding for result in results for finding in result["findings"]]
    assert [finding for finding in findings if finding["evidence"] != VIEWERS_OWN_WORD] == []
    assert {finding["rule"] for finding in findings} == {"TAG-003"}


def test_a_checker_of_the_accessibility_standard_finds_nothing(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"))
    command = [Path(sys.executable).with_name("pdfua"), "check", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# --- The tree as a whole ----------------------------------------------------------------------------------------------


@EVERY_SAMPLE
@EVERY_OPTION
def test_the_tree_and_the_pages_agree_about_every_piece_of_text(sample, option: str) -> None:
    file = open_pdf(made(sample(), option))
    by_page = _elements_by_mark(file)
    nums = file.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(file.pages):
        expected = by_page.get(page.objgen, {})
        listed = dict(enumerate(nums[2 * number + 1]))
        assert {mark: element.objgen for mark, element in listed.items() if element is not None} == expected
        assert _marks_painted(page) == set(expected)


@EVERY_SAMPLE
@EVERY_OPTION
def test_every_element_knows_its_parent(sample, option: str) -> None:
    file = open_pdf(made(sample(), option))

    def check(element: pikepdf.Object) -> None:
        for kid in elements_in(element):
            assert kid.P.objgen == element.objgen
            check(kid)

    check(file.Root.StructTreeRoot.K[0])


@EVERY_SAMPLE
@EVERY_OPTION
def test_no_element_is_empty_and_none_hangs_outside_the_tree(sample, option: str) -> None:
    file = open_pdf(made(sample(), option))
    parts = [part for part in file.objects if isinstance(part, pikepdf.Dictionary)]
    elements = [part for part in parts if part.get("/Type") == "/StructElem"]
    assert len(elements) == len(tags_of(file))
    assert not [str(element.S) for element in elements if len(element.K) == 0]


@EVERY_SAMPLE
@EVERY_OPTION
def test_header_footer_and_watermark_are_no_part_of_the_document(sample, option: str) -> None:
    file = open_pdf(made(sample(), option))
    for page in file.pages:
        marks = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) in ("BMC", "BDC")]
        named = [mark for mark in marks if len(mark.operands) > 1]
        furniture = [mark for mark in named if mark.operands[1].get("/Type") == "/Pagination"]
        assert len(furniture) >= 3
        assert all(mark.operands[0] == "/Artifact" for mark in furniture)


@EVERY_SAMPLE
def test_the_document_is_one_article_with_its_sections(sample) -> None:
    document = sample()
    file = open_pdf(made(document))
    tags = tags_of(file)
    assert [tag for tag in tags if len(tag) == 2] == [("Document", "Art")]
    assert Counter(tag[-1] for tag in tags)["Sect"] == len(list(document.walk()))


@EVERY_SAMPLE
def test_headings_are_the_title_and_one_for_each_section(sample) -> None:
    document = sample()
    contents = ["H2"] if document.kind is DocumentKind.AGREEMENT else []
    file = open_pdf(made(document))
    levels = [tag[-1] for tag in tags_of(file) if tag[-1][0] == "H" and tag[-1][1:].isdigit()]
    assert levels == ["H1", *contents, *(f"H{level + 1}" for level, _ in document.walk())]


# --- Parts ------------------------------------------------------------------------------------------------------------


def test_contents_are_tagged_as_contents_with_a_link_in_each_entry() -> None:
    file = open_pdf(made(sample_agreement()))
    entries = all_elements(file, "TOCI")
    assert len(entries) == 22
    for entry in entries:
        assert [str(kid.S) for kid in elements_in(entry)] == ["/Reference"]
    assert len(all_elements(file, "Link")) == 22 + 2


def test_links_say_in_words_where_they_lead() -> None:
    file = open_pdf(made(sample_agreement()))
    said = [str(note.Contents) for page in file.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert said[:2] == ["Till avsnitt 1 Parter", "Till avsnitt 2 Bakgrund och syfte"]
    assert said[-2:] == ["Till avsnitt 4.3 Barn och unga", "Till avsnitt 5 Kontaktvägar"]


def test_list_items_have_a_label_and_a_body() -> None:
    file = open_pdf(made(sample_agreement()))
    lists = all_elements(file, "L")
    assert len(lists) == 5
    for item in (item for found in lists for item in elements_in(found)):
        assert [str(kid.S) for kid in elements_in(item)] == ["/Lbl", "/LBody"]


def test_header_cells_say_whether_they_head_a_column_or_a_row() -> None:
    file = open_pdf(made(sample_agreement()))
    scopes = Counter(str(cell.A.Scope) for cell in all_elements(file, "TH"))
    assert scopes == {"/Column": 4 + 3, "/Row": 4}
    assert all("/Headers" not in cell.A for cell in all_elements(file, "TD"))


def test_each_table_has_its_caption() -> None:
    file = open_pdf(made(sample_agreement()))
    tables = all_elements(file, "Table")
    assert [[str(kid.S) for kid in elements_in(table)] for table in tables] == [["/Caption", "/THead", "/TBody"]] * 2


def test_form_fields_stand_in_the_tree_where_they_stand_on_the_paper() -> None:
    file = open_pdf(made(sample_form(), "everything"))
    forms = all_elements(file, "Form")
    names = [str(form.K.Obj.TU) for form in forms]
    assert names == [
        "Namn på den som samtycker", "Personnummer (tolv siffror)", "Födelsedatum (åååå-mm-dd)",
        "Behöver du tolk? Ja", "Behöver du tolk? Nej", "Behöver du tolk? Vet inte",
        "Polismyndigheten", "Kriminalvården", "Annan part", "Uppgifter som inte får delas (skriv fritt)",
        "Sista dag för samtycket (åååå-mm-dd)", "Informationen är uppläst", "Underskrift, Den som samtycker",
    ]


# --- Across pages -----------------------------------------------------------------------------------------------------


def test_what_a_page_break_splits_is_still_one_element() -> None:
    table = sample_agreement("Åsa").sections[4].blocks[1]
    assert isinstance(table, Table)
    sentence = "Parterna har gått igenom läget i kommunen och vill ha en gemensam beredskap. "
    blocks = (
        *(paragraph(sentence * 12) for _ in range(9)),
        replace(table, rows=table.rows * 30),
        ordered(*[sentence * 5] * 26),
        bullets(*[sentence * 14] * 6),
    )
    file = open_pdf(made(_document(blocks)))
    counted = Counter(tag[-1] for tag in tags_of(file))
    assert len(file.pages) > 8
    assert {kind: counted[kind] for kind in ("Art", "Sect", "Table", "THead", "TBody", "TR", "L", "LI", "LBody")} == {
        "Art": 1, "Sect": 1, "Table": 1, "THead": 1, "TBody": 1, "TR": 121, "L": 2, "LI": 32, "LBody": 32,
    }
    paragraphs = [tag for tag in tags_of(file) if tag == ("Document", "Art", "Sect", "P")]
    assert len(paragraphs) == 9


@pytest.mark.parametrize("rows", range(24, 34))
def test_a_break_between_two_sections_joins_nothing(rows: int) -> None:
    one = Section("ett", "1", "Ett", tuple(paragraph(f"Rad {row}") for row in range(rows)))
    two = replace(one, anchor="tva", number="2")
    file = open_pdf(made(replace(_document(()), sections=(one, two))))
    sections = all_elements(file, "Sect")
    assert [[str(kid.S) for kid in elements_in(section)] for section in sections] == [["/H2", *["/P"] * rows]] * 2


def _document(blocks: tuple[Paragraph | Table | ListBlock, ...]) -> Document:
    return Document("prov", DocumentKind.ANNEX, "Prov", DAY, (Section("ett", "1", "Ett", blocks),), "", "A", "B")


def _elements_by_mark(file: pikepdf.Pdf) -> dict[tuple[int, int], dict[int, tuple[int, int]]]:
    """For each page: which element each mark belongs to, read from the tree."""
    found: dict[tuple[int, int], dict[int, tuple[int, int]]] = {}

    def walk(element: pikepdf.Object) -> None:
        below = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        for kid in below:
            if isinstance(kid, int):
                found.setdefault(element.Pg.objgen, {})[kid] = element.objgen
        for kid in elements_in(element):
            walk(kid)

    walk(file.Root.StructTreeRoot.K[0])
    return found


def _marks_painted(page: pikepdf.Page) -> set[int]:
    steps = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) == "BDC"]
    return {int(step.operands[1].MCID) for step in steps if "/MCID" in step.operands[1]}
