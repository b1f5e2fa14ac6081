"""The manifest is found again in the files that carry it, also after travels, and a hostile file does no harm."""

from __future__ import annotations

import json
import subprocess
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from generator.assembly.manifest import Manifest, as_json
from generator.document import Document, DocumentKind
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.readback.manifest import MAX_FILE, MAX_MANIFEST, ManifestError, parse_manifest, read_manifest
from tests.formats.docx_reader import packed, parts_of
from tests.formats.reading import open_pdf
from tests.formats.sample import DAY, sample_agreement, sample_annex, sample_form
from tests.tools import require_tool

ANSWERS = {"kommuner": ["2403"], "fritt": "å & <b>]]> \u200f", "namnder": [{"namn": "socialnämnden", "lista": ["a"]}]}
MANIFEST = Manifest("avtal", "372d913ff36d", DAY, sample_agreement().wordings, ANSWERS)
OPTIONS = RenderOptions(manifest=as_json(MANIFEST))
MAKERS = pytest.mark.parametrize("maker", [PdfFormat(), DocxFormat()], ids=lambda maker: maker.name)
ITEM = "customXml/item2.xml"


def docx_with(xml: bytes) -> bytes:
    parts = parts_of(DocxFormat().render(sample_agreement(), OPTIONS))
    assert b"urn:dokumentgenerator:manifest:1" in parts[ITEM]
    return packed({**parts, ITEM: xml})


# --- There and back ---------------------------------------------------------------------------------------------------


@MAKERS
def test_an_agreement_carries_its_manifest(maker) -> None:
    assert read_manifest(maker.render(sample_agreement(), OPTIONS)) == MANIFEST


@MAKERS
def test_without_one_there_is_none(maker) -> None:
    assert read_manifest(maker.render(sample_agreement(), RenderOptions())) is None


@MAKERS
@pytest.mark.parametrize(
    "document",
    [
        sample_form(),
        sample_annex(),
        *(replace(sample_agreement(), kind=kind) for kind in DocumentKind if kind is not DocumentKind.AGREEMENT),
    ],
    ids=lambda document: f"{document.id}-{document.kind}",
)
def test_nothing_but_an_agreement_ever_carries_it(maker, document: Document) -> None:
    content = maker.render(document, OPTIONS)
    assert content == maker.render(document, RenderOptions())
    assert read_manifest(content) is None


@MAKERS
def test_the_same_manifest_gives_the_same_bytes(maker) -> None:
    assert maker.render(sample_agreement(), OPTIONS) == maker.render(sample_agreement(), OPTIONS)


def test_libreoffice_keeps_it_when_it_saves(tmp_path: Path) -> None:
    source = tmp_path / "avtal.docx"
    source.write_bytes(DocxFormat().render(sample_agreement(), OPTIONS))
    target = tmp_path / "ut"
    command = [
        require_tool("soffice", "libreoffice-writer-nogui"),
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(target),
        str(source),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=200)
    assert read_manifest((target / "avtal.docx").read_bytes()) == MANIFEST


def test_a_program_that_saves_a_pdf_anew_keeps_it() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(PdfFormat().render(sample_agreement(), OPTIONS))))
    saved = BytesIO()
    writer.write(saved)
    assert read_manifest(saved.getvalue()) == MANIFEST


# --- What an archive asks for -----------------------------------------------------------------------------------------


def test_a_pdf_with_a_manifest_says_that_it_follows_the_part_of_the_standard_that_allows_it() -> None:
    file = open_pdf(PdfFormat().render(sample_agreement(), OPTIONS))
    xmp = file.open_metadata()
    assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
    without = open_pdf(PdfFormat().render(sample_agreement(), RenderOptions())).open_metadata()
    assert without["pdfaid:part"] == "2"


def test_the_attachment_says_what_it_is_and_how_it_belongs_to_the_document() -> None:
    file = open_pdf(PdfFormat().render(sample_agreement(), OPTIONS))
    (specification,) = file.Root.AF
    assert (str(specification.F), str(specification.UF)) == ("manifest.json", "manifest.json")
    assert specification.AFRelationship == "/Data"
    assert str(specification.Desc)
    stream = specification.EF.F
    assert specification.EF.UF.objgen == stream.objgen
    assert (stream.Type, stream.Subtype) == ("/EmbeddedFile", "/application/json")
    assert (int(stream.Params.Size), str(stream.Params.ModDate)) == (len(as_json(MANIFEST)), "D:20261121000000Z")
    names = file.Root.Names.EmbeddedFiles.Names
    assert [str(names[0]), names[1].objgen] == ["manifest.json", specification.objgen]
    assert list(file.attachments) == ["manifest.json"]


def test_a_pdf_with_a_manifest_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "avtal.pdf"
    path.write_bytes(PdfFormat().render(sample_agreement(), OPTIONS))
    done = subprocess.run([require_tool("qpdf", "qpdf"), "--check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- A hostile file ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hej",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"%PDF-1.7\n%%EOF",
        b"\xd0\xcf\x11\xe0",
        b"x" * 100,
    ],
)
def test_a_file_of_another_kind_or_in_pieces_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ManifestError, match=r"[Ff]il"):
        read_manifest(content)


