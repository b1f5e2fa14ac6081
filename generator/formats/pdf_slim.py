"""Makes a finished PDF smaller without taking anything away that a reader or a listener would miss.

The library gives every piece of text a tag of its own that says nothing and each line in another language one that says
so anew, writes every letter as four digits, states places to a millionth of a pixel, and moves letters by nothing.
Each line keeps a mark of its own: without it a reader may take the last word of one and the first of the next for one.
"""

from __future__ import annotations

import re

import pydyf

from generator.formats.pdf_objects import Dictionary, Pdf, is_reference, remove, resolve
from generator.formats.pdf_structure import kids, top_element

_HOLDS_TEXT = frozenset(
    {"/P", "/H1", "/H2", "/H3", "/H4", "/LBody", "/TD", "/TH", "/Caption", "/Lbl", "/Span"}
)
_SILENT = {"Type", "S", "K", "P", "Pg"}
"""A ``Span`` with nothing but these says nothing: no language, no other words."""
_WITHIN_A_LINE = frozenset({"/Span", "/Link", "/Reference", "/Form"})
_IN_A_LANGUAGE = {*_SILENT, "Lang"}
_TOO_EXACT = re.compile(rb"(\d\d\.\d\d|\d\.\d{4})\d+")
"""A hundredth of a pixel is nothing on paper; small numbers may be the slant of a turned text and keep more."""
_LINE_BEGINS = re.compile(rb"(\d\.\d)\d+(?= (?:\S+ )?Tm)")
"""Nor is a tenth, a fortieth of a millimetre, where a line of text begins."""
_KERNING = re.compile(rb"(?<!\\)\)(-?\d+(?:\.\d+)?)\(")
"""Between two strings of bytes; within one every bracket has a stroke before it."""
_FINEST = 10
"""Thousandths of a letter's size: letters are moved in steps of this, a twentieth of a point in running text."""
_LETTERS = re.compile(rb"<([0-9a-f]+)>(?=[\d\]<-])")
_SPECIAL = re.compile(rb"[\\()\r]")
"""What a string of bytes cannot hold as it is."""


