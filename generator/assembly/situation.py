"""What is known in one drafting: the answers that count, where they come from, and the facts that follow.

An answer counts when its question is shown. What is not answered is filled in from reference data or the default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from generator.assembly.answers import Answers
from generator.assembly.classes import CLASSES
from generator.assembly.prefill import PREFILLS, Prefill
from generator.assembly.values import POLICE, Row, Value, is_empty, read_value
from generator.errors import AnswerProblem
from generator.library.conditions import FactValue, all_hold
from generator.library.model import DocumentPlan, Fact, FactKind, Library, Question, QuestionType, Wording
from generator.library.optional import optional_clauses
from generator.reference import Municipality, municipality


class Origin(StrEnum):
    """Where a counting answer comes from."""

    GIVEN = "svar"
    PREFILLED = "förifyllt"
    DEFAULT = "förval"
    MISSING = "saknas"
    HIDDEN = "dold"


@dataclass(frozen=True)
class Effective:
    """The answer that counts for a question."""

    value: Value | None
    """None when there is no answer, and when the person has answered that there are none."""
    origin: Origin
    note: str = ""
    """For a prefilled answer: its source and year, in Swedish."""


class Situation:
    """Answers, plan and day together. Values and facts are worked out once, when first asked for."""

    def __init__(self, library: Library, plan: DocumentPlan, answers: Answers, day: date) -> None:
        self.library = library
        self.plan = plan
        self.asked = plan.question_ids
        """The questions of the interview; an annex seen from here keeps those of its main document."""
        self.answers = answers
        self.day = day
        self._main = plan
        self.facts: Mapping[str, FactValue] = _LazyFacts(self)
        self._effective: dict[str, Effective] = {}
        self._shown: dict[str, bool] = {}

    def seen_from(self, plan: DocumentPlan) -> Situation:
        """The same answers for an annex. What has been worked out is shared."""
        seen = copy(self)
        seen.plan = plan
        return seen

    def with_values(self, values: Mapping[str, Value]) -> Situation:
        """The same situation, facts included, where these answers print otherwise: a document for one of several."""
        seen = copy(self)
        given = {question_id: Effective(value, Origin.GIVEN) for question_id, value in values.items()}
        seen._effective = {**self._effective, **given}
        return seen

    @cached_property
    def options(self) -> Mapping[str, str]:
        """Clause → the name under which the draft can do without it, in the main document and what comes with it."""
        return optional_clauses(self.library, self._main)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The clauses that the draft does without, whatever the answers call for."""
        names = self.answers.left_out
        return frozenset(clause for clause, name in self.options.items() if name in names) if names else frozenset()

    def calls_for(self, wording: Wording) -> bool:
        """Whether the wording stands in the document: the answers call for it, and it has not been left out."""
        return wording.clause not in self.left_out and all_hold(wording.conditions, self.facts)

    def is_shown(self, question_id: str) -> bool:
        """Whether the question is asked, given the other answers. Its answer is ignored otherwise."""
        if question_id not in self._shown:
            question = self.library.questions[question_id]
            self._shown[question_id] = all_hold(question.shown_when, self.facts)
        return self._shown[question_id]

    def effective(self, question_id: str) -> Effective:
        """The answer that counts, and where it comes from."""
        if question_id not in self._effective:
            self._effective[question_id] = self._work_out(question_id)
        return self._effective[question_id]

    def value(self, question_id: str) -> Value | None:
        """The answer that counts, or None."""
        return self.effective(question_id).value

    def _work_out(self, question_id: str) -> Effective:
        if not self.is_shown(question_id):
            return Effective(None, Origin.HIDDEN)
        return self.if_shown(question_id)

    def if_shown(self, question_id: str) -> Effective:
        """The answer that would count if the question were shown."""
        given = self.answers.get(question_id)
        if given is not None:
            return Effective(None if is_empty(given) else given, Origin.GIVEN)
        question = self.library.questions[question_id]
        prefill = self.suggestion(question_id)
        if prefill is not None:
            return Effective(prefill.value, Origin.PREFILLED, prefill.note)
        if question.default:
            return Effective(default_answer(question), Origin.DEFAULT)
        return Effective(None, Origin.MISSING)

    def suggestion(self, question_id: str) -> Prefill | None:
        """What reference data suggests, whatever has been answered."""
        question = self.library.questions[question_id]
        return PREFILLS[question.prefill](self) if question.prefill else None

    def rows(self, question_id: str) -> tuple[Row, ...]:
        """The rows of a group; empty when there are none."""
        value = self.value(question_id) if question_id in self.library.questions else None
        return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, tuple) else ()

    def texts(self, question_id: str) -> tuple[str, ...]:
        """The texts of a list, areas, municipalities or multi-choice; empty when there are none."""
        value = self.value(question_id) if question_id in self.library.questions else None
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """The municipalities that are parties, in the order given."""
        return tuple(municipality(code) for code in self.texts("kommuner"))

    def party_name(self, party: str) -> str:
        """``Eskilstuna kommun`` or ``Polismyndigheten`` for a party's id."""
        return "Polismyndigheten" if party == POLICE else municipality(party).legal_name

    def missing(self) -> list[AnswerProblem]:
        """Required answers that are not given, part-questions included."""
        return list(self._missing())

    def _missing(self) -> Iterator[AnswerProblem]:
        for question_id in self.asked:
            question = self.library.questions[question_id]
            effective = self.effective(question_id)
            if question.required and effective.value is None and effective.origin is not Origin.HIDDEN:
                message = f"{question.label}: svaret saknas. {_wanted(question)}"
                yield AnswerProblem(question_id, message, "svar-saknas")
            if question.type is QuestionType.GROUP:
                yield from self._missing_parts(question)

    def _missing_parts(self, question: Question) -> Iterator[AnswerProblem]:
        untouched = self._suggested_rows(question)
        for number, row in enumerate(self.rows(question.id), start=1):
            for part in question.parts if row not in untouched else ():
                if part.required and part.id not in row:
                    message = f"{question.label}, rad {number}: {part.label} saknas."
                    yield AnswerProblem(f"{question.id}.{number}.{part.id}", message, "svar-saknas")

    def _suggested_rows(self, question: Question) -> tuple[Row, ...]:
        """Rows that nobody has begun to fill in, for a party or a problem. They wait for whoever knows the rest:
        nobody is stopped by them, but the text shows what they lack."""
        suggestion = None if question.required else self.suggestion(question.id)
        rows = suggestion.value if suggestion and isinstance(suggestion.value, tuple) else ()
        return tuple(row for row in rows if isinstance(row, Mapping))

    def work_out_fact(self, fact_id: str) -> FactValue:
        """The value of a fact. Hidden questions count as no answer."""
        fact = self.library.facts[fact_id]
        if fact.kind is FactKind.DERIVED:
            return derive(fact, self.facts)
        if fact.kind is FactKind.CLASS:
            return CLASSES[fact_id](self)
        return as_fact(self.library.questions[fact_id], self.value(fact_id))