def test_a_file_too_large_is_not_looked_at() -> None:
    with pytest.raises(ManifestError, match="för stor"):
        read_manifest(b"%PDF-" + bytes(MAX_FILE))


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE m [<!ENTITY a "x">]><manifest xmlns="urn:dokumentgenerator:manifest:1">&a;</manifest>',
        b'<manifest xmlns="urn:dokumentgenerator:manifest:1">' + b" " * (3 * MAX_MANIFEST) + b"</manifest>",
        b"<manifest>{}</manifest>",
        b"<broken",
        b"",
        "<a/>".encode("utf-16"),
    ],
)
def test_a_data_part_that_is_not_plain_xml_of_ours_is_passed_over(xml: bytes) -> None:
    assert read_manifest(docx_with(xml)) is None


def test_a_zip_bomb_is_never_unpacked() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customXml/item1.xml", b"<a>" + b"x" * 200_000_000)
    assert len(bomb.getvalue()) < 1_000_000
    assert read_manifest(bomb.getvalue()) is None


def test_a_zip_of_thousands_of_parts_is_refused() -> None:
    many = BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2001):
            archive.writestr(f"a{number}", b"")
    with pytest.raises(ManifestError):
        read_manifest(many.getvalue())


def _pdf_with(stream: bytes, **changes: object) -> bytes:
    file = open_pdf(PdfFormat().render(sample_agreement(), OPTIONS))
    file.Root.AF[0].EF.F = file.make_indirect(pikepdf.Stream(file, stream, **changes))
    saved = BytesIO()
    file.save(saved, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return saved.getvalue()


def test_an_attachment_that_swells_when_unpacked_is_refused() -> None:
    content = _pdf_with(zlib.compress(bytes(50_000_000)), Filter=pikepdf.Name.FlateDecode)
    with pytest.raises(ManifestError):
        read_manifest(content)


def test_an_attachment_packed_in_another_way_is_refused() -> None:
    with pytest.raises(ManifestError):
        read_manifest(_pdf_with(b"7b7d>", Filter=pikepdf.Name.ASCIIHexDecode))


def test_an_attachment_that_is_not_packed_is_read() -> None:
    assert read_manifest(_pdf_with(as_json(MANIFEST))) == MANIFEST


def test_a_locked_pdf_is_refused_in_words() -> None:
    file = open_pdf(PdfFormat().render(sample_agreement(), OPTIONS))
    saved = BytesIO()
    file.save(saved, encryption=pikepdf.Encryption(user="hemlig", owner="hemlig", R=6))
    with pytest.raises(ManifestError, match="lösenord"):
        read_manifest(saved.getvalue())


@given(st.binary(max_size=200), st.integers(0, 2000))
def test_a_damaged_file_never_breaks_the_reader(noise: bytes, place: int) -> None:
    for content in (_PDF, _DOCX):
        damaged = content[: place * 20] + noise + content[place * 20 + len(noise) :]
        try:
            found = read_manifest(damaged)
        except ManifestError:
            continue
        assert found is None or isinstance(found, Manifest)


_PDF = PdfFormat().render(sample_annex(), RenderOptions())
_DOCX = DocxFormat().render(sample_agreement(), OPTIONS)


# --- A manifest that is not of its form -------------------------------------------------------------------------------


def changed(**changes: object) -> bytes:
    return json.dumps({**json.loads(as_json(MANIFEST)), **changes}).encode()


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"manifest":1,"manifest":1}',
        b"NaN",
        changed(manifest=2),
        changed(plan=1),
        changed(plan="../x"),
        changed(plan="A"),
        changed(bibliotek=""),
        changed(dag="2026-13-01"),
        changed(dag="20261121"),
        changed(dag=None),
        changed(extra=1),
        changed(lydelser={}),
        changed(lydelser=[{}]),
        changed(lydelser=[1]),
        changed(lydelser=[{"klausul": "a", "dag": "2026-01-01", "sha256": "A" * 64}]),
        changed(lydelser=[{"klausul": "a", "dag": "2026-01-01", "sha256": "0" * 64, "x": ""}]),
        changed(svar=[]),
        changed(svar={"a": 1}),
        changed(svar={"a": True}),
        changed(svar={"a": None}),
        changed(svar={"a": [1]}),
        changed(svar={"a": [["x"]]}),
        changed(svar={"a": [{"b": 1}]}),
        changed(svar={"Å": "x"}),
        changed(svar={"a": [{"b": "x"}, "y"]}),
        changed(svar={"a": "x" * 10_001}),
        changed(svar={"a": ["x"] * 501}),
        changed(svar={"a": [{"b": [{"c": "x"}]}]}),
        b" " * (MAX_MANIFEST + 1),
    ],
)
def test_a_manifest_that_is_not_exactly_of_its_form_is_refused(told: bytes) -> None:
    with pytest.raises(ManifestError, match="manifest"):
        parse_manifest(told)


def test_a_changed_manifest_in_a_file_is_refused() -> None:
    xml = b'<manifest xmlns="urn:dokumentgenerator:manifest:1">{}</manifest>'
    with pytest.raises(ManifestError, match="form"):
        read_manifest(docx_with(xml))
