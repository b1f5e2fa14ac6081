"""Which answers differ between two situations, told in the words of the interview."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from generator.assembly.printing import printed
from generator.assembly.situation import Situation
from generator.assembly.values import Row, Value
from generator.library.model import Question, QuestionType
from generator.review.word_marks import Mark

NO_ANSWER = "inget svar"


@dataclass(frozen=True)
class PartChange:
    """One column of a row: label, and the words of the answer before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row of a group that came, went or was changed."""

    mark: Mark
    number: int
    """Its place, from 1, in the newer answer; in the older one for a row that is gone."""
    parts: tuple[PartChange, ...]
    """The columns that differ; all that were answered for a row that came or went."""


@dataclass(frozen=True)
class AnswerChange:
    """One question whose answer counts otherwise than before."""

    question: str
    label: str
    page: str
    """Id of the page of the interview that asks it; empty when none does any more."""
    before: str
    """In words; ``inget svar`` when there was none. For a group, how many rows there were."""
    after: str
    rows: tuple[RowChange, ...] = ()
    """For a group: the rows that differ."""

    @property
    def words(self) -> str:
        """``Form: Fristående överenskommelse → Bilaga``."""
        return f"{self.label}: {self.before} → {self.after}"


def answer_changes(before: Situation, after: Situation) -> tuple[AnswerChange, ...]:
    """Every question whose counting answer differs, in the order of the newer interview, retired questions last."""
    pages = {each: page.id for situation in (before, after) for page in situation.plan.pages for each in page.questions}
    asked = dict.fromkeys((*after.asked, *before.asked))
    found = (_change(each, before, after, pages) for each in asked)
    return tuple(change for change in found if change is not None)


def counting(situation: Situation, question_id: str) -> Value | None:
    """The answer that counts; None for a question that the situation does not know."""
    known = question_id in situation.library.questions and question_id in situation.asked
    return situation.value(question_id) if known else None


def _change(question_id: str, before: Situation, after: Situation, pages: Mapping[str, str]) -> AnswerChange | None:
    old, new = counting(before, question_id), counting(after, question_id)
    if old == new:
        return None
    newer = question_id in after.asked
    question = (after if newer else before).library.questions[question_id]
    page = pages[question_id] if newer else ""
    if question.type is QuestionType.GROUP:
        rows = tuple(_row_changes(question, _rows(old), _rows(new), (before, after)))
        return AnswerChange(question_id, _label(question), page, _counted(old), _counted(new), rows)
    was, now = _words(question, old, before), _words(question, new, after)
    return AnswerChange(question_id, _label(question), page, was, now)


def _label(question: Question) -> str:
    return question.label[:1].upper() + question.label[1:]


def _counted(value: Value | None) -> str:
    count = len(_rows(value))
    return "inga rader" if not count else "1 rad" if count == 1 else f"{count} rader"


def _rows(value: Value | None) -> list[Row]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, tuple) else []


def _words(question: Question, value: Value | None, situation: Situation) -> str:
    """The answer as the interview words it: a choice by the text that somebody chose, not as it is printed."""
    if value is None or value in ("", ()):
        return NO_ANSWER
    choice = question.choice(value) if isinstance(value, str) else None
    return choice.text if choice else printed(question, value, situation)


def _row_changes(
    question: Question, before: list[Row], after: list[Row], situations: tuple[Situation, Situation]
) -> Iterator[RowChange]:
    old, new = ([tuple(sorted(row.items())) for row in rows] for rows in (before, after))
    for tag, low, high, new_low, new_high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for place, (one, other) in enumerate(zip_longest(before[low:high], after[new_low:new_high])):
            mark = Mark.ADDED if one is None else Mark.REMOVED if other is None else Mark.CHANGED
            number = (low if other is None else new_low) + place + 1
            yield RowChange(mark, number, tuple(_part_changes(question, one or {}, other or {}, situations)))


def _part_changes(
    question: Question, one: Row, other: Row, situations: tuple[Situation, Situation]
) -> Iterator[PartChange]:
    for part in question.parts:
        old, new = one.get(part.id), other.get(part.id)
        if old != new:
            told = (_words(part, value, seen) for value, seen in zip((old, new), situations, strict=True))
            yield PartChange(part.label, *told)
