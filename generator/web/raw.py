"""Answers in the plain form that a page posts and the database keeps: text, lists and rows of text."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date

from generator.assembly.values import Value

Raw = str | list[str] | list[dict[str, object]]
"""One answer as a page posts it."""


def as_raw(value: Value) -> object:
    """A typed answer as JSON can hold it; reading it again gives the same answer."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [as_raw_row(item) if isinstance(item, Mapping) else item for item in value]
    return str(value) if isinstance(value, int) else value


def as_raw_row(row: Mapping[str, Value]) -> dict[str, object]:
    """One row of a group."""
    return {part: as_raw(value) for part, value in row.items()}


def fingerprint(value: Value) -> str:
    """A short mark of a suggested answer, sent along with the page, so that an untouched suggestion is known again."""
    told = json.dumps(as_raw(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def is_blank(raw: object) -> bool:
    """Whether nothing was typed: empty text, an empty list, or rows that are all empty."""
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, list):
        return all(is_blank(item) for item in raw)
    return isinstance(raw, Mapping) and all(is_blank(item) for item in raw.values())


def without_blank_rows(raw: object) -> object:
    """The same answer with its empty rows taken out, so that rows are counted alike on the page and in messages."""
    if isinstance(raw, list) and any(isinstance(item, Mapping) for item in raw):
        return [item for item in raw if not is_blank(item)]
    return raw


def displayable(text: str) -> str:
    """The text with a visible mark for each character that a page cannot hold, so that it can be seen and taken out."""
    return "".join(_UNSEEN if _is_unseen(character) else character for character in text)


_UNSEEN = "\N{REPLACEMENT CHARACTER}"


def _is_unseen(character: str) -> bool:
    code = ord(character)
    is_control = unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r"
    return is_control or (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode's own ranges
