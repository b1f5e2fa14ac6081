"""Where each clause comes in: clauses × sizes of municipality × problems, tried in reference situations. Pure.

The whole country is tried by ``check --simulate``; here one municipality of each size, and two together, stand for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.assembly.answers import read_answers
from generator.assembly.select import candidates, select
from generator.assembly.situation import Situation
from generator.library.conditions import all_hold
from generator.library.model import DocumentPlan, Library
from generator.reference import all_municipalities, size_class
from generator.review.samples import needed_answers
from generator.review.simulate import JOINT, MUNICIPALITIES_QUESTION, SIZE_FACT, answers_that_show

_PROBLEMS_QUESTION = "problem"
NO_PROBLEM = ""
"""Stands for a situation where no problem is chosen."""
Place = tuple[str, str]
"""Size and problem."""


@dataclass(frozen=True)
class Reference:
    """What stands for a size."""

    size: str
    words: str
    municipalities: tuple[str, ...]
    """Codes."""
    names: tuple[str, ...]


@dataclass(frozen=True)
class MatrixRow:
    """One clause."""

    clause: str
    heading: str
    plan: DocumentPlan
    """The document where it stands: the agreement itself or one that comes with it."""
    part: str
    """Heading of its part."""
    fires: frozenset[Place]

    def count(self, size: str) -> int:
        """In how many of the situations of a size it comes in."""
        return sum(each == size for each, _ in self.fires)


@dataclass(frozen=True)
class Matrix:
    """The outcome for one plan."""

    plan: DocumentPlan
    references: tuple[Reference, ...]
    problems: tuple[tuple[str, str], ...]
    """Id and words; the first is that none is chosen."""
    rows: tuple[MatrixRow, ...]

    @property
    def situations(self) -> int:
        """How many situations were tried."""
        return len(self.references) * len(self.problems)


def matrix(library: Library, plan: DocumentPlan, day: date) -> Matrix:
    """Try the plan for every size and problem. Raises SelectionError at a gap."""
    references, problems = tuple(_references(library)), _problems(library, plan)
    fired: dict[tuple[str, str], set[Place]] = {}
    headings: dict[tuple[str, str], str] = {}
    for reference in references:
        for problem, _ in problems:
            situation = _situation(library, plan, reference, problem, day)
            for key, heading, is_in in _clauses(situation):
                headings.setdefault(key, heading)
                fired.setdefault(key, set())
                if is_in:
                    fired[key].add((reference.size, problem))
    rows = (_row(library, key, headings[key], frozenset(places)) for key, places in fired.items())
    return Matrix(plan, references, problems, tuple(rows))


def _references(library: Library) -> Iterator[Reference]:
    """The municipality in the middle of each class by population, and the middle small one with a neighbour."""
    by_size: dict[str, list[tuple[int, str, str]]] = {}
    for each in all_municipalities():
        by_size.setdefault(size_class(each).id, []).append((each.population, each.code, each.name))
    words = library.facts[SIZE_FACT].values if SIZE_FACT in library.facts else {}
    for size, found in ((size, sorted(by_size[size])) for size in ("liten", "medel", "stor", "storstad")):
        _, code, name = found[len(found) // 2]
        yield Reference(size, words.get(size, size), (code,), (name,))
    _, code, name = sorted(by_size["liten"])[len(by_size["liten"]) // 2]
    county = [each for each in all_municipalities() if each.county_code == code[:2] and each.code != code]
    yield Reference(JOINT, "flera kommuner", (code, county[0].code), (name, county[0].name))


def _problems(library: Library, plan: DocumentPlan) -> tuple[tuple[str, str], ...]:
    none = (NO_PROBLEM, "inget problem valt")
    if _PROBLEMS_QUESTION not in plan.question_ids:
        return (none,)
    return (none, *((each.id, each.text) for each in library.questions[_PROBLEMS_QUESTION].choices))


def _situation(library: Library, plan: DocumentPlan, reference: Reference, problem: str, day: date) -> Situation:
    raw: Mapping[str, object] = {
        **needed_answers(library, plan),
        MUNICIPALITIES_QUESTION: list(reference.municipalities),
        **_chosen(library, problem),
    }
    return Situation(library, plan, read_answers(library, plan, raw), day)


def _chosen(library: Library, problem: str) -> dict[str, object]:
    """The answer that chooses a problem, with those that make its question shown."""
    if not problem:
        return {}
    return {**answers_that_show(library, library.questions[_PROBLEMS_QUESTION]), _PROBLEMS_QUESTION: [problem]}


def _clauses(situation: Situation) -> Iterator[tuple[tuple[str, str], str, bool]]:
    """Plan and clause, its heading, and whether it comes in, for the document and what goes with it."""
    attached = ((each.plan, all_hold(each.conditions, situation.facts)) for each in situation.plan.attached)
    for plan_id, comes in ((situation.plan.id, True), *attached):
        seen = situation.seen_from(situation.library.plans[plan_id])
        included = {each.clause for each in select(seen).included} if comes else set()
        for wording in dict.fromkeys(candidates(seen)):
            yield (plan_id, wording.clause), wording.heading, wording.clause in included


def _row(library: Library, key: tuple[str, str], heading: str, places: frozenset[Place]) -> MatrixRow:
    plan, clause = library.plans[key[0]], key[1]
    part = next(
        part.heading
        for part in plan.parts
        for item in part.items
        if item.clause == clause or clause in library.places.get(item.place, ())
    )
    return MatrixRow(clause, heading, plan, part, places)
