"""Makes WeasyPrint quicker, for the one version that has been read: some of its functions are exchanged for ones that
come to the same bytes with less work. With any other version all is left as it is shipped, which is only slower.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
from weasyprint.css import functions
from weasyprint.draw import border
from weasyprint.draw import text as ink
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.layout import background, page, percent
from weasyprint.layout import float as float_
from weasyprint.text import line_break
from weasyprint.text.ffi import pango

from generator.formats import pdf_quick_boxes, pdf_quick_ink, pdf_quick_text

VERSION = "70.0"
_PAGE_REFERENCES = property(pdf_quick_boxes.page_references)
_OLDEST_PANGO = 15000
_EXCHANGED: tuple[tuple[Any, Any], ...] = (
    (line_break.split_first_line, pdf_quick_text.split_first_line),
    (line_break.strut, pdf_quick_boxes.strut),
    (ink.draw_text, pdf_quick_ink.draw_text),
    (percent.resolve_percentages, pdf_quick_boxes.resolve_percentages),
    (percent.resolve_radii_percentages, pdf_quick_boxes.resolve_radii_percentages),
    (background.layout_box_backgrounds, pdf_quick_boxes.layout_box_backgrounds),
    (border.draw_outline, pdf_quick_boxes.draw_outline),
    (border.draw_border, pdf_quick_boxes.draw_border),
    (float_.avoid_collisions, pdf_quick_boxes.avoid_collisions),
    (page.set_page_type_computed_styles, pdf_quick_boxes.set_page_type_computed_styles),
    (functions.check_math, pdf_quick_boxes.check_math),
    (Box.is_in_normal_flow, pdf_quick_boxes.is_in_normal_flow),
    (ParentBox.page_values, pdf_quick_boxes.page_values),
    (pydyf.PDF.page_references, _PAGE_REFERENCES),
)
"""Each function as shipped, and the one in its place."""


def is_known() -> bool:
    """Whether this is the WeasyPrint, and a Pango, that the functions were written for."""
    return bool(
        weasyprint.__version__ == VERSION
        and pango.pango_version() >= _OLDEST_PANGO
        and pdf_quick_ink.GLYPHS_ARE_KNOWN
    )


def hasten() -> None:
    """Put the quicker functions in place, wherever the library has taken a function's name in."""
    if is_known():
        for shipped, quicker in _EXCHANGED:
            _exchange(shipped, quicker)


@contextmanager
def as_shipped() -> Iterator[None]:
    """The library as it is shipped, until the block is left."""
    for shipped, quicker in _EXCHANGED:
        _exchange(quicker, shipped)
    try:
        yield
    finally:
        hasten()


def _exchange(old: Any, new: Any) -> None:
    holders = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "weasyprint"]
    for holder in [*holders, Box, ParentBox, pydyf.PDF]:
        for name, value in list(vars(holder).items()):
            if value is old:
                setattr(holder, name, new)
