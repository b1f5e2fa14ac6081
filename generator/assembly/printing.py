"""How an answer reads in print: days, sums, choices and lists in Swedish."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel.dates import format_date

from generator.assembly.situation import Situation
from generator.assembly.values import Value
from generator.library.model import Question, QuestionType
from generator.library.phrases import NO, SUM, YES
from generator.reference import all_vulnerable_areas, municipality, thousands

NOTHING = "–"
"""Stands where a row has no answer."""


def day_in_words(day: date, locale: str = "sv") -> str:
    """``21 november 2026``, with the month in the language of the locale."""
    return format_date(day, "d MMMM yyyy", locale=locale.replace("-", "_"))


def printed(question: Question, value: Value, situation: Situation) -> str:
    """One answer inside a sentence or a cell."""
    speech = situation.library.speech
    if isinstance(value, bool):
        return speech.say(YES if value else NO)
    if isinstance(value, date):
        return day_in_words(value, speech.locale)
    if isinstance(value, int):
        return speech.say(SUM, belopp=thousands(value)) if question.type is QuestionType.MONEY else str(value)
    if isinstance(value, tuple):
        return speech.listed(printed_items(question, value, situation))
    if question.type is QuestionType.PARTY:
        return situation.party_name(value)
    choice = question.choice(value) if question.choices else None
    return choice.printed if choice else value


def printed_items(question: Question, value: Value, situation: Situation) -> list[str]:
    """Each item of a list answer; for a group, its first part-question's answer in each row, or a dash."""
    if not isinstance(value, tuple):
        return [printed(question, value, situation)]
    items = []
    for item in value:
        if isinstance(item, str):
            items.append(_item(question, item))
        else:
            part = question.parts[0]
            items.append(printed(part, item[part.id], situation) if part.id in item else NOTHING)
    return items


def _item(question: Question, item: str) -> str:
    if question.type is QuestionType.MUNICIPALITIES:
        return municipality(item).legal_name
    if question.type is QuestionType.AREAS:
        return area_in_words(item)
    choice = question.choice(item)
    return choice.printed if choice else item


@cache
def area_in_words(name: str) -> str:
    """An area with its category in the newest list: ``Ronna (särskilt utsatt område)``."""
    labels = [area.category.label for area in all_vulnerable_areas() if area.name == name]
    return f"{name} ({labels[0]})" if labels else name


def printed_part(question: Question, part_id: str, situation: Situation) -> str:
    """One part-question's answers over all rows of a group, as a list in words."""
    part = question.part(part_id)
    if part is None:
        return ""
    rows = situation.rows(question.id)
    return situation.library.speech.listed([printed(part, row[part_id], situation) for row in rows if part_id in row])
