"""Writes the words of a PDF's objects in as few bytes as can be: a field's name for who listens, a title, a bookmark.

The library writes every letter of a text with a Swedish one in it as four digits.
"""

from __future__ import annotations

import re

_WIDE_STRING = re.compile(rb"<feff((?:[0-9a-f]{4})+)>")
_SINGLE_BYTES = {
    **{code: bytes([code]) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)) if code != 0xAD},  # noqa: PLR2004
    **{ord(sign): bytes([0x80 + place]) for place, sign in enumerate("•†‡…—–")},
    **{ord(sign): bytes([0x8D + place]) for place, sign in enumerate("“”‘’")},
    **{ord(sign): b"\\" + sign.encode() for sign in "()\\"},
}
"""How letters are written in the PDF's own encoding, which has those of Swedish; any other letter needs two bytes."""
_SEEMS_MARKED = "þï"
"""A string that began so would be taken for one in another encoding."""


def short_strings(data: bytes) -> bytes:
    """The bytes of an object that is no stream, with each string of words written in as few bytes as can be."""
    return _WIDE_STRING.sub(_short_string, data)


def _short_string(match: re.Match[bytes]) -> bytes:
    text = bytes.fromhex(match[1].decode()).decode("utf-16-be", "surrogatepass")
    if text[0] in _SEEMS_MARKED:
        return match[0]
    written = [_SINGLE_BYTES.get(ord(letter)) for letter in text]
    return match[0] if None in written else b"(" + b"".join(filter(None, written)) + b")"
