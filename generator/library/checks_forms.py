"""Checks of what a plan asks: its text and conditions rest only on questions asked, a blank form leaves none open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.errors import Finding
from generator.library.checks_text import questions_in
from generator.library.conditions import Facts, FactValue, all_hold
from generator.library.model import (
    BlankForm,
    DocumentPlan,
    Fact,
    FactKind,
    Library,
    PlanItem,
    PlanKind,
    Question,
    QuestionType,
    Wording,
)
from generator.library.rests_on import leaves


def check_forms(library: Library) -> Iterator[Finding]:
    """Findings on every plan. Facts must not rest on themselves. What does not exist is passed over."""
    for plan in library.plans.values():
        if plan.kind is PlanKind.ANNEX:
            continue
        yield from _check_asked(library, plan, plan)
        for annex in plan.annexes:
            target = library.plans.get(annex.plan)
            if target is not None and target.kind is PlanKind.ANNEX:
                yield from _check_asked(library, plan, target)
            for fact in leaves(library, annex.conditions).values():
                if not _is_asked(fact, plan):
                    message = f"Bilagans villkor vilar på frågan ”{fact.questions[0]}” som ”{plan.id}” inte ställer."
                    yield Finding(plan.file, annex.line, "plan-fraga-saknas", message)
        yield from _check_blanks(library, plan)


def _wordings(library: Library, item: PlanItem) -> Iterator[Wording]:
    for clause_id in (item.clause,) if item.clause else library.places.get(item.place, ()):
        clause = library.clauses.get(clause_id)
        yield from (wording for wording in clause.wordings if not wording.withdrawn) if clause else ()


def _is_asked(fact: Fact, plan: DocumentPlan) -> bool:
    return any(question in plan.question_ids for question in fact.questions)


def _check_asked(library: Library, asking: DocumentPlan, plan: DocumentPlan) -> Iterator[Finding]:
    """Questions that the clauses of ``plan`` need and that ``asking``, its interview, does not ask."""
    told: set[tuple[int, str]] = set()
    for item in plan.items:
        for wording in _wordings(library, item):
            missing = dict.fromkeys(_not_asked(library, wording, asking))
            for name, how in missing:
                if (item.line, name) not in told:
                    message = f"”{wording.clause}”: klausulens {how} frågan ”{name}”, som ”{asking.id}” inte ställer."
                    yield Finding(plan.file, item.line, "plan-fraga-saknas", message)
                told.add((item.line, name))


def _not_asked(library: Library, wording: Wording, plan: DocumentPlan) -> Iterator[tuple[str, str]]:
    for fact in leaves(library, wording.conditions).values():
        if fact.questions and not _is_asked(fact, plan):
            yield fact.questions[0], "villkor vilar på"
    for name in questions_in(wording):
        if name in library.questions and name not in plan.question_ids:
            yield name, "text skriver ut"


def _check_blanks(library: Library, plan: DocumentPlan) -> Iterator[Finding]:
    if plan.blanks and plan.kind is not PlanKind.PERSON:
        message = "Bara planer av slaget person har blanketter. Ta bort ”blanketter:”."
        yield Finding(plan.file, plan.lines.get("blanketter", 0), "plan-blankett", message)
        return
    conditions = [each for item in plan.items for wording in _wordings(library, item) for each in wording.conditions]
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
