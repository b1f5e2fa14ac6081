"""What a page shows of each question: its field, what was typed or suggested, what is wrong, what can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Field

from generator.assembly.situation import Situation
from generator.errors import AnswerProblem
from generator.library.model import Question, QuestionType
from generator.web.forms import SEARCH_SUFFIX, field_of, form_showing, is_one_control, municipality_words
from generator.web.interview import question_of, suggestion_mark
from generator.web.municipality_choice import Choice, choose
from generator.web.raw import as_raw

SEEN_FIELD = "_visade"
"""Names the questions that a page showed."""
SUGGESTION_PREFIX = "_forslag-"
"""Before a question's id: the fingerprint of the suggestion that the page showed."""


@dataclass(frozen=True)
class Search:
    """The search field of a question about municipalities."""

    text: str = ""
    """What was typed and did not lead to a single municipality."""
    candidates: tuple[tuple[str, str], ...] = ()
    """Code and words of those that may be meant."""


@dataclass(frozen=True)
class QuestionView:
    """One question on a page."""

    question: Question
    field: Field
    note: str
    """Where a suggested answer comes from; empty when it is none."""
    mark: str
    """The fingerprint of what is suggested, whether it is shown or not; empty when nothing is."""
    problems: Mapping[str, str]
    """Id of a control → what is wrong with it."""
    steers: bool
    """Whether its answer decides what else the page shows."""
    search: Search
    advice: str = ""
    """What there is to think of in the answer, without its being wrong."""
    heading: str = ""
    """What stands over it, where a new part of the page begins."""

    @property
    def is_single(self) -> bool:
        """Whether the field is one control."""
        return is_one_control(self.question)

    @property
    def problem(self) -> str:
        """What is wrong with the question as a whole."""
        return self.problems.get(control_of(self.question, self.question.id), "")


@dataclass(frozen=True)
class Shown:
    """What to show in the fields."""

    situation: Situation
    given: Mapping[str, object]
    """Question → what was typed. The others show the answer that counts."""
    problems: Sequence[AnswerProblem] = ()
    searches: Mapping[str, Choice] | None = None


def question_views(questions: Iterable[Question], shown: Shown, steering: frozenset[str]) -> tuple[QuestionView, ...]:
    """Everything a page needs to show the questions."""
    asked = tuple(questions)
    raw = {each.id: _raw(each, shown) for each in asked}
    form = form_showing(asked, shown.situation, raw)
    messages = {_control(each, shown.situation): _message(each, shown.situation) for each in reversed(shown.problems)}
    return tuple(
        QuestionView(
            question=each,
            field=field_of(form, each.id),
            note="" if each.id in shown.given else shown.situation.effective(each.id).note,
            mark=suggestion_mark(shown.situation, each.id),
            problems=messages,
            steers=each.id in steering,
            search=_search((shown.searches or {}).get(each.id)),
        )
        for each in asked
    )


def summary_of(problems: Iterable[AnswerProblem], situation: Situation) -> tuple[tuple[str, str], ...]:
    """Each message once, with the id of the control it concerns, in the order of the page."""
    order = {question: index for index, question in enumerate(situation.plan.question_ids)}
    ranked = sorted(problems, key=lambda each: order.get(question_of(each), len(order)))
    return tuple(dict.fromkeys((_message(each, situation), _control(each, situation)) for each in ranked))


def _raw(question: Question, shown: Shown) -> object:
    if question.id in shown.given:
        return shown.given[question.id]
    value = shown.situation.effective(question.id).value
    if value is None and question.type is QuestionType.GROUP:
        return [{}]  # a row to begin with; a row that is left empty is no row
    return "" if value is None else as_raw(value)


def _search(choice: Choice | None) -> Search:
    if choice is None:
        return Search()
    return Search(choice.left, tuple((each.code, municipality_words(each.code)) for each in choice.candidates))


def control_of(question: Question, name: str) -> str:
    """The id of the control that a message about a question should lead to."""
    if question.type is QuestionType.MUNICIPALITIES:
        return f"{name}{SEARCH_SUFFIX}"
    if is_one_control(question):
        return name
    return f"fraga-{name}" if question.type in (QuestionType.GROUP, QuestionType.AREAS) else f"{name}-0"


def _control(problem: AnswerProblem, situation: Situation) -> str:
    question_id, *path = problem.field.split(".")
    question = situation.library.questions[question_id]
    part = question.part(path[1]) if len(path) > 1 else None
    if part is None:
        return control_of(question, question_id)
    return part_control(part, f"{question_id}-{int(path[0]) - 1}-{part.id}")


def part_control(part: Question, name: str) -> str:
    """The id of a control in a row of a group."""
    return name if is_one_control(part, in_row=True) else f"{name}-0"


def _message(problem: AnswerProblem, situation: Situation) -> str:
    """The problem in words for somebody who fills in a page and knows nothing of ids."""
    question_id, *path = problem.field.split(".")
    question = situation.library.questions[question_id]
    part = question.part(path[1]) if len(path) > 1 else None
    place = f"{question.label}, rad {path[0]}: " if path else ""
    if problem.code == "svar-saknas":
        return _capital(f"{place}{_what_is_missing(part or question)}")
    if problem.code == "okand-part":
        return _capital(f"{place}välj en av överenskommelsens parter.")
    return _capital(problem.message)


def _what_is_missing(question: Question) -> str:
    if question.type is QuestionType.MUNICIPALITIES:
        return "välj minst en kommun."
    if question.type is QuestionType.GROUP:
        return f"lägg till minst en rad under ”{question.wording}”"
    if is_one_control(question) and question.type is not QuestionType.PARTY:
        return f"fyll i ett svar på ”{question.wording}”"
    return f"välj ett svar på ”{question.wording}”"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- What was posted -------------------------------------------------------------------------------------------------


def posted_searches(questions: Iterable[Question], posted: MultiDict[str, str]) -> dict[str, Choice]:
    """Question → what its search field leads to, where something was typed there."""
    asked = (each for each in questions if each.type is QuestionType.MUNICIPALITIES)
    typed = {each.id: posted.get(f"{each.id}{SEARCH_SUFFIX}", "").strip() for each in asked}
    return {question_id: choose(text) for question_id, text in typed.items() if text}


def posted_suggestions(posted: MultiDict[str, str]) -> dict[str, str]:
    """Question → fingerprint of the suggestion that the page showed."""
    marks = ((key, value) for key, value in posted.items() if key.startswith(SUGGESTION_PREFIX))
    return {key.removeprefix(SUGGESTION_PREFIX): value for key, value in marks}
