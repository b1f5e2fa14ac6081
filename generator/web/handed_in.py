"""What is done with a file that somebody hands in. Called in a process of its own: nothing here knows the web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.redline import redline
from generator.formats.registry import get_format
from generator.library.model import Library
from generator.readback.classify import read_returned
from generator.readback.earlier_changes import with_earlier_authors
from generator.readback.foreign import ForeignText, language_remarks, read_foreign
from generator.readback.returned import Returned
from generator.readback.standard import Standard
from generator.readback.word_package import open_word
from generator.review.scan import Scan, scan


@dataclass(frozen=True)
class Scanned:
    """What was found in an agreement made elsewhere."""

    remarks: tuple[str, ...]
    """What of it could not be read, in Swedish."""
    found: Scan


def scanned(given: bytes | str, library: Library, today: date, written: date | None) -> Scanned:
    """What a file, or a text, cites and seems to lack; ``written`` is its day when that is known.

    Raises ReturnedFileError.
    """
    text = ForeignText(given, "text", language_remarks(given)) if isinstance(given, str) else read_foreign(given)
    return Scanned(text.remarks, scan(text.text, library, today, written))


def classified(content: bytes, standard: Standard) -> Returned:
    """What became of each clause. Raises ReturnedFileError."""
    return read_returned(content, standard, as_word)


def with_tracked_changes(content: bytes, standard: Document, engine: Path) -> bytes:
    """The file with its differences from the standard text as tracked changes. ``engine`` is the folder where the
    program that compares may lie. Raises ReturnedFileError for a file that is not safe to compare, and RedlineError."""
    open_word(content)
    return with_earlier_authors(redline(as_word(standard), content, engine), content)


def as_word(document: Document) -> bytes:
    """The document as it went out."""
    return get_format("docx").render(document, RenderOptions())
