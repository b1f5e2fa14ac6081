"""Every combination of the facts that some conditions rest on, small enough to try them all.

Values that no condition mentions are not tried one by one: they behave alike. A question that the document does not
ask has one value, its default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, product
from math import prod

from generator.assembly.situation import as_fact, default_answer, derive
from generator.library.conditions import Condition, Facts, FactValue, all_hold
from generator.library.model import Fact, FactKind, Library


class Space:
    """Every combination of the leaf facts under some conditions: answers, and classes computed in Python."""

    def __init__(self, library: Library, conditions: Iterable[Condition], asked: frozenset[str]) -> None:
        """``asked`` are the questions of the document's interview."""
        self._library = library
        self._asked = asked
        self._domains: dict[str, tuple[FactValue, ...]] = {}
        for fact_id, mentioned in self._collect(conditions).items():
            fact = library.facts[fact_id]
            if fact.kind is not FactKind.DERIVED:
                self._domains[fact_id] = self._domain(fact, mentioned)

    def _collect(self, conditions: Iterable[Condition]) -> dict[str, set[str]]:
        """The facts that the conditions rest on, each with the values that any condition mentions."""
        wanted: dict[str, set[str]] = {}
        waiting = list(conditions)
        while waiting:
            condition = waiting.pop()
            fact = self._library.facts[condition.fact]
            seen = fact.id in wanted
            wanted.setdefault(fact.id, set()).update(condition.values)
            if not seen:
                waiting.extend(fact.operands)
                if fact.kind is FactKind.ANSWER:
                    waiting.extend(self._library.questions[fact.id].shown_when)
        return wanted

    def _domain(self, fact: Fact, mentioned: set[str]) -> tuple[FactValue, ...]:
        if not any(question in self._asked for question in fact.questions):
            return (self._when_not_asked(fact),)
        if not fact.values:
            return (False, True)
        known = [value for value in fact.values if value in mentioned]
        if fact.multiple:
            fewest = 1 if len(known) == len(fact.values) and self._library.questions[fact.id].required else 0
            subsets = chain.from_iterable(combinations(known, size) for size in range(fewest, len(known) + 1))
            return tuple(frozenset(subset) for subset in subsets)
        rest = [value for value in fact.values if value not in mentioned]
        return (*known, *rest[:1], *self._no_answer(fact))

    def _when_not_asked(self, fact: Fact) -> FactValue:
        if fact.kind is FactKind.CLASS:
            return None if fact.values else False
        question = self._library.questions[fact.id]
        return as_fact(question, default_answer(question))

    def _no_answer(self, fact: Fact) -> tuple[FactValue, ...]:
        """A single choice that is neither required nor has a default may stay unanswered."""
        if fact.kind is FactKind.CLASS:
            return ()
        question = self._library.questions[fact.id]
        return () if question.required or question.default else (None,)

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return prod(len(domain) for domain in self._domains.values())

    def __iter__(self) -> Iterator[Facts]:
        names = tuple(self._domains)
        for values in product(*self._domains.values()):
            yield FactsOf(self._library, dict(zip(names, values, strict=True)))


class FactsOf(Mapping[str, FactValue]):
    """Facts as they are when the leaves have these values. A hidden question counts as no answer."""

    def __init__(self, library: Library, leaves: Mapping[str, FactValue]) -> None:
        self._library = library
        self._leaves = leaves

    def __getitem__(self, fact_id: str) -> FactValue:
        fact = self._library.facts[fact_id]
        if fact.kind is FactKind.DERIVED:
            return derive(fact, self)
        value = self._leaves[fact_id]
        if fact.kind is FactKind.CLASS or all_hold(self._library.questions[fact_id].shown_when, self):
            return value
        return as_fact(self._library.questions[fact_id], None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._leaves)

    def __len__(self) -> int:
        return len(self._leaves)
