"""Draws the lines of text that ``pdf_quick_text`` has set, glyph by glyph as Pango placed them, without setting them
anew as the library does.

A line with anything unusual in it, such as a mark that is raised above its letter, is drawn by the library.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from weasyprint.draw import text as library
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from generator.formats.pdf_quick_text import SetLine
from generator.formats.pdf_slim import escaped

_AS_SHIPPED: Callable[..., None] = library.draw_text
_GLYPH = struct.Struct("=IiiiI")
"""A glyph as Pango keeps it: number, width, two offsets, marks."""
_LAST_GLYPH = 0x2FFF
"""Greater numbers could hold two digits, which are looked for in what is drawn; ours are in the hundreds. The greatest
are Pango's own signs for what is no glyph of the font."""
GLYPHS_ARE_KNOWN = ffi.sizeof("PangoGlyphInfo") == _GLYPH.size
"""Whether this Pango keeps its glyphs like that."""


class _Font:
    """A font at one size, in one PDF: what is written to show each of its glyphs at a width."""

    def __init__(self, font: Any, size: float) -> None:
        self.font, self.size = font, size
        self.is_plain = not (font.bitmap or font.png or font.svg or font.colr)
        self.shown: dict[tuple[int, int], tuple[bytes, bytes]] = {}

    def show(self, glyph: int, width: int, pango_font: Any, stream: Any) -> tuple[bytes, bytes]:
        """The glyph as it is written, and by how much the letters around it move what follows; nothing when they do
        not."""
        natural = self.font.widths.get(glyph)
        if natural is None:
            pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
            natural = round(stream.logical_rect.width * 1000 * FROM_UNITS / self.size)
            self.font.widths[glyph] = natural
        moved = int(natural - width * 1000 * FROM_UNITS / self.size)
        shown = self.shown[glyph, width] = escaped(glyph.to_bytes(2, "big")), b"%d" % moved if moved else b""
        return shown


_Shown = tuple[_Font, bytes, bytes]
"""A font, what is written to show glyphs of it, and by how much the last of them moves what follows."""


class _Fonts:
    """The fonts that have been drawn with in one PDF, by where Pango keeps them."""

    def __init__(self, stream: Any) -> None:
        self.of = stream._fonts
        self._known: dict[int, _Font] = {}

    def get(self, pango_font: Any, stream: Any) -> _Font:
        """The font. It is added to the PDF when it is new."""
        place = int(ffi.cast("uintptr_t", pango_font))
        font = self._known.get(place)
        if font is None:
            font = self._known[place] = _Font(*stream.add_font(pango_font))
        return font


def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str) -> None:
    """Draw a box of text as the library does."""
    line, style = textbox.pango_layout, textbox.style
    if type(line) is SetLine and text_overflow == "clip" and block_ellipsis == "none":
        if style["visibility"] != "visible":
            return
        shown = _shown(stream, line, style) if textbox.text.strip() else []
        if shown is not None:
            _draw(stream, textbox, shown)
            return
    _AS_SHIPPED(stream, textbox, offset_x, text_overflow, block_ellipsis)


def _draw(stream: Any, textbox: Any, shown: list[_Shown]) -> None:
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    if shown:
        stream.set_text_matrix(1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline)
    for font, glyphs, _ in shown:
        stream.set_font_size(font.font.hash, font.size)
        stream.show_text(glyphs)
    stream.end_text()


def _shown(stream: Any, line: SetLine, style: Any) -> list[_Shown] | None:
    """What is written to show a line, for each font in turn; None when the library has to draw it."""
    config = style.font_config
    fonts = getattr(config, "_drawn_with", None)
    if fonts is None or fonts.of is not stream._fonts:
        fonts = config._drawn_with = _Fonts(stream)
    made: list[_Shown] = []
    run = line.line.runs[0]
    while run != ffi.NULL:
        item = run.data
        run = run.next
        font = fonts.get(item.item.analysis.font, stream)
        shown = _run(stream, line, item, font) if font.is_plain else None
        if shown is None:
            return None
        if made and made[-1][0] is font and shown[1]:
            _, before, moved = made.pop()
            shown = font, before + moved + shown[1], shown[2]
        if shown[1]:
            made.append(shown)
    return made or None


def _run(stream: Any, line: SetLine, item: Any, font: _Font) -> _Shown | None:
    """The glyphs of one run of a line; those of spaces at the end of the line are left out."""
    string = item.glyphs
    count = string.num_glyphs
    offset = item.item.offset
    clusters = ffi.unpack(string.log_clusters, count)
    end = line.start + line.size - offset
    pango_font, known, told = item.item.analysis.font, font.shown, font.font.to_unicode
    pieces: list[bytes] = []
    moved = b""
    kept = ffi.buffer(string.glyphs, count * _GLYPH.size)
    for place, (glyph, width, right, up, _) in enumerate(_GLYPH.iter_unpack(kept)):
        if clusters[place] >= end:
            break
        if right or up or glyph > _LAST_GLYPH:
            return None
        if moved:
            pieces.append(b")" + moved + b"(")
        piece, moved = known.get((glyph, width)) or font.show(glyph, width, pango_font, stream)
        pieces.append(piece)
        if glyph not in told:
            after = clusters[place + 1] if place + 1 < count else item.item.length
            told[glyph] = line.paragraph.text[offset + clusters[place] : offset + after].decode()
    return font, b"(%b)" % b"".join(pieces) if pieces else b"", moved
