"""Writes files whole or not at all, readable by their owner only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.cli.answers_file import InputError


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file with mode 0600 through a temporary one beside it. Raises InputError; then nothing new stays.

    Files that stood there before are replaced only once all the new ones lie ready.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".ny-")
            ready.append((Path(name), target))
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        for temporary, target in ready:
            temporary.replace(target)
    except OSError as error:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
        raise InputError(f"Det går inte att skriva i ”{error.filename or ''}”: {error.strerror}.") from error
