"""Opens a Word file that somebody hands in: what can be read safely is read, what cannot is refused in plain words.

The file may be hostile. Nothing is written anywhere, no part is unpacked beyond its limit whatever size it claims, and
XML with a document type, hence with entities, is refused.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from generator.errors import GeneratorError

MAX_FILE = 20_000_000
"""Bytes of a file that is looked at; our largest agreement is a hundredth of it."""
MAX_PART = 40_000_000
"""Bytes of one unpacked part that is looked at."""
_MAX_PARTS = 2_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
"""The part with the text."""
_COMMENTS = "word/comments.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class ReturnedFileError(GeneratorError):
    """The file that was handed in cannot be read. The message says why and what to do."""

    code = "fil-gar-inte-att-lasa"


@dataclass(frozen=True)
class WordPackage:
    """The parts of a Word file that are read."""

    document: etree._Element
    comments: etree._Element | None
    remarks: tuple[str, ...]
    """What is odd about the file but does not stop the reading, in Swedish."""
    notes: tuple[etree._Element, ...] = ()
    """Footnotes and endnotes."""


def open_word(content: bytes) -> WordPackage:
    """The file's text and comments. Raises ReturnedFileError when there is no text to be had."""
    if len(content) > MAX_FILE:
        raise ReturnedFileError(f"Filen är för stor. Högst {MAX_FILE // 1_000_000} MB går att läsa.")
    if content.startswith(_OLD_WORD):
        raise ReturnedFileError(
            "Filen är låst med lösenord eller sparad i Words äldre format. Spara den som .docx utan lösenord."
        )
    if not content.startswith(b"PK\x03\x04"):
        raise ReturnedFileError("Filen är ingen Word-fil. Spara den som .docx och försök igen.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError, zlib.error) as error:
        raise ReturnedFileError(
            "Word-filen är skadad och går inte att läsa. Öppna den i Word och spara om den."
        ) from error


def _read(archive: ZipFile) -> WordPackage:
    names = [entry.filename for entry in archive.infolist()]
    if len(names) > _MAX_PARTS or len(set(names)) != len(names):
        raise ReturnedFileError("Filen är inte uppbyggd som en Word-fil.")
    if DOCUMENT not in names:
        raise ReturnedFileError("Filen är ingen Word-fil: den har ingen text. Spara den som .docx och försök igen.")
    comments = _xml(archive, _COMMENTS) if _COMMENTS in names else None
    notes = tuple(_xml(archive, name) for name in _NOTES if name in names)
    return WordPackage(_xml(archive, DOCUMENT), comments, tuple(_remarks(archive, names)), notes)


def _xml(archive: ZipFile, name: str) -> etree._Element:
    with archive.open(name) as stream:
        xml = stream.read(MAX_PART + 1)  # never the size that the entry claims
    if len(xml) > MAX_PART:
        raise ReturnedFileError("Filen blir orimligt stor när den packas upp. Den läses inte.")
    try:
        root = etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        raise ReturnedFileError(
            "Word-filen är skadad: texten går inte att läsa. Öppna den i Word och spara om den."
        ) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs do not know it
        raise ReturnedFileError("Filen innehåller XML som Word inte skriver. Den läses inte.")
    return root


def _remarks(archive: ZipFile, names: list[str]) -> list[str]:
    remarks = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        remarks.append("Filen innehåller makron. De har inte körts; bara texten är läst.")
    if any(name.startswith("word/afchunk") or "/afchunk" in name.lower() for name in names):
        remarks.append("Filen har infogade filer vars text inte är läst.")
    if _RELATIONSHIPS in names:
        kinds = _xml(archive, _RELATIONSHIPS)
        linked = [each for each in kinds if each.get("TargetMode") == "External" and _fetches(each.get("Type", ""))]
        if linked:
            remarks.append("Filen hämtar innehåll från andra platser. Det har inte hämtats.")
    return remarks


def _fetches(kind: str) -> bool:
    """Whether a relationship brings content in, unlike a link that somebody may follow."""
    return not kind.endswith("/hyperlink")
