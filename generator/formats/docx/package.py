"""The zip around a Word file: read with limits, written so that the same parts always give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from generator.errors import RenderError

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold. A file that tells when it was made tells too much, and differs at every run."""

_MAX_PARTS = 300
_MAX_UNPACKED = 20_000_000
"""Bytes. Ten times a heavy shell with a photograph as logotype; a zip bomb stops here."""


def read_package(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name. Raises RenderError when it is no zip or unreasonably large."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MAX_PARTS or sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
                raise RenderError("Word-skalet är för stort. Minska bilderna i det och försök igen.")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError) as error:
        raise RenderError("Word-skalet går inte att läsa. Spara det som .docx utan lösenord.") from error


def read_folder(folder: Path) -> dict[str, bytes]:
    """The parts of a Word file that lies unpacked in ``folder``. Raises RenderError when it does not."""
    parts = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    if CONTENT_TYPES not in parts or ROOT_RELATIONS not in parts:
        raise RenderError(f"Word-skalet saknas i installationen: {folder.name}.")
    return parts


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The Word file of these parts, content types first as readers expect, the rest in order of name."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name in sorted(parts, key=lambda part: (part != CONTENT_TYPES, part)):
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # The same on every operating system.
            archive.writestr(entry, parts[name])
    return target.getvalue()


def decode(name: str, xml: bytes) -> str:
    """A part as text. Raises RenderError when it is not UTF-8, which Word always writes."""
    try:
        return xml.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RenderError(f"Word-skalets del {name} är inte skriven i UTF-8.") from error


def parse(name: str, xml: str) -> Element:
    """The root of a part. Raises RenderError for broken XML and for declarations, which no Word file has: they could
    define entities that swell or that read other files."""
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise RenderError(f"Word-skalets del {name} har en dokumenttyp, vilket en Word-fil inte har.")
    try:
        return fromstring(xml)  # noqa: S314 (no declarations, hence no entities, got this far)
    except ParseError as error:
        raise RenderError(f"Word-skalets del {name} är trasig.") from error
