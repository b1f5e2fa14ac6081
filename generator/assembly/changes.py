"""Which other answers could be given to the questions that some conditions rest on, and how a change is told.

Every change is an answer that the question really takes, so that whoever follows it gets what was promised. A class
that no choice decides, such as the number of municipalities, is changed by an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from generator.assembly.classes import EXAMPLES
from generator.assembly.situation import Situation
from generator.assembly.values import Value
from generator.library.conditions import Condition
from generator.library.model import FactKind, Question, QuestionType
from generator.reference import municipality, swedish_list

_EVERY_SUBSET = 6
"""Up to so many values of a multi-choice all combinations are tried; above that only one or two values at a time."""


@dataclass(frozen=True)
class Change:
    """One changed answer, told to a program and to a person."""

    question: str
    before: str | tuple[str, ...]
    """The answer that counts now, as in an answers file; "" for none. For a group: the names in its rows."""
    after: str | tuple[str, ...]
    words: str
    """The same in Swedish: ``Form: Fristående överenskommelse → Bilaga``."""


@dataclass(frozen=True)
class Alternative:
    """Another answer to one question."""

    value: Value
    steps: int
    """How much is changed: 1 for a single choice, the number of values for a multi-choice."""
    told: Change


class Wanted:
    """The questions that some conditions rest on, through formulas, classes and what is shown."""

    def __init__(self, situation: Situation, conditions: Iterable[Condition]) -> None:
        self._situation = situation
        self.questions: dict[str, set[str]] = {}
        """Question id → the values of it that any condition mentions."""
        self.examples: list[str] = []
        """Ids of classes that are changed by an example."""
        self._collect(list(conditions))

    def _collect(self, waiting: list[Condition]) -> None:
        library = self._situation.library
        seen: set[str] = set()
        while waiting:
            condition = waiting.pop()
            fact = library.facts[condition.fact]
            if fact.kind is FactKind.ANSWER:
                self.questions.setdefault(fact.id, set()).update(condition.values)
            if fact.id in seen:
                continue
            seen.add(fact.id)
            waiting.extend(fact.operands)
            if fact.id in EXAMPLES:
                self.examples.append(fact.id)
            for question_id in fact.questions:
                question = library.questions[question_id]
                if question.is_fact:
                    self.questions.setdefault(question_id, set())
                    waiting.extend(question.shown_when)

    def alternatives(self) -> list[list[Alternative]]:
        """For each question that is asked, in the order of the interview, its other answers."""
        made: dict[str, list[Alternative]] = {}
        for question_id, mentioned in self.questions.items():
            question = self._situation.library.questions[question_id]
            made[question_id] = list(_other_answers(question, mentioned, self._situation))
        for fact_id in sorted(self.examples):
            for question_id, value in EXAMPLES[fact_id](self._situation):
                question = self._situation.library.questions[question_id]
                made.setdefault(question_id, []).append(_alternative(question, value, 1, self._situation))
        return [made[question_id] for question_id in self._situation.asked if made.get(question_id)]


def _other_answers(question: Question, mentioned: set[str], situation: Situation) -> Iterator[Alternative]:
    now = situation.if_shown(question.id).value
    if question.type is QuestionType.YES_NO:
        values: Iterable[tuple[Value, int]] = [(now is not True, 1)]
    elif question.type is QuestionType.MULTI:
        chosen = frozenset(item for item in now if isinstance(item, str)) if isinstance(now, tuple) else frozenset()
        values = _other_sets(question, chosen, mentioned)
    else:
        values = [(choice.id, 1) for choice in question.choices if choice.id != now]
    for value, steps in values:
        yield _alternative(question, value, steps, situation)


def _other_sets(question: Question, now: frozenset[str], mentioned: set[str]) -> Iterator[tuple[Value, int]]:
    """The set with some of the mentioned values put in or taken out, the smallest changes first."""
    values = [choice.id for choice in question.choices if choice.id in mentioned]
    most = len(values) if len(values) <= _EVERY_SUBSET else 2
    toggled = [frozenset(each) for size in range(1, most + 1) for each in combinations(values, size)]
    all_out = now & set(values)
    if len(all_out) > most:
        toggled.append(all_out)
    for each in toggled:
        after = now ^ each
        yield tuple(choice.id for choice in question.choices if choice.id in after), len(each)


def _alternative(question: Question, value: Value, steps: int, situation: Situation) -> Alternative:
    now = situation.if_shown(question.id).value
    words = f"{question.label}: {_words(question, now)} → {_words(question, value)}"
    return Alternative(value, steps, Change(question.id, _told(question, now), _told(question, value), words))


def _told(question: Question, value: Value | None) -> str | tuple[str, ...]:
    """The answer as it is written in an answers file; a group is told by the names in its rows."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        named = next((part.id for part in question.parts if part.type is QuestionType.TEXT), "")
        return tuple(item if isinstance(item, str) else str(item.get(named, "")) for item in value)
    return "" if value is None else str(value)


def _words(question: Question, value: Value | None) -> str:
    told = _told(question, value)
    if isinstance(told, str):
        choice = question.choice(told)
        return choice.text if choice else told or "inget svar"
    if question.type is QuestionType.MUNICIPALITIES:
        return swedish_list([municipality(code).legal_name for code in told])
    texts = [choice.text if (choice := question.choice(item)) else item for item in told]
    return swedish_list(texts) or "inget valt"
