"""Closed answers that a text gives away by standing there: whoever reads a clause knows that its conditions hold.

They travel in the manifest beside the answers that are printed, so that the same text can be made again from it. Only
choices among those the library offers count, never anything that was typed, and never an answer without which some
clause of the text would still stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.assembly.situation import Origin, Situation
from generator.document import Document
from generator.library.conditions import Condition, all_hold
from generator.library.model import Fact, FactKind, QuestionType

_CLOSED = (QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.MULTI)


def implied_answers(situation: Situation, document: Document, printed: Iterable[str]) -> dict[str, str | list[str]]:
    """Question id → what the text gives away of its answer; ``printed`` are the questions whose answers it prints."""
    told: dict[str, set[str]] = {}
    asked = _Behind(situation, told)
    for question_id in printed:
        asked.follow(situation.library.questions[question_id].shown_when)
    for condition in _conditions(situation, document):
        asked.follow((condition,))
    order = situation.library.questions
    return {each: _as_answer(situation, each, told[each]) for each in order if each in told}


def _conditions(situation: Situation, document: Document) -> Iterator[Condition]:
    """What holds since these clauses and annexes are there."""
    in_force = situation.library.wordings_at(situation.day)
    yield from chain.from_iterable(in_force[mark.clause].conditions for mark in document.wordings)
    annexes = (annex.conditions for annex in situation.plan.annexes)
    yield from chain.from_iterable(each for each in annexes if all_hold(each, situation.facts))


class _Behind:
    """Follows conditions down to the answers that make them hold."""

    def __init__(self, situation: Situation, told: dict[str, set[str]]) -> None:
        self._situation = situation
        self._told = told

    def follow(self, conditions: Iterable[Condition]) -> None:
        """Note what is enough for every one of the conditions, all of which hold."""
        for condition in conditions:
            fact = self._situation.library.facts[condition.fact]
            if fact.kind is FactKind.DERIVED:
                self._follow_formula(fact, holds=not condition.negated)
            elif fact.kind is FactKind.CLASS:
                for question_id in fact.questions:
                    self._note(question_id, ())
            else:
                self._note(condition.fact, condition.values)

    def _follow_formula(self, fact: Fact, *, holds: bool) -> None:
        """Where all operands must agree they are all followed; where one is enough, the first."""
        wanted = holds if fact.operator != "inte" else not holds
        every = holds if fact.operator in ("alla", "inte") else not holds
        agreeing = [each for each in fact.operands if each.holds(self._situation.facts) is wanted]
        for operand in agreeing if every else agreeing[:1]:
            self._follow_operand(operand, holds=wanted)

    def _follow_operand(self, operand: Condition, *, holds: bool) -> None:
        fact = self._situation.library.facts[operand.fact]
        if fact.kind is FactKind.DERIVED:
            self._follow_formula(fact, holds=holds is not operand.negated)
        else:
            self.follow((operand,))

    def _note(self, question_id: str, values: tuple[str, ...]) -> None:
        question = self._situation.library.questions.get(question_id)
        if question is None or question.type not in _CLOSED:
            return
        effective = self._situation.effective(question_id)
        if effective.origin is not Origin.GIVEN or effective.value is None:
            return
        found = self._told.setdefault(question_id, set())
        if question.type is QuestionType.MULTI and isinstance(effective.value, tuple):
            chosen = [each for each in effective.value if isinstance(each, str)]
            found.update(each for each in chosen if each in values)
        self.follow(question.shown_when)


def _as_answer(situation: Situation, question_id: str, options: set[str]) -> str | list[str]:
    value = situation.value(question_id)
    if isinstance(value, tuple):
        return [each for each in value if isinstance(each, str) and each in options]
    return ("ja" if value else "nej") if isinstance(value, bool) else str(value)
