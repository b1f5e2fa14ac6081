"""The days that an agreement asks somebody to remember. Pure, and without anything that somebody has typed but days.

No name, goal or activity is told: a calendar is spread further than the agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.assembly.select import select
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.model import QuestionType
from generator.review.period import add_months, period_of

_MONTHS_BEFORE_END = 6
_MOST_YEARS = 10
_NOTICE_QUESTION = "uppsagningstid"
_NOTICE_MONTHS: Mapping[str, int] = {"en_manad": 1, "tre_manader": 3, "sex_manader": 6}
_REVIEW_CLAUSE, _END_CLAUSE, _NOTICE_CLAUSE = "revidering", "giltighet-bestamd-tid", "uppsagning"
_ROWS: Mapping[str, str] = {
    "uppfoljningsdag": "Följ upp ett mål i bilagan om mål",
    "klart": "En aktivitet i handlingsplanen ska vara klar",
}
"""Columns of groups that hold a day to remember, and what is to be done on it."""


@dataclass(frozen=True, order=True)
class Remember:
    """One day, and what is to be done."""

    day: date
    words: str


def days_to_remember(situation: Situation) -> tuple[Remember, ...]:
    """The days in order, each thing once a day; only what the agreement's own text and answers ask for."""
    return tuple(sorted({*_period(situation), *_rows(situation)}))


def _period(situation: Situation) -> Iterator[Remember]:
    period, clauses = period_of(situation), _clauses(situation)
    if period.first:
        yield Remember(period.first, "Överenskommelsen börjar gälla")
        if _REVIEW_CLAUSE in clauses:
            yield from _reviews(period.first, period.last)
    if period.last is None:
        return
    yield Remember(period.last, "Överenskommelsens sista dag")
    if _END_CLAUSE in clauses:
        before = add_months(period.last, -_MONTHS_BEFORE_END)
        yield Remember(before, "Sista dagen att ta ställning till en ny överenskommelse")
    months = _NOTICE_MONTHS.get(str(situation.value(_NOTICE_QUESTION))) if _NOTICE_CLAUSE in clauses else None
    if months:
        last = add_months(period.last, -months)
        yield Remember(last, "Sista dagen för en uppsägning som ska få verkan före slutdagen")


def _reviews(first: date, last: date | None) -> Iterator[Remember]:
    for year in range(1, _MOST_YEARS + 1):
        day = add_months(first, 12 * year)
        if last is None or day < last - timedelta(days=31):
            yield Remember(day, "Årlig översyn av överenskommelsen")


def _clauses(situation: Situation) -> frozenset[str]:
    try:
        return frozenset(wording.clause for wording in select(situation).included)
    except GeneratorError:
        return frozenset()


def _rows(situation: Situation) -> Iterator[Remember]:
    for question_id in situation.asked:
        question = situation.library.questions[question_id]
        dated = [part.id for part in question.parts if part.type is QuestionType.DATE and part.id in _ROWS]
        for row in situation.rows(question_id) if dated else ():
            for part in dated:
                day = row.get(part)
                if isinstance(day, date):
                    yield Remember(day, _ROWS[part])
