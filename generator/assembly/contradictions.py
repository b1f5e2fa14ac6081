"""Finds answers that cannot all be right: days in the wrong order, rows for one who is no party, areas elsewhere.

Only answers that count are looked at: the answer to a hidden question is ignored, so it contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.assembly.situation import Origin, Situation
from generator.assembly.values import POLICE, Row, Value
from generator.errors import AnswerProblem
from generator.library.model import Question, QuestionType
from generator.reference import swedish_list, vulnerable_areas_of

_EVERY_PARTY = {"namnder": (), "undertecknare": (POLICE,)}
"""Prefill sources of groups where every municipality needs a row, and who else does."""


@dataclass(frozen=True)
class _Answer:
    """One answer that counts: to a question, or to a part-question in a row."""

    question: Question
    value: Value
    field: str
    label: str
    row: Row
    """The row it stands in; empty outside groups."""


def contradictions(situation: Situation) -> list[AnswerProblem]:
    """Every contradiction among the answers that count, in the order the questions are asked."""
    found: list[AnswerProblem] = []
    for question_id in situation.asked:
        question = situation.library.questions[question_id]
        for answer in _answers_to(question, situation):
            found.extend(_too_early(answer, situation))
            found.extend(_stranger(answer, situation))
        found.extend(_areas_elsewhere(question, situation))
        found.extend(_parties_left_out(question, situation))
    return found


def _answers_to(question: Question, situation: Situation) -> Iterator[_Answer]:
    if question.type is not QuestionType.GROUP:
        value = situation.value(question.id)
        if value is not None:
            yield _Answer(question, value, question.id, question.label, {})
        return
    for number, row in enumerate(situation.rows(question.id), start=1):
        for part in question.parts:
            if part.id in row:
                label = f"{question.label}, rad {number}, {part.label}"
                yield _Answer(part, row[part.id], f"{question.id}.{number}.{part.id}", label, row)


def _too_early(answer: _Answer, situation: Situation) -> Iterator[AnswerProblem]:
    """A day before the one that ``tidigast:`` names, in the same row or among the questions."""
    other = answer.question.not_before
    if not other:
        return
    known = situation.library.questions.get(other)
    earliest = answer.row.get(other) or (situation.value(other) if known else None)
    if isinstance(answer.value, date) and isinstance(earliest, date) and answer.value < earliest:
        name = known.label if known else other
        message = f"{answer.label}: {answer.value.isoformat()} är före {name}, {earliest.isoformat()}."
        yield AnswerProblem(answer.field, message, "datum-ordning")


def _stranger(answer: _Answer, situation: Situation) -> Iterator[AnswerProblem]:
    """Someone who is no party, or the wrong kind of party for the question."""
    if answer.question.type is not QuestionType.PARTY or not situation.municipalities:
        return
    allowed = [party for party in _parties(situation) if answer.question.concerns(party == POLICE)]
    if answer.value not in allowed:
        quoted = ", ".join(f"”{party}”" for party in allowed)
        message = f"{answer.label}: ”{answer.value}” går inte att välja här. Tillåtna: {quoted}."
        yield AnswerProblem(answer.field, message, "okand-part")


def _parties(situation: Situation) -> tuple[str, ...]:
    return (*situation.texts("kommuner"), POLICE)


def _areas_elsewhere(question: Question, situation: Situation) -> Iterator[AnswerProblem]:
    if question.type is not QuestionType.AREAS:
        return
    inside = {area.name for each in situation.municipalities for area in vulnerable_areas_of(each.code)}
    for name in situation.texts(question.id):
        if name not in inside:
            message = f"{question.label}: området ”{name}” ligger inte i någon av kommunerna."
            yield AnswerProblem(question.id, message, "omrade-utanfor")


def _parties_left_out(question: Question, situation: Situation) -> Iterator[AnswerProblem]:
    """A list of boards or signers that lacks a party: then that party would not be bound."""
    if question.prefill not in _EVERY_PARTY or situation.effective(question.id).origin is not Origin.GIVEN:
        return
    column = next((part.id for part in question.parts if part.type is QuestionType.PARTY), "")
    present = {row.get(column) for row in situation.rows(question.id)}
    wanted = (*situation.texts("kommuner"), *_EVERY_PARTY[question.prefill])
    lacking = [situation.party_name(party) for party in wanted if party not in present]
    if lacking:
        message = f"{question.label}: {swedish_list(lacking)} saknar rad. Lägg till minst en rad för varje part."
        yield AnswerProblem(question.id, message, "part-saknas")
