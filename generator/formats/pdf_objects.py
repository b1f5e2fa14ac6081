"""Reading and changing the objects of a PDF that is made but not yet written (pydyf keeps references as bytes)."""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

from generator.formats.pdf_strings import short_strings

Pdf = Any
"""A ``pydyf.PDF``; the library has no types."""
Dictionary = Any
"""A ``pydyf.Dictionary``: a dict whose values are bytes, numbers, strings, arrays or dictionaries."""

_LEVEL = 6
"""Of 9; the file grows by about one per cent."""


class Nothing(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """Takes the place of an object that nothing refers to any longer; numbers must not shift."""

    @property
    def data(self) -> bytes:
        """The null object."""
        return b"null"


def is_reference(value: object) -> bool:
    """Whether a value is a reference such as ``b"12 0 R"``."""
    return isinstance(value, bytes) and value.endswith(b" 0 R")


def resolve(pdf: Pdf, value: Any) -> Any:
    """The object behind a reference; anything else is itself."""
    return pdf.objects[int(value.split()[0])] if is_reference(value) else value


def add(pdf: Pdf, value: Any) -> bytes:
    """Add an object and return its reference."""
    pdf.add_object(value)
    return bytes(value.reference)


def remove(pdf: Pdf, value: Any) -> None:
    """Blank an object out. The caller has removed every reference to it."""
    blank = Nothing()
    blank.number = value.number
    pdf.objects[value.number] = blank


def is_numbered(value: Any) -> bool:
    """Whether the object is stored by itself and can be referred to."""
    return getattr(value, "number", None) is not None


def box_stream(content: bytes, width: float, height: float, resources: Any = None) -> Any:
    """A drawing of its own coordinates, as used for the appearance of a form field."""
    extra = pydyf.Dictionary({
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, width, height]),
        "Resources": resources if resources is not None else pydyf.Dictionary(),
    })
    return pydyf.Stream([content], extra)


class Finished(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object as the bytes it is written as. The library works them out three times for each object otherwise."""

    def __init__(self, made: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self._compressible = made.compressible
        self._data = made.data if isinstance(made, pydyf.Stream) else short_strings(made.data)

    @property
    def data(self) -> bytes:
        """The bytes."""
        return bytes(self._data)

    @property
    def compressible(self) -> bool:
        """Whether it may lie with others in one stream."""
        return bool(self._compressible)


def finish_objects(pdf: Pdf) -> None:
    """Turn every object into its bytes, streams packed at a level that takes a third of the time of the highest."""
    for made in pdf.objects:
        if isinstance(made, pydyf.Stream) and made.compress:
            plain = b"\n".join(map(pydyf._to_bytes, made.stream))
            made.stream, made.compress = [zlib.compress(plain, _LEVEL)], False
            made.extra["Filter"] = "/FlateDecode"
    pdf.objects[:] = [made if made.free == "f" else Finished(made) for made in pdf.objects]
