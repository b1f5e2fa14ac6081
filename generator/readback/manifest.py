"""Finds the manifest in a PDF or Word file that somebody hands in, and believes nothing of it that is not well formed.

The file may be hostile: its size is limited before and after unpacking, XML with declarations is refused, and every
part of the manifest must have its form. Nothing read here is trusted further than what a person types in a form.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from generator.assembly.manifest import FORM, FORM_WITH_OWN, FORM_WITH_REVIEW, Manifest, RawAnswer, ReviewMark
from generator.document import WordingRef
from generator.errors import GeneratorError
from generator.readback.file_kinds import OLD_OFFICE, old_office, other_kind

MAX_FILE = 20_000_000
"""Bytes of a file that is looked at; our largest agreement is a hundredth of it."""
MAX_MANIFEST = 1_000_000
_MAX_PARTS = 2_000
_MAX_ITEMS = 500
_MAX_TEXT = 10_000
_PDF_NAME = "manifest.json"
_XML_NAME = "{urn:dokumentgenerator:manifest:1}manifest"
_DATA_PART = re.compile(r"customXml/item\d{1,4}\.xml")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEYS = frozenset({"manifest", "plan", "bibliotek", "dag", "lydelser", "svar"})
_OWN_KEYS = _KEYS | {"egna"}
_FORMS = {
    FORM: {_KEYS},
    FORM_WITH_REVIEW: {_KEYS | {"granskning"}},
    FORM_WITH_OWN: {_OWN_KEYS, _OWN_KEYS | {"granskning"}},
}
_REVIEW_KEYS = {"organisation", "nummer", "dag", "godkanda", "ogranskade", "avslagna"}
_MOST_DECISIONS = 10_000_000


class ManifestError(GeneratorError):
    """The file cannot be read, or its manifest is not one of ours."""

    code = "manifest-fel"


def read_manifest(content: bytes) -> Manifest | None:
    """The manifest of a PDF or Word file, or None when the file carries none. Raises ManifestError."""
    if len(content) > MAX_FILE:
        raise ManifestError(f"Filen är för stor. Högst {MAX_FILE // 1_000_000} MB går att läsa.")
    if content.startswith(b"%PDF-"):
        found = _in_pdf(content)
    elif content.startswith(b"PK\x03\x04"):
        found = _in_docx(content)
    elif content.startswith(OLD_OFFICE):
        raise ManifestError(old_office(content))
    else:
        kind = other_kind(content)
        raise ManifestError(f"Filen är {kind}." if kind else "Filen är varken en PDF eller en Word-fil (.docx).")
    return None if found is None else parse_manifest(found)


def parse_manifest(told: bytes) -> Manifest:
    """A manifest from its JSON. Raises ManifestError for anything that is not exactly of its form."""
    if len(told) > MAX_MANIFEST:
        _refuse()
    try:
        data = json.loads(told, object_pairs_hook=_without_doubles, parse_constant=lambda _: _refuse())
    except (ValueError, RecursionError) as error:
        raise ManifestError("Filens manifest går inte att läsa.") from error
    if not isinstance(data, dict) or set(data) not in _FORMS.get(_count(data.get("manifest")), set()):
        _refuse()
    wordings = tuple(_wording(each) for each in _items(data["lydelser"]))
    answers = {_id(key): _answer(value) for key, value in _pairs(data["svar"])}
    review = tuple(_review(each) for each in _items(data.get("granskning", [])))
    own = tuple(_id(each) for each in _items(data.get("egna", [])))
    return Manifest(_id(data["plan"]), _id(data["bibliotek"]), _day(data["dag"]), wordings, answers, review, own)


def _refuse() -> NoReturn:
    raise ManifestError("Filens manifest har inte den form som tjänsten skriver.")


# --- The parts of a manifest ------------------------------------------------------------------------------------------


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) != len({key for key, _ in pairs}):
        _refuse()
    return dict(pairs)


def _items(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > _MAX_ITEMS:
        _refuse()
    return value


def _pairs(value: object) -> list[tuple[str, object]]:
    if not isinstance(value, dict) or len(value) > _MAX_ITEMS:
        _refuse()
    return list(value.items())


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        _refuse()
    return value


def _id(value: object) -> str:
    text = _text(value)
    if not _ID.fullmatch(text):
        _refuse()
    return text


def _day(value: object) -> date:
    text = _text(value)
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    _refuse()


def _wording(value: object) -> WordingRef:
    if not isinstance(value, dict) or set(value) != {"klausul", "dag", "sha256"}:
        _refuse()
    sha256 = _text(value["sha256"])
    if not _SHA256.fullmatch(sha256):
        _refuse()
    return WordingRef(_id(value["klausul"]), _day(value["dag"]), sha256)


def _review(value: object) -> ReviewMark:
    if not isinstance(value, dict) or set(value) != _REVIEW_KEYS:
        _refuse()
    number, *counted = (_count(value[key]) for key in ("nummer", "godkanda", "ogranskade", "avslagna"))
    return ReviewMark(_text(value["organisation"]), number, _day(value["dag"]), *counted)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_DECISIONS:
        _refuse()
    return value


def _answer(value: object) -> RawAnswer:
    """A text, a list of texts, or rows whose columns are texts or lists of texts."""
    if isinstance(value, str):
        return _text(value)
    items = _items(value)
    if any(isinstance(item, dict) for item in items):
        return [{_id(key): _column(column) for key, column in _pairs(item)} for item in items]
    return [_text(item) for item in items]


def _column(value: object) -> object:
    return _text(value) if isinstance(value, str) else [_text(item) for item in _items(value)]


# --- Where it lies in a file ------------------------------------------------------------------------------------------


def _in_docx(content: bytes) -> bytes | None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            for root in _data_parts(archive):
                if root.tag == _XML_NAME:
                    return (root.text or "").encode()
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError, zlib.error) as error:
        raise ManifestError("Word-filen går inte att läsa. Spara den som .docx utan lösenord.") from error
    return None


def _data_parts(archive: ZipFile) -> Iterator[Element]:
    """The data parts that are well-formed XML without declarations; Word files may hold other programs' too."""
    entries = archive.infolist()
    if len(entries) > _MAX_PARTS or len({entry.filename for entry in entries}) != len(entries):
        raise ManifestError("Word-filen är inte uppbyggd som en Word-fil.")
    for entry in entries:
        if not _DATA_PART.fullmatch(entry.filename):
            continue
        with archive.open(entry) as stream:
            xml = stream.read(2 * MAX_MANIFEST + 1)  # never the size that the entry claims
        if len(xml) > 2 * MAX_MANIFEST or b"<!" in xml or b"\x00" in xml:
            continue
        with suppress(ParseError):
            yield fromstring(xml)  # noqa: S314 (no declarations, hence no entities, got this far)


