"""Small libraries made at random, and the slow and certain way to check them: try every answer there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations, product

from hypothesis import strategies as st

from generator.assembly.answers import Answers
from generator.assembly.situation import Situation
from generator.assembly.values import Value
from generator.library.conditions import Condition, FactValue, all_hold
from generator.library.facts import answer_facts
from generator.library.model import (
    Choice,
    Clause,
    DocumentPlan,
    Fact,
    FactKind,
    Library,
    PlanAnnex,
    PlanItem,
    PlanKind,
    PlanPage,
    PlanPart,
    Question,
    QuestionType,
    Wording,
)
from generator.library.template import ParagraphTemplate, Slot

FIRST = date(2026, 1, 1)
_IDS = ("a", "b", "c")
Domains = Mapping[str, tuple[str, ...]]
"""Fact id → its values; none for yes/no."""


def _conditions(domains: Domains, most: int, fewest: int = 0) -> st.SearchStrategy[tuple[Condition, ...]]:
    """AND-lists over the facts so far."""

    @st.composite
    def one(draw: st.DrawFn) -> Condition:
        fact_id = draw(st.sampled_from(sorted(domains)))
        values = domains[fact_id]
        if not values:
            return Condition(fact_id, negated=draw(st.booleans()))
        return Condition(fact_id, tuple(draw(st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True))))

    return st.lists(one(), min_size=fewest, max_size=most).map(tuple) if domains else st.just(())


@st.composite
def _question(draw: st.DrawFn, name: str, domains: Domains) -> Question:
    kind = draw(st.sampled_from([QuestionType.YES_NO, QuestionType.CHOICE, QuestionType.MULTI]))
    ids = _IDS[: draw(st.integers(2, 3))] if kind is not QuestionType.YES_NO else ()
    default = {
        QuestionType.YES_NO: ("nej",),
        QuestionType.CHOICE: ids[:1],
        QuestionType.MULTI: draw(st.sampled_from([(), ids[:1]])),
    }[kind]
    return Question(
        name,
        kind,
        f"Fråga {name}?",
        f"Fråga {name}",
        choices=tuple(Choice(each, each.upper(), each.upper()) for each in ids),
        default=default,
        shown_when=draw(_conditions(domains, 1)),
    )


@st.composite
def _wording(draw: st.DrawFn, name: str, domains: Domains, targets: list[str]) -> Wording:
    slots = [
        Slot("", literal=target, filter="bilaga" if target == "annex" else "punkt", line=7)
        for target in draw(st.lists(st.sampled_from(targets), max_size=1))
    ]
    printed = [Slot(each, line=8) for each in draw(st.lists(st.sampled_from(["q0", "q1"]), max_size=1))]
    others = [each for each in ("k0", "k1", "k2") if each != name]
    return Wording(
        name,
        FIRST,
        f"Rubrik {name}",
        draw(_conditions(domains, 2)),
        (),
        "kommunjurist",
        "Prov.",
        (ParagraphTemplate((*slots, *printed)),),
        ("Prov.",),
        place=draw(st.sampled_from(["", "", "plats"])),
        requires=tuple(draw(st.lists(st.sampled_from(others), max_size=1))),
        excludes=tuple(draw(st.lists(st.sampled_from(others), max_size=1))),
        file=f"text/{name}/2026-01-01.md",
        lines={"villkor": 3, "kräver": 4, "oförenlig": 5},
    )


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Three questions, two derived facts, five clauses, a main document and an annex."""
    domains: dict[str, tuple[str, ...]] = {}
    questions: dict[str, Question] = {}
    for name in ("q0", "q1", "q2"):
        questions[name] = draw(_question(name, domains))
        domains[name] = tuple(choice.id for choice in questions[name].choices)
    facts = answer_facts(questions)
    for name in ("f0", "f1"):
        operator = draw(st.sampled_from(["alla", "någon", "inte"]))
        operands = draw(_conditions(domains, 2, fewest=1))
        facts[name] = Fact(name, f"uppgift {name}", FactKind.DERIVED, operator=operator, operands=operands)
        domains[name] = ()
    targets = ["k0", "k1", "k2", "plats", "del1", "annex"]
    wordings = [draw(_wording(f"k{index}", domains, targets)) for index in range(5)]
    clauses = {each.clause: Clause(each.clause, "text", (each,)) for each in wordings}
    free = [each.clause for each in wordings if not each.place]
    optional = draw(st.sets(st.sampled_from([*free, "plats"]), max_size=2))
    required = draw(st.booleans())
    place = PlanItem(place="plats", required=required, line=20)
    if not required and "plats" in optional:
        place = replace(place, option="plats")
    below = replace(place, option="") if draw(st.booleans()) else place
    asked = draw(st.sampled_from([("q0", "q1", "q2"), ("q0", "q1")]))
    main = DocumentPlan(
        "main",
        "Huvud",
        (),
        PlanKind.AGREEMENT,
        "Prov.",
        (
            PlanPart("del1", "Ett", (place,)),
            PlanPart("del2", "Två", tuple(_free(each, 21, optional) for each in free[:2])),
        ),
        pages=(PlanPage("sida", "Sida", "", asked),),
        annexes=(PlanAnnex("annex", draw(_conditions(domains, 2))),),
        file="documents/main.yaml",
    )
    items = tuple(_free(each, 22, optional) for each in free[2:]) + (below,) * draw(st.integers(0, 1))
    annex = DocumentPlan(
        "annex", "Bilaga", (), PlanKind.ANNEX, "Prov.", (PlanPart("del3", "Tre", items),), file="documents/annex.yaml"
    )
    return Library(clauses, questions, {}, facts, {}, {}, {"main": main, "annex": annex}, "prov")


