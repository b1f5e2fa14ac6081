"""A Word file whose tracked changes lead from one text to another. Needs the optional extra ``redlines``."""

from __future__ import annotations

from contextlib import suppress
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.errors import RenderError

if TYPE_CHECKING:
    from python_redlines import DocxodusEngine

AUTHOR = "Samverkan"
"""Who stands behind the changes in Word: the service, since nobody knows who typed what."""


class RedlineError(RenderError):
    """The comparison could not be made. The message says why."""

    code = "spårade-andringar"


def redline(standard: bytes, returned: bytes, folder: Path | None = None) -> bytes:
    """The returned Word file with its differences from the standard one as tracked changes.

    Earlier tracked changes in it count as made; its comments stay. The program that compares is unpacked in ``folder``
    the first time, or where its package wants it. Raises RedlineError when the extra is not installed or the files
    cannot be compared.
    """
    try:
        engine = _engine(folder)
    except Exception as error:  # the package is not there, or is there without its program
        raise _missing() from error
    try:
        made, _, _ = engine.run_redline(AUTHOR, original=standard, modified=returned)
    except Exception as error:  # a damaged file breaks the engine in any way
        raise RedlineError(
            "Word-filerna går inte att jämföra. Öppna filen i Word, spara om den och försök igen."
        ) from error
    return bytes(made)


def _engine(folder: Path | None) -> DocxodusEngine:
    """The program, ready to run. It comes into its folder whole or not at all: a process may be ended any time."""
    from python_redlines import DocxodusEngine  # noqa: PLC0415 - an extra that most installations do without

    if folder is None:
        return DocxodusEngine()
    if not folder.exists():
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-", ignore_cleanup_errors=True) as name:
            unpacked = Path(name) / "nytt"
            DocxodusEngine(target_path=str(unpacked))
            with suppress(OSError):  # somebody else was first
                unpacked.rename(folder)
    return DocxodusEngine(target_path=str(folder))


def version() -> str:
    """Which program compares; empty when the extra is not installed."""
    try:
        return package_version("python-redlines-docxodus")
    except PackageNotFoundError:
        return ""


def _missing() -> RedlineError:
    return RedlineError(
        "Spårade ändringar kräver ett tillägg som inte är installerat. Installera det med: "
        "pip install 'samverkan-generator[redlines]'"
    )
