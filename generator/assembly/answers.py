"""Reads raw answers (from a file, a form or the database) into typed ones, and says what is wrong with all at once.

A value is data: nothing typed is ever changed, apart from surrounding white space, line ends and Unicode NFC.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.assembly.confirmations import take_confirmations
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.left_out import take_left_out
from generator.assembly.public_texts import numbers_of_persons
from generator.assembly.values import MAX_ROWS, Row, Value, ValueProblem, is_empty, read_value, short
from generator.errors import AnswerProblem, AnswersError
from generator.library.model import DocumentPlan, Library, PlanKind, Question, QuestionType
from generator.library.optional import optional_clauses

_MOST_HINTS = 20
_NEVER_EMPTIED = frozenset(
    {
        *(QuestionType.CHOICE, QuestionType.MULTI, QuestionType.YES_NO, QuestionType.PARTY, QuestionType.GROUP),
        *(QuestionType.MUNICIPALITIES, QuestionType.AREAS, QuestionType.TEXT_LIST),
    }
)
"""Types that hold a choice, or a list: an empty list says none by itself."""


@dataclass(frozen=True)
class Answers:
    """Typed answers by question id. A question without an answer is not there.

    An empty tuple is an answer too: the person says that there are none, whatever is suggested. So is an empty text
    where a suggestion would otherwise be filled in.
    """

    values: Mapping[str, Value] = field(default_factory=dict)

    confirmations: Mapping[str, str] = field(default_factory=dict)
    """Id of a ``[BEKRÄFTA …]`` → who confirmed it, in what role and when, as typed."""

    left_out: frozenset[str] = frozenset()
    """Names of the optional clauses that the draft does without."""

    def get(self, question_id: str) -> Value | None:
        """The answer as given, or None."""
        return self.values.get(question_id)

    def with_values(self, values: Mapping[str, Value]) -> Answers:
        """The same confirmations and choices of clauses with these answers instead."""
        return replace(self, values=values)


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
    confirmations, raw = take_confirmations(raw, problems)
    optional = frozenset(optional_clauses(library, plan).values()) if LEFT_OUT in raw else frozenset()
    left_out, raw = take_left_out(raw, optional, problems)
    asked = frozenset(plan.question_ids)
    for given_id, given in raw.items():
        question_id = _current_id(library, given_id)
        if question_id is None or (question_id != given_id and question_id in raw):
            continue
        if question_id not in asked:
            problems.append(_unknown(given_id, plan.question_ids, len(problems)))
            continue
        question = library.questions[question_id]
        try:
            value = _read(question, given, plan.kind is PlanKind.AGREEMENT)
        except _Several as several:
            problems.extend(several.problems)
            continue
        if not is_empty(value) or _says_none(question, given):
            values[question_id] = value
    return Answers(values, confirmations, left_out), problems


def _says_none(question: Question, given: object) -> bool:
    """An empty list is an answer: none. So is an empty text where something is suggested; else it is no answer."""
    if isinstance(given, list | tuple):
        return not given
    return isinstance(given, str) and can_be_emptied(question)


def can_be_emptied(question: Question) -> bool:
    """Whether an empty text takes the place of a suggestion: not where one of some choices is taken."""
    return bool(question.prefill) and question.type not in _NEVER_EMPTIED


def _current_id(library: Library, given_id: str) -> str | None:
    """The question's id today; None for a retired question whose answers are dropped."""
    retired = library.retired.get(given_id)
    if retired is None:
        return given_id
    return retired.replaced_by or None


def _unknown(given_id: str, allowed: Iterable[str], before: int = 0) -> AnswerProblem:
    """An id that nobody asks about, with the nearest that somebody does. Looking for them takes time, so that only
    the first problems get the hint; ``before`` is how many there are already."""
    name = short(given_id)
    near = difflib.get_close_matches(name, list(allowed), n=3, cutoff=0.5) if before < _MOST_HINTS else []
    hint = f" Menade du {' eller '.join(near)}?" if near else ""
    return AnswerProblem(name, f"Frågan ”{name}” finns inte i det här dokumentet.{hint}", "okand-fraga")


class _Several(Exception):  # noqa: N818 - carries problems upwards, is no error of its own
    def __init__(self, problems: list[AnswerProblem]) -> None:
        self.problems = problems


def _read(question: Question, given: object, is_public: bool) -> Value:
    if question.type is QuestionType.GROUP:
        value: Value = _read_group(question, given)
    else:
        try:
            value = read_value(question, given)
        except ValueProblem as problem:
            raise _Several([AnswerProblem(question.id, f"{question.label}: {problem}")]) from None
    if is_public and (found := numbers_of_persons(question, value)):
        raise _Several(found)
    return value


def _read_group(question: Question, given: object) -> tuple[Row, ...]:
    if given in (None, ""):
        return ()
    if not isinstance(given, list | tuple):
        raise _Several([AnswerProblem(question.id, f"{question.label}: svaret ska vara en lista med rader.")])
    maximum = MAX_ROWS if question.maximum is None else question.maximum
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
        part = question.part(part_id) if isinstance(part_id, str) else None
        if part is None:
            name = f"{path}.{part_id if isinstance(part_id, str) else '?'}"
            problems.append(_unknown(name, [f"{path}.{each.id}" for each in question.parts], len(problems)))
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
