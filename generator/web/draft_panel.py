"""What stands beside an agreement's text about the draft itself: status, who saved it, kept files, days, origin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from generator.assembly.deviations import MunicipalChange
from generator.assembly.situation import Situation
from generator.clock import STOCKHOLM
from generator.library.model import Choice, QuestionType
from generator.review.remember import Remember, days_to_remember
from generator.storage.files import KeptFile
from generator.storage.lifecycle import Saved
from generator.web.actors import names_of
from generator.web.agreement import Draft
from generator.web.draft_stores import kept_files
from generator.web.own_offered import change_for
from generator.web.services import services
from generator.web.standing import Standing, standing_of

_PROBLEMS_QUESTION = "problem"


@dataclass(frozen=True)
class Milestone:
    """A day on the timeline of the agreement's period."""

    what: Remember
    is_past: bool


@dataclass(frozen=True)
class DraftPanel:
    """Everything about one stored draft that its text does not say."""

    standing: Standing
    saved_by: str
    """The name of whoever saved this version."""
    saved_at: datetime
    """In Swedish time."""
    kept: tuple[KeptFile, ...]
    timeline: tuple[Milestone, ...]
    """In order."""
    today: date
    problems: tuple[Choice, ...]
    """What the problem picture shows."""
    is_behind: bool
    """Whether today's library gives another text."""
    is_lost: bool
    """Whether the library that it was made with can no longer be read."""
    from_file: bool
    """Whether nobody has changed it since it was read from a file."""
    own: MunicipalChange
    """How what its municipalities have decided by today differs from what it has taken in."""
    origin: Saved | None
    """COPIED or RENEWED when it was made from another agreement."""


def draft_panel(draft: Draft, situation: Situation, is_ready: bool, is_held_back: bool) -> DraftPanel | None:
    """The panel of a stored draft; None for one that is not stored. Raises StorageError."""
    agreement = draft.agreement
    if agreement is None:
        return None
    today = services().today
    return DraftPanel(
        standing=standing_of(draft, is_ready, is_held_back),
        saved_by=names_of([agreement.who])[agreement.who],
        saved_at=agreement.updated.astimezone(STOCKHOLM),
        kept=kept_files().files_of(draft.id),
        timeline=tuple(Milestone(each, each.day < today) for each in days_to_remember(situation)),
        today=today,
        problems=tuple(problem_picture(situation)),
        is_behind=draft.pin.is_behind,
        is_lost=draft.pin.is_lost,
        from_file=agreement.saved is Saved.FROM_FILE,
        own=change_for(agreement.answers),
        origin=agreement.origin.how if agreement.origin else None,
    )


def problem_picture(situation: Situation) -> Iterator[Choice]:
    """The problems that somebody has chosen."""
    question = situation.library.questions.get(_PROBLEMS_QUESTION)
    if question is not None and question.type is QuestionType.MULTI:
        chosen = (question.choice(each) for each in situation.texts(_PROBLEMS_QUESTION))
        yield from (choice for choice in chosen if choice is not None)
