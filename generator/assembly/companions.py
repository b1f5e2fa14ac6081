"""What goes with an agreement beside it: which of the companions come along, and whose answers each of them sees.

A proposal to the board is made for one board at a time. Its text chooses clauses by the whole agreement's facts, but
the names it prints are the board's own: its row among the boards, and the signers who sign for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.assembly.situation import Situation
from generator.assembly.values import Row, Value
from generator.library.conditions import all_hold
from generator.library.model import Question, QuestionType


def companions(situation: Situation) -> Iterator[tuple[str, Situation]]:
    """Id and situation of each document that comes along beside the agreement, in the plan's order."""
    for companion in situation.plan.companions:
        if not all_hold(companion.conditions, situation.facts):
            continue
        seen = situation.seen_from(situation.library.plans[companion.plan])
        rows = situation.rows(companion.each) if companion.each else ()
        for number, row in enumerate(rows, start=1):
            name = companion.plan if len(rows) == 1 else f"{companion.plan}-{number}"
            yield name, seen.with_values(_concerning(row, companion.each, situation))
        if not rows:
            yield companion.plan, seen


def _concerning(row: Row, group_id: str, situation: Situation) -> Mapping[str, Value]:
    """Every group's rows as the one row sees them: its own, and those of other groups that concern it."""
    party = _party_of(situation.library.questions[group_id])
    values: dict[str, Value] = {group_id: (row,)}
    for question_id in situation.asked:
        question = situation.library.questions[question_id]
        column = _party_of(question)
        if question_id != group_id and party and column:
            values[question_id] = _of_same(row, row.get(party), situation.rows(question_id), column)
    return values


def _party_of(question: Question) -> str:
    """The part-question that says which party a row concerns."""
    return next((part.id for part in question.parts if part.type is QuestionType.PARTY), "")


def _of_same(row: Row, party: Value | None, rows: Iterable[Row], column: str) -> tuple[Row, ...]:
    """The rows of the same party; of these only the ones that repeat a text of the row, if any does."""
    own = tuple(each for each in rows if each.get(column) == party)
    names = _texts(row) - {str(party)}
    return tuple(each for each in own if _texts(each) & names) or own


def _texts(row: Row) -> set[str]:
    return {value.casefold() for value in row.values() if isinstance(value, str)}
