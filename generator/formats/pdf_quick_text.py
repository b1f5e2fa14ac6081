"""Sets a paragraph once. WeasyPrint sets the rest of the paragraph anew for each line, then the line itself, and the
line once more when it is drawn; here Pango breaks the whole paragraph at once and its lines are kept until then.

Only plain text is set this way: letters that run from left to right, lines broken at spaces, no hyphens to show. All
else is left to the library. What is kept lives and dies with the styles of one document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_font_description

from generator.formats.pdf_fonts import LATIN

Style = Any
"""A ``weasyprint`` style: a dict of computed values, shared by boxes that look alike."""
Broken = tuple["SetLine", int, int | None, float, float, float]
"""A line, its bytes, the bytes to skip to the next line, then width, height and baseline in pixels."""

_SOFT_HYPHEN = 0xAD
_PLAIN = "".join(map(chr, sorted(LATIN - {_SOFT_HYPHEN})))
_NOT_PLAIN = re.compile(f"[^{re.escape(_PLAIN)}]")
"""Soft hyphens, forced breaks, tabs, marks that steer, and letters that another face sets, maybe higher."""
_WIDEST = 2**21
"""Pixels: more does not fit in Pango's units."""
_LETTERS_PER_SIZE = 4
"""A line surely has fewer letters than this many times its width in sizes of the font."""
_UNLIMITED = -1
_AS_SHIPPED: Callable[..., Any] = line_break.split_first_line
_PLAIN_VALUES = {
    "letter_spacing": "normal", "word_spacing": 0, "text_decoration_line": "none",
    "direction": "ltr", "word_break": "normal",
}


