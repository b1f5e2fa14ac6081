"""The commands that copy the database to a file and back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from generator import clock
from generator.cli.system_errors import InputError, reason
from generator.settings import from_environment
from generator.storage.backup import write_backup
from generator.storage.database import is_database_file, opened
from generator.storage.restore import restore_backup


def backup_command(options: Namespace) -> int:
    """Write a backup, also while the service runs, and print what is in it."""
    file: Path = options.file
    url = from_environment().database_url
    if is_database_file(url, file):
        raise InputError(f"”{file}” är databasen själv. Ange en annan fil för säkerhetskopian.")
    try:
        with opened(url) as engine:
            counted = write_backup(engine, file, clock.now())
    except OSError as error:
        raise InputError(f"Det går inte att skriva ”{file}”: {reason(error)}.") from error
    print(f"Säkerhetskopian skrevs till {file}: {_words(counted)}.")
    return 0


def restore_command(options: Namespace) -> int:
    """Read a backup into the database and print what was in it."""
    file: Path = options.file
    try:
        counted = restore_backup(from_environment().database_url, file, clock.now(), replace=options.ersatt)
    except OSError as error:
        raise InputError(f"Det går inte att läsa ”{file}”: {reason(error)}.") from error
    print(f"Säkerhetskopian är inläst: {_words(counted)}.")
    return 0


def _words(counted: Mapping[str, int]) -> str:
    agreements, versions = counted.get("agreements", 0), counted.get("agreement_versions", 0)
    what = "överenskommelse" if agreements == 1 else "överenskommelser"
    how_many = "version" if versions == 1 else "versioner"
    return f"{agreements} {what} i {versions} {how_many}, {sum(counted.values())} rader i allt"
