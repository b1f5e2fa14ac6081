"""The commands that look after the log of events."""

from __future__ import annotations

import csv
import io
import sys
from argparse import Namespace
from datetime import UTC

from generator.cli.files import write_all
from generator.settings import from_environment
from generator.storage.database import opened
from generator.storage.events import ALL_KEYS, StoredEvent, all_events, verify_chain

_COLUMNS = ("nummer", "tid (UTC)", "vem", "handelse", *ALL_KEYS, "kontrollsumma")
_FORMULA = ("=", "+", "-", "@")


def verify_command(_: Namespace) -> int:
    """Say whether every event is as it was written; 1 when one is not."""
    with opened(from_environment().database_url) as engine:
        verdict = verify_chain(engine)
    if verdict.broken is not None:
        print(f"Händelseloggen är bruten vid händelse {verdict.broken}: {verdict.reason}.", file=sys.stderr)
        return 1
    print(f"Händelseloggen är hel: {verdict.events} händelser." if verdict.events else "Händelseloggen är tom och hel.")
    return 0


def export_command(options: Namespace) -> int:
    """Write every event to a file that a Swedish spreadsheet opens, and print how many they are."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(_COLUMNS)
    with opened(from_environment().database_url) as engine:
        rows = [_row(event) for event in all_events(engine)]
    writer.writerows(rows)
    # The mark at the start is how a spreadsheet knows that the letters are UTF-8.
    write_all({options.file: stream.getvalue().encode("utf-8-sig")})
    print(f"{len(rows)} händelser skrevs till {options.file}.")
    return 0


def _row(event: StoredEvent) -> list[str]:
    values = event.values
    moment = event.moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    details = [str(values.get(key, "")) for key in ALL_KEYS]
    return [str(event.number), moment, _as_text(event.who), event.kind, *map(_as_text, details), event.hash]


def _as_text(value: str) -> str:
    """A value that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if value.startswith(_FORMULA) else value
