"""Mends the form fields that WeasyPrint makes, so that every reader shows, fills, names and keeps them alike.

Each field gets an appearance of its own (a reader is then never asked to invent one, which an archive must not), text
fields get a plain font with the letters that can be typed, names with a dot become parent and child, and the controls
on signature lines become empty signature fields.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pydyf
from fontTools.ttLib import TTFont

from generator.errors import RenderError
from generator.formats.html import SIGNATURE_NAME
from generator.formats.pdf_fonts import FIELD, WINDOWS_1252, font_file
from generator.formats.pdf_objects import Dictionary, Pdf, add, box_stream, remove, resolve
from generator.formats.pdf_structure import elements_below, kids, top_element

_INK = b"0.106 0.125 0.141"
_TYPED_SIZE = 10.5
_MULTILINE = 1 << 12
_RADIO = 1 << 15
_NONSYMBOLIC = 1 << 5
_CROSS = b'(8)'
"""Which sign a reader draws if it makes an appearance of its own: a cross, as people put in a box on paper."""


def mend_forms(pdf: Pdf) -> None:
    """Mend the interactive form in place; a document without fields is left as it is."""
    if "AcroForm" not in pdf.catalog:
        return
    form = pdf.catalog["AcroForm"]
    fields = [resolve(pdf, reference) for reference in form["Fields"]]
    font = _typing_font(pdf, wanted=any(_is_typed(field) for field in fields))
    resources = add(pdf, pydyf.Dictionary({"Font": pydyf.Dictionary({font: _fonts(pdf)[font]} if font else {})}))
    looks = _Looks(pdf, resources)
    for field in fields:
        if "Rect" in field:  # all but the groups of boxes, which have no place of their own
            _mend_field(pdf, field, font, looks)
    _attach_to_tree_directly(pdf)
    form.clear()
    form["Fields"] = _tree_of_names(pdf, [field for field in fields if "Parent" not in field])
    form["DR"] = resources


def _fonts(pdf: Pdf) -> Any:
    """The fonts of all pages by name."""
    page = resolve(pdf, pdf.page_references[0])
    return resolve(pdf, resolve(pdf, page["Resources"])["Font"])


def _is_typed(field: Dictionary) -> bool:
    return field["FT"] == "/Tx" and not field["T"].string.startswith(SIGNATURE_NAME)


class _Looks:
    """Appearances of fields. A drawing of a box is made once for all of one size: most boxes on a form are alike."""

    def __init__(self, pdf: Pdf, resources: bytes) -> None:
        self._pdf = pdf
        self._resources = resources
        self._known: dict[tuple[bytes, float, float], bytes] = {}

    def of(self, content: bytes, width: float, height: float) -> bytes:
        """Reference to a drawing that stays as it is."""
        key = (content, round(width, 2), round(height, 2))
        if key not in self._known:
            self._known[key] = add(self._pdf, box_stream(*key))
        return self._known[key]

    def to_type_in(self, width: float, height: float) -> bytes:
        """Reference to a drawing of its own, which knows its font: some programs write what is typed in it, and would
        write it in every field that shared it."""
        return add(self._pdf, box_stream(b"/Tx BMC EMC", round(width, 2), round(height, 2), self._resources))


def _mend_field(pdf: Pdf, field: Dictionary, font: str | None, looks: _Looks) -> None:
    left, top, right, bottom = field["Rect"]
    width, height = abs(right - left), abs(top - bottom)
    field["Rect"] = pydyf.Array([min(left, right), min(top, bottom), max(left, right), max(top, bottom)])
    field.pop("Border", None)
    if field["FT"] == "/Btn":
        _mend_box(pdf, field, looks)
    elif not _is_typed(field):
        for key in ("DA", "V", "Ff", "MaxLen"):
            field.pop(key, None)
        field["FT"] = "/Sig"
        field["AP"] = pydyf.Dictionary({"N": looks.of(b"", width, height)})
    else:
        field["DA"] = pydyf.String(b"/%s %s Tf %s rg" % ((font or "").encode(), str(_TYPED_SIZE).encode(), _INK))
        field["AP"] = pydyf.Dictionary({"N": looks.to_type_in(width, height)})
        if field.get("Ff") != _MULTILINE:
            field.pop("Ff", None)


def _mend_box(pdf: Pdf, field: Dictionary, looks: _Looks) -> None:
    """A box to tick, alone or one of a choice: a cross when ticked, nothing otherwise; the page draws its frame."""
    left, bottom, right, top = field["Rect"]
    width, height = right - left, top - bottom
    ticked = next(iter(field["AP"]["N"]))
    remove(pdf, resolve(pdf, field["AP"]["N"][ticked]))
    cross = b"%s RG 1.1 w 2 2 m %.2f %.2f l 2 %.2f m %.2f 2 l S" % (
        _INK, width - 2, height - 2, height - 2, width - 2
    )
    field["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary({
        ticked: looks.of(cross, width, height), "Off": looks.of(b"", width, height),
    })})
    field["MK"] = pydyf.Dictionary({"CA": _CROSS})
    if "Parent" in field:
        group = resolve(pdf, field["Parent"])
        group["TU"] = pydyf.String(field["TU"].string.removesuffix(group["Opt"][int(ticked)].string).rstrip(" :"))
        group["Ff"] = _RADIO  # without NoToggleToOff, so that a choice can be taken back
        del field["T"]


def _typing_font(pdf: Pdf, wanted: bool) -> str | None:
    """Turn the field font, embedded whole by glyph numbers, into one that a reader can set any typed letter with.

    Returns its name among the resources. When it is not wanted it is taken out, and None is returned.
    """
    fonts = _fonts(pdf)
    parts = {name: _font_parts(pdf, resolve(pdf, reference)) for name, reference in fonts.items()}
    name = next((name for name, (_, _, descriptor) in parts.items() if _is_field_font(descriptor)), None)
    if name is None:
        return None
    font, descendant, descriptor = parts[name]
    remove(pdf, descendant)
    remove(pdf, resolve(pdf, font["ToUnicode"]))
    if not wanted:
        del fonts[name]
        for part in (font, descriptor, resolve(pdf, descriptor["FontFile2"])):
            remove(pdf, part)
        return None
    descriptor["Flags"] = _NONSYMBOLIC
    font.clear()
    font.update({
        "Type": "/Font", "Subtype": "/TrueType", "BaseFont": descriptor["FontName"], "FirstChar": 32, "LastChar": 255,
        "Widths": pydyf.Array(_widths()), "Encoding": "/WinAnsiEncoding", "FontDescriptor": descriptor.reference,
    })
    return str(name)


def _font_parts(pdf: Pdf, font: Dictionary) -> tuple[Dictionary, Dictionary, Dictionary]:
    """A font, its descendant and the descendant's descriptor."""
    descendant = resolve(pdf, font["DescendantFonts"][0])
    return font, descendant, resolve(pdf, descendant["FontDescriptor"])


