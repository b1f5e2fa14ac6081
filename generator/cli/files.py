"""Writes files whole or not at all, readable by their owner only."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.cli.system_errors import InputError, reason


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file with mode 0600, all of them or none. Raises InputError.

    The new files are made ready beside their places first. Should one of them not come into place, the old ones are
    put back and folders made on the way are removed.
    """
    made = _Undo()
    try:
        ready = [(made.temporary(target, content), target) for target, content in files.items()]
        for temporary, target in ready:
            made.put(temporary, target)
    except BaseException as error:
        made.undo()
        if isinstance(error, OSError):
            place = error.filename2 or error.filename or ""
            raise InputError(f"Det går inte att skriva ”{place}”: {reason(error)}.") from error
        raise
    made.settle()


class _Undo:
    """What has been done so far, so that it can be undone."""

    def __init__(self) -> None:
        self._folders: list[Path] = []
        self._temporary: list[Path] = []
        self._placed: list[tuple[Path, Path | None]] = []

    def temporary(self, target: Path, content: bytes) -> Path:
        """The content in a new file beside its place."""
        self._make_folder(target.parent)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(target))
        path = self._new_file(target.parent)
        with path.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return path

    def _new_file(self, folder: Path) -> Path:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".ny-")
        os.close(descriptor)
        self._temporary.append(Path(name))
        return Path(name)

    def _make_folder(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir()
            self._folders.append(each)

    def put(self, temporary: Path, target: Path) -> None:
        """Move a ready file into place in one step; a copy of what stood there is kept until all is done."""
        kept = None
        if target.exists():
            kept = self._new_file(target.parent)
            shutil.copy2(target, kept)
        self._placed.append((target, kept))
        temporary.replace(target)

    def undo(self) -> None:
        """Put everything back as it was. Goes on past what cannot be put back."""
        for target, kept in reversed(self._placed):
            with suppress(OSError):
                if kept is not None:
                    kept.replace(target)
                else:
                    target.unlink(missing_ok=True)
        self._remove(self._temporary)
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()

    def settle(self) -> None:
        """Throw away what was kept aside."""
        self._remove(self._temporary)

    def _remove(self, paths: Iterable[Path]) -> None:
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)