def _free(clause: str, line: int, optional: set[str]) -> PlanItem:
    return PlanItem(clause, line=line, option=clause if clause in optional else "")


def every_situation(library: Library) -> Iterator[Situation]:
    """One situation for every combination of answers to the questions that the main document asks, and of optional
    clauses that are left out."""
    plan = library.plans["main"]
    choices = [list(_every_answer(library.questions[name])) for name in plan.question_ids]
    names = sorted({item.option for each in library.plans.values() for item in each.items if item.option})
    left_out = [frozenset(each) for size in range(len(names) + 1) for each in combinations(names, size)]
    for *answers, without in product(*choices, left_out):
        values = dict(zip(plan.question_ids, answers, strict=True))
        yield Situation(library, plan, Answers(values, left_out=without), FIRST)


def _every_answer(question: Question) -> Iterator[Value]:
    ids = [choice.id for choice in question.choices]
    if question.type is QuestionType.YES_NO:
        yield from (True, False)
    elif question.type is QuestionType.CHOICE:
        yield from ids
    else:
        yield from chain.from_iterable(combinations(ids, size) for size in range(len(ids) + 1))


@dataclass
class Tried:
    """What was seen of one document over every combination of answers."""

    alive: set[str]
    wrong: set[tuple[str, str, int]]
    """Rule, file and line of what went wrong at least once."""
    empty: set[str]
    """Places that stood empty at least once."""


def try_everything(library: Library) -> set[tuple[str, str, int]]:
    """Rule, file and line of everything that is wrong, found by making every document there is."""
    found: set[tuple[str, str, int]] = set()
    for name in library.plans:
        seen = Tried(set(), set(), set())
        for situation in every_situation(library):
            annex = library.plans["main"].annexes[0]
            has_annex = all_hold(annex.conditions, situation.facts)
            if name == "main" or has_annex:
                _look(library, library.plans[name], situation, has_annex, seen)
        found |= seen.wrong
        for clause in _possible(library, library.plans[name]):
            if clause not in seen.alive:
                found.add(("klausul-dod", f"text/{clause}/2026-01-01.md", 3))
        for item in library.plans[name].items:
            is_promised = item.required or not item.place or item.place in seen.empty
            if not is_promised and _alternatives(library, item):
                found.add(("plats-kravs-saknas", library.plans[name].file, item.line))
    return found


def _possible(library: Library, plan: DocumentPlan) -> list[str]:
    return [clause for item in plan.items for clause in _alternatives(library, item)]


def _alternatives(library: Library, item: PlanItem) -> list[str]:
    if item.clause:
        return [item.clause]
    return [clause.id for clause in library.clauses.values() if clause.wordings[0].place == item.place]


def _is_left_out(library: Library, clause: str, names: frozenset[str]) -> bool:
    """Whether some item, of any plan, that the clause can stand at is left out."""
    items = (item for plan in library.plans.values() for item in plan.items if item.option in names)
    return any(clause in _alternatives(library, item) for item in items)


def _look(library: Library, plan: DocumentPlan, situation: Situation, has_annex: bool, seen: Tried) -> None:
    facts: Mapping[str, FactValue] = situation.facts
    chosen: dict[str, list[str]] = {}
    for part in plan.parts:
        for item in part.items:
            fitting = [
                clause
                for clause in _alternatives(library, item)
                if all_hold(library.clauses[clause].wordings[0].conditions, facts)
                and not _is_left_out(library, clause, situation.answers.left_out)
            ]
            for target in (part.id, item.place, *fitting):
                chosen.setdefault(target, []).extend(fitting)
            if item.place and len(fitting) > 1:
                seen.wrong.add(("plats-dubbel", plan.file, item.line))
            if item.place and not fitting:
                seen.empty.add(item.place)
            if item.required and not fitting:
                seen.wrong.add(("plats-tom", plan.file, item.line))
    for clause in [clause for clause in _possible(library, plan) if chosen.get(clause)]:
        seen.alive.add(clause)
        _look_at_text(library.clauses[clause].wordings[0], chosen, situation, has_annex, seen)


def _look_at_text(
    wording: Wording, chosen: Mapping[str, list[str]], situation: Situation, has_annex: bool, seen: Tried
) -> None:
    if any(not chosen.get(target) for target in wording.requires):
        seen.wrong.add(("klausul-kraver", wording.file, 4))
    if any(chosen.get(target) for target in wording.excludes):
        seen.wrong.add(("klausul-oforenlig", wording.file, 5))
    (paragraph,) = wording.blocks
    for slot in paragraph.inlines:  # type: ignore[union-attr]
        assert isinstance(slot, Slot)
        if slot.literal and not (has_annex if slot.filter == "bilaga" else chosen.get(slot.literal)):
            seen.wrong.add(("hanvisning-saknas", wording.file, slot.line))
        if slot.name and not (slot.name in situation.asked and situation.is_shown(slot.name)):
            seen.wrong.add(("text-dold-fraga", wording.file, slot.line))
