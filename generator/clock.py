"""The only clock. The rim reads it and passes the day inwards; nothing in the middle knows the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The present moment in UTC, to whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The present day in Sweden."""
    return datetime.now(STOCKHOLM).date()
