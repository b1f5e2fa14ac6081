"""Documents as files to hand over: made in memory, named in ASCII, never kept by a browser or a proxy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from flask import Response

from generator.assembly.situation import Situation
from generator.document import Document, DocumentSet
from generator.formats.cache import FileCache
from generator.formats.options import RenderOptions
from generator.formats.registry import FORMAT_NAMES, get_format
from generator.web.naming import file_stem

FORMAT_WORDS: Mapping[str, str] = {"pdf": "PDF", "docx": "Word", "html": "Webbsida", "txt": "Text"}
"""What people call each format; a format without a word here is called by its name."""
_ZIP_FORMATS = ("docx", "pdf")
_AGREEMENTS = FileCache()
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same documents give the same bytes


def format_words(name: str) -> str:
    """What people call a format."""
    return FORMAT_WORDS.get(name, name.upper())


def is_format(name: str) -> bool:
    """Whether there is a format with that name."""
    return name in FORMAT_NAMES


def document_file(document: Document, situation: Situation, name: str, options: RenderOptions) -> Response:
    """One document in one format, as a file to save."""
    maker = get_format(name)
    content = _AGREEMENTS.render(maker, document, options)
    return attachment(content, maker.mimetype, f"{file_stem(document, situation)}.{maker.extension}")


def document_zip(documents: DocumentSet, situation: Situation, draft: bool) -> Response:
    """The main document and what goes with it as Word and PDF, in one zip."""
    stream = io.BytesIO()
    options = RenderOptions(draft=draft, manifest=documents.manifest)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents.documents:
            for name in _ZIP_FORMATS:
                maker = get_format(name)
                path = PurePosixPath(document.folder, f"{file_stem(document, situation)}.{maker.extension}")
                entry = zipfile.ZipInfo(str(path), _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, _AGREEMENTS.render(maker, document, options))
    return attachment(stream.getvalue(), "application/zip", f"{file_stem(documents.main, situation)}.zip")


def attachment(content: bytes, mimetype: str, file_name: str) -> Response:
    """A response that a browser saves as a file."""
    response = Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
