"""Checks of blank forms: what they fix can be answered, and nothing that decides their text is left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.errors import Finding
from generator.library.checks_asked import wordings_at
from generator.library.conditions import Facts, FactValue, all_hold
from generator.library.model import (
    BlankForm,
    DocumentPlan,
    Fact,
    FactKind,
    Library,
    PlanKind,
    Question,
    QuestionType,
)
from generator.library.rests_on import leaves


def check_forms(library: Library) -> Iterator[Finding]:
    """Findings on the blank forms of every plan. Facts must not rest on themselves."""
    for plan in library.plans.values():
        yield from _check_blanks(library, plan)


def _check_blanks(library: Library, plan: DocumentPlan) -> Iterator[Finding]:
    if plan.blanks and plan.kind is not PlanKind.PERSON:
        message = "Bara planer av slaget person har blanketter. Ta bort ”blanketter:”."
        yield Finding(plan.file, plan.lines.get("blanketter", 0), "plan-blankett", message)
        return
    conditions = [each for item in plan.items for wording in wordings_at(library, item) for each in wording.conditions]
    deciding = leaves(library, conditions)
    for blank in plan.blanks:
        yield from _check_answers(library, plan, blank)
        yield from _check_open(library, plan, blank, deciding)


def _check_answers(library: Library, plan: DocumentPlan, blank: BlankForm) -> Iterator[Finding]:
    """Fixed answers to questions that are not asked, or that they cannot have."""
    for question_id, answer in blank.answers.items():
        question = library.questions.get(question_id)
        message = ""
        if question_id not in plan.question_ids:
            message = f"Blanketten ”{blank.id}” svarar på ”{question_id}” som planen inte frågar om."
        elif question is not None and question.is_fact:
            allowed = [choice.id for choice in question.choices] or ["ja", "nej"]
            given = answer if isinstance(answer, list) and question.type is QuestionType.MULTI else [answer]
            wrong = [each for each in given if each not in allowed]
            if wrong:
                message = f"”{wrong[0]}” går inte att svara på ”{question_id}”. Tillåtna: {', '.join(allowed)}."
        if message:
            yield Finding(plan.file, blank.lines.get(question_id, blank.line), "plan-blankett", message)


def _check_open(
    library: Library, plan: DocumentPlan, blank: BlankForm, deciding: Mapping[str, Fact]
) -> Iterator[Finding]:
    """Questions that decide the text and that the form leaves open, and answers to questions that it hides."""
    facts = _Fixed(library, blank)
    for fact in deciding.values():
        if fact.kind is FactKind.ANSWER and fact.id in plan.question_ids and facts.is_open(fact.id):
            message = f"Blanketten ”{blank.id}” saknar svar på ”{fact.id}”, som avgör texten. Skriv det under ”svar:”."
            yield Finding(plan.file, blank.line, "plan-blankett", message)
    for question_id in blank.answers:
        if question_id in library.questions and not facts.is_shown(question_id):
            message = f"Blanketten ”{blank.id}” svarar på ”{question_id}”, som inte ställs med de andra svaren."
            yield Finding(plan.file, blank.lines.get(question_id, blank.line), "plan-blankett", message)


class _Fixed(Mapping[str, FactValue]):
    """Facts as a blank form fixes them: its answers, else the defaults. What it leaves open counts as no answer."""

    def __init__(self, library: Library, blank: BlankForm) -> None:
        self._library = library
        self._answers = blank.answers

    def is_shown(self, question_id: str) -> bool:
        """Whether the question is asked."""
        return all_hold(self._library.questions[question_id].shown_when, self)

    def is_open(self, question_id: str) -> bool:
        """Whether the question is asked and neither the form nor a default answers it."""
        question = self._library.questions[question_id]
        return self.is_shown(question_id) and question_id not in self._answers and not question.default

    def __getitem__(self, fact_id: str) -> FactValue:
        fact = self._library.facts.get(fact_id)
        if fact is None:
            return False  # it has a finding of its own
        if fact.kind is FactKind.DERIVED:
            return _derived(fact, self)
        question = self._library.questions.get(fact_id)
        if fact.kind is FactKind.CLASS or question is None:
            return None if fact.values else False
        if not self.is_shown(fact_id):
            return _as_fact(question, [])
        return _as_fact(question, self._answers.get(fact_id, list(question.default)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._library.facts)

    def __len__(self) -> int:
        return len(self._library.facts)


def _derived(fact: Fact, facts: Facts) -> bool:
    results = [each.holds(facts) for each in fact.operands]
    if fact.operator == "alla":
        return all(results)
    return any(results) if fact.operator == "någon" else not any(results)


def _as_fact(question: Question, answer: object) -> FactValue:
    given = [str(each) for each in answer] if isinstance(answer, list) else [str(answer)]
    if question.type is QuestionType.YES_NO:
        return given == ["ja"]
    if question.type is QuestionType.MULTI:
        return frozenset(given)
    return given[0] if given else None
