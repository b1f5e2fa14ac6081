"""A library packed into bytes, and read from them again: what an old draft was made with can always be made again."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import Finding, LibraryError
from generator.library.load import is_content, library_version, read_library
from generator.library.model import Library
from generator.library.unread import SOURCES_FILE

_MAX_UNPACKED = 50_000_000
"""Bytes: twenty times the library that is shipped."""
_MAX_FILES = 20_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same library gives the same bytes


def pack_library(root: Path, version: str) -> bytes | None:
    """Every file that is read of the library under ``root``; None when it is no longer of that version."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and is_content(_name(path, root)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(_name(path, root), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    # Asked last: a file that was saved meanwhile would else be packed under the wrong version.
    return stream.getvalue() if library_version(root) == version else None


def unpack_library(content: bytes, version: str, folder: Path) -> Library:
    """The library that was packed, by way of a folder that is gone afterwards.

    What today's rules remark on it does not matter: it was right when it was packed. Raises LibraryError when it cannot
    be read as the library of that version, which may be so when the service has changed since.
    """
    with TemporaryDirectory(dir=folder, prefix=".bibliotek-") as name:
        root = Path(name)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in _wanted(archive):
                path = root / entry.filename
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(entry))
        library, findings = read_library(root)
    if library.version != version or not library.plans:
        raise LibraryError(findings)
    return library


def read_packed(content: bytes) -> tuple[Library, list[Finding]]:
    """A library that somebody has packed, as far as it can be read, and what is wrong with it. It may lie in a folder
    of the zip. Raises LibraryError when there is none in it."""
    with TemporaryDirectory(prefix="bibliotek-") as name:
        root = Path(name)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _unpack(archive, root)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zlib.error) as error:
            raise LibraryError([Finding("", 0, "bibliotek-skadat", "Zip-filen går inte att läsa.")]) from error
        return read_library(root)


def _unpack(archive: zipfile.ZipFile, root: Path) -> None:
    """Write the library's files. Raises LibraryError."""
    names = archive.namelist()[: _MAX_FILES + 1]
    places = sorted((name for name in names if name.rpartition("/")[2] == SOURCES_FILE), key=len)
    if not places:
        told = f"Zip-filen innehåller inget klausulbibliotek: ”{SOURCES_FILE}” saknas."
        raise LibraryError([Finding("", 0, "bibliotek-saknas", told)])
    folder = places[0].removesuffix(SOURCES_FILE)
    for entry in _wanted(archive, folder):
        path = root / entry.filename.removeprefix(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive.read(entry))


def _wanted(archive: zipfile.ZipFile, folder: str = "") -> list[zipfile.ZipInfo]:
    """The entries that are files of a library and stay in its folder. Raises LibraryError when they would swell."""
    wanted = [
        entry
        for entry in archive.infolist()
        if entry.filename.startswith(folder)
        and is_content(entry.filename.removeprefix(folder))
        and not entry.filename.startswith("/")
        and ".." not in entry.filename
    ]
    if sum(entry.file_size for entry in wanted) > _MAX_UNPACKED or len(wanted) > _MAX_FILES:
        raise LibraryError([Finding("", 0, "bibliotek-for-stort", "Det packade biblioteket är orimligt stort.")])
    return wanted


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
