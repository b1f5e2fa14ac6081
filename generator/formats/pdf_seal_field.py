"""A place for the organisation's seal in an agreement: a signature field of no size, on the last page, in the tag tree.

It stands in the file before anybody signs, since a program that signs would add one that no screen reader can name.
"""

from __future__ import annotations

import pydyf

from generator.formats.pdf_objects import Pdf, add, resolve
from generator.formats.pdf_structure import top_element

FIELD_NAME = "sigill"
_PRINT = 4


def add_seal_field(pdf: Pdf, holder: str) -> None:
    """Add the field in place, named for who holds the seal. Other fields have been mended before."""
    page = pdf.page_references[-1]
    root = resolve(pdf, pdf.catalog["StructTreeRoot"])
    numbers = resolve(pdf, root["ParentTree"])["Nums"]
    place = max(int(number) for number in numbers[::2]) + 1
    widget = pydyf.Dictionary({
        "Type": "/Annot", "Subtype": "/Widget", "FT": "/Sig", "F": _PRINT, "P": page, "StructParent": place,
        "Rect": pydyf.Array([0, 0, 0, 0]), "T": pydyf.String(FIELD_NAME), "TU": pydyf.String(f"Sigill, {holder}"),
    })
    add(pdf, widget)
    top = top_element(pdf)
    holding = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page})
    element = add(pdf, pydyf.Dictionary({
        "Type": "/StructElem", "S": "/Form", "P": top.reference, "Pg": page, "K": holding,
    }))
    top["K"].append(element)
    numbers.extend([place, element])
    resolve(pdf, page).setdefault("Annots", pydyf.Array()).append(widget.reference)
    form = pdf.catalog.setdefault("AcroForm", pydyf.Dictionary({"Fields": pydyf.Array()}))
    form["Fields"].append(widget.reference)
