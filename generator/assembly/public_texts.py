"""What may not stand in a text that becomes public: the number of a person. Where the question warns, it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.assembly.values import Value
from generator.errors import AnswerProblem
from generator.library.model import Question
from generator.library.personal_data import personal_numbers

TOLD = "här finns något som ser ut som ett personnummer. Ta bort det: texten kan bli offentlig."


def numbers_of_persons(question: Question, value: Value) -> list[AnswerProblem]:
    """A problem for each text of an answer that holds what looks like a personal number; none where nothing warns,
    since a telephone number may look like one."""
    if not question.warning:
        return []
    return [
        AnswerProblem(name, f"{label}: {TOLD}", "personnummer")
        for name, label, text in _texts(question, value)
        if any(personal_numbers(text))
    ]


def _texts(question: Question, value: Value) -> Iterator[tuple[str, str, str]]:
    """Field, label and text of everything typed in an answer."""
    items = value if isinstance(value, tuple) else (value,)
    for number, item in enumerate(items, start=1):
        if isinstance(item, str):
            yield question.id, question.label, item
        elif isinstance(item, Mapping):
            for part in question.parts:
                text = item.get(part.id)
                if isinstance(text, str):
                    yield f"{question.id}.{number}.{part.id}", f"{question.label}, rad {number}, {part.label}", text
