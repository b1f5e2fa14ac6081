"""The log of events as a table: a page at a time, or all of it as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import Engine, func, select

from generator.storage.database import reading
from generator.storage.events import ALL_KEYS, StoredEvent, all_events
from generator.storage.tables import EVENTS

PAGE = 100
_COLUMNS = ("händelsenummer", "tid (UTC)", "vem", "handelse", *ALL_KEYS, "kontrollsumma")
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class EventPage:
    """Some of the log."""

    events: tuple[StoredEvent, ...]
    """The newest first."""
    number: int
    """1 is the newest page."""
    pages: int


def event_page(engine: Engine, number: int) -> EventPage:
    """A page of the log; the nearest that exists. Raises StorageError."""
    with reading(engine) as connection:
        count = connection.execute(select(func.count()).select_from(EVENTS)).scalar_one()
        pages = max(1, -(-count // PAGE))
        chosen = min(max(1, number), pages)
        newest_first = select(EVENTS).order_by(EVENTS.c.number.desc()).limit(PAGE).offset((chosen - 1) * PAGE)
        return EventPage(tuple(StoredEvent(*row) for row in connection.execute(newest_first)), chosen, pages)


def events_csv(engine: Engine) -> tuple[bytes, int]:
    """Every event as a file that a Swedish spreadsheet opens, and how many they are. Raises StorageError."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(_COLUMNS)
    rows = [_row(event) for event in all_events(engine)]
    writer.writerows(rows)
    # The mark at the start is how a spreadsheet knows that the letters are UTF-8.
    return stream.getvalue().encode("utf-8-sig"), len(rows)


def _row(event: StoredEvent) -> list[str]:
    values = event.values
    moment = event.moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    details = [str(values.get(key, "")) for key in ALL_KEYS]
    return [str(event.number), moment, as_cell_text(event.who), event.kind, *map(as_cell_text, details), event.hash]


def as_cell_text(value: str) -> str:
    """A value that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if value.startswith(_FORMULA) else value
