"""What a file without a manifest says of itself in its footer, so that whoever chose it can be told what it is.

Only a hint: anybody can write such a line. Nothing else of the file is looked at, and nothing of it is kept.
"""

from __future__ import annotations

import re
from contextlib import suppress
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

from generator.assembly.manifest import Manifest
from generator.readback.manifest import read_manifest

_LARGEST_PART = 5_000_000
_PERSON = re.compile(r"Version\s+[0-9a-f]{12}\b")
_ANNEX = re.compile(r"Klausulbibliotek\s+[0-9a-f]{12}\b")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_WORD_PARTS = re.compile(r"word/(?:footer\d{1,3}|document)\.xml")


class Footer(StrEnum):
    """What a file without a manifest seems to be."""

    PERSON = "person"
    """A document for a person, or a blank form."""
    ANNEX = "bilaga"
    """Something that goes with an agreement."""
    UNKNOWN = "okand"


def manifest_or_footer(content: bytes) -> Manifest | Footer:
    """The manifest of a file, or what the file seems to be when it carries none. Raises ManifestError."""
    return read_manifest(content) or footer_of(content)


def footer_of(content: bytes) -> Footer:
    """What the file seems to be. Never raises: what cannot be read is unknown."""
    text = ""
    with suppress(Exception):  # a broken file breaks its reader in any way
        text = _pdf_text(content) if content.startswith(b"%PDF-") else _word_text(content)
    if _ANNEX.search(text):
        return Footer.ANNEX
    return Footer.PERSON if _PERSON.search(text) else Footer.UNKNOWN


def _pdf_text(content: bytes) -> str:
    return PdfReader(BytesIO(content)).pages[0].extract_text()


def _word_text(content: bytes) -> str:
    found = []
    with ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            if _WORD_PARTS.fullmatch(entry.filename):
                with archive.open(entry) as stream:
                    found.append(stream.read(_LARGEST_PART).decode("utf-8", "replace"))
    return _MARKUP.sub("", " ".join(found))
