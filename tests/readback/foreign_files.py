"""Makes the files that somebody may hand in: whole, odd and hostile."""

from __future__ import annotations

import io
import zipfile

from docx import Document as WordDocument
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

TEXT = (
    "Syfte",
    "Syftet med överenskommelsen är att hjälpa den som vill lämna kriminella nätverk.",
    "Samverkan vilar på 5 kap. 11 § socialtjänstlagen (2001:453) och 9 § lagen (2023:196) om kommuners ansvar för "
    "brottsförebyggande arbete.",
    "Den som inte samtycker får inga vidare åtgärder.",
)
"""An agreement from elsewhere, in short."""


def word(*paragraphs: str) -> bytes:
    """A Word file as somebody else's program makes it."""
    document = WordDocument()
    for paragraph in paragraphs or TEXT:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a Word file."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same zip with a part added or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return stream.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """One part of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def pdf(*pages: str) -> bytes:
    """A PDF with text, a page for each; an empty one gets a drawing instead."""
    bodies = "".join(
        f'<section style="break-after: page">{"".join(f"<p>{each}</p>" for each in page.splitlines()) or _DRAWING}'
        "</section>"
        for page in pages or ("\n".join(TEXT),)
    )
    made: bytes = HTML(string=f'<html lang="sv"><body>{bodies}</body></html>').write_pdf()
    return made


_DRAWING = '<svg width="200" height="200"><rect width="200" height="200" fill="grey"/></svg>'


def locked(content: bytes, user: str, owner: str = "ägare") -> bytes:
    """The same PDF locked with passwords."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(content)))
    writer.encrypt(user, owner, algorithm="AES-256")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
