"""The shipped blank forms in every language, as fillable PDF files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from generator.assembly.editions import SWEDISH_ID, blank_edition
from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.text import TextFormat
from generator.library.checks_translations import languages_for
from generator.library.load import load_library
from generator.library.model import BlankForm, DocumentPlan, Library
from generator.resources import clauses_dir
from tests.bench.content import DAY


@cache
def library() -> Library:
    """The lawyers' own library."""
    return load_library(clauses_dir())


@dataclass(frozen=True)
class Edition:
    """A blank form in a language."""

    plan: DocumentPlan
    blank: BlankForm
    language: str

    @property
    def name(self) -> str:
        """For the name of a test."""
        return f"{self.blank.id}-{self.language}"

    @cached_property
    def document(self) -> Document:
        """The blank form."""
        return blank_edition(library(), self.plan, self.blank, DAY, self.language)

    @cached_property
    def fillable(self) -> bytes:
        """The blank form as a PDF to fill in on a screen."""
        return PdfFormat().render(self.document, RenderOptions(fillable=True))


@cache
def editions() -> tuple[Edition, ...]:
    """Every blank form in every language that it is offered in."""
    return tuple(
        Edition(plan, blank, language)
        for plan in library().plans.values()
        for blank in plan.blanks
        for language in (SWEDISH_ID, *(each.id for each in languages_for(library(), plan, DAY)))
    )


@cache
def longest() -> tuple[Edition, ...]:
    """Of each plan and language the blank form with most to say."""
    found: dict[tuple[str, str], Edition] = {}
    for edition in editions():
        key = (edition.plan.id, edition.language)
        if key not in found or _said(edition) > _said(found[key]):
            found[key] = edition
    return tuple(found.values())


def _said(edition: Edition) -> int:
    return len(TextFormat().render(edition.document, RenderOptions()))
