"""Files that somebody hands in. They are held in memory alone and never reach a disk; their size has a limit."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from flask import Request, request

from generator.storage.files import MOST_BYTES

MULTIPART = "multipart/form-data"
_AROUND = 64 * 1024
"""Room for the other fields of the form."""
_MOST_PARTS = 12
MOST_EARLIER = 5 * 1024 * 1024
"""An agreement made here is a tenth of it, with or without a logotype."""
MOST_RETURNED = 15 * 1024 * 1024
"""Somebody may have pasted pictures into it."""
MOST_SCANNED = 15 * 1024 * 1024
"""Agreements from elsewhere may hold pictures."""

MOST_LIBRARY = 5 * 1024 * 1024
"""The library that is shipped is a fifth of it when packed."""

UPLOADS: Mapping[str, int] = {
    "signing.register": MOST_BYTES,
    "earlier_file.read": MOST_EARLIER,
    "returned.read": MOST_RETURNED,
    "scanning.read": MOST_SCANNED,
    "library_comparing.read": MOST_LIBRARY,
}
"""The only endpoints that take a file, and how many bytes of it."""


class MemoryRequest(Request):
    """A request whose files stay in memory, however large; how large they may be is decided before they are read."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


@dataclass(frozen=True)
class Upload:
    """A file that was handed in, or what is wrong with it."""

    content: bytes = b""
    problem: str = ""


def is_upload() -> bool:
    """Whether the present request may hold a file; then its limits are set, before anything of it is read."""
    limit = UPLOADS.get(request.endpoint or "")
    if limit is None or request.mimetype != MULTIPART:
        return False
    request.max_content_length = limit + _AROUND
    request.max_form_parts = _MOST_PARTS
    return True


def read_upload(field: str) -> Upload:
    """The file in a field of the present form."""
    file = request.files.get(field)
    content = file.read() if file else b""
    if not content:
        return Upload(problem="Välj en fil först." if not (file and file.filename) else "Filen är tom.")
    if len(content) > UPLOADS[request.endpoint or ""]:
        return Upload(problem=f"Filen är för stor. Högst {UPLOADS[request.endpoint or ''] // 1024 // 1024} MB.")
    return Upload(content)
