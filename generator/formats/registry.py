"""The formats by name. A new format is one file here and one line below."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from generator.formats.options import Format

_FORMATS = {
    "docx": ("generator.formats.docx", "DocxFormat"),
    "pdf": ("generator.formats.pdf", "PdfFormat"),
    "html": ("generator.formats.html", "HtmlFormat"),
    "txt": ("generator.formats.text", "TextFormat"),
}

FORMAT_NAMES = tuple(_FORMATS)


@cache
def get_format(name: str) -> Format:
    """The format with that name. Loaded on first use, since the PDF library is slow to import.

    Raises KeyError for an unknown name.
    """
    module, attribute = _FORMATS[name]
    made: Format = getattr(import_module(module), attribute)()
    return made
