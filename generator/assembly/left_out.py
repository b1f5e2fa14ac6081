"""Optional clauses that a draft does without. They are kept with its answers under one reserved key, by name.

Only what the library says is optional can be left out. A name that it does not know says nothing: when a clause stops
being optional it stands there again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.assembly.values import short
from generator.errors import AnswerProblem

KEY = "bortvalda-klausuler"
"""The reserved key among raw answers: a list of names. No question can have it, since it holds a hyphen."""
MOST = 200
"""How many names are looked at; a library with more optional clauses than that is none."""


def take_left_out(
    raw: Mapping[str, object], optional: Collection[str], problems: list[AnswerProblem]
) -> tuple[frozenset[str], Mapping[str, object]]:
    """The names among the raw answers that are ``optional``, and the answers without them. Slips are added to
    ``problems``."""
    if KEY not in raw:
        return frozenset(), raw
    rest = {key: value for key, value in raw.items() if key != KEY}
    given = raw[KEY]
    if given in (None, ""):
        return frozenset(), rest
    if not isinstance(given, list | tuple) or len(given) > MOST or not all(isinstance(each, str) for each in given):
        allowed = ", ".join(sorted(optional)) or "inga"
        message = f"Bortvalda klausuler: skriv en lista med namn, till exempel [a, b]. Valfria: {allowed}."
        problems.append(AnswerProblem(KEY, message))
        return frozenset(), rest
    problems.extend(_unknown(str(each), optional) for each in given if each not in optional)
    return frozenset(str(each) for each in given if each in optional), rest


def _unknown(name: str, optional: Collection[str]) -> AnswerProblem:
    allowed = ", ".join(sorted(optional)) or "inga"
    message = f"Bortvalda klausuler: ”{short(name)}” är inte valfri. Valfria: {allowed}."
    return AnswerProblem(KEY, message, "inte-valfri")


def left_out_in(stored: Mapping[str, object]) -> frozenset[str]:
    """The names among stored answers, known to the library or not."""
    given = stored.get(KEY)
    names = given if isinstance(given, list | tuple) else ()
    return frozenset(each for each in names if isinstance(each, str))


def with_left_out(stored: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    """The stored answers with exactly these clauses left out."""
    rest = {key: value for key, value in stored.items() if key != KEY}
    left_out = sorted(set(names))
    return {**rest, KEY: left_out} if left_out else rest
