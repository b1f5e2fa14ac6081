"""The municipality's logotype: read strictly, shown alike in PDF, page and Word, told to who cannot see it."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image, PngImagePlugin

from generator.errors import RenderError
from generator.formats.docx import DocxFormat, load_shell, standard_shell
from generator.formats.html import HtmlFormat
from generator.formats.logotype import ALT, MAX_BYTES, read_logotype
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from tests.formats.docx_reader import packed, parts_of
from tests.formats.reading import all_elements, open_pdf, pdf_text
from tests.formats.sample import DRAWING, SAMPLES, sample_agreement

EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)


def png(mode: str = "RGB", size: tuple[int, int] = (120, 40), **saving: object) -> bytes:
    stream = BytesIO()
    Image.new(mode, size, 90).save(stream, "PNG", **saving)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))


def built(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


HEAD = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
PIXELS = zlib.compress(bytes(2 * 7))
END = chunk(b"IEND", b"")
SVG = DRAWING.encode()
BOTH = pytest.mark.parametrize("logotype", [png(), SVG], ids=["png", "svg"])


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_usual_kind_of_picture_is_taken(mode: str) -> None:
    made = read_logotype(png(mode))
    assert Image.open(BytesIO(made.png)).size == (120, 40)
    assert (made.width, made.height, made.svg) == (48.0, 16.0, "")


@pytest.mark.parametrize(("size", "expected"), [
    ((600, 10), (60.0, 1.0)), ((10, 600), (0.27, 16.0)), ((1, 1), (16.0, 16.0)),
])
def test_a_logotype_keeps_its_proportions_within_its_place(size, expected) -> None:
    made = read_logotype(png(size=size))
    assert (made.width, made.height) == expected


def test_what_a_picture_tells_beside_itself_is_left_out() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Kim Hemlig")
    content = png(pnginfo=told, dpi=(300, 300), exif=b"Exif\x00\x00hemlig plats") + b"mer efter slutet"
    assert b"Hemlig" in content
    made = read_logotype(content).png
    assert b"emlig" not in made and b"mer efter" not in made
    assert Image.open(BytesIO(made)).tobytes() == Image.open(BytesIO(content)).tobytes()


@pytest.mark.parametrize("content", [
    b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"%PDF-1.7", png()[:-20], png()[:50], b"\x89PNG\r\n\x1a\n",
    built(chunk(b"IHDR", HEAD), END), built(END), built(chunk(b"IDAT", PIXELS), chunk(b"IHDR", HEAD), END),
    built(chunk(b"IHDR", HEAD), chunk(b"IHDR", HEAD), chunk(b"IDAT", PIXELS), END),
    built(chunk(b"IHDR", HEAD), chunk(b"acTL", b""), chunk(b"IDAT", PIXELS), END),
    built(chunk(b"IHDR", HEAD), chunk(b"IDAT", b"trasig"), END), built(chunk(b"IHDR", HEAD[:-1]), END),
    built(chunk(b"IHDR", HEAD), chunk(b"IDAT", zlib.compress(bytes(5))), END),
    built(chunk(b"IHDR", HEAD), chunk(b"IDAT", zlib.compress(bytes(50_000_000))), END),
    built(chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 7, 2, 0, 0, 0)), chunk(b"IDAT", PIXELS), END),
    built(chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 5, 0, 0, 0)), chunk(b"IDAT", PIXELS), END),
    built(chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 1)), chunk(b"IDAT", PIXELS), END),
    built(chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)), chunk(b"IDAT", PIXELS), END),
    built(chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 2, 8, 2, 0, 0, 0)), chunk(b"IDAT", PIXELS), END),
    png().replace(b"IDAT", b"IDAX"), bytes(MAX_BYTES + 1),
    b'<svg xmlns="http://www.w3.org/2000/svg"/>', SVG.replace(b"0 0 420 60", b"0 0 0 0"), SVG + b"\xff",
    SVG.replace(b"0 0 420 60", b"0 0 a b"), SVG.replace(b"<rect", b"<script/><rect", 1),
    SVG.replace(b"<rect", b'<image href="http://exempel.se/a.png"/><rect', 1),
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, SVG.decode().encode("utf-16"),
])
def test_anything_else_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(RenderError, match=r"^(Logotyp|Ritning)"):
        read_logotype(content)


@given(st.binary(max_size=60), st.integers(0, 300))
def test_a_damaged_picture_is_read_or_refused(noise: bytes, place: int) -> None:
    content = png("P")
    try:
        made = read_logotype(content[:place] + noise + content[place + len(noise) :])
    except RenderError:
        return
    assert made.png.startswith(b"\x89PNG")


# --- Showing ----------------------------------------------------------------------------------------------------------


@BOTH
@EVERY_SAMPLE
def test_the_pdf_shows_it_on_its_first_page_and_says_what_it_is(sample, logotype: bytes, tmp_path: Path) -> None:
    content = PdfFormat().render(sample(), RenderOptions(logotype=logotype))
    file = open_pdf(content)
    figure = all_elements(file, "Figure")[0]
    assert str(figure.Alt) == ALT
    assert figure.Pg.objgen == file.pages[0].objgen
    left, bottom, right, top = (float(corner) for corner in figure.A.BBox)
    assert 10 < top - bottom <= 16 / 25.4 * 72 + 1
    assert 30 < right - left <= 60 / 25.4 * 72 + 1
    assert 690 < bottom < top < 842
    path = tmp_path / "prov.pdf"
    path.write_bytes(content)
    command = [Path(sys.executable).with_name("outloud"), "--fail-on", "warning", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_without_one_nothing_is_kept_free_for_it() -> None:
    file = open_pdf(PdfFormat().render(sample_agreement(), RenderOptions()))
    assert len(all_elements(file, "Figure")) == 1
    assert not any("/Subtype" in part and part.get("/Subtype") == "/Image" for part in file.objects
                   if isinstance(part, pikepdf.Stream))


@BOTH
def test_the_words_are_the_same_with_it(logotype: bytes) -> None:
    plain, dressed = (
        pdf_text(PdfFormat().render(sample_agreement(), options))
        for options in (RenderOptions(), RenderOptions(logotype=logotype))
    )
    assert "".join(dressed.split()).replace("".join(plain.split())[:60], "")
    assert sorted(plain.split()) == sorted(dressed.split())


@BOTH
def test_the_page_holds_it_and_fetches_nothing(logotype: bytes) -> None:
    page = HtmlFormat().render(sample_agreement(), RenderOptions(logotype=logotype)).decode()
    assert ALT in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


@EVERY_SAMPLE
def test_word_shows_it_and_says_what_it_is(sample, tmp_path: Path) -> None:
    content = DocxFormat().render(sample(), RenderOptions(logotype=png(), manifest=b"{}"))
    parts = parts_of(content)
    assert parts["word/media/dokumentets-logotyp.png"] == read_logotype(png()).png
    xml = parts["word/document.xml"].decode()
    assert xml.count("<w:drawing>") == 1 and f'descr="{ALT}"' in xml
    path = tmp_path / "prov.docx"
    path.write_bytes(content)
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0)
    assert [str(error) for error in validator.validate(str(path)).errors] == []


def test_word_without_one_has_no_picture_and_no_empty_line_for_it() -> None:
    parts = parts_of(DocxFormat().render(sample_agreement(), RenderOptions()))
    assert not [name for name in parts if name.startswith("word/media/")]
    assert b"<w:drawing>" not in parts["word/document.xml"]


def test_word_cannot_show_a_drawing_and_says_so() -> None:
    with pytest.raises(RenderError, match="Spara den som PNG"):
        DocxFormat().render(sample_agreement(), RenderOptions(logotype=SVG))


def test_a_shell_without_a_place_for_it_shows_none() -> None:
    parts = parts_of(standard_shell())
    document = parts["word/document.xml"].decode()
    for mark in ("{%p if logotyp %}", "{{p logotyp }}"):
        document = document.replace(f"<w:p><w:r><w:t>{mark}</w:t></w:r></w:p>", "")
    document = document.replace("<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>", "", 1)
    shell = packed({**parts, "word/document.xml": document.encode()})
    made = DocxFormat().render(sample_agreement(), RenderOptions(logotype=png(), **{"shell": shell}))  # type: ignore[arg-type]
    assert b"<w:drawing>" not in parts_of(made)["word/document.xml"]


def test_a_shell_with_the_logotype_in_its_header_is_refused() -> None:
    parts = parts_of(standard_shell())
    header = parts["word/header1.xml"].replace(b"<w:p>", b"<w:p><w:r><w:t>{{p logotyp }}</w:t></w:r></w:p><w:p>", 1)
    with pytest.raises(RenderError, match="logotyp"):
        load_shell(packed({**parts, "word/header1.xml": header}))


@BOTH
def test_the_same_logotype_gives_the_same_bytes(logotype: bytes) -> None:
    options = RenderOptions(logotype=logotype)
    assert PdfFormat().render(sample_agreement(), options) == PdfFormat().render(sample_agreement(), options)
