"""Drafts that nobody has touched for a long time: listed first, and removed when somebody says so.

An agreement with a kept file has been released or signed and is never a draft; the database itself would refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, exists, select

from generator.storage.database import reading, writing
from generator.storage.events import LOCAL, Event, Kind, append_event
from generator.storage.ownership import SERVICE, Viewer, readable
from generator.storage.tables import AGREEMENTS, FILES, VERSIONS

_DAYS_OF_A_MONTH = 365.25 / 12
WARNING = timedelta(days=60)
"""How long before its removal a draft is warned about."""


@dataclass(frozen=True)
class OldDraft:
    """A draft that is to be removed, now or later."""

    id: str
    plan: str
    version: int
    updated: datetime
    due: datetime
    """From when it is removed."""


def old_drafts(engine: Engine, months: int, moment: datetime, viewer: Viewer = SERVICE) -> tuple[OldDraft, ...]:
    """The drafts that are due at ``moment`` or within the time of warning, the oldest first; the viewer's only.

    Raises StorageError.
    """
    kept_for = timedelta(days=months * _DAYS_OF_A_MONTH)
    old = _untouched_since(moment - kept_for + WARNING)
    query = select(AGREEMENTS).where(old, readable(viewer)).order_by(AGREEMENTS.c.updated)
    with reading(engine) as connection:
        return tuple(
            OldDraft(row.id, row.plan, row.current_version, row.updated, row.updated + kept_for)
            for row in connection.execute(query)
        )


def remove_due_drafts(engine: Engine, months: int, moment: datetime, who: str = LOCAL) -> int:
    """Remove every draft that is due, each with an event, and return how many. Raises StorageError; then none is."""
    due = _untouched_since(moment - timedelta(days=months * _DAYS_OF_A_MONTH))
    with writing(engine) as connection:
        # Whoever saves one of them at the same time comes either before, and keeps it, or after, and finds it gone.
        rows = connection.execute(select(AGREEMENTS).where(due).with_for_update()).all()
        for row in rows:
            connection.execute(delete(VERSIONS).where(VERSIONS.c.agreement_id == row.id))
            connection.execute(delete(AGREEMENTS).where(AGREEMENTS.c.id == row.id))
            told = {"overenskommelse": row.id, "version": row.current_version}
            append_event(connection, Event(Kind.DRAFT_REMOVED, moment, told, who))
    return len(rows)


def _untouched_since(moment: datetime) -> ColumnElement[bool]:
    signed = exists().where(FILES.c.agreement_id == AGREEMENTS.c.id)
    return (AGREEMENTS.c.updated <= moment) & ~signed