class _LazyFacts(Mapping[str, FactValue]):
    """Facts worked out when first looked up. A circle raises KeyError; the library check finds it before."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._known: dict[str, FactValue] = {}
        self._asked: list[str] = []

    def __getitem__(self, fact_id: str) -> FactValue:
        if fact_id not in self._known:
            if fact_id in self._asked:
                raise KeyError(" → ".join([*self._asked, fact_id]))
            self._asked.append(fact_id)
            try:
                self._known[fact_id] = self._situation.work_out_fact(fact_id)
            finally:
                self._asked.pop()
        return self._known[fact_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._situation.library.facts)

    def __len__(self) -> int:
        return len(self._situation.library.facts)


def derive(fact: Fact, facts: Mapping[str, FactValue]) -> bool:
    """The value of a derived fact."""
    results = (condition.holds(facts) for condition in fact.operands)
    if fact.operator == "alla":
        return all(results)
    return any(results) if fact.operator == "någon" else not any(results)


def as_fact(question: Question, value: Value | None) -> FactValue:
    """An answer as a fact: no answer is False, None or the empty set."""
    if question.type is QuestionType.YES_NO:
        return value is True
    if question.type is QuestionType.MULTI:
        return frozenset(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else frozenset()
    return value if isinstance(value, str) else None


def default_answer(question: Question) -> Value | None:
    """The default as if it had been typed; None when the question has none."""
    if not question.default:
        return None
    return read_value(question, question.default if question.type is QuestionType.MULTI else question.default[0])


def _wanted(question: Question) -> str:
    if question.choices:
        return f"Välj något av: {', '.join(choice.id for choice in question.choices)}."
    if question.type is QuestionType.YES_NO:
        return "Svara ja eller nej."
    return f"Frågan är: {question.wording}"
