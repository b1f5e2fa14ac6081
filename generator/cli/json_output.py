"""What every ``--json`` prints goes through here, so that all of it follows one rule.

The keys are Swedish words in lower case with ``_`` between them and without å, ä and ö, like those of the manifest. Ids
of clauses, questions, provisions and documents stand as the library has them, whether they are values or keys. Days are
``2026-01-31``. Lists and keys always come in the same order for the same content. Three keys of ``explain`` are English
(``included``, ``reasons``, ``would_change``): programs read them before there was a rule.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

KEYS: Mapping[str, str] = {
    "added": "tillkomna",
    "after": "efter",
    "alternate": "alternativ",
    "anchor": "ankare",
    "answers": "svar",
    "before": "fore",
    "before_tracked": "utan_sparade_andringar",
    "cause": "orsak",
    "change": "andring",
    "changed": "andrade",
    "changed_municipalities": "andrade_kommuner",
    "clause": "klausul",
    "clauses": "klausuler",
    "comments": "kommentarer",
    "conditions": "villkor",
    "day": "dag",
    "days": "dagar",
    "details": "inledning",
    "document": "id",
    "documents": "dokument",
    "examples": "exempel",
    "fault": "var",
    "faults": "fel",
    "first_days": "forsta_dagar",
    "gained": "till",
    "heading": "rubrik",
    "id": "id",
    "key": "klausul",
    "kind": "slag",
    "label": "etikett",
    "libraries": "bibliotek",
    "lines": "rader",
    "lost": "bort",
    "mandatory": "maste_finnas",
    "mark": "utfall",
    "municipalities": "kommuner",
    "name": "namn",
    "national": "nationellt",
    "never": "aldrig_med",
    "number": "nummer",
    "others": "ovrigt",
    "ours": "hos_oss",
    "outside": "utanfor_klausulerna",
    "page": "sida",
    "parts": "kolumner",
    "pieces": "bitar",
    "place": "plats",
    "plan": "plan",
    "question": "fraga",
    "reasons": "skal",
    "remarks": "anmarkningar",
    "removed": "borttagna",
    "renumbered": "omnumrerade",
    "revisions": "sparade_andringar",
    "reworded": "nya_ord",
    "rows": "rader",
    "side": "andrad",
    "situations": "lagen",
    "sources": "lagrum",
    "state": "utfall",
    "stored": "overenskommelser",
    "stored_tried": "provade_overenskommelser",
    "text": "text",
    "then": "da",
    "title": "titel",
    "tried": "provade",
    "under_own": "nationellt_andrade_under_egna",
    "unusable": "egna_gar_inte_langre",
    "versions": "bibliotek",
    "when": "nar",
    "who": "vem",
    "wordings": "lydelser",
    "words": "ord",
}
"""Field of a dataclass → its key in JSON. A field that is not here cannot be printed."""


def print_json(told: object) -> None:
    """Print what a command tells, on several lines. Raises TypeError or KeyError for what has no place in JSON."""
    print(json_text(told))


def json_text(told: object) -> str:
    """The same as a text. Raises TypeError or KeyError."""
    return json.dumps(as_json(told), ensure_ascii=False, indent=2)


def as_json(told: object) -> object:
    """Plain values: dataclasses become objects with Swedish keys, sequences lists, days and moments text."""
    if told is None or isinstance(told, str | bool | int):
        return told
    if isinstance(told, date | datetime):
        return told.isoformat()
    if isinstance(told, Mapping):
        return {str(key): as_json(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [as_json(each) for each in told]
    return as_object(told)


def as_object(told: object) -> dict[str, object]:
    """A dataclass as a JSON object. Raises TypeError for what is none, KeyError for a field without a key."""
    if not is_dataclass(told) or isinstance(told, type):
        raise TypeError(f"{type(told).__name__} does not belong in JSON")
    return {KEYS[each.name]: as_json(getattr(told, each.name)) for each in fields(told)}
