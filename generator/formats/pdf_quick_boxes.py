"""Works out once for each style what WeasyPrint works out for each box: lengths, the height of a line, whether there is
anything to paint. Boxes that look alike share a style, and what is found is kept on it, for one document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.css import functions
from weasyprint.css.properties import Dimension
from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box, LineBox, PageBox
from weasyprint.layout import background, page, percent
from weasyprint.layout import float as float_
from weasyprint.text import line_break

Style = Any
"""A ``weasyprint`` style: a dict of computed values, shared by boxes that look alike."""

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_ASKED = tuple(
    [f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES]
    + [f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")]
)
"""Lengths that may depend on the size of what is around a box."""
_LENGTHS = (*_ASKED, *(f"border_{side}_width" for side in _SIDES))
"""What the library sets on a box when that size is known."""
_ANY_SIZE = (None, None)
_NEVER_MATH = frozenset({str, int, float, bool, type(None), Dimension})
"""Kinds of values that are no formula."""
_SQUARE = {f"border_{corner}_radius": (0, 0) for corner in _CORNERS}
_RESOLVE: Callable[..., None] = percent.resolve_percentages
_ROUND: Callable[..., None] = percent.resolve_radii_percentages
_STRUT: Callable[..., tuple[float, float]] = line_break.strut
_PAINT: Callable[..., None] = background.layout_box_backgrounds
_OUTLINE: Callable[..., None] = border.draw_outline
_BORDER: Callable[..., None] = border.draw_border
_COLLISIONS: Callable[..., tuple[float, float, float]] = float_.avoid_collisions
_MATH: Callable[..., Any] = functions.check_math
_PAGE_STYLES: Callable[..., None] = page.set_page_type_computed_styles


class _Found:
    """What has been found out about a style."""

    __slots__ = ("has_outline", "has_rules", "is_bare", "is_square", "is_steady", "lengths", "strut")

    def __init__(self, style: Style) -> None:
        is_shared = style["border_collapse"] == "collapse"
        self.lengths: dict[tuple[Any, Any], dict[str, Any]] | None = None if is_shared else {}
        self.is_steady = all(style[name] == "auto" or getattr(style[name], "unit", "") == "px" for name in _ASKED)
        self.is_square = all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
        self.is_bare = _is_bare(style)
        self.has_outline = bool(style["outline_width"]) and style["outline_style"] != "none"
        self.has_rules = bool(style["column_rule_width"]) or style["border_image_source"][0] != "none"
        self.strut: tuple[float, float] | None = None


def _is_bare(style: Style) -> bool:
    """Whether there is nothing to paint behind a box."""
    sources = [style["border_image_source"], style["mask_border_source"], *style["background_image"]]
    return (
        all(kind == "none" for kind, *_ in sources)
        and not style["box_shadow"]
        and get_color(style, "background_color").alpha == 0
    )


def _found(style: Style) -> _Found:
    try:
        found: _Found = style._found
    except AttributeError:
        found = style._found = _Found(style)
    return found


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the lengths of a box as numbers. Borders that cells share depend on more than the style."""
    found = _found(box.style)
    lengths = found.lengths
    if lengths is None or isinstance(box, PageBox):
        _RESOLVE(box, containing_block)
        return
    is_size = isinstance(containing_block, tuple)
    size = containing_block if is_size else (containing_block.width, containing_block.height)
    if found.is_steady:
        size = _ANY_SIZE
    known = lengths.get(size)
    if known is None:
        _RESOLVE(box, containing_block)
        lengths[size] = {name: box.__dict__[name] for name in _LENGTHS}
    else:
        box.__dict__.update(known)


def resolve_radii_percentages(box: Any) -> None:
    """Set how round the corners of a box are."""
    if _found(box.style).is_square:
        box.__dict__.update(_SQUARE)
    else:
        _ROUND(box)


def strut(style: Style) -> tuple[float, float]:
    """Height of a line in a style, and its baseline."""
    found = _found(style)
    if found.strut is None:
        found.strut = _STRUT(style)
    return found.strut


def layout_box_backgrounds(
    page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Style | None = None
) -> None:
    """Place what is behind a box and the boxes in it."""
    if style is not None or box is page or not _found(box.style).is_bare:
        _PAINT(page, box, get_image_from_uri, layout_children, style)
        return
    resolve_radii_percentages(box)
    box.background = None
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)


def draw_outline(stream: Any, box: Any) -> None:
    """Draw the outlines of a box and the boxes in it."""
    if _found(box.style).has_outline:
        _OUTLINE(stream, box)
        return
    for child in box.children:
        if isinstance(child, Box):
            draw_outline(stream, child)


def draw_border(stream: Any, box: Any) -> None:
    """Draw the borders of a box, and the rules between its columns."""
    is_drawn = box.border_top_width or box.border_right_width or box.border_bottom_width or box.border_left_width
    if is_drawn or _found(box.style).has_rules:
        _BORDER(stream, box)


def avoid_collisions(
    context: Any, box: Any, containing_block: Any, outer: bool = True
) -> tuple[float, float, float]:
    """Where a box has room beside what floats, and how much: as a rule nothing does, and a line has it all."""
    if outer or context.excluded_shapes or type(box) is not LineBox or containing_block.style["direction"] != "ltr":
        return _COLLISIONS(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width - box.margin_right
    left += box.margin_left
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def check_math(value: Any) -> Any:
    """Whether a value is a formula to work out."""
    return None if type(value) in _NEVER_MATH else _MATH(value)


def page_values(box: Any) -> tuple[Any, Any]:
    """The kinds of page that a box with others in it begins and ends on."""
    first = last = box.style["page"]
    flowing = next((child for child in box.children if child.is_in_normal_flow() or child.is_floated()), None)
    if flowing is not None:
        begins = flowing.page_values()
        ending = next(child for child in reversed(box.children) if child.is_in_normal_flow() or child.is_floated())
        ends = begins if ending is flowing else ending.page_values()
        first, last = begins[0] or first, ends[1] or last
    return first, last


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box stands where it comes."""
    style = box.style
    return style["float"] == "none" and style["position"] in ("static", "relative")


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Let pages for which the same rules hold share their styles, those of their margins included."""
    alike = tuple(
        style_for._page_type_match(asked, page_type)
        for sheet, _, _ in style_for._sheets for _, selectors, _ in sheet.page_rules for _, _, asked in selectors
    )
    first = style_for.__dict__.setdefault("_first_pages", {}).setdefault(alike, page_type)
    if first is page_type:
        _PAGE_STYLES(page_type, html, style_for)
        return
    styles = style_for.get_computed_styles()
    styles.update({(page_type, part): style for (of, part), style in list(styles.items()) if of is first})


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """References to the pages of a PDF that is being made; the library asks for them for each tag."""
    pages = pdf.pages["Kids"]
    known: tuple[int, tuple[bytes, ...]] = pdf.__dict__.get("_told_pages", (0, ()))
    if known[0] != len(pages):
        known = pdf._told_pages = len(pages), tuple(b"%d 0 R" % number for number in pages[::3])
    return known[1]
