"""Opens a Word file that somebody hands in: what can be read safely is read, what cannot is refused in plain words.

The file may be hostile. Nothing is written anywhere, no part is unpacked beyond its limit whatever size it claims, and
XML with a document type, hence with entities, is refused.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from generator.errors import GeneratorError
from generator.readback.file_kinds import OLD_OFFICE, old_office, other_archive, other_kind

MAX_FILE = 20_000_000
"""Bytes of a file that is looked at; our largest agreement is a hundredth of it."""
MAX_PART = 40_000_000
"""Bytes of one unpacked part that is looked at."""
_MAX_PARTS = 2_000
DOCUMENT = "word/document.xml"
"""The part with the text, as Word and most programs name it."""
_ROOT_RELATIONSHIPS = "_rels/.rels"
_COMMENTS, _NOTES = ("comments",), ("footnotes", "endnotes")
"""Last words of the types of the parts beside the text."""
_ENCRYPTED_FLAG = 0x1
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
"""Word can save ”Strict Open XML”: the same elements under other names."""
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
    if content.startswith(OLD_OFFICE):
        raise ReturnedFileError(old_office(content))
    if not content.startswith(b"PK\x03\x04"):
        kind = other_kind(content) or "ingen Word-fil. Spara den som .docx och försök igen"
        raise ReturnedFileError(f"Filen är {kind}.")
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
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in archive.infolist()):
        raise ReturnedFileError("Filen är låst med lösenord. Spara den utan lösenord och försök igen.")
    main = _main_part(archive, names)
    if main not in names:
        raise ReturnedFileError(f"Filen är {other_archive(names)}.")
    told: list[str] = []
    document = _document(archive, main, told if partly else None)
    folder, _, file = main.rpartition("/")
    related = f"{folder}/_rels/{file}.rels".lstrip("/")
    (comments,) = _beside(archive, _of_kind(names, folder, _COMMENTS), "kommentarer", told)[:1] or (None,)
    notes = _beside(archive, _of_kind(names, folder, _NOTES), "fotnoter", told)
    return WordPackage(document, comments, (*told, *_remarks(archive, names, related)), notes)


def _main_part(archive: ZipFile, names: list[str]) -> str:
    """The part with the text. Some programs call it something else and say so beside."""
    if DOCUMENT in names:
        return DOCUMENT
    for kinds in _beside(archive, [each for each in names if each == _ROOT_RELATIONSHIPS], "", []):
        for each in kinds:
            if each.get("Type", "").endswith("/officeDocument") and each.get("Target", "").endswith(".xml"):
                target = each.get("Target", "").lstrip("/")
                return target if target.startswith("word/") else ""
    return ""


def _of_kind(names: list[str], folder: str, kinds: tuple[str, ...]) -> list[str]:
    """The parts beside the text of some kinds: ``word/comments.xml``, or ``word/comments2.xml``."""
    pattern = re.compile(rf"{re.escape(folder)}/(?:{'|'.join(kinds)})\d*\.xml")
    return [each for each in names if pattern.fullmatch(each)]


def _document(archive: ZipFile, main: str, told: list[str] | None) -> etree._Element:
    """The text; with somewhere to tell it, a damaged one as far as it goes."""
    xml = _unpacked(archive, main)
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


def _beside(archive: ZipFile, wanted: list[str], words: str, told: list[str]) -> tuple[etree._Element, ...]:
    """Parts beside the text. One that cannot be read is told of and left out."""
    found = []
    for name in wanted:
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
    for strict, usual in _STRICT:
        xml = xml.replace(strict, usual)
    return xml


def _parsed(xml: bytes, parser: etree.XMLParser) -> etree._Element:
    root = etree.fromstring(xml, parser)
    if root is not None and root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs do not know it
        raise ReturnedFileError("Filen innehåller XML som Word inte skriver. Den läses inte.")
    return root


def _remarks(archive: ZipFile, names: list[str], related: str) -> list[str]:
    remarks: list[str] = []
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        remarks.append("Filen innehåller makron. De har inte körts; bara texten är läst.")
    if any(name.startswith("word/afchunk") or "/afchunk" in name.lower() for name in names):
        remarks.append("Filen har infogade filer vars text inte är läst.")
    for kinds in _beside(archive, [each for each in names if each == related], "hänvisningar", remarks):
        linked = [each for each in kinds if each.get("TargetMode") == "External" and _fetches(each.get("Type", ""))]
        if linked:
            remarks.append("Filen hämtar innehåll från andra platser. Det har inte hämtats.")
    return remarks


def _fetches(kind: str) -> bool:
    """Whether a relationship brings content in, unlike a link that somebody may follow."""
    return not kind.endswith("/hyperlink")
