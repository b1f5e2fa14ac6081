"""Proves things about every combination of answers, exactly: by trying all values of the facts that matter.

Each check depends on a handful of facts, so that trying them all takes milliseconds where trying all answers could
never end. Values that no condition mentions are not tried one by one: they behave alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, combinations, product
from math import prod

from generator.assembly.leaves import Supposed
from generator.errors import Finding
from generator.library.checks_text import references_of
from generator.library.conditions import Condition, Facts, FactValue, all_hold
from generator.library.model import DocumentPlan, FactKind, Library, PlanItem, Wording

MAX_COMBINATIONS = 2_000_000
Conditions = tuple[Condition, ...]


@dataclass(frozen=True)
class Proof:
    """What was proved: how many statements over how many combinations, and what failed."""

    statements: int
    combinations: int
    findings: tuple[Finding, ...]


class Space:
    """Every combination of the leaf facts under some conditions."""

    def __init__(self, library: Library, conditions: Iterable[Condition]) -> None:
        self._library = library
        self._domains: dict[str, tuple[FactValue, ...]] = {}
        wanted = self._collect(conditions)
        for fact_id, values in wanted.items():
            if library.facts[fact_id].kind is not FactKind.DERIVED:
                self._domains[fact_id] = self._domain(fact_id, values)

    def _collect(self, conditions: Iterable[Condition]) -> dict[str, set[str]]:
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

    def _domain(self, fact_id: str, mentioned: set[str]) -> tuple[FactValue, ...]:
        fact = self._library.facts[fact_id]
        if not fact.values:
            return (False, True)
        known = sorted(mentioned & fact.values.keys())
        if fact.multiple:
            subsets = chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))
            return tuple(frozenset(subset) for subset in subsets)
        rest = [value for value in fact.values if value not in mentioned]
        return (*known, *rest[:1])

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return prod(len(domain) for domain in self._domains.values())

    def __iter__(self) -> Iterator[Facts]:
        names = tuple(self._domains)
        for values in product(*self._domains.values()):
            yield Supposed(self._library, dict(zip(names, values, strict=True)))


class _Prover:
    """Collects statements, tries them, remembers the count."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.statements = 0
        self.combinations = 0
        self.findings: list[Finding] = []

    def always(self, conditions: Iterable[Condition], holds: Callable[[Facts], bool], failure: Finding) -> None:
        """Note ``failure``, with the first counter-example, unless ``holds`` is true in every combination."""
        space = Space(self.library, conditions)
        self.statements += 1
        if space.size > MAX_COMBINATIONS:
            message = f"{failure.message} Det går inte att bevisa: {space.size} kombinationer."
            self.findings.append(Finding(failure.file, failure.line, "bevis-for-stort", message))
            return
        self.combinations += space.size
        for facts in space:
            if not holds(facts):
                message = f"{failure.message} Det händer till exempel när {_told(self.library, facts)}."
                self.findings.append(Finding(failure.file, failure.line, failure.rule, message))
                return

    def sometimes(self, conditions: Conditions, failure: Finding) -> None:
        """Note ``failure`` unless the conditions hold together in some combination."""
        space = Space(self.library, conditions)
        self.statements += 1
        self.combinations += min(space.size, MAX_COMBINATIONS)
        if not any(all_hold(conditions, facts) for facts in space):
            self.findings.append(failure)


def prove(library: Library, day: date) -> Proof:
    """Prove every plan that day: required places filled once, references resolved, no dead clause, relations kept."""
    prover = _Prover(library)
    in_force = library.wordings_at(day)
    for plan in library.plans.values():
        alternatives = [(item, _candidates(library, in_force, item)) for item in plan.items]
        for item, candidates in alternatives:
            _prove_place(prover, plan, item, candidates)
        present = {wording.clause: wording for _, candidates in alternatives for wording in candidates}
        for wording in present.values():
            _prove_alive(prover, wording)
            _prove_relations(prover, wording, present)
            _prove_references(prover, plan, wording, alternatives)
    return Proof(prover.statements, prover.combinations, tuple(prover.findings))


