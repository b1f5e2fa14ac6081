"""Reads a content file as text and tells of the signs that nobody sees: tabs, zero-width and control characters."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from generator.library.reader import Findings, decode

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff\ue000-\uf8ff]"
)
"""Signs without a picture; the private ones are used inside the reader as marks."""
_HARD_SPACE = re.compile("(^ *(?:[-*>] )?|^ *[-*>]|^[^ :]+:)[\u00a0\u2007\u202f]+", re.MULTILINE)
"""A hard space where YAML and Markdown need an ordinary one: as indent, after a dash, after a key."""

_TAB_BEFORE_DASH = re.compile(r"^\t+(?=- )")
"""Meant as the indent of a list item: read so, it stands in line with the others."""


def read_content(path: Path, findings: Findings) -> str | None:
    """The file's text in NFC with ``\\n`` line ends, or None with a finding when it is not UTF-8.

    What is told of is also taken away, so that the rest of the file can be read as it was meant.
    """
    text = decode(path, findings)
    return None if text is None else unicodedata.normalize("NFC", clean(text, findings))


def clean(text: str, findings: Findings) -> str:
    """The text without tabs and invisible signs, each line that held one told of."""
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            findings.add(number, "fil-tabb", "Raden innehåller ett tabbtecken. Använd mellanslag.")
        found = _INVISIBLE.search(line.replace("\t", " "))
        if found:
            message = f"Raden innehåller ett osynligt tecken (U+{ord(found.group()):04X}). Ta bort det."
            findings.add(number, "fil-tecken", message)
        if _HARD_SPACE.search(line):
            message = "Raden har ett hårt mellanslag där det ska vara ett vanligt (U+00A0). Skriv om det."
            findings.add(number, "fil-tecken", message)
        plain = _INVISIBLE.sub("", _TAB_BEFORE_DASH.sub("  ", line).replace("\t", " "))
        lines.append(_HARD_SPACE.sub(lambda match: f"{match.group(1)} ", plain))
    return "\n".join(lines)
