"""Writes a finished PDF: the bytes of each object are worked out once, objects that are no streams lie together, and
all are numbered without gaps.

The library's own way works the bytes out three times, packs at the hardest, and keeps a number for everything that has
been taken out.
"""

from __future__ import annotations

import zlib
from functools import partial
from hashlib import md5
from itertools import pairwise
from typing import Any, BinaryIO

import pydyf

from generator.formats.pdf_objects import Nothing, Pdf, is_reference
from generator.formats.pdf_strings import short_strings

_LEVEL = 8
"""Of 9; two per cent smaller than at 6, for a few thousandths of a second."""
_MARK = b"\xf0\x9f\x96\xa4"
"""Bytes above 127 at the start, which say that this is no file of plain text."""
_FREE, _PLACED, _TOGETHER = 0, 1, 2
_NEVER = 65_535
"""How the list of objects says that there is none of a number, or that one lies by itself or with others; the number 0
is never used."""
_WIDTHS = 1, 4, 3
"""Bytes of a row in that list: which of the three, where, and which of those that lie together."""
_UP = b"\2"
"""Says of a row that it is written as its difference from the row above."""
_END = len(" 0 R")
Numbered = list[tuple[int, bytes]]
"""Objects by number, as they are written."""


def finish_objects(pdf: Pdf) -> None:
    """Let the PDF be written by this module, whatever the library asks for when it writes it."""
    pdf.write = partial(_write, pdf)


def _write(pdf: Pdf, output: BinaryIO, version: str, *_: object) -> None:
    """Write the file, with an identifier of its content."""
    if pdf.info:
        pdf.add_object(pdf.info)
    pdf.pages["Kids"] = pydyf.Array(pdf.page_references)
    streams, others, writer = _objects(pdf)
    number = len(streams) + len(others) + 1
    parts = [b"%PDF-" + version.encode(), b"%" + _MARK]
    position = sum(len(part) + 1 for part in parts)
    rows = {0: (_FREE, 0, _NEVER)} | {other: (_TOGETHER, number, place) for place, (other, _) in enumerate(others)}
    for each, content in [*streams, (number, _together(others))]:
        rows[each] = _PLACED, position, 0
        parts.append(_numbered(each, content))
        position += len(parts[-1]) + 1
    rows[number + 1] = _PLACED, position, 0
    about = {
        "Type": "/XRef", "Size": number + 2, "W": pydyf.Array(_WIDTHS), "Root": pdf.catalog.reference,
        **({"Info": pdf.info.reference} if pdf.info else {}),
        "ID": pydyf.Array([b"<" + _identifier(streams, others) + b">"] * 2),
        "DecodeParms": pydyf.Dictionary({"Predictor": 12, "Columns": sum(_WIDTHS)}),
    }
    parts.append(_numbered(number + 1, writer.stream(_differences(rows), about)))
    output.write(b"\n".join([*parts, b"startxref", b"%d" % position, b"%%EOF", b""]))


def _objects(pdf: Pdf) -> tuple[Numbered, Numbered, _Writer]:
    """The streams, the other objects, and who wrote them."""
    kept = [made for made in pdf.objects if made.free != "f" and not isinstance(made, Nothing)]
    numbers = {made.number: place for place, made in enumerate(kept, start=1)}
    writer = _Writer(numbers)
    streams: Numbered = []
    others: Numbered = []
    for number, made in enumerate(kept, start=1):
        if isinstance(made, pydyf.Stream):
            content = b"\n".join(map(pydyf._to_bytes, made.stream))
            streams.append((number, writer.stream(content, made.extra, made.compress)))
        else:
            others.append((number, writer.value(made)))
    return streams, others, writer


class _Writer:
    """Writes values, with the numbers that objects have when those that were taken out are gone."""

    def __init__(self, numbers: dict[int, int]) -> None:
        self._references = {b"%d 0 R" % old: b"%d 0 R" % new for old, new in numbers.items()}

    def value(self, value: Any) -> bytes:
        """Any value but a stream."""
        if isinstance(value, bytes):
            return self._references[value] if is_reference(value) else value
        if isinstance(value, dict):
            return self._dictionary(value)
        if isinstance(value, list):
            return b"[%b]" % b" ".join(map(self.value, value))
        written: bytes = pydyf._to_bytes(value)
        return short_strings(written) if isinstance(value, pydyf.String) else written

    def _dictionary(self, values: dict[Any, Any]) -> bytes:
        pairs = [b"/%b %b" % (pydyf._to_bytes(key), self.value(value)) for key, value in values.items()]
        return b"<<%b>>" % b"".join(pairs)

    def stream(self, content: bytes, about: dict[str, Any], compress: bool = True) -> bytes:
        """A stream and what is told about it."""
        told = dict(about)
        if compress:
            told["Filter"], content = "/FlateDecode", zlib.compress(content, _LEVEL)
        told["Length"] = len(content)
        return b"%b\nstream\n%b\nendstream" % (self._dictionary(told), content)


def _numbered(number: int, content: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj" % (number, content)


def _together(objects: Numbered) -> bytes:
    """A stream of objects, with their numbers and places first."""
    position, head = 0, []
    for number, content in objects:
        head.append(b"%d %d" % (number, position))
        position += len(content) + 1
    begin = b" ".join(head) + b"\n"
    content = begin + b"\n".join(content for _, content in objects)
    return _Writer({}).stream(content, {"Type": "/ObjStm", "N": len(objects), "First": len(begin)})


def _differences(rows: dict[int, tuple[int, int, int]]) -> bytes:
    """The list of where objects lie, each row as its difference from the one above, which packs to half the size."""
    written = [
        b"".join(value.to_bytes(width, "big") for value, width in zip(rows[number], _WIDTHS, strict=True))
        for number in sorted(rows)
    ]
    return b"".join(
        _UP + bytes((after - before) % 256 for before, after in zip(above, row, strict=True))
        for above, row in pairwise([bytes(sum(_WIDTHS)), *written])
    )


def _identifier(streams: Numbered, others: Numbered) -> bytes:
    """The same for the same content."""
    known = md5(usedforsecurity=False)
    for _, content in [*streams, *others]:
        known.update(content)
    return known.hexdigest().encode()
