"""Locks a PDF about a person with a password: AES with 256 bits, everything encrypted, its metadata too.

An archive must be able to read its files without a key, so that a locked file is no PDF/A and does not say that it is.
It is still accessible: a program that reads aloud may reach the text.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf


def locked(content: bytes, password: str) -> bytes:
    """The file encrypted with a password that has been checked. Two calls give different bytes: the key is drawn anew
    each time."""
    allowed = pikepdf.Permissions()  # all of it: who knows the password may do what the paper allows
    encryption = pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True, allow=allowed)
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as file:
        file.save(target, encryption=encryption, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()
