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

_AS_SHIPPED: Callable[..., None] = library.draw_text
_GLYPH = struct.Struct("=IiiiI")
"""A glyph as Pango keeps it: number, width, two offsets, marks."""
_LAST_GLYPH = 0xFFFF
"""Greater numbers are Pango's own signs for what is no glyph of the font."""
GLYPHS_ARE_KNOWN = ffi.sizeof("PangoGlyphInfo") == _GLYPH.size
"""Whether this Pango keeps its glyphs like that."""


class _Font:
    """A font at one size, in one PDF: what is written to show each of its glyphs at a width."""

    def __init__(self, font: Any, size: float) -> None:
        self.font, self.size = font, size
        self.is_plain = not (font.bitmap or font.png or font.svg or font.colr)
        self.shown: dict[tuple[int, int], str] = {}

    def show(self, glyph: int, width: int, pango_font: Any, stream: Any) -> str:
        """The glyph as it is written, with what the letters around it move it by."""
        natural = self.font.widths.get(glyph)
        if natural is None:
            pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
            natural = round(stream.logical_rect.width * 1000 * FROM_UNITS / self.size)
            self.font.widths[glyph] = natural
        moved = int(natural - width * 1000 * FROM_UNITS / self.size)
        shown = self.shown[glyph, width] = f"{glyph:04x}>{moved}<" if moved else f"{glyph:04x}"
        return shown


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


def _draw(stream: Any, textbox: Any, shown: list[tuple[_Font, str]]) -> None:
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    if shown:
        stream.set_text_matrix(1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline)
    for font, glyphs in shown:
        stream.set_font_size(font.font.hash, font.size)
        stream.show_text(glyphs)
    stream.end_text()


def _shown(stream: Any, line: SetLine, style: Any) -> list[tuple[_Font, str]] | None:
    """What is written to show a line, for each font in turn; None when the library has to draw it."""
    config = style.font_config
    fonts = getattr(config, "_drawn_with", None)
    if fonts is None or fonts.of is not stream._fonts:
        fonts = config._drawn_with = _Fonts(stream)
    made: list[tuple[_Font, str]] = []
    run = line.line.runs[0]
    while run != ffi.NULL:
        item = run.data
        run = run.next
        font = fonts.get(item.item.analysis.font, stream)
        glyphs = _run(stream, line, item, font) if font.is_plain else None
        if glyphs is None:
            return None
        if glyphs and made and made[-1][0] is font:
            made[-1] = font, f"{made[-1][1].removesuffix('<>')}<{glyphs}>"
        elif glyphs:
            made.append((font, f"<{glyphs}>"))
    return [*made[:-1], (made[-1][0], _ended(made[-1][1]))] if made else None


def _ended(glyphs: str) -> str:
    """What follows on the last glyph moves nothing."""
    return glyphs[: glyphs.rindex(">", 0, -2) + 1] if glyphs.endswith("<>") else glyphs


def _run(stream: Any, line: SetLine, item: Any, font: _Font) -> str | None:
    """The glyphs of one run of a line; those of spaces at the end of the line are left out."""
    string = item.glyphs
    count = string.num_glyphs
    offset = item.item.offset
    clusters = ffi.unpack(string.log_clusters, count)
    end = line.start + line.size - offset
    pango_font, known = item.item.analysis.font, font.shown
    pieces = []
    kept = ffi.buffer(string.glyphs, count * _GLYPH.size)
    for place, (glyph, width, right, up, _) in enumerate(_GLYPH.iter_unpack(kept)):
        if clusters[place] >= end:
            break
        if right or up or glyph > _LAST_GLYPH:
            return None
        piece = known.get((glyph, width))
        if piece is None:
            piece = font.show(glyph, width, pango_font, stream)
        pieces.append(piece)
        if glyph not in font.font.to_unicode:
            after = clusters[place + 1] if place + 1 < count else item.item.length
            font.font.to_unicode[glyph] = line.paragraph.text[offset + clusters[place] : offset + after].decode()
    return "".join(pieces)
