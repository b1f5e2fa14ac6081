"""What would follow if some answers were different: the same situation with changed answers, worked out anew.

Only what rests on the changed answers is worked out again, so that thousands of suppositions take milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.assembly.prefill import RESTS_ON
from generator.assembly.situation import Effective, Situation
from generator.assembly.values import Value
from generator.library.conditions import FactValue
from generator.library.model import FactKind, Library


class Dependents:
    """Which facts and questions rest on a question, through conditions, formulas and prefill, at any depth."""

    def __init__(self, library: Library) -> None:
        self._above: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, frozenset[str]] = {}
        for above, below in _edges(library):
            self._above[below].add(above)

    def of(self, question_id: str) -> frozenset[str]:
        """Ids of the question itself and of every question and fact that may change with it."""
        if question_id not in self._known:
            seen, waiting = {question_id}, [question_id]
            while waiting:
                new = self._above[waiting.pop()] - seen
                seen |= new
                waiting.extend(new)
            self._known[question_id] = frozenset(seen)
        return self._known[question_id]


def _edges(library: Library) -> Iterator[tuple[str, str]]:
    """Pairs of what rests and what it rests on. A question and the fact of its answer share their id."""
    for question in library.questions.values():
        yield from ((question.id, condition.fact) for condition in question.shown_when)
        if question.prefill:
            yield from ((question.id, below) for below in RESTS_ON)
    for fact in library.facts.values():
        if fact.kind is not FactKind.ANSWER:
            below = {condition.fact for condition in fact.operands} | set(fact.questions)
            yield from ((fact.id, each) for each in below)


class Supposed(Situation):
    """A situation with some answers changed. What does not rest on them is taken from the original."""

    def __init__(self, original: Situation, changes: Mapping[str, Value], touched: frozenset[str]) -> None:
        """``touched`` is every question and fact that rests on the changed answers."""
        answers = original.answers.with_values({**original.answers.values, **changes})
        super().__init__(original.library, original.plan, answers, original.day)
        self._original = original
        self._touched = touched

    def is_shown(self, question_id: str) -> bool:
        """Whether the question would be asked."""
        return super().is_shown(question_id) if question_id in self._touched else self._original.is_shown(question_id)

    def effective(self, question_id: str) -> Effective:
        """The answer that would count."""
        if question_id in self._touched:
            return super().effective(question_id)
        return self._original.effective(question_id)

    def work_out_fact(self, fact_id: str) -> FactValue:
        """The value the fact would have."""
        return super().work_out_fact(fact_id) if fact_id in self._touched else self._original.facts[fact_id]
