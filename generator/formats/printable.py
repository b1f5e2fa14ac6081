"""What a document prints, as plain strings with their places, and the characters that no format can carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from generator.document import Document, Section, WordingRef
from generator.errors import RenderError

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of characters; a line break and a tab are allowed."""
_UNPRINTED = frozenset({"anchor", "id", "name", "target", "svg", "language", "kind", "style", "day"})
"""Names of attributes that steer the picture and are never read as text."""


class CharacterError(RenderError):
    """A character that cannot be printed. The message names it and its place, never the text around it."""

    code = "tecken-fel"


def printed_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every string that a reader may meet, accessible names included, each with its place in Swedish."""
    for attribute in ("title", "subtitle", "parties", "annex_label", "version_note"):
        yield "dokumentets sidhuvud, titel eller sidfot", getattr(document, attribute)
    for text in _strings(document.registration):
        yield "diarieuppgifterna", text
    for text in _strings(document.lead):
        yield "texten under titeln", text
    for _, section in document.walk():
        place = f"avsnitt {section.number} {section.heading}".replace("  ", " ")
        yield place, section.number
        yield place, section.heading
        for text in _strings(section.blocks):
            yield place, text


def _strings(value: object) -> Iterator[str]:
    """All strings below a value of the document model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value) and not isinstance(value, (Section, WordingRef, type)):
        for name in _printed_names(type(value)):
            yield from _strings(getattr(value, name))


@cache
def _printed_names(kind: type) -> tuple[str, ...]:
    """The attributes of a part of a document that may be read as text."""
    return tuple(attribute.name for attribute in fields(kind) if attribute.name not in _UNPRINTED)


def refuse_unprintable(document: Document) -> None:
    """Raise CharacterError for control characters and halves of characters: no format can carry them.

    A line break and a tab are allowed. The message names the character and its place, never the text around it.
    """
    for place, text in printed_texts(document):
        found = _CONTROL.search(text)
        if found:
            raise CharacterError(
                f"Tecknet U+{ord(found[0]):04X} i {place_without_hostility(place)} är ett styrtecken som inte kan "
                "skrivas ut. Ta bort det och försök igen."
            )


def place_without_hostility(place: str) -> str:
    """The place with control characters left out, so that a message about them holds none itself."""
    return "".join(character for character in place if unicodedata.category(character)[0] != "C")

