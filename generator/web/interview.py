"""What follows from a posted page: which answers count, which are kept, what is wrong, what is shown next. No Flask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.assembly.answers import Answers, can_be_emptied, try_answers
from generator.assembly.confirmations import KEY as CONFIRMATIONS
from generator.assembly.contradictions import contradictions
from generator.assembly.deviations import laid_over, marks_of, read_deviations, with_deviations
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.left_out import with_left_out
from generator.assembly.situation import Origin, Situation
from generator.errors import AnswerProblem
from generator.library.model import DocumentPlan, Library, PlanKind, PlanPage, Question, QuestionType
from generator.library.overlay import Overlaid
from generator.web.raw import as_raw, fingerprint, is_blank, without_blank_rows


@dataclass(frozen=True)
class Basis:
    """What an interview rests on: the questions, the day, and the answers kept so far."""

    library: Library
    plan: DocumentPlan
    day: date
    stored: Mapping[str, object] = field(default_factory=dict)

    @property
    def laid(self) -> Overlaid:
        """The library with the wordings that this agreement has of its own."""
        return laid_over(self.library, self.stored, self.day)

    @property
    def own_marks(self) -> Mapping[str, str]:
        """What each wording is called that is in use and not the library's."""
        return {clause: words for clause, words in marks_of(self.stored).items() if clause in self.laid.used}

    def situation(self) -> Situation:
        """The situation that the kept answers give."""
        return self._seen_with(self._read(self.stored)[0])

    def _seen_with(self, answers: Answers) -> Situation:
        library = self.laid.library
        plan = self.plan if library is self.library else library.plans[self.plan.id]
        return Situation(library, plan, answers, self.day)

    @property
    def confirmations(self) -> Mapping[str, str]:
        """Who has confirmed what, as kept."""
        return self._read(self.stored)[0].confirmations

    def problems(self) -> list[AnswerProblem]:
        """What is wrong with the kept answers: an answer on one page may contradict a later one on another."""
        answers, problems = self._read(self.stored)
        situation = self._seen_with(answers)
        return [*_on_asked(problems, situation), *contradictions(situation)]

    def _read(self, raw: Mapping[str, object]) -> tuple[Answers, list[AnswerProblem]]:
        # A question that no plan asks any more has nothing to say; it is no mistake of the person's.
        known = {*self.plan.question_ids, *self.library.retired, CONFIRMATIONS, LEFT_OUT}
        return try_answers(self.library, self.plan, {key: value for key, value in raw.items() if key in known})

    def after(self, typed: Typed) -> Outcome:
        """What the posted answers lead to. Nothing is stored here."""
        posted = {key: without_blank_rows(value) for key, value in typed.raw.items()}
        untouched = self._untouched(posted, typed.suggestions)
        counting = (key for key, value in posted.items() if self._says_something(key, value, typed.suggestions))
        given = {key: _emptied(posted[key]) for key in counting if key not in untouched}
        kept = {key: value for key, value in self.stored.items() if key not in posted}
        answers, found = self._read({**kept, **given})
        situation = self._seen_with(answers)
        unusable = [each for each in _on_asked(found, situation) if question_of(each) in posted]
        storable = with_deviations(as_stored(answers), read_deviations(self.stored))
        for question_id in {question_of(each) for each in unusable} & set(self.stored):
            # An unusable answer never pushes out a usable one; the page shows what was typed.
            storable[question_id] = self.stored[question_id]
        against = [each for each in contradictions(situation) if question_of(each) in posted]
        return Outcome(situation, tuple(unusable), tuple(against), storable, {key: typed.raw[key] for key in given})

    def _says_something(self, question_id: str, posted: object, suggestions: Mapping[str, str]) -> bool:
        """Whether a posted answer counts. An empty one does where the page had something filled in that was emptied."""
        if not is_blank(posted):
            return True
        question = self.library.questions[question_id]
        if isinstance(posted, list):
            return question_id in suggestions or bool(question.default)
        return question_id in suggestions and can_be_emptied(question)

    def _untouched(self, posted: Mapping[str, object], suggestions: Mapping[str, str]) -> set[str]:
        """Questions whose suggested answer was sent back as it was. It stays a suggestion, so that it follows the
        municipality when that is changed. A document for a person prints only what was answered: there it counts."""
        if self.plan.kind is PlanKind.PERSON:
            return set()
        answers, _ = self._read({key: value for key, value in posted.items() if key in suggestions})
        return {key for key, value in answers.values.items() if fingerprint(value) == suggestions.get(key)}


