"""Days to remember as a calendar file (RFC 5545) that every calendar program reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"
_WARNING = timedelta(days=-14)


def calendar_file(name: str, days: Iterable[tuple[date, str]], made: datetime) -> bytes:
    """A calendar with one whole-day event for each day and its words, the same bytes for the same input.

    ``name`` stands before the words of each event. ``made`` has a time zone. Each event reminds two weeks before.
    Without days it is no calendar that the standard allows: whoever calls says so instead.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Samverkan//Dagar att minnas//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for day, words in days:
        calendar.add_component(_event(f"{name}: {words}", day, made))
    return bytes(calendar.to_ical())


def _event(summary: str, day: date, made: datetime) -> Event:
    event = Event()
    # The same day and words give the same id, so that a newer file takes the place of the older one in the calendar.
    digest = hashlib.sha256(f"{summary} {day}".encode()).hexdigest()
    event.add("uid", f"{digest[:32]}@samverkan")
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _WARNING)
    event.add_component(alarm)
    return event
