"""The whole clause set as PDF, made as long work in a process of its own and kept as a file for everybody."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from generator.document import Document
from generator.errors import GeneratorError
from generator.formats.options import RenderOptions
from generator.formats.pdf_progress import each_page
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.resources import clauses_dir
from generator.review.review_copy import review_copy
from generator.settings import from_environment
from generator.web.job_kinds import IsCancelled, ReportProgress
from generator.web.services import plans_of

WHOLE = "alla"
_FOLDER = "granskningsexemplar"
_WORDS_A_PAGE = 360
"""What the pages came to when they were counted; only how the progress is shown depends on it."""


class Stopped(GeneratorError):  # noqa: N818 - says what happened
    """Somebody asked the work to stop."""

    code = "granskningsexemplar-stoppat"


@dataclass(frozen=True)
class KeptCopy:
    """The file of one library on one day."""

    var_dir: Path
    version: str
    day: date

    @property
    def path(self) -> Path:
        """Where it lies, or will."""
        return self.var_dir / _FOLDER / f"{self.version}-{self.day.isoformat()}.pdf"

    def keep(self, content: bytes) -> None:
        """Put the file in its place in one step, and take the earlier ones away."""
        self.path.parent.mkdir(mode=0o700, exist_ok=True)
        with NamedTemporaryFile(dir=self.path.parent, suffix=".ny", delete=False) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(stream.name).replace(self.path)
        for each in self.path.parent.iterdir():
            if each != self.path:
                each.unlink(missing_ok=True)


def make_whole_copy(
    report_progress: ReportProgress, is_cancelled: IsCancelled, arguments: Mapping[str, object]
) -> object:
    """Make the file, unless somebody else just has. Raises GeneratorError, and RenderError as the format does."""
    day = date.fromisoformat(str(arguments["dag"]))
    kept = KeptCopy(from_environment().var_dir, str(arguments["bibliotek"]), day)
    if kept.path.is_file():
        return None
    library = load_library(clauses_dir())
    if library.version != kept.version:
        raise GeneratorError("Klausulerna har ändrats på disken sedan tjänsten startade. Den behöver startas om.")
    document = review_copy(library, plans_of(library), day)
    pages = expected_pages(document)

    def told(page: int) -> None:
        if is_cancelled():
            raise Stopped("Arbetet stoppades.")
        report_progress(min(page, pages), pages)

    try:
        with each_page(told):
            content = get_format("pdf").render(document, RenderOptions())
    except Stopped:
        return None
    if not is_cancelled():
        kept.keep(content)
    return None


def expected_pages(document: Document) -> int:
    """About how many pages it will have."""
    words = len(get_format("txt").render(document, RenderOptions()).split())
    return max(1, round(words / _WORDS_A_PAGE))
