"""Reading and changing the objects of a PDF that is made but not yet written (pydyf keeps references as bytes)."""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

from generator.formats.pdf_numbers import renumbered
from generator.formats.pdf_strings import short_strings

Pdf = Any
"""A ``pydyf.PDF``; the library has no types."""
Dictionary = Any
"""A ``pydyf.Dictionary``: a dict whose values are bytes, numbers, strings, arrays or dictionaries."""

_LEVEL = 6
"""Of 9; the file grows by about one per cent."""


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

    def __init__(self, made: Any, numbers: dict[int, int]) -> None:
        super().__init__()
        self.number, self.generation, self.free = numbers[made.number], made.generation, made.free
        self._compressible = made.compressible
        is_stream = isinstance(made, pydyf.Stream)
        self._data = _stream_bytes(made, numbers) if is_stream else renumbered(short_strings(made.data), numbers)

    @property
    def data(self) -> bytes:
        """The bytes."""
        return bytes(self._data)

    @property
    def compressible(self) -> bool:
        """Whether it may lie with others in one stream."""
        return bool(self._compressible)


def _stream_bytes(made: Any, numbers: dict[int, int]) -> bytes:
    """A stream with its dictionary, packed at a level that takes a third of the time of the highest."""
    content = b"\n".join(map(pydyf._to_bytes, made.stream))
    about = pydyf.Dictionary(made.extra)
    if made.compress:
        content = zlib.compress(content, _LEVEL)
        about["Filter"] = "/FlateDecode"
    about["Length"] = len(content)
    return b"\n".join((renumbered(about.data, numbers), b"stream", content, b"endstream"))


def finish_objects(pdf: Pdf) -> None:
    """Turn every object into its bytes, numbered without gaps."""
    kept = [made for made in pdf.objects if not isinstance(made, Nothing)]
    numbers = {made.number: place for place, made in enumerate(kept)}
    finished = [made if made.free == "f" else Finished(made, numbers) for made in kept]
    pdf.catalog.number = numbers[pdf.catalog.number]
    pdf.objects[:] = finished
