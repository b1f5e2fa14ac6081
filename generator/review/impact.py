"""What would this change do? A changed copy of the library against the present one, over every municipality × problem
picture and over stored answers: which agreements change, which clauses come and go, where the rules collide.

Compared are the wordings that the documents hold. Words that answers print are not: see ``Impact.remarks``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.assembly.answers import try_answers
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.model import DocumentPlan, Library
from generator.reference import municipality
from generator.review.footprint import Fault, Footprint, Footprints
from generator.review.library_changes import question_essence, without_line
from generator.review.own_in_drafts import OwnPairs, Pair, pair
from generator.review.register import clauses_of
from generator.review.simulate import MUNICIPALITIES_QUESTION, agreement_plans, situations

Progress = Callable[[int, int], None]
"""How many situations are tried, of how many."""
_MOST_EXAMPLES = 3
_BETWEEN = 200
"""Situations between two signs of life."""


class ImpactStopped(GeneratorError):  # noqa: N818 - says what happened
    """Somebody asked the run to stop."""

    code = "konsekvens-stoppad"


@dataclass(frozen=True)
class ClauseImpact:
    """One clause that comes, goes or reads otherwise somewhere."""

    clause: str
    heading: str
    before: int
    """In how many of the situations the documents held it."""
    after: int
    gained: int
    """In how many it comes."""
    lost: int
    reworded: int
    """In how many it stays but with other words."""


@dataclass(frozen=True)
class FaultImpact:
    """A collision or a gap that the change brings, with how often and for example where."""

    fault: Fault
    situations: int
    examples: tuple[str, ...]

    @property
    def kind(self) -> str:
        """``krock`` or ``lucka``."""
        return "krock" if self.fault.clauses else "lucka"


@dataclass(frozen=True)
class StoredImpact:
    """A stored agreement whose documents would hold other wordings."""

    id: str
    name: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]
    """Clauses that would print other words; not those where it prints its own and goes on doing so."""
    faults: tuple[Fault, ...]
    unusable: tuple[str, ...] = ()
    """Clauses whose own wording no longer fits, so that the library's would be printed."""


@dataclass(frozen=True)
class UnderOwn:
    """A stored agreement that goes on printing its own text where the national one changes."""

    id: str
    name: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class StoredAnswers:
    """Answers to try besides the municipalities'."""

    id: str
    name: str
    plan: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Impact:
    """Everything that the change does."""

    versions: tuple[str, str]
    tried: int
    """Situations."""
    changed: int
    """Situations whose documents hold other wordings."""
    municipalities: int
    changed_municipalities: int
    """Municipalities that, alone, are in at least one of the changed situations."""
    clauses: tuple[ClauseImpact, ...]
    never: tuple[str, ...]
    """Clauses of agreements in the changed library that are in none of the situations."""
    faults: tuple[FaultImpact, ...]
    """Only those that the present library does not have."""
    stored: tuple[StoredImpact, ...]
    stored_tried: int
    remarks: tuple[str, ...]
    """What the figures do not show."""
    under_own: tuple[UnderOwn, ...] = ()
    """Stored agreements whose own wordings somebody should read again, whether or not anything they print changes."""


@dataclass(frozen=True)
class Run:
    """How to run: what else to try, whom to tell, when to stop."""

    stored: tuple[StoredAnswers, ...] = ()
    progress: Progress = field(default=lambda _done, _total: None)
    is_cancelled: Callable[[], bool] = field(default=lambda: False)


def impact(before: Library, after: Library, day: date, run: Run | None = None) -> Impact:
    """What ``after`` instead of ``before`` does on a day. Raises ImpactStopped when the run is asked to stop."""
    return _Trial(before, after, day, run or Run()).result()


@dataclass
class _Counts:
    """What is counted on the way."""

    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    reworded: Counter[str] = field(default_factory=Counter)
    faults: dict[Fault, list[str]] = field(default_factory=dict)
    changed_alone: set[str] = field(default_factory=set)
    tried: int = 0
    changed: int = 0