def _in_pdf(content: bytes) -> bytes | None:
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise ManifestError("PDF-filen är låst med lösenord.")
        stream = _attached(reader)
        return None if stream is None else _unpacked(stream)
    except ManifestError:
        raise
    except Exception as error:  # a broken PDF breaks the library in any way
        raise ManifestError("PDF-filen går inte att läsa.") from error


def _attached(reader: PdfReader) -> StreamObject | None:
    """The stream of the attached manifest: the catalog lists what belongs to the document as a whole."""
    for reference in reader.root_object.get("/AF", [])[:_MAX_ITEMS]:
        specification = reference.get_object()
        if isinstance(specification, DictionaryObject) and specification.get("/UF") == _PDF_NAME:
            stream = specification["/EF"]["/F"].get_object()  # type: ignore[index]
            return stream if isinstance(stream, StreamObject) else None
    return None


def _unpacked(stream: StreamObject) -> bytes:
    """The bytes of a stream, never more than a manifest may be."""
    raw: bytes = stream._data
    if stream.get("/Filter") is None:
        return raw
    if str(stream["/Filter"]) != "/FlateDecode":
        _refuse()
    unpacking = zlib.decompressobj()
    unpacked = unpacking.decompress(raw, MAX_MANIFEST + 1)
    if len(unpacked) > MAX_MANIFEST:
        _refuse()
    return unpacked
