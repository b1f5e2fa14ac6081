"""What a password for a file must be like, wherever it is chosen."""

from __future__ import annotations

import unicodedata

from generator.errors import RenderError

SHORTEST = 8
_LONGEST = 127
"""Bytes in UTF-8: the standard looks at no more, and what is cut off would protect nothing."""
_CANNOT_BE_TYPED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


def checked_password(password: str) -> str:
    """The password as it is to be typed in any program. Raises RenderError, which never quotes it."""
    prepared = unicodedata.normalize("NFKC", password)
    if len(prepared) < SHORTEST:
        raise RenderError(f"Lösenordet är för kort. Välj minst {SHORTEST} tecken, gärna flera ord.")
    if len(prepared.encode(errors="replace")) > _LONGEST:
        raise RenderError("Lösenordet är för långt.")
    if any(unicodedata.category(character) in _CANNOT_BE_TYPED for character in prepared):
        raise RenderError("Lösenordet innehåller ett tecken som inte går att skriva in. Välj ett annat.")
    return prepared
