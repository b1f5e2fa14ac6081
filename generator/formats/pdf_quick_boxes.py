"""Works out once for each style what WeasyPrint works out for each box: lengths, the height of a line, whether there is
anything to paint. Boxes that look alike share a style, and what is found is kept on it, for one document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import background, page, percent
from weasyprint.text import line_break

Style = Any
"""A ``weasyprint`` style: a dict of computed values, shared by boxes that look alike."""

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_LENGTHS = tuple(
    [f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES]
    + [f"{limit}{size}" for limit in ("", "min_", "max_") for size in ("width", "height")]
    + [f"border_{side}_width" for side in _SIDES]
)
"""What the library sets on a box when the size of its surroundings is known."""
_SQUARE = {f"border_{corner}_radius": (0, 0) for corner in _CORNERS}
_RESOLVE: Callable[..., None] = percent.resolve_percentages
_ROUND: Callable[..., None] = percent.resolve_radii_percentages
_STRUT: Callable[..., tuple[float, float]] = line_break.strut
_PAINT: Callable[..., None] = background.layout_box_backgrounds
_OUTLINE: Callable[..., None] = border.draw_outline
_PAGE_STYLES: Callable[..., None] = page.set_page_type_computed_styles


class _Found:
    """What has been found out about a style."""

    __slots__ = ("has_outline", "is_bare", "is_square", "lengths", "strut")

    def __init__(self, style: Style) -> None:
        is_shared = style["border_collapse"] == "collapse"
        self.lengths: dict[tuple[Any, Any], dict[str, Any]] | None = None if is_shared else {}
        self.is_square = all((0, "px") in style[f"border_{corner}_radius"] for corner in _CORNERS)
        self.is_bare = _is_bare(style)
        self.has_outline = bool(style["outline_width"]) and style["outline_style"] != "none"
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
    found: _Found | None = getattr(style, "_found", None)
    if found is None:
        found = style._found = _Found(style)
    return found


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the lengths of a box as numbers. Borders that cells share depend on more than the style."""
    lengths = _found(box.style).lengths
    if lengths is None or isinstance(box, PageBox):
        _RESOLVE(box, containing_block)
        return
    is_size = isinstance(containing_block, tuple)
    size = containing_block if is_size else (containing_block.width, containing_block.height)
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
