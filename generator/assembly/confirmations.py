"""Confirmations: a ``[BEKRÄFTA …]`` in the text stays visible until somebody named has confirmed it.

They travel with the answers under one reserved key. A confirmation belongs to the exact words it confirms: when the
wording changes, its id changes and the mark comes back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from generator.assembly.values import ValueProblem, read_value, short
from generator.errors import AnswerProblem
from generator.library.model import Question, QuestionType

KEY = "bekraftelser"
"""The reserved key among raw answers: a mapping of mark id to who confirmed."""

_MARK_DIGITS = 8
MOST_LETTERS = 200
"""Of a name and a role; the day comes after it."""
MOST_REASON_LETTERS = 300
"""Of the reason that a board gives when it answers in the place of somebody that it does not have."""
_AROUND = 60
"""For the day, and the words between the parts."""
_MOST = MOST_LETTERS + MOST_REASON_LETTERS + _AROUND
_WHO = Question(KEY, QuestionType.TEXT, "Vem har bekräftat, i vilken roll och när?", "Bekräftat av", maximum=_MOST)


def mark_id(clause: str, text: str) -> str:
    """The id of a mark with this text in this clause."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:_MARK_DIGITS]
    return f"{clause}.{digest}"


def mark_parts(text: str) -> tuple[str, str]:
    """What is to be confirmed, and by whom: the parts of ``[BEKRÄFTA: vad, vem]`` around its last comma."""
    inside = text.strip("[]").removeprefix("BEKRÄFTA:").strip()
    what, comma, who = inside.rpartition(",")
    return (what.strip(), who.strip()) if comma else (inside, "")


def take_confirmations(
    raw: Mapping[str, object], problems: list[AnswerProblem]
) -> tuple[dict[str, str], Mapping[str, object]]:
    """The confirmations among the raw answers, and the answers without them. Slips are added to ``problems``."""
    if KEY not in raw:
        return {}, raw
    rest = {key: value for key, value in raw.items() if key != KEY}
    given = raw[KEY]
    if given in (None, "", [], ()):
        return {}, rest
    if not isinstance(given, Mapping):
        problems.append(
            AnswerProblem(KEY, 'Bekräftelser: skriv id och vem som har bekräftat, till exempel "beslut.1a2b3c4d": "…".')
        )
        return {}, rest
    confirmed: dict[str, str] = {}
    for mark, who in given.items():
        try:
            text = read_value(_WHO, who)
        except ValueProblem as problem:
            problems.append(AnswerProblem(f"{KEY}.{short(str(mark))}", f"Bekräftelser: {problem}"))
            continue
        if isinstance(text, str) and text:
            confirmed[str(mark)] = text
    return confirmed, rest
