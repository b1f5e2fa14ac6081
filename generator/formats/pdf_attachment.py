"""Attaches the manifest to an agreement, as PDF/A-3 wants it: with its kind, its day and how it belongs to the text."""

from __future__ import annotations

from datetime import date

import pydyf

from generator.formats.pdf_objects import Pdf, add, resolve

FILE_NAME = "manifest.json"
_ABOUT = "Lydelser och svar som överenskommelsens text trycker, för maskinell läsning"


def attach(pdf: Pdf, manifest: bytes, day: date) -> None:
    """Attach the manifest in place, dated with the document's own day: the clock is not read."""
    stream = pydyf.Stream([manifest], {
        "Type": "/EmbeddedFile",
        "Subtype": "/application#2Fjson",
        "Params": pydyf.Dictionary({"Size": len(manifest), "ModDate": pydyf.String(f"D:{day:%Y%m%d}000000Z")}),
    }, compress=True)
    file = add(pdf, stream)
    specification = add(pdf, pydyf.Dictionary({
        "Type": "/Filespec",
        "F": pydyf.String(FILE_NAME),
        "UF": pydyf.String(FILE_NAME),
        "EF": pydyf.Dictionary({"F": file, "UF": file}),
        "AFRelationship": "/Data",
        "Desc": pydyf.String(_ABOUT),
    }))
    names = resolve(pdf, pdf.catalog.setdefault("Names", pydyf.Dictionary()))
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array([pydyf.String(FILE_NAME), specification])})
    pdf.catalog["AF"] = pydyf.Array([specification])