def slim(pdf: Pdf) -> None:
    """Make it smaller, in place. Tags and fields have been mended before."""
    tree = resolve(pdf, resolve(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    holders = {page: tree[2 * number + 1] for number, page in enumerate(pdf.page_references)}
    _merge_below(pdf, top_element(pdf), holders)
    for page in pdf.page_references:
        drawn = resolve(pdf, resolve(pdf, page)["Contents"])
        drawn.stream = [_slim_drawing(b"\n".join(map(pydyf._to_bytes, drawn.stream)))]
    for made in pdf.objects:
        if isinstance(made, dict) and "Rect" in made:
            made["Rect"] = pydyf.Array([round(float(edge), 2) for edge in made["Rect"]])
        elif isinstance(made, dict) and isinstance(made.get("Dest"), list):
            made["Dest"] = pydyf.Array([round(each, 2) if isinstance(each, float) else each for each in made["Dest"]])


def _slim_drawing(drawn: bytes) -> bytes:
    """The drawing of a page with the same letters in the same places, in fewer bytes."""
    placed = _LINE_BEGINS.sub(rb"\1", _TOO_EXACT.sub(rb"\1", drawn))
    lettered = _LETTERS.sub(_as_bytes, placed.replace(b">0<", b"").replace(b">0]", b">]"))
    return _KERNING.sub(_in_steps, lettered)


def _in_steps(found: re.Match[bytes]) -> bytes:
    """How far the next letter is moved, or nothing between the two when it stays where it is."""
    moved = _FINEST * round(float(found[1]) / _FINEST)
    return b")%d(" % moved if moved else b""


def _as_bytes(found: re.Match[bytes]) -> bytes:
    return b"(" + escaped(bytes.fromhex(found[1].decode())) + b")"


def escaped(letters: bytes) -> bytes:
    """Letters as they are written within a string of bytes."""
    return _SPECIAL.sub(_escaped, letters)


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\r" if found[0] == b"\r" else b"\\" + found[0]


def _merge_below(pdf: Pdf, element: Dictionary, holders: dict[bytes, list[bytes]]) -> None:
    """Let each element hold the text of its silent spans itself, and one span all that follows in its language."""
    if not isinstance(element["K"], list):
        return
    merged = pydyf.Array()
    before: Dictionary | None = None
    for kid in element["K"]:
        below = _element(pdf, kid)
        if below is not None:
            _merge_below(pdf, below, holders)
            if _says_nothing(pdf, below):
                merged.extend(_let_out(pdf, element, below))
                before = None
                continue
        into = _taker(element, before, below)
        if into is None:
            merged.append(kid)
            before = below
        else:
            held = merged if into is element else into["K"]
            held.extend(_moved(pdf, into, below, holders))
            before = before if into is before else None
    element["K"] = merged
    _take_over_the_language(pdf, element, holders)
    if all(map(is_reference, element["K"])):
        element.pop("Pg", None)  # said by those below


def _element(pdf: Pdf, kid: object) -> Dictionary | None:
    """The element that a reference leads to; None for a piece of text and for a reference to anything else."""
    found = resolve(pdf, kid) if is_reference(kid) else None
    return found if isinstance(found, dict) and found.get("Type") == "/StructElem" else None


def _says_nothing(pdf: Pdf, element: Dictionary) -> bool:
    """Whether the element only lies around paragraphs and the like, as a frame on paper does: whoever listens hears no
    difference."""
    is_frame = element["S"] == "/Div" and set(element) <= _SILENT and isinstance(element["K"], list)
    below = kids(pdf, element) if is_frame else []
    return 0 < len(below) == len(element["K"]) and not any(each["S"] in _WITHIN_A_LINE for each in below)


def _let_out(pdf: Pdf, element: Dictionary, frame: Dictionary) -> list[object]:
    """What lies in the frame, which lies in ``element`` from now on."""
    for each in kids(pdf, frame):
        each["P"] = element.reference
    remove(pdf, frame)
    return list(frame["K"])


def _taker(element: Dictionary, before: Dictionary | None, below: Dictionary | None) -> Dictionary | None:
    """Who may hold what ``below`` holds: the element that it is in, or the one before it there. None if it stays."""
    if below is None:
        return None
    if element["S"] in _HOLDS_TEXT and _is_span(below, _SILENT):
        return element
    spans = before is not None and _is_span(before, _IN_A_LANGUAGE) and _is_span(below, _IN_A_LANGUAGE)
    return before if spans and _language(before) == _language(below) != "" else None


def _take_over_the_language(pdf: Pdf, element: Dictionary, holders: dict[bytes, list[bytes]]) -> None:
    """A paragraph that is one span in another language is itself in that language."""
    below = kids(pdf, element)
    if element["S"] in _HOLDS_TEXT and "Lang" not in element and len(below) == len(element["K"]) == 1:
        (only,) = below
        if _is_span(only, _IN_A_LANGUAGE) and "Lang" in only:
            element["Lang"] = only["Lang"]
            element["K"] = pydyf.Array(_moved(pdf, element, only, holders))


def _is_span(element: Dictionary, keys: set[str]) -> bool:
    """Whether the element is a span that says nothing but what the keys tell."""
    return element["S"] == "/Span" and set(element) <= keys and isinstance(element["K"], list)


def _language(element: Dictionary) -> str:
    return str(element["Lang"].string) if "Lang" in element else ""


def _moved(pdf: Pdf, into: Dictionary, span: Dictionary, holders: dict[bytes, list[bytes]]) -> list[object]:
    """What a span holds, as ``into`` is to hold it; the pages are told who holds their text now."""
    page = span.get("Pg")
    if page:
        into.setdefault("Pg", page)
    moved: list[object] = []
    for piece in span["K"]:
        if is_reference(piece):
            resolve(pdf, piece)["P"] = into.reference
            moved.append(piece)
            continue
        place, number = (piece["Pg"], piece["MCID"]) if isinstance(piece, dict) else (page, piece)
        holders[place][number] = into.reference
        is_elsewhere = place != into["Pg"]
        moved.append(pydyf.Dictionary({"Type": "/MCR", "Pg": place, "MCID": number}) if is_elsewhere else number)
    remove(pdf, span)
    return moved