def _candidates(library: Library, in_force: dict[str, Wording], item: PlanItem) -> tuple[Wording, ...]:
    ids = (item.clause,) if item.clause else library.places.get(item.place, ())
    return tuple(in_force[clause_id] for clause_id in ids if clause_id in in_force)


def _prove_place(prover: _Prover, plan: DocumentPlan, item: PlanItem, candidates: Sequence[Wording]) -> None:
    conditions = [condition for wording in candidates for condition in wording.conditions]
    if item.place:
        message = f"Platsen ”{item.place}” kan få två klausuler på en gång."
        failure = Finding(plan.file, item.line, "plats-dubbel", message)
        prover.always(conditions, lambda facts: _count(candidates, facts) <= 1, failure)
    if item.required:
        failure = Finding(plan.file, item.line, "plats-tom", f"Platsen ”{item.place}” kan bli tom.")
        prover.always(conditions, lambda facts: _count(candidates, facts) >= 1, failure)


def _count(candidates: Iterable[Wording], facts: Facts) -> int:
    return sum(all_hold(wording.conditions, facts) for wording in candidates)


def _prove_alive(prover: _Prover, wording: Wording) -> None:
    failure = Finding(wording.file, 1, "klausul-dod", "Villkoren kan aldrig vara uppfyllda samtidigt.")
    prover.sometimes(wording.conditions, failure)


def _prove_relations(prover: _Prover, wording: Wording, present: dict[str, Wording]) -> None:
    for target in wording.requires:
        failure = Finding(wording.file, 1, "klausul-kraver", f"”{target}” krävs men kan saknas.")
        needed = [present[target]] if target in present else []
        _prove_implied(prover, wording, needed, failure)
    for target in wording.excludes:
        if target in present:
            other = present[target]
            failure = Finding(wording.file, 1, "klausul-oforenlig", f"”{target}” är oförenlig men kan komma med.")
            conditions = (*wording.conditions, *other.conditions)
            prover.always(conditions, partial(_not_together, conditions), failure)


def _not_together(conditions: Conditions, facts: Facts) -> bool:
    return not all_hold(conditions, facts)


def _prove_references(
    prover: _Prover, plan: DocumentPlan, wording: Wording, alternatives: list[tuple[PlanItem, tuple[Wording, ...]]]
) -> None:
    for target in sorted(references_of(wording)):
        part = next((part for part in plan.parts if part.id == target), None)
        needed = [
            candidate
            for item, candidates in alternatives
            for candidate in candidates
            if target in (candidate.clause, item.place) or (part is not None and item in part.items)
        ]
        message = f"Texten hänvisar till ”{target}” som kan saknas i ”{plan.id}”."
        _prove_implied(prover, wording, needed, Finding(wording.file, wording.body_line, "hanvisning-saknas", message))


def _prove_implied(prover: _Prover, wording: Wording, needed: Sequence[Wording], failure: Finding) -> None:
    """Whenever the wording is in, at least one of the needed ones is."""
    conditions = [*wording.conditions, *(condition for each in needed for condition in each.conditions)]
    prover.always(
        conditions,
        lambda facts: not all_hold(wording.conditions, facts) or _count(needed, facts) >= 1,
        failure,
    )


def _told(library: Library, facts: Facts) -> str:
    """A combination in words, for the one who has to mend it."""
    parts = []
    for fact_id in facts:
        value = facts[fact_id]
        words = "ja" if value is True else "nej" if value is False else _words(library, fact_id, value)
        parts.append(f"{library.facts[fact_id].name} är {words}")
    return " och ".join(parts) or "vad som än svaras"


def _words(library: Library, fact_id: str, value: FactValue) -> str:
    names = library.facts[fact_id].values
    if isinstance(value, frozenset):
        return ", ".join(names[each] for each in names if each in value) or "inget valt"
    return names.get(str(value), "utan svar") if value is not None else "utan svar"
