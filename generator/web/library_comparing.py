"""Two states of the clause library compared: today's, those that agreements rest on, and one that is handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.assembly.printing import day_in_words
from generator.formats.options import RenderOptions
from generator.formats.orders import Order
from generator.library.model import Library
from generator.readback.word_package import ReturnedFileError
from generator.resources import clauses_dir
from generator.review.library_changes import LibraryComparison, compare_libraries
from generator.review.library_document import library_document, narrowed
from generator.web.draft_stores import library_copies
from generator.web.error_pages import shows_again
from generator.web.files import attachment, format_words
from generator.web.handed_in_library import ComparedFile, compared_with_file
from generator.web.local_time import local_time
from generator.web.pinning import library_of
from generator.web.reading_process import read_apart
from generator.web.services import services
from generator.web.uploads import MOST_LIBRARY, read_upload

blueprint = Blueprint("library_comparing", __name__, url_prefix="/jamfor/bibliotek")

TODAYS = "idag"
ONLY_NEW = "nya"
AS_FILE = "fil"
"""The button that gives the comparison with a handed in library as a Word file."""
_FORMATS = ("docx", "pdf")
_MOST_DRAFTS = 1_000
_MOST_TYPED = 200
_TODAYS_NAME, _FILES_NAME = "Klausulbiblioteket i dag", "Biblioteket i zip-filen"


@dataclass(frozen=True)
class Kept:
    """A library that can be chosen."""

    version: str
    day: date
    """When it was kept."""
    drafts: int
    """How many of the visitor's own agreements rest on it."""


@dataclass(frozen=True)
class Asked:
    """What somebody has chosen, as it stands in the address."""

    one: str = ""
    other: str = TODAYS
    only_new: bool = False
    words: str = ""

    @property
    def query(self) -> dict[str, Any]:
        """As an address has it."""
        visa = {"visa": ONLY_NEW} if self.only_new else {}
        return {"a": self.one, "b": self.other, **visa, **({"q": self.words} if self.words else {})}


@dataclass(frozen=True)
class Found:
    """What differs, as it is shown."""

    names: tuple[str, str]
    comparison: LibraryComparison
    """What was asked for of it."""
    all: int
    """How many clauses differ in all."""
    file: ComparedFile | None = None


class Unusable(Exception):  # noqa: N818 - it says something of a choice, and is no fault
    """What was chosen cannot be compared. The message is Swedish."""


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The lists to choose from, and the difference when two are chosen."""
    asked = _asked()
    if not asked.one:
        return _page(asked)
    try:
        return _page(asked, found=_compared(asked))
    except Unusable as error:
        return _page(asked, str(error)), 422


@blueprint.post("")
def read() -> ResponseReturnValue:
    """Today's library against one that is handed in packed. It is read apart and not kept."""
    upload = read_upload("fil")
    try:
        if upload.problem:
            raise ReturnedFileError(upload.problem)
        file = read_apart(compared_with_file, upload.content, clauses_dir(), services().today)
    except ReturnedFileError as error:
        return _page(Asked(), str(error), field="fil"), 422
    names = (_TODAYS_NAME, _FILES_NAME)
    if request.form.get("gor") == AS_FILE:
        return _file(file.comparison, names, "docx")
    return _page(Asked(), found=Found(names, file.comparison, len(file.comparison.wordings), file))


@shows_again("library_comparing.read")
def read_again() -> str:
    """The page, when its token was not accepted. A file has to be chosen again."""
    return _page(Asked())


@blueprint.get("/jamforelse.<extension>")
def file(extension: str) -> ResponseReturnValue:
    """The same as a file. Raises RenderError, or WorkError when it is not made in time."""
    if extension not in _FORMATS:
        abort(404)
    try:
        found = _compared(_asked())
    except Unusable as error:
        return _page(_asked(), str(error)), 422
    return _file(found.comparison, found.names, extension)


def _file(comparison: LibraryComparison, names: tuple[str, str], extension: str) -> Response:
    document = library_document(comparison, names, services().today)
    (content,) = services().make_files([Order(extension, document, RenderOptions())])
    return attachment(content, extension, "jamforelse-bibliotek")


def _asked() -> Asked:
    one, other, words = (request.args.get(name, "").strip()[:_MOST_TYPED] for name in ("a", "b", "q"))
    return Asked(one, other or TODAYS, request.args.get("visa") == ONLY_NEW, words)


def _page(asked: Asked, problem: str = "", found: Found | None = None, field: str = "a") -> str:
    kept = tuple(_kept())
    return render_template(
        "library_comparing.html",
        asked=asked,
        problem=problem,
        field=field,
        found=found,
        kept=kept,
        todays=TODAYS,
        only_new=ONLY_NEW,
        as_file=AS_FILE,
        version=services().library.version,
        megabytes=MOST_LIBRARY // 1024 // 1024,
        files=[
            (format_words(each), url_for("library_comparing.file", extension=each, **asked.query)) for each in _FORMATS
        ],
    )


def _kept() -> Iterator[Kept]:
    """Those of earlier days; today's stands first in the list by itself."""
    resting = Counter(each.library_version for each in services().agreements.newest(_MOST_DRAFTS))
    return (Kept(version, day, resting[version]) for version, day in _days().items())


def _days() -> dict[str, date]:
    """Version of each library of an earlier day → when it was kept, the newest first."""
    kept = library_copies().kept()
    return {version: local_time(moment).date() for version, moment in kept if version != services().library.version}


def _compared(asked: Asked) -> Found:
    one, other = _library(asked.one), _library(asked.other)
    whole = compare_libraries(one, other, services().today)
    shown = narrowed(whole, asked.only_new, asked.words)
    return Found((_name(one), _name(other)), shown, len(whole.wordings))


def _library(chosen: str) -> Library:
    version = services().library.version if chosen == TODAYS else chosen
    library = library_of(version) if version in {services().library.version, *_days()} else None
    if library is None:
        raise Unusable("Välj två bibliotek i listorna. Ett mycket gammalt kan ha slutat gå att läsa.")
    return library


def _name(library: Library) -> str:
    day = _days().get(library.version)
    return f"Biblioteket från {day_in_words(day)} ({library.version})" if day else _TODAYS_NAME
