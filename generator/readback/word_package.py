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
OLD_WORD = b"\xd0\xcf\x11\xe0"
"""What a file begins with that Word has locked, or saved in its older format."""
LOCKED = "Filen är låst med lösenord eller sparad i Words äldre format. Spara den som .docx utan lösenord."
_RELATIONSHIPS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
"""The part with the text."""
_COMMENTS = "word/comments.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_MENDING = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
_MENDED = "Word-filens text är skadad. Det som gick att läsa är läst, men delar kan saknas."


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


def open_word(content: bytes, partly: bool = False) -> WordPackage:
    """The file's text and comments; of a damaged text what can still be read, when ``partly`` will do.

    Raises ReturnedFileError when there is no text to be had.
    """
    if len(content) > MAX_FILE:
        raise ReturnedFileError(f"Filen är för stor. Högst {MAX_FILE // 1_000_000} MB går att läsa.")
    if content.startswith(OLD_WORD):
        raise ReturnedFileError(LOCKED)
    if not content.startswith(b"PK\x03\x04"):
        raise ReturnedFileError("Filen är ingen Word-fil. Spara den som .docx och försök igen.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _read(archive, partly)
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError, zlib.error) as error:
        raise ReturnedFileError(
            "Word-filen är skadad och går inte att läsa. Öppna den i Word och spara om den."
        ) from error


def _read(archive: ZipFile, partly: bool) -> WordPackage:
    names = [entry.filename for entry in archive.infolist()]
    if len(names) > _MAX_PARTS or len(set(names)) != len(names):
        raise ReturnedFileError("Filen är inte uppbyggd som en Word-fil.")
    if DOCUMENT not in names:
        raise ReturnedFileError("Filen är ingen Word-fil: den har ingen text. Spara den som .docx och försök igen.")
    told: list[str] = []
    document = _document(archive, told if partly else None)
    (comments,) = _beside(archive, names, (_COMMENTS,), "kommentarer", told) or (None,)
    notes = _beside(archive, names, _NOTES, "fotnoter", told)
    return WordPackage(document, comments, (*told, *_remarks(archive, names)), notes)


def _document(archive: ZipFile, told: list[str] | None) -> etree._Element:
    """The text; with somewhere to tell it, a damaged one as far as it goes."""
    xml = _unpacked(archive, DOCUMENT)
    try:
        return _parsed(xml, _PARSER)
    except etree.XMLSyntaxError as error:
        root = None if told is None else _parsed(xml, _MENDING)
        if told is None or root is None:
            raise ReturnedFileError(
                "Word-filen är skadad: texten går inte att läsa. Öppna den i Word och spara om den."
            ) from error
        told.append(_MENDED)
        return root


def _beside(
    archive: ZipFile, names: list[str], wanted: tuple[str, ...], words: str, told: list[str]
) -> tuple[etree._Element, ...]:
    """Parts beside the text. One that cannot be read is told of and left out."""
    found = []
    for name in wanted:
        if name in names:
            try:
                found.append(_parsed(_unpacked(archive, name), _PARSER))
            except (etree.XMLSyntaxError, ReturnedFileError):
                told.append(f"Filens {words} är skadade och inte lästa.")
    return tuple(found)


def _unpacked(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        xml = stream.read(MAX_PART + 1)  # never the size that the entry claims
    if len(xml) > MAX_PART:
        raise ReturnedFileError("Filen blir orimligt stor när den packas upp. Den läses inte.")
    return xml


def _parsed(xml: bytes, parser: etree.XMLParser) -> etree._Element:
    root = etree.fromstring(xml, parser)
    if root is not None and root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs do not know it
        raise ReturnedFileError("Filen innehåller XML som Word inte skriver. Den läses inte.")
    return root


def _remarks(archive: ZipFile, names: list[str]) -> list[str]:
    remarks: list[str] = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        remarks.append("Filen innehåller makron. De har inte körts; bara texten är läst.")
    if any(name.startswith("word/afchunk") or "/afchunk" in name.lower() for name in names):
        remarks.append("Filen har infogade filer vars text inte är läst.")
    for kinds in _beside(archive, names, (_RELATIONSHIPS,), "hänvisningar till andra delar", remarks):
        linked = [each for each in kinds if each.get("TargetMode") == "External" and _fetches(each.get("Type", ""))]
        if linked:
            remarks.append("Filen hämtar innehåll från andra platser. Det har inte hämtats.")
    return remarks


def _fetches(kind: str) -> bool:
    """Whether a relationship brings content in, unlike a link that somebody may follow."""
    return not kind.endswith("/hyperlink")
