"""The period that an agreement counts for, and the answers of a renewal for the next one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.assembly.confirmations import KEY as CONFIRMATIONS
from generator.assembly.situation import Situation
from generator.library.model import DocumentPlan, Library, QuestionType

_OF_ONE_DECISION = frozenset({"beslutsdatum", "paragraf", "ort_datum"})
"""Columns that tell of the decision behind one signature; the next agreement is decided anew."""
_MONTHS = 12


@dataclass(frozen=True)
class PeriodQuestions:
    """The questions that ask for the first and the last day."""

    first: str
    last: str


@dataclass(frozen=True)
class Period:
    """From and including one day, to and including another; either may be unanswered."""

    first: date | None
    last: date | None

    def next(self) -> Period:
        """The period that follows: from the day after, and just as long in whole months, or in days."""
        if self.first is None or self.last is None:
            return Period(self.last + timedelta(days=1) if self.last else None, None)
        start = self.last + timedelta(days=1)
        months = (start.year - self.first.year) * _MONTHS + start.month - self.first.month
        if start.day == self.first.day:
            return Period(start, add_months(start, months) - timedelta(days=1))
        return Period(start, start + (self.last - self.first))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last of a month that is too short."""
    whole = day.year * _MONTHS + day.month - 1 + months
    following = date((whole + 1) // _MONTHS, (whole + 1) % _MONTHS + 1, 1)
    last_of_month = (following - timedelta(days=1)).day
    return date(whole // _MONTHS, whole % _MONTHS + 1, min(day.day, last_of_month))


def period_questions(library: Library, plan: DocumentPlan) -> PeriodQuestions | None:
    """The two questions: a day, and another day of the same interview that may not precede it. None without any."""
    for question_id in plan.question_ids:
        question = library.questions[question_id]
        if question.type is QuestionType.DATE and question.not_before in plan.question_ids:
            return PeriodQuestions(question.not_before, question_id)
    return None


def period_of(situation: Situation) -> Period:
    """The period that the answers give."""
    asked = period_questions(situation.library, situation.plan)
    if asked is None:
        return Period(None, None)
    days = (situation.value(each) for each in (asked.first, asked.last))
    return Period(*(day if isinstance(day, date) else None for day in days))


def renewed_answers(situation: Situation, stored: Mapping[str, object], period: Period) -> dict[str, object]:
    """The stored answers for the next period: new days, and nothing that belongs to the old decision.

    Confirmations, registration numbers, what tells of one decision, and days before the new period are left out; so
    that somebody decides them anew.
    """
    asked = period_questions(situation.library, situation.plan)
    numbers = {name for _, name in situation.plan.registration}
    answers = {key: value for key, value in stored.items() if key != CONFIRMATIONS and key not in numbers}
    for key, value in list(answers.items()):
        if isinstance(value, list) and any(isinstance(row, Mapping) for row in value):
            answers[key] = [dict(_kept(key, row, numbers, period)) for row in value if isinstance(row, Mapping)]
    if asked is not None:
        days = {asked.first: period.first, asked.last: period.last}
        answers.update({key: day.isoformat() for key, day in days.items() if day is not None})
        answers = {key: value for key, value in answers.items() if days.get(key, date.min) is not None}
    return answers


def _kept(group: str, row: Mapping[str, object], numbers: set[str], period: Period) -> Iterator[tuple[str, object]]:
    for part, value in row.items():
        if part not in _OF_ONE_DECISION and f"{group}.{part}" not in numbers and not _is_past(value, period):
            yield part, value


def _is_past(value: object, period: Period) -> bool:
    """Whether it is a day before the new period."""
    if not isinstance(value, str) or period.first is None:
        return False
    try:
        return date.fromisoformat(value) < period.first
    except ValueError:
        return False