class SetLine(line_break.Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """A line that has been set, in place of the library's own layout of it: that can still be made from it."""

    def __init__(self, paragraph: Paragraph, number: int, size: int, max_width: float | None) -> None:
        """``size`` is how many bytes of the line are drawn."""
        self.paragraph, self.number, self.size = paragraph, number, size
        self.max_width = max_width
        self.justification_spacing = self.first_line_direction = 0
        start = paragraph.starts[number]
        self.start = start
        self.text = paragraph.text[start : start + size].decode()

    @property
    def line(self) -> Any:
        """Pango's line, as long as the paragraph lives."""
        return self.paragraph.lines[self.number]


class Paragraph:
    """Text that Pango has broken into lines no wider than ``width``, in Pango's units."""

    def __init__(self, layout: Any, text: bytes, width: int) -> None:
        """``layout`` is one of Pango's with the style of the text and nothing in it yet."""
        self.layout, self.text, self.width = layout, text, width
        pango.pango_layout_set_width(layout, width)
        pango.pango_layout_set_text(layout, text, len(text))
        self.lines: list[Any] = []
        while (line := pango.pango_layout_get_line_readonly(layout, len(self.lines))) != ffi.NULL:
            self.lines.append(line)
        self.starts = [int(line.start_index) for line in self.lines]
        self._numbers = {len(text) - start: number for number, start in enumerate(self.starts)}

    def line_with(self, rest: bytes, width: int) -> int | None:
        """Number of the line that begins with what is left of the text; None when it is no such rest."""
        number = self._numbers.get(len(rest))
        if number is None or width != self.width or not self.text.endswith(rest):
            return None
        return number


class _Setter:
    """Sets the text of one style."""

    def __init__(self, style: Style) -> None:
        self.is_plain = (
            bool(style["font_size"]) and style["hyphens"] != "auto" and style["white_space"] in ("normal", "nowrap")
            and all(style[name] == value for name, value in _PLAIN_VALUES.items())
        )
        self.wraps = style["white_space"] == "normal"
        self.narrowest = style["font_size"] * _LETTERS_PER_SIZE
        self._known: dict[tuple[str, int], Broken] = {}
        self._paragraph: Paragraph | None = None
        if self.is_plain:
            self._prepare(style)

    def _prepare(self, style: Style) -> None:
        pattern = line_break.Layout(style)
        self._pattern = pattern.layout  # owns the attributes
        self._attributes = pango.pango_layout_get_attributes(self._pattern)
        self._font = get_font_description(style)
        self._context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(self._context, False)
        pango.pango_context_set_base_dir(self._context, PANGO_DIRECTION["ltr"])
        pango.pango_context_set_language(self._context, pattern.language)
        self._letters_per_pixel = _LETTERS_PER_SIZE / style["font_size"]
        self._extents = ffi.new("PangoRectangle *")

    def split(self, text: str, max_width: float | None, is_line_start: bool) -> Broken | None:
        """The first line of a text; None when the library has to find it."""
        if not self.wraps or max_width is None or max_width == inf:
            max_width, width = None, _UNLIMITED
        else:
            width = int(max_width * TO_UNITS)
        broken = self._known.get((text, width))
        if broken is None and not _NOT_PLAIN.search(text):
            paragraph, number = self._found(text, width, is_line_start)
            broken = self._broken(paragraph, number, max_width)
            if broken is not None:
                self._known[text, width] = broken
        return broken

    def forget(self) -> None:
        """Let go of every text."""
        self._known.clear()
        self._paragraph = None

    def _found(self, text: str, width: int, is_line_start: bool) -> tuple[Paragraph, int]:
        """The paragraph and the line in it that begins with a text. After a label only one line is set, since the next
        ones are as a rule of another width."""
        rest = text.encode()
        number = self._paragraph.line_with(rest, width) if self._paragraph else None
        if self._paragraph and number is not None:
            return self._paragraph, number
        if not is_line_start and width != _UNLIMITED:
            short = text[: int(width * FROM_UNITS * self._letters_per_pixel)]
            if len(short) < len(text):
                start = Paragraph(self._layout(), short.encode(), width)
                if len(start.lines) > 1 and b" " in start.text[start.starts[1] :]:
                    return start, 0
        self._paragraph = Paragraph(self._layout(), rest, width)
        return self._paragraph, 0

    def _layout(self) -> Any:
        layout = ffi.gc(pango.pango_layout_new(self._context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout, False)
        pango.pango_layout_set_font_description(layout, self._font)
        if self._attributes != ffi.NULL:
            pango.pango_layout_set_attributes(layout, self._attributes)
        return layout

    def _broken(self, paragraph: Paragraph, number: int, max_width: float | None) -> Broken | None:
        line = paragraph.lines[number]
        pango.pango_layout_line_get_extents(line, ffi.NULL, self._extents)
        width = self._extents.width * FROM_UNITS
        if max_width is not None and width > max_width:
            return None  # a word that is wider than the line
        size, skip = int(line.length), None
        if number + 1 < len(paragraph.lines):
            if max_width is not None and max_width < self.narrowest:
                return None  # so narrow that the library looks at words one by one
            start = paragraph.starts[number]
            size = len(paragraph.text[start : start + size].rstrip(b" "))
            skip = paragraph.starts[number + 1] - start
        made = SetLine(paragraph, number, size, max_width)
        return made, size, skip, width, self._extents.height * FROM_UNITS, -self._extents.y * FROM_UNITS


def forget(font_config: Any) -> None:
    """Let go of every text that was set with a configuration of fonts. Styles hold each other, so without this the text
    would stay until the garbage collector finds them."""
    for setter in font_config.__dict__.pop("_setters", ()):
        setter.forget()
    font_config.__dict__.pop("_drawn_with", None)


def split_first_line(  # noqa: PLR0913, PLR0917 - the library calls it so
    text: str, style: Style, context: Any, max_width: float | None, justification_spacing: float,
    is_line_start: bool = True, minimum: bool = False,
) -> Any:
    """What the library's function of this name finds, quicker when the text is plain."""
    setter = getattr(style, "_setter", None)
    if setter is None:
        setter = style._setter = _Setter(style)
        style.font_config.__dict__.setdefault("_setters", []).append(setter)
    is_in_units = max_width is None or max_width == inf or 0 <= max_width < _WIDEST
    if is_in_units and setter.is_plain and not justification_spacing:
        broken = setter.split(text, max_width, is_line_start)
        if broken is not None:
            return broken
    return _AS_SHIPPED(text, style, context, max_width, justification_spacing, is_line_start, minimum)