@dataclass(frozen=True)
class Typed:
    """What a page posted, as typed."""

    raw: Mapping[str, object]
    """One entry for every question that the page showed."""
    suggestions: Mapping[str, str] = field(default_factory=dict)
    """Question → fingerprint of the suggested answer that the page showed."""


@dataclass(frozen=True)
class Outcome:
    """What posted answers lead to."""

    situation: Situation
    unusable: tuple[AnswerProblem, ...]
    """Answers to the posted questions that cannot be read, and therefore not be kept."""
    contradictory: tuple[AnswerProblem, ...]
    """Answers to the posted questions that are kept but cannot all be right."""
    storable: Mapping[str, object]
    """Every answer that can be kept, of this page and the others."""
    given: Mapping[str, object]
    """What was typed, for showing the page again; without untouched suggestions and what was left empty."""

    def missing(self, seen: Iterable[str]) -> list[AnswerProblem]:
        """Required answers that are missing among the questions that the person has seen."""
        wrong = {question_of(each) for each in self.unusable}
        asked = set(seen) - wrong
        return [each for each in self.situation.missing() if question_of(each) in asked]


def _emptied(raw: object) -> object:
    """The answer, or the plain empty answer of its kind when it is blank."""
    if not is_blank(raw):
        return raw
    return [] if isinstance(raw, list) else ""


def question_of(problem: AnswerProblem) -> str:
    """The id of the question that a problem concerns."""
    return problem.field.partition(".")[0]


def _on_asked(problems: Iterable[AnswerProblem], situation: Situation) -> list[AnswerProblem]:
    """Problems on questions that are asked; the answer to a hidden question is ignored, so it cannot be wrong."""
    known = situation.plan.question_ids
    return [each for each in problems if question_of(each) in known and situation.is_shown(question_of(each))]


def questions_of(situation: Situation, page: PlanPage) -> tuple[Question, ...]:
    """The questions to show on a page now.

    Until a municipality is chosen it is the only question of its page: nearly everything else there can be
    suggested once it is known.
    """
    shown = [situation.library.questions[each] for each in page.questions if situation.is_shown(each)]
    first = [each for each in shown if each.type is QuestionType.MUNICIPALITIES and each.required]
    waiting = [each for each in first if situation.effective(each.id).origin is Origin.MISSING]
    return tuple(waiting or shown)


def steering_questions(library: Library, page: PlanPage) -> frozenset[str]:
    """Questions on the page whose answers decide what else the page shows or suggests."""
    on_page = set(page.questions)
    steering: set[str] = set()
    waiting = [condition.fact for each in page.questions for condition in library.questions[each].shown_when]
    seen: set[str] = set()
    while waiting:
        fact = library.facts[waiting.pop()]
        if fact.id in seen:
            continue
        seen.add(fact.id)
        steering.update({fact.id, *fact.questions} & on_page)
        waiting.extend(condition.fact for condition in fact.operands)
    kinds = {each: library.questions[each].type for each in page.questions}
    steering.update(each for each, kind in kinds.items() if kind is QuestionType.MUNICIPALITIES)
    return frozenset(steering)


def suggestion_mark(situation: Situation, question_id: str) -> str:
    """The fingerprint of what is suggested as an answer, to send along with the page; empty when nothing is."""
    suggestion = situation.suggestion(question_id)
    return fingerprint(suggestion.value) if suggestion is not None else ""


def as_stored(answers: Answers) -> dict[str, object]:
    """Answers as the database keeps them, with confirmations and the clauses that are left out."""
    stored = with_left_out({key: as_raw(value) for key, value in answers.values.items()}, answers.left_out)
    return {**stored, CONFIRMATIONS: dict(answers.confirmations)} if answers.confirmations else stored
