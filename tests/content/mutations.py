"""The library with one small fault each time, and what notices it: a check, the proof, or a text that was approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from generator.assembly.assemble import blank_form, document_set, situation_for
from generator.assembly.proof import prove
from generator.cli.answers_file import AnswersFile, read_answers_file
from generator.document import Document
from generator.errors import GeneratorError
from generator.formats.options import RenderOptions
from generator.formats.text import TextFormat
from generator.library.checks import check_library
from generator.library.conditions import Condition
from generator.library.model import Clause, DocumentPlan, FactKind, Library
from tests.cases.documents import CASES, CASES_DIR, library
from tests.content.interview import AGREEMENT, asked, expectations, unmet

DAY = date(2026, 11, 21)
Conditions = tuple[Condition, ...]
Change = tuple[str, dict[str, Any]]
"""What is changed, in words, and the fields as they become."""


@dataclass(frozen=True)
class Mutant:
    """A library with one fault, and the main plans whose documents it can touch."""

    name: str
    library: Library
    plans: frozenset[str]


def mutants(original: Library) -> Iterator[Mutant]:
    """Every mutant: clauses and places taken out, conditions turned round or dropped, promises dropped."""
    for plan in original.plans.values():
        yield from _of_plan(original, plan)
    for clause in original.clauses.values():
        yield from _of_clause(original, clause)
    yield from _of_questions(original)
    yield from _of_facts(original)


def _of_plan(original: Library, plan: DocumentPlan) -> Iterator[Mutant]:
    touched = _mains_of(original, {plan.id})
    for what, fields in chain(_items_of(plan), _annexes_of(original, plan)):
        plans = {**original.plans, plan.id: replace(plan, **fields)}
        yield Mutant(f"{plan.id}: {what}", replace(original, plans=plans), touched)


def _items_of(plan: DocumentPlan) -> Iterator[Change]:
    """Each clause and place taken out, and each place that need no longer be filled."""
    for index, part in enumerate(plan.parts):
        before, after = plan.parts[:index], plan.parts[index + 1 :]
        for number, item in enumerate(part.items):
            name = item.clause or f"platsen {item.place}"
            rest = part.items[:number] + part.items[number + 1 :]
            left = (replace(part, items=rest),) if rest else ()
            yield f"utan {name}", {"parts": (*before, *left, *after)}
            if item.required:
                free = (*part.items[:number], replace(item, required=False), *part.items[number + 1 :])
                yield f"{name} utan krävs", {"parts": (*before, replace(part, items=free), *after)}


def _annexes_of(original: Library, plan: DocumentPlan) -> Iterator[Change]:
    """Each annex and companion taken out, and its conditions and those of the titles twisted."""
    for kind, listed in (("annexes", plan.annexes), ("companions", plan.companions)):
        for index, annex in enumerate(listed):
            before, after = listed[:index], listed[index + 1 :]
            yield f"utan bilagan {annex.plan}", {kind: (*before, *after)}
            for what, conditions in _twisted(original, annex.conditions):
                other = replace(annex, conditions=conditions)
                yield f"bilagan {annex.plan} {what}", {kind: (*before, other, *after)}
    for index, title in enumerate(plan.titles):
        for what, conditions in _twisted(original, title.conditions):
            titles = (*plan.titles[:index], replace(title, conditions=conditions), *plan.titles[index + 1 :])
            yield f"titeln {what}", {"titles": titles}


def _of_clause(original: Library, clause: Clause) -> Iterator[Mutant]:
    touched = _mains_with(original, clause)
    for index, wording in enumerate(clause.wordings):
        dropped = {
            **{f"utan kräver {each}": {"requires": _without(wording.requires, each)} for each in wording.requires},
            **{f"utan oförenlig {each}": {"excludes": _without(wording.excludes, each)} for each in wording.excludes},
        }
        twisted = {what: {"conditions": conditions} for what, conditions in _twisted(original, wording.conditions)}
        for what, fields in {**twisted, **dropped}.items():
            wordings = list(clause.wordings)
            wordings[index] = replace(wording, **fields)  # type: ignore[arg-type]
            clauses = {**original.clauses, clause.id: replace(clause, wordings=tuple(wordings))}
            yield Mutant(f"{clause.id}: {what}", replace(original, clauses=clauses), touched)


def _of_questions(original: Library) -> Iterator[Mutant]:
    for question in original.questions.values():
        touched = frozenset(plan.id for plan in original.plans.values() if question.id in plan.question_ids)
        for what, conditions in _twisted(original, question.shown_when):
            questions = {**original.questions, question.id: replace(question, shown_when=conditions)}
            yield Mutant(f"frågan {question.id}: {what}", replace(original, questions=questions), touched)


def _of_facts(original: Library) -> Iterator[Mutant]:
    for fact in original.facts.values():
        if fact.kind is FactKind.DERIVED:
            for what, operands in _twisted(original, fact.operands):
                facts = {**original.facts, fact.id: replace(fact, operands=operands)}
                yield Mutant(f"uppgiften {fact.id}: {what}", replace(original, facts=facts), frozenset(original.plans))


def _twisted(original: Library, conditions: Conditions) -> Iterator[tuple[str, Conditions]]:
    """Each condition turned round, and each one dropped."""
    for index, condition in enumerate(conditions):
        before, after = conditions[:index], conditions[index + 1 :]
        yield f"omvänt ”{condition}”", (*before, _negated(original, condition), *after)
        yield f"utan ”{condition}”", (*before, *after)


def _negated(original: Library, condition: Condition) -> Condition:
    """The opposite. For a multi-choice, where the language has no opposite, every other value instead."""
    if not condition.values:
        return replace(condition, negated=not condition.negated)
    others = tuple(each for each in original.facts[condition.fact].values if each not in condition.values)
    return replace(condition, values=others or ("inget",))


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(each for each in names if each != name)


def _mains_of(original: Library, plans: set[str]) -> frozenset[str]:
    """The main plans that make one of these plans, on its own or as an annex."""
    mains = (plan for plan in original.plans.values() if not plan.kind.is_attached)
    return frozenset(main.id for main in mains if plans & {main.id, *(each.plan for each in main.attached)})


def _mains_with(original: Library, clause: Clause) -> frozenset[str]:
    places = {wording.place for wording in clause.wordings if wording.place}
    plans = {
        plan.id
        for plan in original.plans.values()
        if any(item.clause == clause.id or item.place in places for item in plan.items)
    }
    return _mains_of(original, plans)


# --- What notices ----------------------------------------------------------------------------------------------------


def noticed_by(mutant: Mutant) -> str:
    """What notices the fault, in Swedish; empty when nothing does."""
    approved = _approved()
    for name, make in _texts(mutant.library, mutant.plans):
        try:
            if make() != approved[name]:
                return f"texten i {name}"
        except GeneratorError as error:
            return f"texten i {name} ({error.code})"
    if told := _noticed_in_tables(mutant):
        return told
    if prove(mutant.library, DAY).findings:
        return "beviset"
    found = [finding.rule for finding in check_library(mutant.library)]
    return f"regeln {found[0]}" if found else ""


def _noticed_in_tables(mutant: Mutant) -> str:
    """The row of ``expectations.yaml`` or ``asked.yaml`` that the fault breaks."""
    for case in CASES:
        file = _case(case)
        if file.plan in mutant.plans and asked(mutant.library, file) != asked(library(), file):
            return f"frågorna i {case}"
    for row in expectations():
        if row.get("dokument", AGREEMENT) not in mutant.plans:
            continue
        try:
            if unmet(mutant.library, row):
                return f"väntat vid {row['svar']}"
        except GeneratorError as error:
            return f"väntat vid {row['svar']} ({error.code})"
    return ""


@cache
def _approved() -> Mapping[str, str]:
    """The texts of the cases, which somebody has read, and of every blank form."""
    return {name: make() for name, make in _texts(library(), frozenset(library().plans))}


@cache
def _case(case: str) -> AnswersFile:
    return read_answers_file(CASES_DIR / case / "answers.yaml")


def _texts(mutated: Library, plans: frozenset[str]) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each text of these plans by name, with what makes it."""
    for case in CASES:
        if _case(case).plan in plans:
            yield f"fallet {case}", lambda case=case: _text_of_case(mutated, case)  # type: ignore[misc]
    for plan in mutated.plans.values():
        if plan.id in plans:
            for blank in plan.blanks:
                yield (
                    f"blanketten {blank.id}",
                    lambda plan=plan, blank=blank: _text([blank_form(mutated, plan, blank, DAY)]),  # type: ignore[misc]
                )


def _text_of_case(mutated: Library, case: str) -> str:
    file = _case(case)
    situation = situation_for(mutated, mutated.plans[file.plan], file.answers, file.day or DAY)
    return _text(list(document_set(situation).documents))


def _text(documents: list[Document]) -> str:
    return "\f".join(TextFormat().render(document, RenderOptions(draft=True)).decode() for document in documents)
