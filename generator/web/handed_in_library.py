"""What is done with a clause library that somebody hands in packed. Called in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.errors import LibraryError, Severity
from generator.library.load import load_library
from generator.library.packing import read_packed
from generator.readback.word_package import ReturnedFileError
from generator.review.library_changes import LibraryComparison, compare_libraries

_MOST_TOLD = 5


@dataclass(frozen=True)
class ComparedFile:
    """What a handed in library differs in from the one in use."""

    comparison: LibraryComparison
    faults: int
    """How many errors it has; what could not be read is not compared."""
    told: tuple[str, ...]
    """The first of them."""


def compared_with_file(content: bytes, clauses: Path, day: date) -> ComparedFile:
    """What differs on a day between the library under ``clauses`` and the packed one, which may have errors.

    Raises ReturnedFileError when there is no library in the file.
    """
    try:
        library, findings = read_packed(content)
    except LibraryError as error:
        raise ReturnedFileError(" ".join(each.message for each in error.findings)) from error
    if not library.clauses:
        raise ReturnedFileError("Biblioteket i zip-filen har inga klausuler som går att läsa.")
    errors = [each for each in findings if each.severity is Severity.ERROR]
    comparison = compare_libraries(load_library(clauses), library, day)
    return ComparedFile(comparison, len(errors), tuple(map(str, errors[:_MOST_TOLD])))
