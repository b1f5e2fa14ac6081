"""Drawings: SVG from a closed vocabulary, rebuilt so that nothing else than shapes and words can come through."""

from __future__ import annotations

from xml.etree import ElementTree

from generator.errors import RenderError

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset({"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"})
_SHAPE = frozenset({"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "width", "height"})
_LOOK = frozenset({"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"})
_WORDS = frozenset({"text-anchor", "font-size", "font-weight"})
"""No ``font-family``: words in a drawing are set in the document's own fonts."""
_FONTS = "Dokument Sans, Dokument Sans Vid, Dokument Arabiska, Segoe UI, Arial, sans-serif"
_ATTRIBUTES = _SHAPE | _LOOK | _WORDS | {"viewBox", "transform"}


def drawing_markup(svg: str, alt: str) -> str:
    """The drawing as an ``<svg>`` element that is an image named ``alt``.

    Raises RenderError when the drawing is no SVG, or holds an element or attribute outside the vocabulary: a style,
    a script, a link or an entity never reaches a page.
    """
    if "<!" in svg or "<?" in svg:
        raise RenderError("Ritningen innehåller en deklaration. Endast själva svg-elementet är tillåtet.")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 (no declarations, hence no entities, got this far)
    except ElementTree.ParseError as error:
        raise RenderError(f"Ritningen är inte giltig XML: rad {error.position[0]}.") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise RenderError("Ritningen ska vara ett svg-element.")
    made = ElementTree.Element("svg", {"xmlns": _SVG, "role": "img", "font-family": _FONTS, **_attributes(root)})
    ElementTree.SubElement(made, "title").text = alt
    made.extend([_rebuilt(child) for child in root])
    return ElementTree.tostring(made, encoding="unicode")


def _rebuilt(element: ElementTree.Element) -> ElementTree.Element:
    name = element.tag.removeprefix(f"{{{_SVG}}}")
    if name not in _ELEMENTS:
        raise RenderError(f"Ritningen innehåller elementet {name}. Tillåtna är {', '.join(sorted(_ELEMENTS))}.")
    made = ElementTree.Element(name, _attributes(element))
    made.text, made.tail = element.text, element.tail
    made.extend([_rebuilt(child) for child in element])
    return made


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    unknown = set(element.attrib) - _ATTRIBUTES
    if unknown or any("url(" in value for value in element.attrib.values()):
        names = ", ".join(sorted(unknown)) or "url()"
        raise RenderError(f"Ritningen innehåller attributet {names}. Tillåtna är {', '.join(sorted(_ATTRIBUTES))}.")
    return dict(element.attrib)
