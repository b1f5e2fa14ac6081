"""Reading and changing the objects of a PDF that is made but not yet written (pydyf keeps references as bytes)."""

from __future__ import annotations

from typing import Any

import pydyf

Pdf = Any
"""A ``pydyf.PDF``; the library has no types."""
Dictionary = Any
"""A ``pydyf.Dictionary``: a dict whose values are bytes, numbers, strings, arrays or dictionaries."""


class Nothing(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """Takes the place of an object that nothing refers to any longer; numbers must not shift before the end."""

    @property
    def data(self) -> bytes:
        """The null object."""
        return b"null"


def is_reference(value: object) -> bool:
    """Whether a value is a reference such as ``b"12 0 R"``."""
    return isinstance(value, bytes) and value.endswith(b" 0 R")


def resolve(pdf: Pdf, value: Any) -> Any:
    """The object behind a reference; anything else is itself."""
    return pdf.objects[int(value[: -len(" 0 R")])] if is_reference(value) else value


def add(pdf: Pdf, value: Any) -> bytes:
    """Add an object and return its reference."""
    pdf.add_object(value)
    return bytes(value.reference)


def remove(pdf: Pdf, value: Any) -> None:
    """Blank an object out. The caller has removed every reference to it."""
    blank = Nothing()
    blank.number = value.number
    pdf.objects[value.number] = blank


def box_stream(content: bytes, width: float, height: float, resources: Any = None) -> Any:
    """A drawing of its own coordinates, as used for the appearance of a form field."""
    extra = pydyf.Dictionary({
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, width, height]),
        "Resources": resources if resources is not None else pydyf.Dictionary(),
    })
    return pydyf.Stream([content], extra)
