"""Runs a plan over all municipalities and a set of problem pictures, to see where each clause fires in the real world.

The proof says that no answers leave a gap; this says how often each clause is met, and by whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from generator.assembly.answers import read_answers
from generator.assembly.select import select
from generator.assembly.situation import Situation
from generator.library.model import DocumentPlan, Library, PlanKind, Question, QuestionType
from generator.reference import all_municipalities
from generator.review.samples import needed_answers

MUNICIPALITIES_QUESTION = "kommuner"
SIZE_FACT = "kommunstorlek"
JOINT = "flera"
"""Stands where a size would, for agreements between several municipalities."""
_BOARDS_FACT = "flera_namnder"
_TWO_BOARDS = ("socialnämnden", "utbildningsnämnden")
_PICTURE_QUESTIONS = ("problem", "institutioner", "samverkansformer")


@dataclass(frozen=True)
class Simulation:
    """The outcome for one plan."""

    plan: str
    runs: int
    """How many situations were tried."""
    fires: Mapping[str, Mapping[str, int]]
    """Clause id → size class, or ``flera`` → in how many of its situations the clause is in."""
    runs_by_size: Mapping[str, int]

    @property
    def never(self) -> tuple[str, ...]:
        """Clauses that were in none of the situations."""
        return tuple(clause for clause, counts in self.fires.items() if not any(counts.values()))


def simulate(library: Library, plan: DocumentPlan, day: date) -> Simulation:
    """Try the plan for every municipality, and every pair of neighbours, × every problem picture.

    Raises SelectionError at the first gap.
    """
    fires: dict[str, Counter[str]] = {}
    runs: Counter[str] = Counter()
    for raw in situations(library, plan):
        situation = Situation(library, plan, read_answers(library, plan, raw), day)
        size = JOINT if len(situation.municipalities) > 1 else str(situation.facts[SIZE_FACT])
        runs[size] += 1
        selection = select(situation)
        for wording in selection.considered:
            fires.setdefault(wording.clause, Counter())
        for wording in selection.included:
            fires[wording.clause][size] += 1
    return Simulation(plan.id, sum(runs.values()), fires, runs)


def agreement_plans(library: Library) -> tuple[DocumentPlan, ...]:
    """The plans that ask for municipalities and can be simulated."""
    return tuple(
        plan
        for plan in library.plans.values()
        if plan.kind is PlanKind.AGREEMENT and MUNICIPALITIES_QUESTION in plan.question_ids
    )


def situations(library: Library, plan: DocumentPlan) -> Iterator[dict[str, object]]:
    """Raw answers for every municipality, and every pair of neighbours, × every problem picture."""
    needed = needed_answers(library, plan)
    pictures = [{}, *_pictures(library, plan), *_variants(library, plan)]
    for codes in (*([each.code] for each in all_municipalities()), *_neighbours()):
        for picture in (*pictures, *_boards(library, plan, codes)):
            yield {MUNICIPALITIES_QUESTION: codes, **needed, **picture}


def _neighbours() -> Iterator[list[str]]:
    """Pairs of municipalities that stand beside each other in their county's list."""
    for one, other in pairwise(sorted(all_municipalities(), key=lambda each: each.code)):
        if one.county_code == other.county_code:
            yield [one.code, other.code]


def _boards(library: Library, plan: DocumentPlan, codes: list[str]) -> Iterator[dict[str, object]]:
    """Every municipality with two boards, where the plan asks for boards."""
    fact = library.facts.get(_BOARDS_FACT)
    asked = [question for question in fact.questions if question in plan.question_ids] if fact else []
    for question_id in asked:
        yield {question_id: [{"kommun": code, "namn": name} for code in codes for name in _TWO_BOARDS]}


def _pictures(library: Library, plan: DocumentPlan) -> Iterator[dict[str, object]]:
    """Each problem, institution and form of cooperation on its own, with the answers that make its question shown."""
    for question_id in _PICTURE_QUESTIONS:
        if question_id not in plan.question_ids:
            continue
        question = library.questions[question_id]
        opened = answers_that_show(library, question)
        for choice in question.choices:
            yield {**opened, question_id: [choice.id]}


def _variants(library: Library, plan: DocumentPlan) -> Iterator[dict[str, object]]:
    """Every other answer to each single choice and yes/no question."""
    for question_id in plan.question_ids:
        question = library.questions[question_id]
        if question.type is QuestionType.CHOICE and not question.prefill:
            values: list[object] = [choice.id for choice in question.choices if choice.id not in question.default]
        elif question.type is QuestionType.YES_NO:
            values = [question.default != ("ja",)]
        else:
            continue
        opened = answers_that_show(library, question)
        yield from ({**opened, question_id: value} for value in values)


def answers_that_show(library: Library, question: Question) -> dict[str, object]:
    """The simplest answers that make a question shown: the first value of each single-choice condition."""
    opened: dict[str, object] = {}
    for condition in question.shown_when:
        above = library.questions.get(condition.fact)
        if above is None or not condition.values:
            continue
        value = condition.values[0]
        opened.update(answers_that_show(library, above))
        opened[above.id] = [value] if above.type is QuestionType.MULTI else value
    return opened
