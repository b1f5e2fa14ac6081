"""The base facts a set of conditions rests on, and what would follow if they were different.

A leaf is an answer or a computed class. Which questions are shown is followed too: a clause that needs an answer to a
hidden question can only be reached by first changing the answer that hides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.assembly.situation import Situation, as_fact, derive
from generator.library.conditions import Condition, FactValue, all_hold
from generator.library.model import Fact, FactKind, Library


@dataclass(frozen=True)
class Change:
    """One changed answer, told to a person or a program."""

    question: str
    before: str | tuple[str, ...]
    after: str | tuple[str, ...]
    """Choice ids and ``ja``/``nej`` for an answer; words for something computed from other answers."""


@dataclass(frozen=True)
class LeafChange:
    """A change of one leaf."""

    fact: str
    value: FactValue
    told: Change


class Leaves:
    """The leaves under some conditions, with their values as they are now."""

    def __init__(self, situation: Situation, conditions: tuple[Condition, ...]) -> None:
        self._situation = situation
        self._conditions = conditions
        self._wanted: dict[str, set[str]] = {}
        self._now: dict[str, FactValue] = {}
        self._collect(conditions)

    def _collect(self, conditions: Iterable[Condition]) -> None:
        facts = self._situation.library.facts
        waiting = list(conditions)
        while waiting:
            condition = waiting.pop()
            fact = facts[condition.fact]
            seen = fact.id in self._wanted
            self._wanted.setdefault(fact.id, set()).update(condition.values)
            if seen:
                continue
            if fact.kind is FactKind.DERIVED:
                waiting.extend(fact.operands)
                continue
            if fact.kind is FactKind.ANSWER:
                waiting.extend(self._situation.library.questions[fact.id].shown_when)
            self._now[fact.id] = self._if_shown(fact)

    def _if_shown(self, fact: Fact) -> FactValue:
        if fact.kind is FactKind.CLASS:
            return self._situation.facts[fact.id]
        question = self._situation.library.questions[fact.id]
        return as_fact(question, self._situation.if_shown(fact.id).value)

    def changes(self) -> list[LeafChange]:
        """Every single change of one leaf, in the order the questions are asked."""
        order = {question: index for index, question in enumerate(self._situation.plan.question_ids)}
        asked = [change for fact_id in self._now for change in self._changes_of(self._situation.library.facts[fact_id])]
        return sorted(asked, key=lambda change: (order.get(change.told.question, len(order)), str(change.told.after)))

    def _changes_of(self, fact: Fact) -> Iterator[LeafChange]:
        now = self._now[fact.id]
        for value in self._other_values(fact, now):
            yield LeafChange(fact.id, value, Change(self._question(fact), _told(fact, now), _told(fact, value)))

    def _other_values(self, fact: Fact, now: FactValue) -> Iterator[FactValue]:
        if not fact.values:
            yield now is not True
        elif isinstance(now, frozenset):
            for value in fact.values:
                if value in self._wanted[fact.id]:
                    yield now ^ {value}
            if now and len(now) > 1:
                yield frozenset()
        else:
            yield from (value for value in fact.values if value != now)

    def _question(self, fact: Fact) -> str:
        return fact.questions[0] if fact.questions else fact.id

    def hold_after(self, changes: Iterable[LeafChange]) -> bool:
        """Whether the conditions would hold after the changes."""
        values = {**self._now, **{change.fact: change.value for change in changes}}
        return all_hold(self._conditions, Supposed(self._situation.library, values))


def _told(fact: Fact, value: FactValue) -> str | tuple[str, ...]:
    if isinstance(value, frozenset):
        return tuple(choice for choice in fact.values if choice in value)
    if isinstance(value, bool):
        answer = "ja" if value else "nej"
        return answer if fact.kind is FactKind.ANSWER else f"{fact.name}: {answer}"
    return value if value is not None else ""


class Supposed(Mapping[str, FactValue]):
    """Facts as they would be if the leaves had these values. A hidden question counts as no answer."""

    def __init__(self, library: Library, leaves: Mapping[str, FactValue]) -> None:
        self._library = library
        self._leaves = leaves

    def __getitem__(self, fact_id: str) -> FactValue:
        fact = self._library.facts[fact_id]
        if fact.kind is FactKind.DERIVED:
            return derive(fact, self)
        value = self._leaves[fact_id]
        if fact.kind is FactKind.CLASS:
            return value
        if all_hold(self._library.questions[fact_id].shown_when, self):
            return value
        return False if isinstance(value, bool) else frozenset() if isinstance(value, frozenset) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._leaves)

    def __len__(self) -> int:
        return len(self._leaves)
