"""What conditions rest on: the questions whose answers decide them, through derived facts and through visibility."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.library.conditions import Condition
from generator.library.model import Fact, FactKind, Library


def leaves(library: Library, conditions: Iterable[Condition]) -> dict[str, Fact]:
    """The answers and computed classes that decide the conditions, by id. Unknown facts are passed over."""
    found: dict[str, Fact] = {}
    seen: set[str] = set()
    waiting = list(conditions)
    while waiting:
        fact = library.facts.get(waiting.pop().fact)
        if fact is None or fact.id in seen:
            continue
        seen.add(fact.id)
        waiting.extend(fact.operands)
        if fact.kind is not FactKind.DERIVED:
            found[fact.id] = fact
            for question in fact.questions:
                waiting.extend(shown_when(library, question))
    return found


def shown_when(library: Library, question_id: str) -> tuple[Condition, ...]:
    """When a question is asked; nothing for an unknown one."""
    question = library.questions.get(question_id)
    return question.shown_when if question else ()


def circles(library: Library) -> list[tuple[str, ...]]:
    """Groups of facts and questions that rest on each other, each group once, its ids in the order of the files."""
    order = list(dict.fromkeys([*library.questions, *library.facts]))
    reached = {name: _reached(library, name) for name in order}
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for name in order:
        if name in reached[name]:
            circle = tuple(each for each in order if each in reached[name] and name in reached[each])
            found.setdefault(frozenset(circle), circle)
    return list(found.values())


def _reached(library: Library, start: str) -> set[str]:
    """Everything that a fact or a question rests on, at any depth."""
    seen: set[str] = set()
    waiting = list(_directly(library.facts, library, start))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_directly(library.facts, library, name))
    return seen


def _directly(facts: Mapping[str, Fact], library: Library, name: str) -> Iterable[str]:
    fact = facts.get(name)
    yield from (condition.fact for condition in shown_when(library, name))
    if fact is not None and fact.kind is FactKind.DERIVED:
        yield from (condition.fact for condition in fact.operands)
    if fact is not None and fact.kind is FactKind.CLASS:
        yield from fact.questions
