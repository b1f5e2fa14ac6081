"""Choosing municipalities by typing: from what was typed to codes, or to the ones that it may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.reference import Municipality, all_municipalities, search_municipalities
from generator.reference.alphabet import plain

MOST_SHOWN = 12
_SEPARATORS = re.compile(r"[,;\n]")


@dataclass(frozen=True)
class Choice:
    """What a search text leads to."""

    found: tuple[Municipality, ...]
    """Those that were clearly meant."""
    candidates: tuple[Municipality, ...]
    """Those that may be meant by what is left."""
    left: str
    """What did not lead to a single municipality; stays in the search field."""
    message: str
    """Swedish; empty when nothing is left."""


def choose(text: str) -> Choice:
    """Read one or several names, divided by commas. Names are matched whole first, then as beginnings."""
    found: list[Municipality] = []
    candidates: list[Municipality] = []
    left: list[str] = []
    for name in (part.strip() for part in _SEPARATORS.split(text)):
        if not name:
            continue
        hits = _meant(name)
        if len(hits) == 1:
            found.extend(hits)
        else:
            left.append(name)
            candidates.extend(hits)
    shown = tuple(dict.fromkeys(candidates))
    return Choice(tuple(dict.fromkeys(found)), shown[:MOST_SHOWN], ", ".join(left), _message(left, len(shown)))


def _meant(name: str) -> Sequence[Municipality]:
    """One when it is clear, else all that fit."""
    wanted = plain(name)
    for each in all_municipalities():
        if wanted in (plain(each.name), plain(each.legal_name), plain(each.statute_name), each.code):
            return (each,)
    return search_municipalities(name)


def _message(left: Sequence[str], hits: int) -> str:
    if not left:
        return ""
    shown = "”" + "” och ”".join(text if len(text) <= 40 else f"{text[:40]}…" for text in left) + "”"  # noqa: PLR2004
    if not hits:
        return f"Ingen kommun passar {shown}. Kontrollera stavningen."
    if hits > MOST_SHOWN:
        return f"{hits} kommuner passar {shown}. Skriv lite mer av namnet."
    return f"Flera kommuner passar {shown}. Kryssa för den du menar."
