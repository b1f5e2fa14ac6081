"""Makes the font files inside a PDF smaller: tables that no reader of a PDF looks at are left out, and the font that is
typed with in fields also sets the labels beside them, which are drawn from the same family.
"""

from __future__ import annotations

import struct
from typing import Any

import pydyf

from generator.formats.pdf_fonts import FIELD, HEADING, glyph_names
from generator.formats.pdf_objects import Dictionary, Pdf, add, remove, resolve

_NEEDED = frozenset({b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"})
"""What draws a glyph that is asked for by its number."""
_WHOLE = 0xB1B0AFBA
"""What the checksum of a whole font file comes to, by the standard."""
_ENTRY = ">4sIII"


def slim_font_files(pdf: Pdf) -> None:
    """Make the font files smaller, in place. The font for typing has been mended before."""
    fonts = [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Font"]
    typed = next((each for each in fonts if each["Subtype"] == "/TrueType"), None)
    descendants = [each for each in fonts if each["Subtype"] == "/CIDFontType2"]
    for descendant in descendants:
        descriptor = resolve(pdf, descendant["FontDescriptor"])
        if typed is None or not _shared(pdf, descendant, resolve(pdf, typed["FontDescriptor"])):
            file = resolve(pdf, descriptor["FontFile2"])
            file.stream = [without_tables(b"".join(map(bytes, file.stream)))]
            file.extra["Length1"] = len(file.stream[0])


def _shared(pdf: Pdf, descendant: Dictionary, typed: Dictionary) -> bool:
    """Let the upright face for labels be drawn from the file of the font for typing, when that has all of its glyphs.
    Returns whether it is."""
    descriptor = resolve(pdf, descendant["FontDescriptor"])
    if str(descriptor["FontName"]).rpartition("+")[2].strip("'") != HEADING.family.replace(" ", "-"):
        return False
    places = {name: place for place, name in enumerate(glyph_names(FIELD))}
    names = glyph_names(HEADING)
    used = _used(descendant["W"])
    if not all(glyph < len(names) and names[glyph] in places for glyph in used):
        return False
    table = b"".join(struct.pack(">H", places.get(name, 0)) for name in names[: max(used) + 1])
    remove(pdf, resolve(pdf, descriptor["FontFile2"]))
    descriptor["FontFile2"] = typed["FontFile2"]
    descendant["CIDToGIDMap"] = add(pdf, pydyf.Stream([table], compress=True))
    return True


def _used(widths: list[Any]) -> set[int]:
    """The glyphs that a table of widths tells of: runs of ``first [width width …]``."""
    runs = zip(widths[::2], widths[1::2], strict=True)
    return {int(first) + place for first, run in runs for place in range(len(run))}


def without_tables(font: bytes) -> bytes:
    """A TrueType font with nothing but what draws its glyphs."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = [struct.unpack_from(_ENTRY, font, 12 + 16 * place) for place in range(count)]
    tables = {tag: font[start : start + size] for tag, _, start, size in sorted(entries) if tag in _NEEDED}
    tables[b"head"] = tables[b"head"][:8] + b"\0" * 4 + tables[b"head"][12:]
    power = len(tables).bit_length() - 1
    head = struct.pack(">4sHHHH", font[:4], len(tables), 16 << power, power, 16 * (len(tables) - (1 << power)))
    directory, body = b"", b""
    for tag, content in tables.items():
        start = len(head) + 16 * len(tables) + len(body)
        directory += struct.pack(_ENTRY, tag, _checksum(content), start, len(content))
        body += content + b"\0" * (-len(content) % 4)
    made = head + directory + body
    place = made.index(tables[b"head"], len(head) + len(directory))
    return made[: place + 8] + struct.pack(">I", (_WHOLE - _checksum(made)) % (1 << 32)) + made[place + 12 :]


def _checksum(content: bytes) -> int:
    padded = content + b"\0" * (-len(content) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % (1 << 32)
