"""The commands that look after the log of events and the old drafts."""

from __future__ import annotations

import sys
from argparse import Namespace

from generator import clock
from generator.cli.files import write_all
from generator.errors import StorageError
from generator.settings import from_environment
from generator.storage.database import opened
from generator.storage.event_table import events_csv
from generator.storage.events import verify_chain
from generator.storage.retention import old_drafts, remove_due_drafts

_NOT_READ = 2


def verify_command(_: Namespace) -> int:
    """Say whether every event is as it was written; 1 when one is not, 2 when the log could not be read."""
    try:
        with opened(from_environment().database_url) as engine:
            verdict = verify_chain(engine)
    except StorageError as error:  # whoever watches the log must not take a database that is away for a forged one
        print(f"Händelseloggen kunde inte granskas. {error}", file=sys.stderr)
        return _NOT_READ
    if verdict.broken is not None:
        print(f"Händelseloggen är bruten vid händelse {verdict.broken}: {verdict.reason}.", file=sys.stderr)
        return 1
    print(f"Händelseloggen är hel: {_events(verdict.events)}." if verdict.events else "Händelseloggen är tom och hel.")
    return 0


def export_command(options: Namespace) -> int:
    """Write every event to a file that a Swedish spreadsheet opens, and print how many they are."""
    with opened(from_environment().database_url) as engine:
        content, count = events_csv(engine)
    write_all({options.file: content})
    print(f"{_events(count)} skrevs till {options.file}.")
    return 0


def _events(count: int) -> str:
    return f"{count} händelse" if count == 1 else f"{count} händelser"


def retention_command(options: Namespace) -> int:
    """List the drafts that are too old, or soon will be; with ``--gor`` remove those that are."""
    settings = from_environment()
    now, months = clock.now(), settings.draft_months
    with opened(settings.database_url) as engine:
        drafts = old_drafts(engine, months, now)
        removed = remove_due_drafts(engine, months, now) if options.gor else 0
    for draft in drafts:
        fate = "borttaget" if options.gor else "tas bort med --gor"
        told = fate if draft.due <= now else f"tas bort tidigast {draft.due.astimezone(clock.STOCKHOLM):%Y-%m-%d}"
        saved = draft.updated.astimezone(clock.STOCKHOLM)
        print(f"{draft.id}  {draft.plan}  sparat {saved:%Y-%m-%d}  {told}")
    due = sum(draft.due <= now for draft in drafts)
    done = f"{removed} utkast togs bort" if options.gor else f"{due} utkast är äldre än {months} månader"
    print(f"{done}; {len(drafts) - due} blir det snart. Undertecknade överenskommelser tas aldrig bort.")
    return 0
