"""Makes a finished PDF smaller without taking anything away that a reader or a listener would miss.

The library gives every piece of text a tag of its own that says nothing, states places to a millionth of a pixel, and
moves letters apart by nothing.
"""

from __future__ import annotations

import re

import pydyf

from generator.formats.pdf_objects import Dictionary, Pdf, is_reference, remove, resolve
from generator.formats.pdf_structure import top_element

_HOLDS_TEXT = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/TD", "/TH", "/Caption", "/Lbl", "/Span"}
)
_SILENT = {"Type", "S", "K", "P", "Pg"}
"""A ``Span`` with nothing but these says nothing: no language, no other words."""
_TOO_EXACT = re.compile(rb"(\d\d\.\d\d|\d\.\d{4})\d+")
"""A hundredth of a pixel is nothing on paper; small numbers may be the slant of a turned text and keep more."""


def slim(pdf: Pdf) -> None:
    """Make it smaller, in place. Tags and fields have been mended before."""
    tree = resolve(pdf, resolve(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    marks = {page: tree[2 * number + 1] for number, page in enumerate(pdf.page_references)}
    _merge_below(pdf, top_element(pdf), marks)
    for page in pdf.page_references:
        drawn = resolve(pdf, resolve(pdf, page)["Contents"])
        plain = b"\n".join(map(pydyf._to_bytes, drawn.stream)).replace(b">0<", b"")
        drawn.stream = [_TOO_EXACT.sub(rb"\1", plain)]
    for made in pdf.objects:
        if isinstance(made, dict) and "Rect" in made:
            made["Rect"] = pydyf.Array([round(float(edge), 2) for edge in made["Rect"]])


def _merge_below(pdf: Pdf, element: Dictionary, marks: dict[bytes, Dictionary]) -> None:
    """Let each element hold the text of its silent spans itself."""
    if not isinstance(element["K"], list):
        return
    merged = pydyf.Array()
    for kid in element["K"]:
        below = resolve(pdf, kid) if is_reference(kid) else None
        if not isinstance(below, dict) or below.get("Type") != "/StructElem":
            merged.append(kid)
            continue
        _merge_below(pdf, below, marks)
        if element["S"] in _HOLDS_TEXT and _is_silent(pdf, below):
            merged.extend(_moved(element, below, marks))
            remove(pdf, below)
        else:
            merged.append(kid)
    element["K"] = merged


def _is_silent(pdf: Pdf, element: Dictionary) -> bool:
    if element["S"] != "/Span" or set(element) != _SILENT:
        return False
    return all(isinstance(kid, int) or (isinstance(kid, dict) and kid.get("Type") == "/MCR") for kid in element["K"])


def _moved(into: Dictionary, span: Dictionary, marks: dict[bytes, Dictionary]) -> list[object]:
    """The pieces of text of a span, as ``into`` is to hold them; the pages are told who holds them now."""
    page = span["Pg"]
    into.setdefault("Pg", page)
    moved: list[object] = []
    for piece in span["K"]:
        place, number = (piece["Pg"], piece["MCID"]) if isinstance(piece, dict) else (page, piece)
        marks[place][number] = into.reference
        is_elsewhere = place != into["Pg"]
        moved.append(pydyf.Dictionary({"Type": "/MCR", "Pg": place, "MCID": number}) if is_elsewhere else number)
    return moved
