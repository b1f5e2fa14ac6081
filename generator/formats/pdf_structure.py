"""Mends the tag tree that WeasyPrint makes, so that a screen reader meets the document and not its pages.

Header cells say what they head, the list of contents is tagged as one, elements without content go away, and page
furniture becomes artifacts. What a page break has split is joined by ``pdf_pages`` first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pydyf

from generator.formats.pdf_objects import Dictionary, Pdf, is_reference, remove, resolve

_INLINE_PARENTS = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/TD", "/TH", "/Caption", "/Lbl", "/Link", "/Span", "/Reference"}
)
_EMPTY_IS_NOISE = frozenset({"/P", "/Span", "/NonStruct", "/Div", "/Lbl"})
_POINTS_PER_PIXEL = 0.75
_END = len(" 0 R")
FOREIGN_ELEMENT, _FOREIGN_TAG = "main", "/Part"
"""An HTML element that the paper holds for words in another language and for nothing else, and how it comes out."""


def top_element(pdf: Pdf) -> Dictionary:
    """The ``Document`` element at the top of the tree."""
    root = resolve(pdf, pdf.catalog["StructTreeRoot"])
    return resolve(pdf, root["K"][0])


def kids(pdf: Pdf, element: Dictionary) -> list[Dictionary]:
    """The structure elements directly below an element."""
    objects = pdf.objects
    found = [objects[int(kid[:-_END])] for kid in element["K"] if is_reference(kid)]
    return [kid for kid in found if isinstance(kid, dict) and kid.get("Type") == "/StructElem"]


def elements_below(pdf: Pdf, element: Dictionary) -> Iterator[Dictionary]:
    """All structure elements below an element, in reading order."""
    waiting = kids(pdf, element)[::-1]
    while waiting:
        kid = waiting.pop()
        yield kid
        waiting += kids(pdf, kid)[::-1]


def mend_structure(document: Any, pdf: Pdf, link_texts: Mapping[str, str]) -> None:
    """Mend all tags in place. ``link_texts`` says in words where each anchor leads."""
    top = top_element(pdf)
    for element in list(elements_below(pdf, top)):
        _mend_element(document, pdf, element)
    _prune(pdf, top)
    _unreached_to_artifacts(pdf, top)
    for annotation in pdf.objects:
        if isinstance(annotation, dict) and annotation.get("Subtype") == "/Link":
            anchor = annotation["Dest"].string
            annotation["Contents"] = pydyf.String(link_texts[anchor])


def tag_language(pdf: Pdf, language: str) -> None:
    """Say of every element made from a ``FOREIGN_ELEMENT`` which language it is in; the library tags none. A document
    in one language has no such elements."""
    if not language:
        return
    for element in elements_below(pdf, top_element(pdf)):
        if element["S"] == _FOREIGN_TAG:
            element["S"], element["Lang"] = "/Span", pydyf.String(language)


def name_tables(pdf: Pdf, names: Sequence[str]) -> None:
    """Let each table that has a name here say it, as its summary; ``names`` are as many as the tables, in order."""
    tables = (element for element in elements_below(pdf, top_element(pdf)) if element["S"] == "/Table")
    for table, name in zip(tables, names, strict=True):
        if name:
            table["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(name)})


def _mend_element(document: Any, pdf: Pdf, element: Dictionary) -> None:
    parent = resolve(pdf, element["P"])
    match element["S"]:
        case "/TH":
            group = resolve(pdf, parent["P"])
            scope = "/Column" if group["S"] == "/THead" else "/Row"
            element["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})
            element.pop("ID", None)
        case "/TD":
            element["A"].pop("Headers", None)
        case "/Figure":
            _place_figure(document, pdf, element)
        case "/NonStruct" if parent["S"] in _INLINE_PARENTS:
            element["S"] = "/Span"
        case "/L" if parent["S"] == "/NonStruct":
            _mark_contents(pdf, element)
        case "/L" if parent["S"] == "/Sect":
            _lift_labels(pdf, element)


def _place_figure(document: Any, pdf: Pdf, element: Dictionary) -> None:
    """State the figure's box in points from the lower left corner; WeasyPrint leaves pixels from the upper left."""
    page = document.pages[pdf.page_references.index(element["Pg"])]
    left, top, right, bottom = element["A"]["BBox"]
    corners = (left, page.height - bottom, right, page.height - top)
    element["A"]["BBox"] = pydyf.Array([round(corner * _POINTS_PER_PIXEL, 2) for corner in corners])


def _mark_contents(pdf: Pdf, contents: Dictionary) -> None:
    """Tag the only list of a ``nav`` as a list of contents."""
    contents["S"] = "/TOC"
    for item in kids(pdf, contents):
        item["S"] = "/TOCI"
        for body in kids(pdf, item):
            body["S"] = "/Reference"


def _lift_labels(pdf: Pdf, items: Dictionary) -> None:
    """The template prints each item's label as a first span of its body: make it the label of the item."""
    for item in kids(pdf, items):
        body = kids(pdf, item)[0]
        label = kids(pdf, body)[0]
        label["S"], label["P"] = "/Lbl", item.reference
        body["K"].remove(label.reference)
        item["K"].insert(0, label.reference)


def _prune(pdf: Pdf, element: Dictionary) -> None:
    """Drop elements that hold nothing, such as the line that waits for a pen."""
    for kid in kids(pdf, element):
        _prune(pdf, kid)
        if not kid["K"] and kid["S"] in _EMPTY_IS_NOISE:
            element["K"].remove(kid.reference)


def _unreached_to_artifacts(pdf: Pdf, top: Dictionary) -> None:
    """Content whose element hangs outside the tree is page furniture: mark it so, and drop the element."""
    reached = {element.number for element in elements_below(pdf, top)} | {top.number}
    mapping = resolve(pdf, resolve(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for page_number, page in enumerate(pdf.page_references):
        elements = mapping[2 * page_number + 1]
        unreached = {place for place, element in enumerate(elements) if resolve(pdf, element).number not in reached}
        for place in unreached:
            elements[place] = b"null"
        _mark_artifacts(resolve(pdf, resolve(pdf, page)["Contents"]).stream, unreached)
    objects: list[Any] = list(pdf.objects)
    for stray in objects:
        if isinstance(stray, pydyf.Dictionary) and stray.get("Type") == "/StructElem" and stray.number not in reached:
            remove(pdf, stray)


def _mark_artifacts(operations: list[Any], marks: set[int]) -> None:
    for place, operation in enumerate(operations):
        if isinstance(operation, dict) and operation.get("MCID") in marks:
            operations[place - 1] = "/Artifact"
            operations[place] = pydyf.Dictionary({"Type": "/Pagination"})
