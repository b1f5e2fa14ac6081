"""A moment as people in Sweden tell it; what is stored is in UTC."""

from __future__ import annotations

from datetime import datetime

from generator.clock import STOCKHOLM


def local_time(moment: datetime) -> datetime:
    """The same moment in Swedish time."""
    return moment.astimezone(STOCKHOLM)
