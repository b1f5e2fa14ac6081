"""What a file without a manifest says of itself, mostly in its footer, so that whoever chose it can be told what it is.

Only a hint: anybody can write such a line. Nothing else of the file is looked at, and nothing of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

from generator.assembly.manifest import Manifest
from generator.readback.manifest import ManifestError, read_manifest

_CHOOSE = "Välj filen med själva överenskommelsen."
_LARGEST_PART = 5_000_000
_PERSON = re.compile(r"Version\s+[0-9a-f]{12}\b")
_ANNEX = re.compile(r"Klausulbibliotek\s+[0-9a-f]{12}\b")
_SHELL = re.compile(r"\{\{p\s+innehåll\s*\}\}")
"""Where the text goes in every Word shell."""
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_WORD_PARTS = re.compile(r"word/(?:footer\d{1,3}|document)\.xml")


class Footer(StrEnum):
    """What a file without a manifest seems to be."""

    PERSON = "person"
    """A document for a person, or a blank form."""
    ANNEX = "bilaga"
    """Something that goes with an agreement; or an agreement that has lost its manifest."""
    SHELL = "skal"
    """A Word shell, in which documents are made."""
    UNKNOWN = "okand"

    @property
    def words(self) -> str:
        """What it is called in a sentence; empty for what is unknown."""
        return _WORDS[self]


_WORDS: Mapping[Footer, str] = {
    Footer.PERSON: "en handling för en person eller en blankett",
    Footer.ANNEX: "en bilaga eller ett underlag",
    Footer.SHELL: "ett Word-skal, som dokument görs i",
    Footer.UNKNOWN: "",
}


def manifest_or_footer(content: bytes) -> Manifest | Footer:
    """The manifest of a file, or what the file seems to be when it carries none. Raises ManifestError."""
    return read_manifest(content) or footer_of(content)


def no_agreement(content: bytes) -> str:
    """That the file is another kind of paper of ours, as whole sentences; empty when nothing says so. Never raises."""
    with suppress(ManifestError):
        if read_manifest(content):
            return ""
    words = footer_of(content).words
    return f"Filen ser ut att vara {words}, inte en överenskommelse. {_CHOOSE}" if words else ""


def footer_of(content: bytes) -> Footer:
    """What the file seems to be. Never raises: what cannot be read is unknown."""
    text = ""
    with suppress(Exception):  # a broken file breaks its reader in any way
        text = _pdf_text(content) if content.startswith(b"%PDF-") else _word_text(content)
    if _ANNEX.search(text):
        return Footer.ANNEX
    if _PERSON.search(text):
        return Footer.PERSON
    return Footer.SHELL if _SHELL.search(text) else Footer.UNKNOWN


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
