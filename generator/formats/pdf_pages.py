"""Joins what a page break has split, in the tag tree: a section, a list, a table or a paragraph stays one element.

WeasyPrint starts the tree anew on each page. Its boxes tell which HTML element goes on from one page to the next, and
the two trees have the same shape along the edge of the break, so the halves can be found and put together.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

from generator.formats.pdf_objects import Dictionary, Pdf, remove
from generator.formats.pdf_structure import kids, top_element


def join_pages(document: Any, pdf: Pdf) -> None:
    """Make one article of all pages. The repeated header row of a split table leaves the tree."""
    top = top_element(pdf)
    articles = kids(pdf, top)
    boxes = [_article_box(page._page_box) for page in document.pages]
    for place, article in enumerate(articles[1:], start=1):
        _join(pdf, (articles[0], boxes[place - 1]), (article, boxes[place]))
        top["K"].remove(article.reference)
        remove(pdf, article)


def _article_box(page_box: Any) -> Any:
    """Page → html → body → article; an element of every page, since the body holds nothing else."""
    html_box = next(child for child in page_box.children if child.element_tag == "html")
    return html_box.children[0].children[0]


def _join(pdf: Pdf, before: tuple[Dictionary, Any], after: tuple[Dictionary, Any]) -> None:
    """Move the content of ``after`` to the end of ``before``; both are (element, box) of the same HTML element."""
    (into, into_box), (split, split_box) = before, after
    if split["S"] == "/LI":  # an item is one box but two elements: the item and its body
        into, split = kids(pdf, into)[-1], kids(pdf, split)[0]
    into_boxes, split_boxes = _block_children(into_box), _block_children(split_box)
    if split["S"] == "/Table":
        split_boxes = _without_repeated_header(pdf, into, split, split_boxes)
    if into_boxes and split_boxes and into_boxes[-1].element is split_boxes[0].element:
        last, first = kids(pdf, into)[-1], kids(pdf, split)[0]
        if last["S"] == first["S"]:
            _join(pdf, (last, into_boxes[-1]), (first, split_boxes[0]))
            split["K"].remove(first.reference)
            remove(pdf, first)
    for kid in kids(pdf, split):
        kid["P"] = into.reference
    into["K"].extend(split["K"])


def _block_children(box: Any) -> list[Any]:
    """The boxes below that have an element of their own in the tree; none where lines of text begin."""
    if box.is_table_wrapper:
        table = box.get_wrapped_table()
        return [part for child in box.children for part in (child.children if child is table else [child])]
    return [] if any(isinstance(child, LineBox) for child in box.children) else list(box.children)


def _without_repeated_header(pdf: Pdf, into: Dictionary, split: Dictionary, boxes: list[Any]) -> list[Any]:
    """Drop the header rows of ``split`` that ``into`` already has; returns the boxes that are left."""
    if not any(kid["S"] == "/THead" for kid in kids(pdf, into)):
        return boxes
    for header in [kid for kid in kids(pdf, split) if kid["S"] == "/THead"]:
        split["K"].remove(header.reference)
    return [box for box in boxes if not getattr(box, "is_header", False)]
