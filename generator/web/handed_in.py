"""What is done with a Word file that somebody hands in. Called in a process of its own: nothing here knows the web."""

from __future__ import annotations

from pathlib import Path

from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.redline import redline
from generator.formats.registry import get_format
from generator.readback.classify import read_returned
from generator.readback.earlier_changes import with_earlier_authors
from generator.readback.returned import Returned
from generator.readback.standard import Standard
from generator.readback.word_package import open_word


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
