"""Locks a PDF about a person with a password: AES with 256 bits, everything encrypted, its metadata too.

An archive must be able to read its files without a key, so that a locked file is no PDF/A and does not say that it is.
It is still accessible: a program that reads aloud may reach the text.
"""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pikepdf

from generator.errors import RenderError

SHORTEST = 8
_LONGEST = 127
"""Bytes in UTF-8: the standard looks at no more, and what is cut off would protect nothing."""


def checked_password(password: str) -> str:
    """The password as it is to be typed in any program. Raises RenderError, which never quotes it."""
    prepared = unicodedata.normalize("NFKC", password)
    if len(prepared) < SHORTEST:
        raise RenderError(f"Lösenordet är för kort. Välj minst {SHORTEST} tecken, gärna flera ord.")
    if len(prepared.encode(errors="replace")) > _LONGEST:
        raise RenderError("Lösenordet är för långt.")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Co") for character in prepared):
        raise RenderError("Lösenordet innehåller ett tecken som inte går att skriva in. Välj ett annat.")
    return prepared


def locked(content: bytes, password: str) -> bytes:
    """The file encrypted. Two calls give different bytes: the key is drawn anew each time."""
    allowed = pikepdf.Permissions()  # all of it: who knows the password may do what the paper allows
    encryption = pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True, allow=allowed)
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as file:
        file.save(target, encryption=encryption, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()
