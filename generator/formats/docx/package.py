"""The zip around a Word file: read with limits, written so that the same parts always give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from generator.errors import Finding, RenderError

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold. A file that tells when it was made tells too much, and differs at every run."""

_MAX_PARTS = 300
_MAX_UNPACKED = 20_000_000
"""Bytes. Ten times a heavy shell with a photograph as logotype; a zip bomb stops here."""
_PACKING = 5
"""zlib's level: a third of the time less than its usual one for three per cent more bytes."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a Word file begins that is locked with a password, and one in the format before .docx."""


class ShellError(RenderError):
    """A Word shell will not do. Holds everything that is wrong with it; ``file`` of a finding is a part of the shell,
    empty for the shell as a whole."""

    code = "skal-fel"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(each.message for each in self.findings))


def fault(rule: str, part: str, message: str) -> Finding:
    """Something that makes a shell unusable."""
    return Finding(part, 0, rule, message)


def read_package(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name. Raises ShellError when it is no zip, locked or unreasonably large."""
    if content.startswith(_OLD_OFFICE):
        told = "Word-skalet är låst med lösenord eller sparat som .doc. Spara det utan lösenord, som .docx."
        raise ShellError([fault("skal-last", "", told)])
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > _MAX_PARTS or unpacked > _MAX_UNPACKED:
                told = (
                    f"Word-skalet är för stort: {len(entries)} delar och {unpacked // 1_000_000} MB uppackat. Tillåtet "
                    f"är {_MAX_PARTS} delar och {_MAX_UNPACKED // 1_000_000} MB. Minska bilderna i det."
                )
                raise ShellError([fault("skal-for-stort", "", told)])
            return {entry.filename: archive.read(entry) for entry in entries}
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError) as error:
        told = "Word-skalet går inte att läsa. Spara det i Word som .docx utan lösenord."
        raise ShellError([fault("skal-olasligt", "", told)]) from error


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
            archive.writestr(entry, parts[name], compresslevel=_PACKING)
    return target.getvalue()


def decode(name: str, xml: bytes) -> str:
    """A part as text. Raises ShellError when it is not UTF-8, which Word always writes."""
    try:
        return xml.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = f"Word-skalets del {name} är inte skriven i UTF-8. Öppna skalet i Word och spara det på nytt."
        raise ShellError([fault("skal-trasig-del", name, told)]) from error


def parse(name: str, xml: str) -> Element:
    """The root of a part. Raises ShellError for broken XML and for declarations, which no Word file has: they could
    define entities that swell or that read other files."""
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        told = f"Word-skalets del {name} har en dokumenttyp, vilket en Word-fil inte har."
        raise ShellError([fault("skal-trasig-del", name, told)])
    try:
        return fromstring(xml)  # noqa: S314 (no declarations, hence no entities, got this far)
    except ParseError as error:
        told = f"Word-skalets del {name} är trasig. Öppna skalet i Word och spara det på nytt."
        raise ShellError([fault("skal-trasig-del", name, told)]) from error
