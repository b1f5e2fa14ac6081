"""A file that a command writes, in the format that its name says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.cli.files import write_all
from generator.cli.json_output import json_text
from generator.cli.system_errors import InputError
from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.registry import FORMAT_NAMES, get_format

JSON = "json"


@dataclass(frozen=True)
class OutFile:
    """Where to, and in which format."""

    path: Path
    format: str

    def write(self, document: Document, told: object = None) -> None:
        """Write the document, or what JSON tells of it, and print the path. Raises InputError, RenderError."""
        if self.format == JSON:
            content = f"{json_text(told)}\n".encode()
        else:
            content = get_format(self.format).render(document, RenderOptions())
        write_all({self.path: content})
        print(self.path)


def out_file(path: Path, *more: str) -> OutFile:
    """The file with that name: in one of our formats, or one of ``more``. Raises InputError for another ending."""
    name, known = path.suffix.removeprefix(".").lower(), (*FORMAT_NAMES, *more)
    if name not in known:
        raise InputError(f"”{path}” har inget känt format. Låt namnet sluta på .{', .'.join(known)}.")
    return OutFile(path, name)
