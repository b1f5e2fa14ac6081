"""The PDF picture: A4 paper made from the HTML picture, fit to sign, to archive (PDF/A-2a, with a manifest PDF/A-3a)
and to hear (PDF/UA-1).

WeasyPrint sets the sheets, see ``pdf_sheets``. Its output is mended in one pass before it is written, by the other
``pdf_*`` modules beside.
"""

from __future__ import annotations

import errno
from typing import Any

from weasyprint.urls import FatalURLFetchingError

from generator.document import Document, DocumentKind, Table
from generator.errors import RenderError
from generator.formats.collector import few_collections
from generator.formats.contents import contents_of
from generator.formats.html import FragmentOptions, fill_template, logotype_markup, render_fragment
from generator.formats.options import RenderOptions, refuse_password
from generator.formats.password import checked_password
from generator.formats.pdf_attachment import attach
from generator.formats.pdf_colours import state_colours
from generator.formats.pdf_font_files import slim_font_files
from generator.formats.pdf_fonts import FAMILIES, faces_for
from generator.formats.pdf_forms import mend_forms
from generator.formats.pdf_lock import locked
from generator.formats.pdf_metadata import PART, PART_WITH_ATTACHMENT, mend_metadata
from generator.formats.pdf_objects import Pdf
from generator.formats.pdf_pages import join_pages
from generator.formats.pdf_seal_field import add_seal_field
from generator.formats.pdf_sheets import LOGOTYPE, VARIANT, Press, Sheets, number_contents
from generator.formats.pdf_slim import slim
from generator.formats.pdf_structure import FOREIGN_ELEMENT, mend_structure, name_tables, tag_language
from generator.formats.pdf_written import finish_objects

_HEADER_LETTERS = {"parties": 140, "reference": 110}
"""What there is room for above the text, on three lines; the first page names all the parties and all their numbers."""
_FOLDER_FULL = "Disken är full, så typsnitten får inte plats. Tala med den som sköter tjänsten."
_FOLDER_UNUSABLE = "Den tillfälliga mappen för typsnitt går inte att använda. Tala med den som sköter tjänsten."
_FOLDER_REASONS = dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FOLDER_FULL)


class PdfFormat:
    """PDF 1.7, tagged. The same document and options give the same bytes on every run."""

    name = "pdf"
    extension = "pdf"
    mimetype = "application/pdf"

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """Make the PDF.

        Raises RenderError for a missing font, a character that the fonts lack, a control character, an unusable
        drawing, a temporary folder that cannot be written to, or a password for anything but a document about a person.
        With a password no two runs give the same bytes, and the file is no PDF/A.
        """
        if options.password is None:
            return _made_at_rest(document, options)
        if document.kind is not DocumentKind.PERSON:
            refuse_password(options)
        password = checked_password(options.password)
        return locked(_made_at_rest(document, options), password)


def _made_at_rest(document: Document, options: RenderOptions) -> bytes:
    """The collector is let loose again when all that the work was done with is gone: it then has little to look at."""
    with few_collections():
        return _made(document, options)


def _made(document: Document, options: RenderOptions) -> bytes:
    chosen = FragmentOptions(
        options.draft, options.fillable, options.signature_fields, contents=True,
        logotype=logotype_markup(options.logotype, LOGOTYPE), foreign_element=FOREIGN_ELEMENT,
        on_paper=True,
    )
    fragment = render_fragment(document, chosen)
    with_fields = options.fillable or options.signature_fields
    faces = faces_for(document, fragment, with_fields)
    try:
        with Press(faces, options, document.furniture.page) as press:
            sheets = press.sheets(_page(document, fragment))
            if contents_of(document):
                number_contents(sheets)
            return _written(sheets, document, options)
    except FatalURLFetchingError as error:
        raise RenderError("Dokumentet hänvisar till något som inte följer med tjänsten.") from error
    except OSError as error:
        raise RenderError(_FOLDER_REASONS.get(error.errno or 0, _FOLDER_UNUSABLE)) from error


def _page(document: Document, fragment: Any) -> str:
    header = {"parties": document.parties, "reference": _reference(document)}
    shown = {name: _cut(text, _HEADER_LETTERS[name]) for name, text in header.items()}
    return fill_template("paper.html", document, fragment, **shown)


def _written(sheets: Sheets, document: Document, options: RenderOptions) -> bytes:
    manifest = options.manifest if document.kind is DocumentKind.AGREEMENT else None
    link_texts = _link_texts(document)

    def finish(printed: Any, pdf: Pdf) -> None:
        _refuse_foreign_fonts(printed)
        join_pages(printed, pdf)
        tag_language(pdf, document.other_language)
        mend_structure(printed, pdf, link_texts)
        name_tables(pdf, _table_names(document))
        mend_forms(pdf)
        if options.seal_holder and document.kind is DocumentKind.AGREEMENT and not options.draft:
            add_seal_field(pdf, options.seal_holder)
        slim(pdf)
        slim_font_files(pdf)
        state_colours(pdf)
        if manifest:
            attach(pdf, manifest, document.day)
        mend_metadata(pdf, document, _archive_part(options, manifest))
        finish_objects(pdf)

    made: bytes = sheets.write_pdf(finisher=finish, pdf_variant=VARIANT)
    return made


def _archive_part(options: RenderOptions, manifest: bytes | None) -> int | None:
    if options.password is not None:
        return None
    return PART_WITH_ATTACHMENT if manifest else PART


def _refuse_foreign_fonts(printed: Any) -> None:
    """A font outside the table means that one of ours could not be used: say so instead of printing with another."""
    foreign = {font.family for font in printed.fonts.values()} - FAMILIES
    if foreign:
        raise RenderError(f"Dokumentets typsnitt gick inte att använda; maskinen valde {', '.join(sorted(foreign))}.")


def _cut(text: str, letters: int) -> str:
    """The text, or as many whole words of it as there is room for."""
    return text if len(text) <= letters else f"{text[:letters].rpartition(' ')[0] or text[:letters]} …"


def _reference(document: Document) -> str:
    """The right side of the page header: which annex, and the registration numbers known."""
    numbers = [number for _, number in document.registration if number]
    return " · ".join([*filter(None, [document.annex_label]), *numbers])


def _table_names(document: Document) -> list[str]:
    """For each table in order: the heading that names it, or nothing when its caption does."""
    return [
        "" if block.caption else section.heading
        for _, section in document.walk()
        for block in section.blocks
        if isinstance(block, Table)
    ]


def _link_texts(document: Document) -> dict[str, str]:
    """What a screen reader says of a link to each section."""
    return {
        section.anchor: f"Till avsnitt {section.number} {section.heading}".replace("  ", " ")
        for _, section in document.walk()
    }
