"""Local wordings as a file: written by the pages where a municipality keeps its own, read by the command line.

JSON with one key, ``lydelser``: a list of objects with the keys below. What is not known to be right is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NoReturn

from generator.errors import GeneratorError
from generator.library.overlay import LocalKind, LocalWording

_NAMES = {
    "slag": "kind",
    "klausul": "clause",
    "rubrik": "heading",
    "text": "text",
    "skäl": "reason",
    "grund": "base",
    "grundtext": "base_text",
    "efter": "after",
    "dokument": "plan",
}
"""Key in the file → field of a local wording."""
_NEEDED = ("slag", "klausul", "rubrik", "text", "skäl")
_MOST_WORDINGS = 200
_LONGEST = 2_000_000


class LocalFileError(GeneratorError):
    """The file holds no local wordings that can be read; the message says why, in Swedish."""

    code = "lokal-fil-fel"


def local_as_json(local: Iterable[LocalWording]) -> bytes:
    """The file with these wordings: always the same bytes for the same wordings."""
    rows = [{key: str(getattr(each, field)) for key, field in _NAMES.items()} for each in local]
    full = [{key: value for key, value in row.items() if value or key in _NEEDED} for row in rows]
    return json.dumps({"lydelser": full}, ensure_ascii=False, indent=2).encode() + b"\n"


def read_local_json(content: bytes) -> tuple[LocalWording, ...]:
    """The wordings in a file. Raises LocalFileError."""
    if len(content) > _LONGEST:
        _refuse(f"Filen är för stor. Högst {_LONGEST // 1_000_000} MB går att läsa.")
    try:
        told = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        where = f" Felet står på rad {error.lineno}." if isinstance(error, json.JSONDecodeError) else ""
        raise LocalFileError(f"Filen är inte JSON, eller säger något två gånger.{where}") from error
    rows = told.get("lydelser") if isinstance(told, dict) and told.keys() == {"lydelser"} else None
    if not isinstance(rows, list) or len(rows) > _MOST_WORDINGS:
        _refuse(f"Filen ska ha nyckeln ”lydelser” och ingen annan, med en lista på högst {_MOST_WORDINGS} lydelser.")
    found = tuple(_read(row, number) for number, row in enumerate(rows, start=1))
    if len({each.clause for each in found}) != len(found):
        _refuse("Samma klausul står två gånger. En kommun har en lydelse av varje klausul.")
    return found


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("en nyckel står två gånger")
    return dict(pairs)


def _read(row: object, number: int) -> LocalWording:
    if not isinstance(row, Mapping) or not all(isinstance(value, str) for value in row.values()):
        _refuse(f"Lydelse {number} ska vara ett objekt där varje värde är text.")
    if unknown := sorted(set(row) - set(_NAMES)):
        _refuse(f"Lydelse {number} har en okänd nyckel, ”{unknown[0]}”. Tillåtna: {', '.join(_NAMES)}.")
    if missing := [key for key in _NEEDED if key not in row]:
        _refuse(f"Lydelse {number} saknar ”{missing[0]}”.")
    if row["slag"] not in set(LocalKind):
        _refuse(f"Lydelse {number} har ett okänt slag, ”{row['slag']}”. Tillåtna: {', '.join(LocalKind)}.")
    told = {field: row.get(key, "") for key, field in _NAMES.items()}
    return LocalWording(LocalKind(told.pop("kind")), **told)


def _refuse(message: str) -> NoReturn:
    raise LocalFileError(message)
