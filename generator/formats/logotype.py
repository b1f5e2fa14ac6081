"""A municipality's logotype, read strictly: a PNG with nothing in it but the picture, or a plain SVG drawing.

What a picture may tell beside itself (who made it, when, where, with what) is left out, and a picture that would swell
beyond reason when unpacked is refused before it is unpacked.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn
from xml.etree import ElementTree

from generator.errors import RenderError
from generator.formats.drawing import drawing_markup

ALT = "Kommunens logotyp"
"""What is said to who cannot see it."""
MAX_BYTES = 500_000
_MAX_SIDE = 3_000
"""Pixels."""
_TALLEST, _WIDEST = 16.0, 60.0
"""Millimetres on paper."""
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By the colour type of a PNG: grey, red-green-blue, palette, and the first two with transparency."""
_DEPTHS = (1, 2, 4, 8, 16)


@dataclass(frozen=True)
class Logotype:
    """A logotype that has passed every check."""

    png: bytes
    """The picture, or empty when it is a drawing."""
    svg: str
    """The drawing as markup of its own, or empty when it is a picture."""
    width: float
    """Millimetres on paper."""
    height: float


def read_logotype(content: bytes) -> Logotype:
    """The logotype in a file. Raises RenderError that says in words what is wrong with it."""
    if len(content) > MAX_BYTES:
        raise RenderError(f"Logotypen är för stor. Högst {MAX_BYTES // 1000} kB; spara den i mindre storlek.")
    if content.startswith(_PNG):
        return _picture(content)
    if b"<svg" in content[:1000]:
        return _drawing(content)
    raise RenderError("Logotypen är varken PNG eller SVG.")


def _sized(png: bytes, svg: str, width: float, height: float) -> Logotype:
    """The logotype as large as its place allows, with its proportions kept."""
    scale = min(_WIDEST / width, _TALLEST / height)
    return Logotype(png, svg, round(width * scale, 2), round(height * scale, 2))


# --- Pictures ---------------------------------------------------------------------------------------------------------


def _picture(content: bytes) -> Logotype:
    chunks = list(_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if not chunks or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or kinds.count(b"IHDR") != 1 or b"acTL" in kinds:
        _refuse()
    width, height = _checked_pixels(chunks)
    kept = b"".join(_chunk(kind, data) for kind, data in chunks if kind in _KEPT)
    return _sized(_PNG + kept, "", width, height)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces that a PNG is made of, each with the right checksum, up to its end."""
    place = len(_PNG)
    while place < len(content):
        head = content[place : place + 8]
        if len(head) < 8:  # noqa: PLR2004 - a length and a kind
            _refuse()
        length, kind = struct.unpack(">I4s", head)
        data, checksum = content[place + 8 : place + 8 + length], content[place + 8 + length : place + 12 + length]
        if len(data) != length or checksum != struct.pack(">I", zlib.crc32(kind + data)):
            _refuse()
        yield kind, data
        if kind == b"IEND":
            return
        place += 12 + length


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))


def _checked_pixels(chunks: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """Width and height, once it is sure that the pixels are as many as the head says."""
    head = chunks[0][1]
    if len(head) != 13:  # noqa: PLR2004 - as the standard says
        _refuse()
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", head)
    if not (1 <= width <= _MAX_SIDE and 1 <= height <= _MAX_SIDE):
        raise RenderError(f"Logotypen ska vara högst {_MAX_SIDE} bildpunkter bred och hög.")
    if depth not in _DEPTHS or colour not in _CHANNELS or (packing, filtering) != (0, 0):
        _refuse()
    if interlace:
        raise RenderError("Logotypen är sparad sammanflätad (interlaced). Spara den som vanlig PNG.")
    expected = height * (1 + (width * _CHANNELS[colour] * depth + 7) // 8)
    unpacking = zlib.decompressobj()
    try:
        pixels = unpacking.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"), expected + 1)
    except zlib.error:
        _refuse()
    if len(pixels) != expected:
        _refuse()
    return width, height


def _refuse() -> NoReturn:
    raise RenderError("Logotypen är ingen hel PNG-bild. Spara den på nytt.")


# --- Drawings ---------------------------------------------------------------------------------------------------------


def _drawing(content: bytes) -> Logotype:
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise RenderError("Logotypen är inte skriven i UTF-8.") from error
    text = text.removeprefix('<?xml version="1.0" encoding="UTF-8"?>').strip()
    markup = drawing_markup(text, ALT)
    box = ElementTree.fromstring(markup).get("viewBox", "").split()  # noqa: S314 (rebuilt just above)
    try:
        _, _, width, height = map(float, box)
    except ValueError as error:
        raise RenderError("Logotypen saknar viewBox, som säger hur stor ritningen är.") from error
    if not (0 < width < _MAX_SIDE and 0 < height < _MAX_SIDE):
        raise RenderError("Logotypens viewBox har en orimlig storlek.")
    return _sized(b"", markup, width, height)
