"""Checks that an interview asks for everything that its documents need: in conditions, in text, in the title block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import Finding
from generator.library.checks_text import questions_in
from generator.library.conditions import Condition
from generator.library.model import DocumentPlan, Fact, Library, PlanItem, Wording
from generator.library.rests_on import leaves, shown_when


def check_asked(library: Library) -> Iterator[Finding]:
    """Findings on every plan with an interview, and on what comes along. What does not exist is passed over."""
    for plan in library.plans.values():
        if not plan.kind.is_attached:
            yield from _Interview(library, plan).check()


def wordings_at(library: Library, item: PlanItem) -> Iterator[Wording]:
    """Every wording, of any day, that can stand at that item."""
    for clause_id in (item.clause,) if item.clause else library.places.get(item.place, ()):
        clause = library.clauses.get(clause_id)
        yield from (wording for wording in clause.wordings if not wording.withdrawn) if clause else ()


class _Interview:
    """One plan's questions against what its documents need. Each missing question is told once per line."""

    def __init__(self, library: Library, plan: DocumentPlan) -> None:
        self._library = library
        self._plan = plan
        self._asked = frozenset(plan.question_ids)
        self._never_shown: set[str] = set()
        """Questions that are not asked and that asked ones wait for: told once, where the waiting one is listed."""

    def check(self) -> Iterator[Finding]:
        yield from self._check_pages()
        yield from self._check_items(self._plan)
        for annex in self._plan.attached:
            target = self._library.plans.get(annex.plan)
            if target is not None and target.kind.is_attached:
                yield from self._check_items(target)
                yield from self._check_title_block(target)
            whose = "Bilagans" if annex in self._plan.annexes else "Följehandlingens"
            yield from self._told(self._plan, annex.line, whose, annex.conditions)
        yield from self._check_title_block(self._plan)

    def _check_title_block(self, plan: DocumentPlan) -> Iterator[Finding]:
        for title in plan.titles:
            yield from self._told(plan, title.line, "Titelns", title.conditions)
        for label, name in plan.registration:
            question = name.partition(".")[0]
            if question in self._library.questions and question not in self._asked:
                message = f"”{label}” skriver ut frågan ”{question}”, som ”{self._plan.id}” inte ställer."
                yield Finding(plan.file, plan.lines.get(f"diarienummer: {name}", 0), "plan-fraga-saknas", message)

    def _check_pages(self) -> Iterator[Finding]:
        for page in self._plan.pages:
            for question in page.questions:
                for name in self._unasked(shown_when(self._library, question)):
                    unasked = self._library.questions.get(name)
                    if unasked is None or unasked.default:
                        continue  # unknown, or left to its default on purpose
                    if name not in self._never_shown:
                        message = f"”{question}” visas beroende på ”{name}”, som ”{self._plan.id}” inte ställer."
                        yield Finding(self._plan.file, page.lines.get(question, 0), "plan-fraga-saknas", message)
                    self._never_shown.add(name)

    def _check_items(self, plan: DocumentPlan) -> Iterator[Finding]:
        for item in plan.items:
            told: set[str] = set()
            for wording in wordings_at(self._library, item):
                for name, how in dict(self._needs(wording)).items():
                    if name not in told | self._never_shown:
                        message = f"”{wording.clause}” {how} frågan ”{name}”, som ”{self._plan.id}” inte ställer."
                        yield Finding(plan.file, item.line, "plan-fraga-saknas", message)
                    told.add(name)

    def _needs(self, wording: Wording) -> Iterator[tuple[str, str]]:
        for name in questions_in(wording):
            if name in self._library.questions and name not in self._asked:
                yield name, "skriver ut"
        for name in self._unasked(wording.conditions):
            yield name, "har ett villkor som vilar på"

    def _told(
        self, plan: DocumentPlan, line: int, whose: str, conditions: Iterable[Condition]
    ) -> Iterator[Finding]:
        for name in self._unasked(conditions):
            if name not in self._never_shown:
                message = f"{whose} villkor vilar på frågan ”{name}”, som ”{self._plan.id}” inte ställer."
                yield Finding(plan.file, line, "plan-fraga-saknas", message)

    def _unasked(self, conditions: Iterable[Condition]) -> Iterator[str]:
        """The questions under the conditions that are not asked; a computed class needs only one of its questions."""
        for fact in leaves(self._library, conditions).values():
            if fact.questions and not self._is_asked(fact):
                yield fact.questions[0]

    def _is_asked(self, fact: Fact) -> bool:
        return any(question in self._asked for question in fact.questions)
