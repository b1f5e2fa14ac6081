"""The formats by name. A new format is one file here and one line below."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module

from generator.document import Document, DocumentKind, Field, FieldKind, Inline, Paragraph, Run, RunStyle, Section
from generator.formats.options import Format, RenderOptions

_FORMATS = {
    "docx": ("generator.formats.docx", "DocxFormat"),
    "pdf": ("generator.formats.pdf", "PdfFormat"),
    "html": ("generator.formats.html", "HtmlFormat"),
    "txt": ("generator.formats.text", "TextFormat"),
}

FORMAT_NAMES = tuple(_FORMATS)
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""What each format says that it is, known without loading the format."""


@cache
def get_format(name: str) -> Format:
    """The format with that name. Loaded on first use, since the PDF library is slow to import.

    Raises KeyError for an unknown name.
    """
    module, attribute = _FORMATS[name]
    made: Format = getattr(import_module(module), attribute)()
    return made


def warm_up() -> None:
    """Make a small document in every format, so that fonts are cut and templates read before somebody waits for one."""
    inlines: tuple[Inline, ...] = (*(Run("a", style) for style in RunStyle), Field("a", FieldKind.TEXT, "a"))
    section = Section("a", "1", "a", (Paragraph(inlines),))
    document = Document("a", DocumentKind.ANNEX, "a", date.min, (section,))
    for name in FORMAT_NAMES:
        get_format(name).render(document, RenderOptions(fillable=True))
