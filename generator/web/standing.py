"""Where an agreement stands: its status, the steps that can be taken from there, and who has taken which."""

from __future__ import annotations

from dataclasses import dataclass

from generator.storage.lifecycle import Needs, Status, Step, steps_from
from generator.storage.statuses import FIRST, StatusRow
from generator.web.actors import names_of
from generator.web.agreement import Draft
from generator.web.draft_stores import statuses


@dataclass(frozen=True)
class StatusLine:
    """One status that the agreement got, to show."""

    row: StatusRow
    name: str
    """Who set it."""


@dataclass(frozen=True)
class Standing:
    """Where an agreement stands."""

    status: Status
    steps: tuple[Step, ...]
    """What can be done now; what lacks something is not among them."""
    blocked: tuple[Step, ...]
    """What could be done if nothing remained."""
    history: tuple[StatusLine, ...]
    """The newest first."""

    @property
    def last(self) -> StatusLine | None:
        """The step that led here; None for a draft from the start."""
        return self.history[0] if self.history else None


def standing_of(draft: Draft, is_ready: bool, is_held_back: bool) -> Standing:
    """Where a stored draft stands. Somebody may have rejected a wording, or opened a review again, since it was found
    ready: then it ``is_held_back``. Raises StorageError."""
    rows = statuses().of(draft.id)
    names = names_of(row.who for row in rows)
    history = tuple(StatusLine(row, names[row.who]) for row in reversed(rows))
    status = rows[-1].status if rows else FIRST
    possible = steps_from(status)
    lacks = {Needs.NOTHING_LEFT: not is_ready, Needs.SIGNED_FILE: is_held_back}
    blocked = tuple(step for step in possible if lacks.get(step.needs, False))
    return Standing(status, tuple(step for step in possible if step not in blocked), blocked, history)