class _Trial:
    """Two libraries tried on the same answers."""

    def __init__(self, before: Library, after: Library, day: date, run: Run) -> None:
        self._old, self._new = Footprints(before, day), Footprints(after, day)
        self._day, self._run = day, run
        self._national = pair(self._old, self._new)
        self._under_own: list[UnderOwn] = []
        self._counts = _Counts()
        self._shares_questions = _questions(before) == _questions(after)
        self._shares_facts = self._shares_questions and _facts(before) == _facts(after)

    def result(self) -> Impact:
        work = list(self._raw_situations())
        total = len(work) + len(self._run.stored)
        for done, (plan_id, raw) in enumerate(work):
            if done % _BETWEEN == 0:
                self._tell(done, total)
            self._try(plan_id, raw)
        stored = tuple(self._try_stored(len(work), total))
        self._run.progress(total, total)
        alone = {codes[0] for _, raw in work if len(codes := _codes(raw)) == 1}
        return Impact(
            versions=(self._old.library.version, self._new.library.version),
            tried=self._counts.tried,
            changed=self._counts.changed,
            municipalities=len(alone),
            changed_municipalities=len(self._counts.changed_alone),
            clauses=tuple(self._clauses()),
            never=tuple(self._never()),
            faults=tuple(
                FaultImpact(each, len(where), _examples(where)) for each, where in self._counts.faults.items()
            ),
            stored=stored,
            stored_tried=len(self._run.stored),
            remarks=tuple(self._remarks()),
            under_own=tuple(self._under_own),
        )

    def _tell(self, done: int, total: int) -> None:
        if self._run.is_cancelled():
            raise ImpactStopped("Körningen stoppades.")
        self._run.progress(done, total)

    def _raw_situations(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Those of the changed library, and those of the present one that it no longer has."""
        seen = set()
        for library in (self._new.library, self._old.library):
            for plan in agreement_plans(library):
                for raw in situations(library, plan):
                    key = (plan.id, repr(raw))
                    if key not in seen:
                        seen.add(key)
                        yield plan.id, raw

    def _try(self, plan_id: str, raw: Mapping[str, object]) -> None:
        old, new = self._footprints(self._national, plan_id, raw)
        counts, reworded = self._counts, old.clauses & new.clauses & self._national.reworded
        counts.tried += 1
        counts.before.update(old.clauses)
        counts.after.update(new.clauses)
        counts.gained.update(new.clauses - old.clauses)
        counts.lost.update(old.clauses - new.clauses)
        counts.reworded.update(reworded)
        for fault in new.faults:
            if fault not in old.faults:
                counts.faults.setdefault(fault, []).append(_described(raw))
        if reworded or old.clauses != new.clauses:
            counts.changed += 1
            codes = _codes(raw)
            counts.changed_alone.update(codes if len(codes) == 1 else ())

    def _try_stored(self, done: int, total: int) -> Iterator[StoredImpact]:
        own = OwnPairs(self._national, self._day)
        for index, each in enumerate(self._run.stored):
            self._tell(done + index, total)
            seen = own.of(each.answers)
            old, new = self._footprints(seen, each.plan, each.answers)
            differs = _differs(seen, old, new)
            faults = tuple(fault for fault in new.faults if fault not in old.faults)
            if faults or any(differs):
                added, removed, reworded, unusable = (tuple(sorted(clauses)) for clauses in differs)
                yield StoredImpact(each.id, each.name, added, removed, reworded, faults, unusable)
            if seen.under_own & new.clauses:
                self._under_own.append(UnderOwn(each.id, each.name, tuple(sorted(seen.under_own & new.clauses))))

    def _footprints(self, seen: Pair, plan_id: str, raw: Mapping[str, object]) -> tuple[Footprint, Footprint]:
        old_plan, new_plan = (each.library.plans.get(plan_id) for each in (seen.before, seen.after))
        old = self._situation(seen.before, old_plan, raw)
        if old is not None and new_plan is not None and self._shares_facts and old_plan == new_plan:
            return seen.before.of(old), seen.after.of(old)
        new = self._situation(seen.after, new_plan, raw)
        nothing = Footprint(frozenset(), ())
        return seen.before.of(old) if old else nothing, seen.after.of(new) if new else nothing

    def _situation(
        self, footprints: Footprints, plan: DocumentPlan | None, raw: Mapping[str, object]
    ) -> Situation | None:
        """The situation on one of the libraries; an answer that it does not know is left out."""
        if plan is None:
            return None
        known = {*plan.question_ids, *footprints.library.retired, LEFT_OUT}
        answers, _ = try_answers(footprints.library, plan, {key: value for key, value in raw.items() if key in known})
        return Situation(footprints.library, plan, answers, self._day)

    def _clauses(self) -> Iterator[ClauseImpact]:
        counts = self._counts
        for clause in sorted({*counts.gained, *counts.lost, *counts.reworded}):
            heading = self._new.headings.get(clause) or self._old.headings[clause]
            told = (counts.before[clause], counts.after[clause], counts.gained[clause], counts.lost[clause])
            yield ClauseImpact(clause, heading, *told, counts.reworded[clause])

    def _never(self) -> Iterator[str]:
        """Clauses that could stand in an agreement and never do."""
        library = self._new.library
        plans = dict.fromkeys(each for plan in agreement_plans(library) for each in (plan.id, *_attached(plan)))
        possible = {clause for plan_id in plans for clause in clauses_of(library, library.plans[plan_id])}
        yield from sorted(each for each in possible & self._new.headings.keys() if not self._counts.after[each])

    def _remarks(self) -> Iterator[str]:
        old, new = self._old.library, self._new.library
        if not self._shares_questions:
            yield "Frågor är ändrade. Ord som svaren skriver ut räknas inte i siffrorna."
        if {each: plan.parts for each, plan in old.plans.items()} != {
            each: plan.parts for each, plan in new.plans.items()
        }:
            yield "Dokumentplaner är ändrade. Ny ordning och nya rubriker på delar räknas inte i siffrorna."
        if old.acts != new.acts:
            yield "Namn på författningar är ändrade. De räknas inte i siffrorna."


def _questions(library: Library) -> dict[str, object]:
    return {each: question_essence(question) for each, question in library.questions.items()}


def _facts(library: Library) -> dict[str, object]:
    return {each: without_line(fact) for each, fact in library.facts.items()}


def _attached(plan: DocumentPlan) -> tuple[str, ...]:
    return tuple(each.plan for each in plan.attached)


def _differs(seen: Pair, old: Footprint, new: Footprint) -> tuple[frozenset[str], ...]:
    """What one agreement's documents would hold otherwise: added, removed and reworded clauses, own ones that no longer
    fit."""
    held = old.clauses | new.clauses
    return (
        new.clauses - old.clauses,
        old.clauses - new.clauses,
        old.clauses & new.clauses & seen.reworded,
        seen.unusable & held,
    )


def _codes(raw: Mapping[str, object]) -> tuple[str, ...]:
    codes = raw.get(MUNICIPALITIES_QUESTION)
    return tuple(map(str, codes)) if isinstance(codes, list | tuple) else ()


def _described(raw: Mapping[str, object]) -> str:
    """``Bjurholms kommun; problem: heder``."""
    names = " och ".join(municipality(code).legal_name for code in _codes(raw))
    others = (f"{key}: {_in_words(value)}" for key, value in raw.items() if key != MUNICIPALITIES_QUESTION)
    return "; ".join((names, *others))


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _examples(where: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(where))[:_MOST_EXAMPLES]
