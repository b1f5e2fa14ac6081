"""The whole of what a page of questions shows, for agreements and for documents about a person alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.assembly.situation import Situation
from generator.library.model import PlanPage, Question
from generator.review.answer_changes import AnswerChange
from generator.web.interview import steering_questions
from generator.web.obligations import Obligation
from generator.web.question_views import QuestionView, Shown, question_views, summary_of


class Notice(StrEnum):
    """Something to say at the top of a page, beside what is wrong with single answers."""

    NONE = ""
    TOKEN = "token"  # noqa: S105 - the name of a notice
    """The form's token was not accepted: the page had been open in another session."""
    STALE = "stale"
    """Somebody saved in between."""
    MORE = "more"
    """The answers brought more questions."""
    BUSY = "busy"
    """So many documents are being made that this one was not."""
    SLOW = "slow"
    """The document was not ready in time."""
    NOT_MADE = "not made"
    """The document was not made, through no fault of the answers."""


@dataclass(frozen=True)
class QuestionPage:
    """A page of questions with their answers."""

    questions: tuple[QuestionView, ...]
    summary: tuple[tuple[str, str], ...]
    """Message and id of the control it concerns."""
    notice: Notice
    differing: tuple[AnswerChange, ...] = ()
    """The answers that somebody else has saved in between, each beside what was typed here."""
    saved_by: str = ""
    """Who saved in between, and when."""
    asked: Mapping[str, Obligation] = field(default_factory=dict)
    """Question → what is asked of its answer, where the page tells it."""

    @property
    def seen(self) -> str:
        """Ids of the questions shown, as the page sends them back."""
        return " ".join(view.question.id for view in self.questions)


def question_page(
    questions: Iterable[Question], pages: Iterable[PlanPage], shown: Shown, notice: Notice = Notice.NONE
) -> QuestionPage:
    """Everything the template needs. Questions on different pages never steer each other's visibility here."""
    library = shown.situation.library
    steering = frozenset(each for page in pages for each in steering_questions(library, page))
    views = question_views(questions, shown, steering)
    return QuestionPage(views, summary_of(shown.problems, shown.situation), notice)


def shown_as_stored(situation: Situation) -> Shown:
    """Nothing typed: every field shows the answer that counts."""
    return Shown(situation, {})
