"""Files that somebody hands in, made to hurt: none swells, none reaches out, none writes anything, each is told off."""

from __future__ import annotations

import io
import os
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.formats.docx import DocxFormat
from generator.formats.docx.shell import load_shell
from generator.formats.drawing import drawing_markup
from generator.formats.logotype import read_logotype
from generator.formats.options import RenderOptions
from generator.library.packing import unpack_library
from generator.readback.footers import footer_of
from generator.readback.foreign import read_foreign
from generator.readback.manifest import read_manifest
from generator.readback.word_package import open_word
from generator.readback.word_reader import read_lines
from tests.formats.sample import sample_agreement

INSIDE = "hemlighet-i-en-fil"
MEGABYTE = 1_000_000
Reader = Callable[[bytes, Path], object]

WORD_READERS: dict[str, Reader] = {
    "manifest": lambda content, _: read_manifest(content),
    "returned": lambda content, _: [str(line) for line in read_lines(open_word(content))],
    "foreign": lambda content, _: read_foreign(content),
    "footers": lambda content, _: footer_of(content),
    "shell": lambda content, _: vars(load_shell(content)) if load_shell(content) else "",
}
READERS: dict[str, Reader] = {
    **WORD_READERS,
    "packed library": lambda content, folder: unpack_library(content, "x", folder),
}


def word_file(changes: dict[str, bytes]) -> bytes:
    """An agreement as Word, with some of its parts exchanged or added."""
    made = DocxFormat().render(sample_agreement(), RenderOptions(manifest=b"{}"))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target.getvalue()


XML_PARTS = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "customXml/item1.xml"]


def test_the_parts_that_are_exchanged_are_those_of_a_word_file() -> None:
    assert set(XML_PARTS) <= set(zipfile.ZipFile(io.BytesIO(word_file({}))).namelist())


def entities(inside: str) -> bytes:
    """XML whose entity reads a file or grows a millionfold."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return (
        f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "{"ha" * 50}">{laughs}{inside}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;&l8;</w:t></w:r></w:p></w:body></w:document>"
    ).encode()


def read(reader: Reader, content: bytes, folder: Path) -> str:
    """What came of it, in text; the reading must be quick, small and write nothing."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = ""
    with suppress(GeneratorError):
        told = repr(reader(content, folder))
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    return told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mapp"
    made.mkdir()
    return made


@pytest.mark.parametrize("part", XML_PARTS)
@pytest.mark.parametrize("reader", sorted(WORD_READERS))
def test_an_xml_entity_reads_no_file_and_does_not_grow(reader: str, part: str, tmp_path: Path, folder: Path) -> None:
    secret = tmp_path / "hemlig.txt"
    secret.write_text(INSIDE)
    for inside in (f'<!ENTITY x SYSTEM "file://{secret}">', f'<!ENTITY % y SYSTEM "file://{secret}"> %y;'):
        told = read(WORD_READERS[reader], word_file({part: entities(inside)}), folder)
        assert INSIDE not in told
        assert "ha" * 100 not in told


@pytest.mark.parametrize("part", ["word/document.xml", "customXml/item1.xml", "word/media/x.png", "a/b/2026-01-01.md"])
@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_zip_bomb_does_not_go_off(reader: str, part: str, folder: Path) -> None:
    bomb = word_file({part: b"<a>" + bytes(300 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    read(READERS[reader], bomb, folder)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_zip_of_a_hundred_thousand_parts_is_soon_done_with(reader: str, folder: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(100_000):
            archive.writestr(f"del{number}", b"")
    read(READERS[reader], target.getvalue(), folder)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_a_zip_that_names_files_elsewhere_writes_none_of_them(reader: str, tmp_path: Path, folder: Path) -> None:
    names = ["../utanfor.md", f"{tmp_path}/utanfor.md", "klausul/../../utanfor.md", "C:\\utanfor.md"]
    content = word_file({f"{name}{ending}": b"x" for name in names for ending in ("", "/2026-01-01.md", "/x.yaml")})
    read(READERS[reader], content, folder)
    top = Path("/", tmp_path.parts[1], f"utanfor-{os.getpid()}.md")
    read(READERS[reader], word_file({str(top): b"x"}), folder)
    assert not top.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mapp"]
    assert not Path("utanfor.md").exists()


_OUTWARD = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file:///etc/passwd"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use href="http://127.0.0.1:1/a.svg#b"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>@import "http://127.0.0.1:1/"</style></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><rect width="9" height="9"/></svg>',
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><foreignObject><p>a</p></foreignObject></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect fill="url(file:///etc/passwd)"/></svg>',
]


@pytest.mark.parametrize("svg", _OUTWARD)
@pytest.mark.parametrize("reader", ["logotype", "drawing"])
def test_a_picture_that_reaches_out_or_runs_is_refused_or_emptied_of_it(reader: str, svg: str) -> None:
    told = ""
    with suppress(GeneratorError):
        told = repr(read_logotype(svg.encode())) if reader == "logotype" else drawing_markup(svg, "en bild")
    assert not any(sign in told for sign in ("href", "url(", "script", "onload", "@import", "root:", "ENTITY"))


def test_a_picture_of_a_hundred_million_dots_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 6, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(MEGABYTE))) + chunk(b"IEND", b"")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(GeneratorError):
        read_logotype(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
