"""Reads raw answers (from a file, a form or the database) into typed ones, and says what is wrong with all at once.

A value is data: nothing typed is ever changed, apart from surrounding white space, line ends and Unicode NFC.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.assembly.values import Row, Value, ValueProblem, is_empty, read_value
from generator.errors import AnswerProblem, AnswersError
from generator.library.model import DocumentPlan, Library, Question, QuestionType

POLICE = "polisen"
"""The party id of Polismyndigheten; a municipality's is its code."""


@dataclass(frozen=True)
class Answers:
    """Typed answers by question id. A question without an answer is not there."""

    values: Mapping[str, Value] = field(default_factory=dict)

    def get(self, question_id: str) -> Value | None:
        """The answer as given, or None."""
        return self.values.get(question_id)


def read_answers(library: Library, plan: DocumentPlan, raw: Mapping[str, object]) -> Answers:
    """Typed answers for a plan. Raises AnswersError with every problem; missing answers are no problem here."""
    answers, problems = try_answers(library, plan, raw)
    if problems:
        raise AnswersError(problems)
    return answers


def try_answers(library: Library, plan: DocumentPlan, raw: Mapping[str, object]) -> tuple[Answers, list[AnswerProblem]]:
    """What could be read, and what is wrong with the rest. Used while somebody is still typing."""
    values: dict[str, Value] = {}
    problems: list[AnswerProblem] = []
    for given_id, given in raw.items():
        question_id = _current_id(library, given_id)
        if question_id is None:
            continue
        if question_id not in plan.question_ids:
            problems.append(_unknown(given_id, plan.question_ids))
            continue
        try:
            value = _read(library.questions[question_id], given)
        except _Several as several:
            problems.extend(several.problems)
            continue
        if not is_empty(value):
            values[question_id] = value
    answers = Answers(values)
    problems.extend(_contradictions(library, answers))
    return answers, problems


def _current_id(library: Library, given_id: str) -> str | None:
    """The question's id today; None for a retired question whose answers are dropped."""
    retired = library.retired.get(given_id)
    if retired is None:
        return given_id
    return retired.replaced_by or None


def _unknown(given_id: str, allowed: Iterable[str]) -> AnswerProblem:
    near = difflib.get_close_matches(given_id, list(allowed), n=3, cutoff=0.5)
    hint = f" Menade du {' eller '.join(near)}?" if near else ""
    return AnswerProblem(given_id, f"Frågan ”{given_id}” finns inte i det här dokumentet.{hint}", "okand-fraga")


class _Several(Exception):  # noqa: N818 - carries problems upwards, is no error of its own
    def __init__(self, problems: list[AnswerProblem]) -> None:
        self.problems = problems


def _read(question: Question, given: object) -> Value:
    if question.type is not QuestionType.GROUP:
        try:
            return read_value(question, given)
        except ValueProblem as problem:
            raise _Several([AnswerProblem(question.id, f"{question.label}: {problem}")]) from None
    return _read_group(question, given)


def _read_group(question: Question, given: object) -> tuple[Row, ...]:
    if given in (None, ""):
        return ()
    if not isinstance(given, list | tuple):
        raise _Several([AnswerProblem(question.id, f"{question.label}: svaret ska vara en lista med rader.")])
    maximum = question.maximum or 20
    if len(given) > maximum:
        raise _Several([AnswerProblem(question.id, f"{question.label}: högst {maximum} rader, du har {len(given)}.")])
    rows: list[Row] = []
    problems: list[AnswerProblem] = []
    for number, row in enumerate(given, start=1):
        values = _read_row(question, row, number, problems)
        if values:
            rows.append(values)
    if problems:
        raise _Several(problems)
    return tuple(rows)


def _read_row(question: Question, row: object, number: int, problems: list[AnswerProblem]) -> Row:
    path = f"{question.id}.{number}"
    if not isinstance(row, Mapping):
        problems.append(AnswerProblem(path, f"{question.label}, rad {number}: raden ska ha nycklar med värden."))
        return {}
    values: dict[str, Value] = {}
    for part_id, given in row.items():
        part = question.part(str(part_id))
        if part is None:
            problems.append(_unknown(f"{path}.{part_id}", (f"{path}.{each.id}" for each in question.parts)))
            continue
        try:
            value = read_value(part, given)
        except ValueProblem as problem:
            problems.append(
                AnswerProblem(f"{path}.{part.id}", f"{question.label}, rad {number}, {part.label}: {problem}")
            )
            continue
        if not is_empty(value):
            values[part.id] = value
    return values


def _contradictions(library: Library, answers: Answers) -> Iterable[AnswerProblem]:
    """Answers that cannot both be right: dates in the wrong order, rows for one who is no party."""
    for question_id, value in answers.values.items():
        question = library.questions[question_id]
        earliest = answers.get(question.not_before) if question.not_before else None
        if isinstance(value, date) and isinstance(earliest, date) and value < earliest:
            before = library.questions[question.not_before].label
            message = f"{question.label}: {value.isoformat()} är före {before}, {earliest.isoformat()}."
            yield AnswerProblem(question_id, message, "datum-ordning")
        yield from _strangers(question, value, answers)


def _strangers(question: Question, value: Value, answers: Answers) -> Iterable[AnswerProblem]:
    municipalities = answers.get("kommuner")
    if not isinstance(municipalities, tuple):
        return
    parties = {*(str(code) for code in municipalities), POLICE}
    allowed = ", ".join(f"”{party}”" for party in sorted(parties))
    if question.type is QuestionType.PARTY and value not in parties:
        yield AnswerProblem(
            question.id, f"{question.label}: ”{value}” är inte part. Tillåtna: {allowed}.", "okand-part"
        )
    if question.type is not QuestionType.GROUP or not isinstance(value, tuple):
        return
    for part in question.parts:
        for number, row in enumerate(value, start=1):
            given = row.get(part.id) if part.type is QuestionType.PARTY and isinstance(row, Mapping) else None
            if given is not None and given not in parties:
                message = f"{question.label}, rad {number}: ”{given}” är inte part. Tillåtna: {allowed}."
                yield AnswerProblem(f"{question.id}.{number}.{part.id}", message, "okand-part")
