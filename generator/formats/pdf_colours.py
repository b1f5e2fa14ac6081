"""Says which red, green and blue a PDF means: sRGB, as a colour profile of a few hundred bytes (ICC, version 4).

An archive file must carry one. The library's own has tables for what a formula says as well, and weighs five times
as much, in every form.
"""

from __future__ import annotations

import struct
from functools import cache

from generator.formats.pdf_objects import Pdf, resolve

_D50 = (0.9642, 1.0, 0.8249)
"""The white that every profile is stated against."""
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""The colours of sRGB as they look under that white."""
_ADAPTED = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
"""How they were moved there from daylight (the Bradford way)."""
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""Power, slope and offset above the last number; slope below it."""
_HEADER, _ENTRY = 128, 12


def state_colours(pdf: Pdf) -> None:
    """Exchange the profile that the library has put in, in place."""
    for intent in pdf.catalog["OutputIntents"]:
        profile = resolve(pdf, resolve(pdf, intent)["DestOutputProfile"])
        profile.stream, profile.compress = [srgb_profile()], True


@cache
def srgb_profile() -> bytes:
    """The profile, the same bytes each time."""
    tags = {
        b"desc": _words("sRGB"),
        b"cprt": _words("CC0"),
        b"wtpt": _numbers(b"XYZ ", _D50),
        b"chad": _numbers(b"sf32", _ADAPTED),
        **{name: _numbers(b"XYZ ", colour) for name, colour in _PRIMARIES.items()},
    }
    curve = b"para" + struct.pack(">IHH", 0, 3, 0) + b"".join(map(_fixed, _CURVE))
    body, table = b"", []
    start = _HEADER + 4 + _ENTRY * (len(tags) + 3)
    for name, content in tags.items():
        table.append((name, start + len(body), len(content)))
        body += content + b"\0" * (-len(content) % 4)
    table += [(name, start + len(body), len(curve)) for name in (b"rTRC", b"gTRC", b"bTRC")]
    body += curve
    entries = b"".join(struct.pack(">4sII", *entry) for entry in table)
    return _header(start + len(body)) + struct.pack(">I", len(table)) + entries + body


def _header(size: int) -> bytes:
    """What kind of profile it is. The day is fixed, so that nothing tells when a file was made."""
    kind = struct.pack(">III", size, 0, 0x04200000) + b"mntrRGB XYZ "
    kind += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp"
    return kind + b"\0" * 28 + b"".join(map(_fixed, _D50)) + b"\0" * 48


def _fixed(number: float) -> bytes:
    """A number with sixteen bits after the point."""
    return struct.pack(">i", round(number * 65_536))


def _numbers(kind: bytes, numbers: tuple[float, ...]) -> bytes:
    return kind + b"\0" * 4 + b"".join(map(_fixed, numbers))


def _words(text: str) -> bytes:
    """A short text in English, as the standard wants its names."""
    told = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(told), 28) + told
