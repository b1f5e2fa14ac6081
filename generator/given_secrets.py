"""A secret from the surroundings: the words themselves, or the name of a file that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.errors import SettingsError


def given_secret(given: Mapping[str, str], name: str) -> str:
    """What ``NAME`` says, or the file that ``NAME_FILE`` names holds; empty without either. Raises SettingsError."""
    words, file = given.get(name, ""), given.get(f"{name}_FILE", "")
    if words and file:
        raise SettingsError(f"Ange bara en av {name} och {name}_FILE.")
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n") if file else words
    except (OSError, ValueError) as error:
        raise SettingsError(f"Filen ”{file}” ({name}_FILE) går inte att läsa.") from error
