"""The PDF picture: A4 paper made from the HTML picture, fit to sign, to archive (PDF/A-2a) and to hear (PDF/UA-1).

WeasyPrint sets the pages. It may fetch nothing but what lies in a table in memory, and only fonts ever reach the
temporary folder, never text. Its output is mended in one pass before it is written, by the ``pdf_*`` modules beside.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from generator.document import Document, DocumentKind
from generator.errors import RenderError
from generator.formats.html import FragmentOptions, fill_template, read_print_file, render_fragment
from generator.formats.options import RenderOptions
from generator.formats.pdf_fonts import FAMILIES, Face, faces_for, font_file
from generator.formats.pdf_forms import mend_forms
from generator.formats.pdf_metadata import mend_metadata, title_of
from generator.formats.pdf_objects import Pdf
from generator.formats.pdf_pages import join_pages
from generator.formats.pdf_structure import mend_structure

CONTENTS_FROM = 13
"""An agreement with at least this many sections gets a list of contents."""
_VARIANT = "pdf/a-2a"
_DRAFT_PICTURE = "asset:draft.svg"


class PdfFormat:
    """PDF 1.7, tagged. The same document and options give the same bytes on every run."""

    name = "pdf"
    extension = "pdf"
    mimetype = "application/pdf"

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """Make the PDF.

        Raises RenderError for a missing font, a character that the fonts lack, a control character, an unusable
        drawing, or a temporary folder that cannot be written to.
        """
        with_fields = options.fillable or options.signature_fields
        fragment = render_fragment(document, FragmentOptions(
            options.draft, options.fillable, options.signature_fields, contents=_has_contents(document)
        ))
        faces = faces_for(document, fragment, with_fields)
        html = fill_template("paper.html", document, fragment, title=title_of(document), reference=_reference(document))
        try:
            with TemporaryDirectory(prefix="typsnitt-") as folder:
                return _print(html, document, faces, options, Path(folder))
        except FatalURLFetchingError as error:
            raise RenderError("Dokumentet hänvisar till något som inte följer med tjänsten.") from error
        except OSError as error:
            raise RenderError("Den tillfälliga mappen för typsnitt går inte att använda.") from error


class _Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the fonts of one document and the picture behind a draft; anything else stops the work."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__(fail_on_errors=True)
        self._fonts = {face.url: font_file(face) for face in faces}

    def fetch(self, url: str, headers: object = None) -> Any:
        """What the table holds at an address. Raises KeyError for any other address."""
        if url == _DRAFT_PICTURE:
            return URLFetcherResponse(url, read_print_file("draft.svg"), {"Content-Type": "image/svg+xml"})
        return URLFetcherResponse(url, self._fonts[url])


def _print(html: str, document: Document, faces: tuple[Face, ...], options: RenderOptions, folder: Path) -> bytes:
    assets = _Assets(faces)
    fonts = FontConfiguration()
    fonts._folder = folder  # its own would stay until the garbage collector finds it
    rules = CSS(string="".join(face.rule for face in faces), font_config=fonts, url_fetcher=assets)
    with_fields = options.fillable or options.signature_fields
    laid_out = HTML(string=html, url_fetcher=assets).render(
        font_config=fonts, stylesheets=[rules, *_style_sheets(options.draft)], pdf_forms=with_fields,
        pdf_variant=_VARIANT,
    )
    link_texts = _link_texts(document)

    def finish(printed: Any, pdf: Pdf) -> None:
        _refuse_foreign_fonts(printed)
        join_pages(printed, pdf)
        mend_structure(printed, pdf, link_texts)
        mend_forms(pdf)
        mend_metadata(pdf, document)

    made: bytes = laid_out.write_pdf(finisher=finish, pdf_variant=_VARIANT)
    return made


@cache
def _style_sheets(draft: bool) -> tuple[Any, ...]:
    """The style sheets, parsed once; they hold no fonts, so they serve every document."""
    names = ["document.css", "paper.css", *(["draft.css"] if draft else [])]
    return tuple(CSS(string=read_print_file(name)) for name in names)


def _refuse_foreign_fonts(printed: Any) -> None:
    """A font outside the table means that one of ours could not be used: say so instead of printing with another."""
    foreign = {font.family for font in printed.fonts.values()} - FAMILIES
    if foreign:
        raise RenderError(f"Dokumentets typsnitt gick inte att använda; maskinen valde {', '.join(sorted(foreign))}.")


def _has_contents(document: Document) -> bool:
    return document.kind is DocumentKind.AGREEMENT and len(list(document.walk())) >= CONTENTS_FROM


def _reference(document: Document) -> str:
    """The right side of the page header: which annex, and the registration numbers known."""
    numbers = [number for _, number in document.registration if number]
    return " · ".join([*filter(None, [document.annex_label]), *numbers])


def _link_texts(document: Document) -> dict[str, str]:
    """What a screen reader says of a link to each section."""
    return {
        section.anchor: f"Till avsnitt {section.number} {section.heading}".replace("  ", " ")
        for _, section in document.walk()
    }
