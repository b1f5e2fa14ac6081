"""Conditions: one test of one fact. An AND-list of them says when a clause applies.

The vocabulary is closed (``uppgift``, ``inte uppgift``, ``uppgift: a | b``), so that a program can try every
combination that matters and explain the outcome. Richer logic is a named fact in ``uppgifter.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FactValue = bool | str | None | frozenset[str]
"""A yes/no fact, the chosen value of a single choice (None when it has none), or the set of a multi-choice."""

Facts = Mapping[str, FactValue]

NAME = re.compile(r"[a-z][a-z0-9_]*")


class ConditionSyntaxError(ValueError):
    """The text is no condition. The message is Swedish."""


@dataclass(frozen=True)
class Condition:
    """A test of one fact: is it true (or, negated, false), or has it one of the values?"""

    fact: str
    values: tuple[str, ...] = ()
    negated: bool = False
    line: int = field(default=0, compare=False)
    """Where it is written; says nothing about what it tests."""

    def holds(self, facts: Facts) -> bool:
        """Whether the facts meet the condition. Raises KeyError for a fact that is not there."""
        value = facts[self.fact]
        if self.values:
            if isinstance(value, frozenset):
                return not value.isdisjoint(self.values)
            return value in self.values
        return (value is True) != self.negated

    def __str__(self) -> str:
        if self.values:
            return f"{self.fact}: {' | '.join(self.values)}"
        return f"inte {self.fact}" if self.negated else self.fact


def parse_condition(text: str, line: int = 0) -> Condition:
    """Read one condition, written on that line. Raises ConditionSyntaxError."""
    fact, colon, rest = (part.strip() for part in text.partition(":"))
    if colon:
        values = tuple(value.strip() for value in rest.split("|"))
        if fact.startswith("inte "):
            raise ConditionSyntaxError(f"”{text}”: ”inte” går bara före en ja/nej-uppgift. Räkna upp de andra värdena.")
        odd = next((value for value in values if not NAME.fullmatch(value)), None)
        if NAME.fullmatch(fact) and odd:
            raise ConditionSyntaxError(
                f"”{text}”: ”{odd}” kan inte vara ett värde. Värden skrivs med a–z, siffror och understreck."
            )
        if not NAME.fullmatch(fact) or odd is not None:
            raise ConditionSyntaxError(f"”{text}” är inget villkor. Skriv till exempel ”kommunstorlek: liten | medel”.")
        return Condition(fact, values, line=line)
    negated = fact.startswith("inte ")
    name = fact.removeprefix("inte ").strip()
    if not NAME.fullmatch(name):
        raise ConditionSyntaxError(
            f"”{text}” är inget villkor. Skriv ”uppgift”, ”inte uppgift” eller ”uppgift: a | b”."
        )
    return Condition(name, negated=negated, line=line)


def all_hold(conditions: Iterable[Condition], facts: Facts) -> bool:
    """Whether every condition holds; an empty list always does."""
    return all(condition.holds(facts) for condition in conditions)