def _is_field_font(descriptor: Dictionary) -> bool:
    return bool(descriptor["FontFamily"].string == FIELD.family)


@cache
def _widths() -> tuple[int, ...]:
    """Advance of each character of Windows-1252 from 32 to 255, in thousandths of the size."""
    font = TTFont(BytesIO(font_file(FIELD)))
    metrics, glyphs = font["hmtx"], font.getBestCmap()
    scale = 1000 / font["head"].unitsPerEm
    codes = [ord(bytes([byte]).decode("cp1252", errors="replace")) for byte in range(32, 256)]
    return tuple(round(metrics[glyphs[code]][0] * scale) if code in WINDOWS_1252 else 0 for code in codes)


def _attach_to_tree_directly(pdf: Pdf) -> None:
    """Let each Form element hold its widget itself; through a list, a second signature looks like tampering."""
    for element in elements_below(pdf, top_element(pdf)):
        if element["S"] == "/Form" and not kids(pdf, element):
            holder = resolve(pdf, element["K"][0])
            element["K"] = pydyf.Dictionary(holder)
            remove(pdf, holder)


def _tree_of_names(pdf: Pdf, fields: list[Dictionary]) -> Any:
    """References to the top fields. ``a.b`` is field ``b`` below ``a``, since a name may hold no dot.

    Raises RenderError when two fields have one name, or when a field has others below it.
    """
    names = [field["T"].string for field in fields]
    groups: dict[str, Dictionary] = {}
    tops = []
    for field, name in zip(fields, names, strict=True):
        group, _, own = name.rpartition(".")
        if names.count(name) > 1 or group in names:
            raise RenderError(f"Fältet {name} krockar med ett annat fält i dokumentet.")
        if not group:
            tops.append(field)
            continue
        if group not in groups:
            groups[group] = pydyf.Dictionary({"T": pydyf.String(group.replace(".", "-")), "Kids": pydyf.Array()})
            pdf.add_object(groups[group])
            tops.append(groups[group])
        groups[group]["Kids"].append(field.reference)
        field["T"], field["Parent"] = pydyf.String(own), groups[group].reference
    return pydyf.Array([field.reference for field in tops])
