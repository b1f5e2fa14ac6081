"""Words and signs that no printed text may hold, because something else writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

FORBIDDEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("§+"), 'Skriv lagrum med filtret lagrum, till exempel {{ "SoL 4:1" | lagrum }}.'),
    (re.compile("2001:453"), "Socialtjänstlagen (2001:453) är upphävd."),
    (re.compile(r"\b[Pp]unkt(?:en|erna)? \d+(?:\.\d+)?\b"), 'Nummer skapas. Skriv {{ "klausul-id" | punkt }}.'),
    (re.compile(r"\b[Bb]ilaga \d+\b"), 'Nummer skapas. Skriv {{ "plan-id" | bilaga }}.'),
)
"""What is looked for, and what to do instead."""


def forbidden_in(text: str) -> Iterator[tuple[int, str]]:
    """Line (from 0) and Swedish sentence for each forbidden thing; the same thing once a line."""
    for index, line in enumerate(text.split("\n")):
        for pattern, instead in FORBIDDEN:
            match = pattern.search(line)
            if match:
                yield index, f"”{match.group()}” får inte stå i texten. {instead}"
