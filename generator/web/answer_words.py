"""Answers as a page tells them: in the interview's own words, one line for each row and each choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.assembly.printing import printed
from generator.assembly.situation import Situation
from generator.assembly.values import Value
from generator.library.model import Question, QuestionType


def lines_of(question: Question, value: Value | None, situation: Situation) -> Iterator[str]:
    """An answer: a single line, or one for each row or choice of several; nothing where there is no answer."""
    if value in (None, "", ()):
        return
    if question.type is QuestionType.GROUP and isinstance(value, tuple):
        for row in value:
            if isinstance(row, Mapping):
                parts = ((part, row.get(part.id)) for part in question.parts)
                yield ", ".join(_words(part, each, situation) for part, each in parts if each not in (None, "", ()))
    elif question.type is QuestionType.MULTI and isinstance(value, tuple):
        yield from (choice.text for choice in question.choices if choice.id in value)
    else:
        yield _words(question, value, situation)


def name_of(question: Question) -> str:
    """The question's short name as the beginning of a line."""
    return question.label[:1].upper() + question.label[1:]


def _words(question: Question, value: Value | None, situation: Situation) -> str:
    """As the interview words it: a choice by the text that was chosen."""
    choice = question.choice(value) if isinstance(value, str) else None
    return choice.text if choice else printed(question, "" if value is None else value, situation)
