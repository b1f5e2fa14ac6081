"""The PDF picture as paper and as a file: furniture, contents, signatures, archive, metadata, fonts, safety."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from generator.document import (
    Document,
    DocumentKind,
    Field,
    FieldKind,
    Figure,
    Section,
)
from generator.errors import RenderError
from generator.formats import pdf as pdf_module
from generator.formats import pdf_sheets
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.pdf_fonts import LATIN
from tests.formats.reading import all_elements, open_pdf, pdf_text
from tests.formats.sample import DAY, DRAWING, SAMPLES, paragraph, sample_agreement, sample_annex, sample_form
from tests.tools import require_tool

EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
PLAIN = RenderOptions()
EVERYTHING = RenderOptions(draft=True, fillable=True, signature_fields=True)
EVERY_OPTION = pytest.mark.parametrize("options", [PLAIN, EVERYTHING], ids=["plain", "everything"])


@cache
def made(document: Document, options: RenderOptions = PLAIN) -> bytes:
    return PdfFormat().render(document, options)


def short(*blocks: object, **changes: object) -> Document:
    document = Document("prov", DocumentKind.AGREEMENT, "Prov", DAY, (Section("ett", "1", "Ett", blocks),))  # type: ignore[arg-type]
    return replace(document, **changes)  # type: ignore[arg-type]


# --- The file ---------------------------------------------------------------------------------------------------------


@EVERY_SAMPLE
@EVERY_OPTION
def test_the_file_is_sound(sample, options: RenderOptions, tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    path.write_bytes(made(sample(), options))
    done = subprocess.run([require_tool("qpdf", "qpdf"), "--check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@EVERY_SAMPLE
@EVERY_OPTION
def test_the_file_says_that_it_is_for_archives_and_accessible(sample, options: RenderOptions) -> None:
    file = open_pdf(made(sample(), options))
    assert "/Filter" not in file.Root.Metadata
    xmp = file.open_metadata()
    assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
    assert xmp["dc:title"] == file.docinfo["/Title"]


@EVERY_SAMPLE
def test_the_archive_is_told_what_the_accessibility_property_is(sample) -> None:
    file = open_pdf(made(sample()))
    xmp = file.Root.Metadata.read_bytes().decode()
    schema = xmp[xmp.index("<pdfaExtension:schemas>"):]
    assert "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in schema
    assert "<pdfaProperty:name>part</pdfaProperty:name>" in schema


@EVERY_SAMPLE
@EVERY_OPTION
def test_colours_are_defined_once_for_the_whole_file(sample, options: RenderOptions) -> None:
    file = open_pdf(made(sample(), options))
    (intent,) = file.Root.OutputIntents
    assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)


@EVERY_SAMPLE
@EVERY_OPTION
def test_every_font_is_ours_and_lies_inside_the_file(sample, options: RenderOptions) -> None:
    file = open_pdf(made(sample(), options))
    parts = [part for part in file.objects if isinstance(part, pikepdf.Dictionary)]
    descriptors = [part for part in parts if part.get("/Type") == "/FontDescriptor"]
    assert all("/FontFile2" in descriptor for descriptor in descriptors)
    families = {str(descriptor.FontFamily) for descriptor in descriptors}
    assert {"Dokument Serif", "Dokument Sans"} <= families <= {"Dokument Serif", "Dokument Sans", "Dokument Falt"}


@EVERY_SAMPLE
@EVERY_OPTION
def test_nothing_in_the_file_tells_who_made_it_with_what_or_when(sample, options: RenderOptions) -> None:
    file = open_pdf(made(sample(), options))
    assert set(file.docinfo.keys()) == {"/Title"}
    xmp = file.Root.Metadata.read_bytes()
    assert not any(word in xmp for word in (b"Producer", b"Creator", b"creator", b"Date", b"date"))
    assert b"WeasyPrint" not in made(sample(), options)


def test_a_paper_about_a_person_has_a_title_that_tells_nothing() -> None:
    file = open_pdf(made(sample_form()))
    assert str(file.docinfo["/Title"]) == "Handling"
    assert "amtycke" not in file.Root.Metadata.read_bytes().decode()


@EVERY_SAMPLE
@EVERY_OPTION
def test_nothing_in_the_file_acts_by_itself(sample, options: RenderOptions) -> None:
    file = open_pdf(made(sample(), options))
    assert not {"/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles", "/URI"} & set(file.Root.keys())
    parts = [part for part in file.objects if getattr(part, "keys", None)]
    assert not any({"/AA", "/JS", "/A"} & set(part.keys()) for part in parts if part.get("/Type") == "/Annot")


def test_a_reader_gets_title_language_and_bookmarks() -> None:
    reader = PdfReader(BytesIO(made(sample_agreement())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Samverkansöverenskommelse om stöd till avhoppare"
    assert reader.trailer["/Root"]["/Lang"] == "sv-SE"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    titles = [str(entry["/Title"]) for entry in _outline(reader.outline)]
    document = sample_agreement()
    assert titles == [document.title, *(f"{part.number} {part.heading}" for _, part in document.walk())]


def _outline(entries: list) -> list:
    return [found for entry in entries for found in (_outline(entry) if isinstance(entry, list) else [entry])]


# --- What it is made from ---------------------------------------------------------------------------------------------


def test_a_font_that_is_not_installed_is_an_error_in_words(monkeypatch) -> None:
    from generator.formats import pdf_fonts

    monkeypatch.setattr(pdf_fonts, "SERIF", "Ingen Sådan")
    monkeypatch.setattr(pdf_fonts, "TEXT", replace(pdf_fonts.TEXT, source="Ingen Sådan"))
    with pytest.raises(RenderError, match="Installera paketet fontpkg-ingen-sådan"):
        PdfFormat().render(sample_annex(), PLAIN)


def test_a_font_that_cannot_be_read_is_an_error_and_never_another_font(monkeypatch) -> None:
    monkeypatch.setattr(pdf_sheets, "font_file", lambda face: b"not a font")
    with pytest.raises(RenderError, match="Dokumentets typsnitt gick inte att använda"):
        PdfFormat().render(sample_annex(), PLAIN)


def test_only_what_lies_in_the_table_can_be_fetched(monkeypatch) -> None:
    sheet = pdf_sheets.CSS(string="@page { background: url(file:///etc/hostname) }")
    monkeypatch.setattr(pdf_sheets, "_style_sheet", lambda draft: sheet)
    with pytest.raises(RenderError, match="följer med tjänsten"):
        PdfFormat().render(sample_annex(), PLAIN)


def test_only_fonts_reach_the_temporary_folder_and_they_leave_with_the_work(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: set[bytes] = set()
    finish = pdf_module.mend_metadata

    def look(*arguments: object) -> None:
        seen.update(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        finish(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf_module, "mend_metadata", look)
    PdfFormat().render(sample_form("Hemlig Person"), EVERYTHING)
    assert seen
    assert {content[:4] for content in seen} == {b"\x00\x01\x00\x00"}
    assert not any(b"Hemlig" in content for content in seen)
    assert list(tmp_path.rglob("*")) == []


def test_a_temporary_folder_that_is_missing_is_an_error_in_words(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "finns-inte"))
    with pytest.raises(RenderError, match="tillfälliga mappen"):
        PdfFormat().render(sample_annex(), PLAIN)


def test_several_documents_can_be_made_at_once() -> None:
    documents = [sample(typed) for sample in SAMPLES for typed in ("Åsa", "Örjan")]
    one_by_one = [PdfFormat().render(document, EVERYTHING) for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda document: PdfFormat().render(document, EVERYTHING), documents)) == one_by_one


def test_a_drawing_stands_where_it_is_drawn_and_says_what_it_shows() -> None:
    file = open_pdf(made(short(Figure(DRAWING, "Tre rutor.", "Bild 1"))))
    (figure,) = all_elements(file, "Figure")
    left, bottom, right, top = (float(corner) for corner in figure.A.BBox)
    assert str(figure.Alt) == "Tre rutor."
    assert (round(right - left), round(top - bottom)) == (315, 45)
    assert 600 < bottom < top < 760


def test_words_in_a_drawing_are_set_in_the_fonts_of_the_document() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40">'
        '<text x="5" y="25" font-size="12">Första kontakt</text></svg>'
    )
    content = made(short(Figure(drawing, "Första kontakt")))
    assert "Första kontakt" in pdf_text(content)
    with pytest.raises(RenderError, match="font-family"):
        PdfFormat().render(short(Figure(drawing.replace("font-size", "font-family"), "x")), PLAIN)


_TWINS = str.maketrans("‐‑", "--")
"""Letters that the fonts draw with one and the same glyph, so that no reader of a PDF can tell them apart."""
_LETTERS = st.sampled_from([chr(code) for code in sorted(LATIN) if chr(code).isprintable() and not chr(code).isspace()])


@settings(max_examples=40)
@given(st.lists(st.text(_LETTERS, min_size=1, max_size=12), min_size=1, max_size=40))
def test_any_words_in_usual_letters_can_be_read_back(words: list[str]) -> None:
    shown = pdf_text(PdfFormat().render(short(paragraph(" ".join(words))), PLAIN))
    expected, found = ("".join(text.translate(_TWINS).split()) for text in ("".join(words), shown))
    assert unicodedata.normalize("NFKC", expected) in unicodedata.normalize("NFKC", found)


@pytest.mark.parametrize("names", [("ort", "ort"), ("ort", "ort.by"), ("ort.by", "ort"), ("ort.by", "ort.by")])
def test_two_fields_that_cannot_both_exist_are_an_error(names: tuple[str, str]) -> None:
    fields = [Field(name, FieldKind.TEXT, "Ort") for name in names]
    with pytest.raises(RenderError, match="krockar med ett annat fält"):
        PdfFormat().render(short(paragraph(*fields)), RenderOptions(fillable=True))
