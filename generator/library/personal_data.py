"""Finds what looks like it belongs to a person in a text that is kept and printed for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{2}(\d{2})(\d{2})[-+ ]?\d{4}(?!\d)")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+46|0)[\d -]{7,14}\d(?!\d)")
_COORDINATED = 60
"""What is added to the day in the number of somebody who is not registered here."""


def personal_numbers(text: str) -> Iterator[str]:
    """What has the form of a Swedish personal number or coordination number; an organisation's has a higher month."""
    for found in _NUMBER.finditer(text):
        month, day = int(found[1]), int(found[2])
        if 1 <= month <= 12 and 1 <= (day - _COORDINATED if day > _COORDINATED else day) <= 31:  # noqa: PLR2004
            yield found[0]


def ways_to_reach(text: str) -> Iterator[str]:
    """E-mail addresses and telephone numbers."""
    numbers = set(personal_numbers(text))
    yield from (found[0] for found in _ADDRESS.finditer(text))
    yield from (found[0].strip() for found in _TELEPHONE.finditer(text) if found[0].strip() not in numbers)
