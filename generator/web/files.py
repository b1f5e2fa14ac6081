"""Documents as files to hand over: made in memory, named in ASCII, never kept by a browser or a proxy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from flask import Response

from generator.assembly.situation import Situation
from generator.document import Document, DocumentSet
from generator.formats.cache import FileCache
from generator.formats.options import RenderOptions
from generator.formats.orders import Order
from generator.formats.registry import FORMAT_NAMES, MEDIA_TYPES
from generator.web.naming import file_stem
from generator.web.services import services

FORMAT_WORDS: Mapping[str, str] = {"pdf": "PDF", "docx": "Word", "html": "Webbsida", "txt": "Text"}
"""What people call each format; a format without a word here is called by its name."""
_ZIP_FORMATS = ("docx", "pdf")
_MEDIA_TYPES: Mapping[str, str] = {
    **MEDIA_TYPES,
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_AGREEMENTS = FileCache()
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same documents give the same bytes


def format_words(name: str) -> str:
    """What people call a format."""
    return FORMAT_WORDS.get(name, name.upper())


def is_format(name: str) -> bool:
    """Whether there is a format with that name."""
    return name in FORMAT_NAMES


def document_file(document: Document, situation: Situation, name: str, options: RenderOptions) -> Response:
    """One document in one format, as a file to save. Raises RenderError, or WorkError when it is not made in time."""
    return attachment(document_content(document, situation, name, options), name, file_stem(document, situation))


def document_content(document: Document, situation: Situation, name: str, options: RenderOptions) -> bytes:
    """What is in one document's file. Raises as ``document_file`` does."""
    (content,) = _made([_order(document, situation, name, options)])
    return content


def document_zip(documents: DocumentSet, situation: Situation, draft: bool) -> Response:
    """The main document and what goes with it as Word and PDF, in one zip. Raises as ``document_file`` does."""
    options = RenderOptions(draft=draft, manifest=documents.manifest)
    orders = [
        _order(document, situation, name, options) for document in documents.documents for name in _ZIP_FORMATS
    ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for order, content in zip(orders, _made(orders), strict=True):
            path = PurePosixPath(order.document.folder, f"{file_stem(order.document, situation)}.{order.format}")
            entry = zipfile.ZipInfo(str(path), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return attachment(stream.getvalue(), "zip", file_stem(documents.main, situation))


def _order(document: Document, situation: Situation, name: str, options: RenderOptions) -> Order:
    """One file with what this installation adds to it."""
    codes = [each.code for each in situation.municipalities]
    return Order(name, document, services().production.options(document, codes, name, options))


def _made(orders: Sequence[Order]) -> list[bytes]:
    return _AGREEMENTS.files(orders, services().make_files)


def attachment(content: bytes, extension: str, stem: str) -> Response:
    """A response that a browser saves as a file, named ``stem.extension``."""
    response = Response(content, content_type=_MEDIA_TYPES[extension])
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{extension}"'
    response.headers["Cache-Control"] = "no-store"
    return response
