"""Why a clause is in, why it is out, and the smallest changes of answers that would flip it.

Everything is computed from the conditions, through derived facts and through which questions are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from generator.assembly.leaves import Change, LeafChange, Leaves
from generator.assembly.situation import Situation
from generator.library.conditions import Condition, FactValue, all_hold
from generator.library.model import Fact, FactKind, Library, Wording
from generator.reference import swedish_list

MAX_SETS = 3
_MAX_CHANGES = 4


@dataclass(frozen=True)
class Explanation:
    """One clause explained for one situation."""

    clause: str
    heading: str
    included: bool
    reasons: tuple[str, ...]
    """Swedish sentences: for a clause that is in, every condition; for one that is out, those that fail."""
    would_change: tuple[tuple[Change, ...], ...]
    """At most three smallest sets of changed answers that would flip it; empty when no answer can."""


def explain(situation: Situation, wording: Wording) -> Explanation:
    """Explain one wording. Its place in the plan does not matter, only its conditions."""
    included = all_hold(wording.conditions, situation.facts)
    if not wording.conditions:
        reasons: tuple[str, ...] = ("Klausulen står alltid med i det här dokumentet.",)
    elif included:
        reasons = tuple(_met(condition, situation) for condition in wording.conditions)
    else:
        failing = [condition for condition in wording.conditions if not condition.holds(situation.facts)]
        reasons = tuple(_failed(condition, situation) for condition in failing)
    changes = tuple(smallest_changes(situation, wording.conditions, included))
    return Explanation(wording.clause, wording.heading, included, reasons, changes)


def smallest_changes(
    situation: Situation, conditions: tuple[Condition, ...], holds_now: bool
) -> Iterator[tuple[Change, ...]]:
    """The smallest sets of changes that make the conditions hold, or stop holding; at most three."""
    if not conditions:
        return
    leaves = Leaves(situation, conditions)
    changes = leaves.changes()
    for size in range(1, _MAX_CHANGES + 1):
        found = 0
        for chosen in combinations(changes, size):
            if _is_consistent(chosen) and leaves.hold_after(chosen) != holds_now:
                yield tuple(change.told for change in chosen)
                found += 1
                if found == MAX_SETS:
                    return
        if found:
            return


def _is_consistent(chosen: tuple[LeafChange, ...]) -> bool:
    """Whether no question is changed twice."""
    questions = [change.told.question for change in chosen]
    return len(set(questions)) == len(questions)


def _met(condition: Condition, situation: Situation) -> str:
    fact = situation.library.facts[condition.fact]
    value = situation.facts[condition.fact]
    return f"{_capital(fact.name)}: {_value_words(fact, value)}{_because(fact, situation)}."


def _failed(condition: Condition, situation: Situation) -> str:
    fact = situation.library.facts[condition.fact]
    value = situation.facts[condition.fact]
    wanted = _wanted(condition, fact)
    return f"{_capital(fact.name)}: {_value_words(fact, value)}{_because(fact, situation)}. Klausulen kräver: {wanted}."


def _value_words(fact: Fact, value: FactValue) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, frozenset):
        return swedish_list([words for key, words in fact.values.items() if key in value]) or "inget valt"
    return fact.values.get(value, value) if value is not None else "inget svar"


def _wanted(condition: Condition, fact: Fact) -> str:
    if not condition.values:
        return "nej" if condition.negated else "ja"
    words = [fact.values.get(value, value) for value in condition.values]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} eller {words[-1]}"


def _because(fact: Fact, situation: Situation) -> str:
    """In brackets, the facts that a derived fact rests on, one step down."""
    if fact.kind is not FactKind.DERIVED:
        return ""
    below = [situation.library.facts[condition.fact] for condition in fact.operands]
    told = [f"{each.name}: {_value_words(each, situation.facts[each.id])}" for each in below]
    return f" ({'; '.join(told)})"


def conditions_in_words(library: Library, conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    """Each condition as plain words, for a reader of the clause set."""
    facts = [library.facts[condition.fact] for condition in conditions]
    return tuple(f"{_capital(fact.name)}: {_wanted(each, fact)}" for each, fact in zip(conditions, facts, strict=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
