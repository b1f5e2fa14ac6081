"""Numbers the objects of a finished PDF without gaps, and packs the list of where they lie.

The library keeps a number for everything that has been taken out, and both the gaps and the list take room: a tenth of
a form.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.)*\)|\b(\d+) 0 R\b", re.DOTALL)
"""A string of words, in which a number and a letter mean nothing, or a reference to an object."""
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_LIST = re.compile(
    rb"(?P<head>\d+ 0 obj\n<</Type /XRef.*?/W \[(?P<widths>\d+ \d+ \d+)\].*?)/Filter /FlateDecode"
    rb"/Length \d+>>\nstream\n(?P<packed>.*)\nendstream\nendobj\n\Z",
    re.DOTALL,
)
_UP = b"\2"
"""Says of a row that it is written as its difference from the row above."""


def renumbered(data: bytes, numbers: dict[int, int]) -> bytes:
    """The bytes of an object or of a stream's dictionary with each reference to the number that the object has now."""
    return _REFERENCE.sub(lambda found: found[0] if found[1] is None else b"%d 0 R" % numbers[int(found[1])], data)


def with_packed_list(pdf: bytes) -> bytes:
    """The file with the list of where its objects lie, which comes last, written as differences from row to row.

    A file that is laid out in another way is returned as it is.
    """
    start = _START.search(pdf)
    found = _LIST.match(pdf, int(start[1]), start.start()) if start else None
    if start is None or found is None:
        return pdf
    columns = sum(map(int, found["widths"].split()))
    packed = zlib.compress(_differences(zlib.decompress(found["packed"]), columns), 9)
    parameters = b"/Filter /FlateDecode/DecodeParms <</Predictor 12/Columns %d>>/Length %d>>" % (columns, len(packed))
    made = found["head"] + parameters + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    return pdf[: found.start()] + made + start[0]


def _differences(table: bytes, columns: int) -> bytes:
    rows = [bytes(columns), *(table[place : place + columns] for place in range(0, len(table), columns))]
    return b"".join(
        _UP + bytes((after - before) % 256 for before, after in zip(above, row, strict=True))
        for above, row in pairwise(rows)
    )
