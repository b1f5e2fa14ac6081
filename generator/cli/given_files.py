"""Reads a file that somebody else made and that is named on the command line."""

from __future__ import annotations

from pathlib import Path

from generator.cli.system_errors import InputError, reason
from generator.readback.word_package import MAX_FILE


def content_of(path: Path, most: int = MAX_FILE) -> bytes:
    """The bytes of a file of at most ``most`` bytes. Raises InputError."""
    try:
        if not path.is_file():
            raise InputError(f"”{path}” är en mapp. Ange en fil." if path.is_dir() else f"Filen ”{path}” finns inte.")
        size = path.stat().st_size
        if size > most:
            limit = f"Högst {most // 1_000_000} MB går att läsa."
            raise InputError(f"Filen ”{path}” är för stor: {size // 1_000_000} MB. {limit}")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"Filen ”{path}” går inte att läsa: {reason(error)}.") from error
