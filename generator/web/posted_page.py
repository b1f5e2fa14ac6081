"""A posted page of questions: what was typed, which button was pressed, and what to show when it is shown again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from generator.errors import AnswerProblem
from generator.library.model import Question, QuestionType
from generator.web.forms import read_form
from generator.web.interview import Basis, Outcome, Typed
from generator.web.municipality_choice import Choice
from generator.web.question_views import SEEN_FIELD, Shown, posted_searches, posted_suggestions

ACTION_FIELD = "gor"
ADD_ROW, REMOVE_ROW, SEARCH, SHOW = "lagg-till", "ta-bort", "sok", "visa"


@dataclass(frozen=True)
class Action:
    """The button that was pressed: ``spara``, ``lagg-till:kontakter``, ``ta-bort:kontakter:2`` …"""

    name: str
    question: str = ""
    row: int = 0

    @property
    def only_shows_again(self) -> bool:
        """Whether the page is shown again with what was typed, and nothing else happens."""
        return self.name in (ADD_ROW, REMOVE_ROW, SEARCH, SHOW)


def read_action(posted: MultiDict[str, str], default: str) -> Action:
    """The action of a posted form; ``default`` when no button was named."""
    name, _, rest = posted.get(ACTION_FIELD, default).partition(":")
    question, _, row = rest.partition(":")
    return Action(name, question, int(row) if row.isascii() and row.isdigit() and len(row) < 6 else 0)  # noqa: PLR2004


@dataclass(frozen=True)
class PostedPage:
    """What came with a page and what it leads to."""

    action: Action
    seen: tuple[Question, ...]
    typed: Typed
    searches: Mapping[str, Choice]
    outcome: Outcome

    @property
    def search_problems(self) -> list[AnswerProblem]:
        """Municipalities that were typed but could not be told."""
        return [AnswerProblem(each, choice.message) for each, choice in self.searches.items() if choice.message]

    @property
    def problems(self) -> list[AnswerProblem]:
        """Everything wrong with the page, required answers that are missing included."""
        searches = self.search_problems
        searched = {each.field for each in searches}
        missing = self.outcome.missing(each.id for each in self.seen)
        lacking = [each for each in missing if each.field not in searched]
        return [*self.outcome.unusable, *self.outcome.contradictory, *searches, *lacking]

    def shown_again(self, problems: Iterable[AnswerProblem] = ()) -> Shown:
        """The page as typed, also where it is unusable."""
        given = dict(self.outcome.given)
        if self.action.question in self.typed.raw:
            given[self.action.question] = self.typed.raw[self.action.question]
        return Shown(self.outcome.situation, given, tuple(problems), self.searches)


def read_page(basis: Basis, asked: Iterable[str], posted: MultiDict[str, str], default: str) -> PostedPage:
    """Read a posted page. Of the questions ``asked``, those count that the page says it showed; ``default`` is the
    action when no button was named."""
    library = basis.library
    named = posted.get(SEEN_FIELD, "").split()
    seen = tuple(library.questions[each] for each in asked if each in named)
    action = read_action(posted, default)
    raw = read_form(seen, posted)
    searches = posted_searches(seen, posted)
    for question_id, choice in searches.items():
        raw[question_id] = [*_codes(raw[question_id]), *(each.code for each in choice.found)]
    for question in seen:
        if question.id == action.question and question.type is QuestionType.GROUP:
            raw[question.id] = _rows_after(action, raw[question.id])
    typed = Typed(raw, posted_suggestions(posted))
    return PostedPage(action, seen, typed, searches, basis.after(typed))


def _codes(raw: object) -> list[object]:
    return raw if isinstance(raw, list) else []


def _rows_after(action: Action, raw: object) -> object:
    rows = list(raw) if isinstance(raw, list) else []
    if action.name == ADD_ROW:
        return [*rows, {}]
    if action.name == REMOVE_ROW and 0 < action.row <= len(rows):
        del rows[action.row - 1]
    return rows
