"""What may differ between two pictures of the same document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from generator.document import Document
from generator.errors import RenderError


@dataclass(frozen=True)
class RenderOptions:
    """Options every format takes; a format ignores what it has no use for."""

    draft: bool = False
    """Mark every page ``UTKAST``."""
    fillable: bool = False
    """Make ``Field`` objects into real form fields; otherwise they are lines and boxes for a pen."""
    signature_fields: bool = False
    """Add an empty electronic signature field for each signer (PDF)."""
    shell: bytes | None = None
    """A municipality's own Word shell; None means the shipped one."""
    logotype: bytes | None = None
    """The municipality's logotype, PNG or SVG, for the first page of PDF and DOCX."""
    password: str | None = field(default=None, repr=False)
    """Lock the file with this password: a PDF about a person, nothing else. Never shown and never stored."""
    manifest: bytes | None = None
    """JSON that an agreement carries as an attachment (PDF) or a data part (DOCX); nothing else ever carries it."""
    seal_holder: str = ""
    """Whose seal the PDF of a finished agreement leaves room for; nothing else ever does. ``Production`` sets it."""


def refuse_password(options: RenderOptions) -> None:
    """For a format that cannot lock its files. Raises RenderError: an open file must not pass for a locked one."""
    if options.password is not None:
        raise RenderError("Bara en PDF om en person kan låsas med lösenord.")


class Format(Protocol):
    """An output format."""

    name: str
    """Key in the registry, for example ``pdf``."""
    extension: str
    """File ending without dot."""
    mimetype: str

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """Make the file. Same document and options give the same bytes. Raises RenderError."""
        ...
