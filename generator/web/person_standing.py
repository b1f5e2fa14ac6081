"""What a municipality answers alike in every document for a person, and where a page shows that it was filled in so.

None of it is about a person: it is kept, and it is the only thing in these pages that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from flask import g

from generator.assembly.printing import day_in_words
from generator.errors import StorageError
from generator.library.model import Library
from generator.storage.roles import KEEPERS
from generator.storage.standing_answers import StandingAnswers, StandingAnswerStore
from generator.web.access import current_visitor
from generator.web.local_time import local_time
from generator.web.question_views import QuestionView
from generator.web.services import services

DATA_PROTECTION = ("d_ansvarig", "d_ombud", "d_grund", "d_mottagare", "d_overforing", "d_kontrollerad")
"""What only whoever answers for data protection knows. Left empty it is a line on the paper, to write on by hand."""
_FROM = "s_fran"
"""The day when a yes begins: as a rule the day when the paper is made."""
_MAY_BE_NONE = "d_mottagare"
STATE_MONEY = ("e_period", "e_villkor", "e_kalla", "e_kontrollerad")
"""What the Police say of applications for state money this year, with where it was read and when. It changes."""
STANDING = ("p_namnd", "b_ring", "g_jour", *DATA_PROTECTION, *STATE_MONEY)
"""Every question that a municipality can answer once for all."""


@dataclass(frozen=True)
class Known:
    """What the municipality of whoever fills in a page has answered beforehand."""

    answers: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    """Whose answers they are and of which day, in Swedish."""
    has_municipality: bool = False
    may_save: bool = False

    def settles(self, question_id: str) -> bool:
        """Whether the municipality has answered a question, or left it empty as one may that has answered the rest."""
        is_left = question_id == _MAY_BE_NONE and not self.answers.keys().isdisjoint(DATA_PROTECTION)
        return question_id in self.answers or is_left

    def about(self, question_ids: Iterable[str]) -> Mapping[str, object]:
        """What is filled in beforehand of some questions: the municipality's answers, and the day when a yes begins."""
        filled = {_FROM: services().today.isoformat(), **self.answers}
        return {each: filled[each] for each in question_ids if each in filled}


@dataclass(frozen=True)
class Parted:
    """The questions of a page, and apart from them those that the municipality has answered."""

    asked: tuple[QuestionView, ...]
    answered: tuple[QuestionView, ...]
    is_changed: bool
    """Whether an answer is another than the municipality's, or something is wrong with one."""
    known: Known

    @property
    def lacks(self) -> str:
        """Id of the first question asked that only whoever answers for data protection knows; empty if none."""
        return next((each.question.id for each in self.asked if each.question.id in DATA_PROTECTION), "")


def known_to_visitor(library: Library) -> Known:
    """What the visitor's municipality has answered. Of somebody who works in several: what they answer alike.

    When the database does not say, nothing is known: nobody goes without a document for that.
    """
    if "known_beforehand" not in g:
        g.known_beforehand = Known()
        with suppress(StorageError):
            g.known_beforehand = _read(library)
    found: Known = g.known_beforehand
    return found


def _read(library: Library) -> Known:
    theirs = _store().mine()
    may_save = bool(current_visitor().organisations_as(KEEPERS) & {each.organisation for each in theirs})
    filled = [each for each in theirs if each.number]
    alike = {
        key: value
        for key, value in (filled[0].answers if filled else {}).items()
        if key in library.questions and key in STANDING and all(each.answers.get(key) == value for each in theirs)
    }
    return Known(alike, _source(filled), bool(theirs), may_save)


def _store() -> StandingAnswerStore:
    store = services().agreements
    return StandingAnswerStore(store.engine, store.viewer)


def _source(filled: list[StandingAnswers]) -> str:
    moments = [each.moment for each in filled if each.moment]
    if not moments:
        return ""
    whose = "din kommuns uppgifter" if len(filled) == 1 else "dina kommuners uppgifter"
    return f"{whose}, {day_in_words(local_time(max(moments)).date())}"


def parted(views: Iterable[QuestionView], known: Known) -> Parted:
    """The questions of a page, and apart from them those that the municipality has answered."""
    asked, answered, is_changed = [], [], False
    for view in views:
        name = view.question.id
        if not known.settles(name):
            is_today = name == _FROM and view.field.data == services().today.isoformat()
            asked.append(replace(view, note="dagens datum." if is_today else view.note))
            continue
        is_same = str(view.field.data or "") == str(known.answers.get(name, ""))
        is_changed = is_changed or not is_same or bool(view.problem)
        answered.append(replace(view, note=f"{known.source}." if is_same and name in known.answers else ""))
    return Parted(tuple(asked), tuple(answered), is_changed, known)
