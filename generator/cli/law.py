"""``law``: the register on a day, an agreement from elsewhere against it, and what a change of the law would touch."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator

from generator import clock
from generator.cli.given_files import content_of
from generator.cli.json_output import print_json
from generator.cli.law_told import (
    Told,
    affected_lines,
    row_lines,
    row_told,
    scan_lines,
    scan_told,
)
from generator.library.load import load_library
from generator.library.model import Library
from generator.readback.foreign import read_foreign
from generator.review.law_change import LawChange, affected, citing_clauses, read_change
from generator.review.register import counts, register
from generator.review.scan import scan
from generator.review.worklist import affected_told
from generator.settings import from_environment
from generator.storage.database import opened
from generator.storage.lifecycle import Status
from generator.storage.stored_situations import Seen, StoredSituation, stored_situations

_MOST_LISTED = 200


def status_command(options: Namespace) -> int:
    """Print every provision; 1 when a text rests on one that is not in force."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    rows = register(library, day)
    is_broken = any(row.clauses and row.status != "gäller" for row in rows)
    if options.json:
        told = {"dag": day.isoformat(), "version": library.version, "lagrum": [row_told(library, row) for row in rows]}
        print_json(told)
        return int(is_broken)
    for row in rows:
        print("\n".join(row_lines(row)))
    summed = ", ".join(f"{number} {status}" for status, number in counts(rows).items())
    attention = sum(row.needs_attention for row in rows)
    print(f"Den {day.isoformat()}: {summed}. {attention} som texter vilar på behöver ses över.")
    return int(is_broken)


def scan_command(options: Namespace) -> int:
    """Print what an agreement made elsewhere cites, and which parts it seems to have. Nothing is stored."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    text = read_foreign(content_of(options.file))
    found = scan(text.text, library, day, options.skriven)
    if options.json:
        file = {"fil": options.file.name, "slag": text.kind, "anmarkningar": list(text.remarks)}
        print_json({**file, "dag": day.isoformat(), "version": library.version, **scan_told(found)})
        return 0
    for remark in text.remarks:
        print(remark)
    for line in scan_lines(found):
        print(line)
    return 0


def change_command(options: Namespace) -> int:
    """Print what rests on a provision that is repealed, replaced or amended, and what to do about it."""
    library = load_library(options.klausuler)
    change = read_change(library, options.lagrum, options.andring, options.fran)
    found = affected(library, change)
    stored = list(_stored(library, change)) if options.drafts else None
    if options.json:
        drafts = {} if stored is None else {"overenskommelser": stored}
        print_json({**affected_told(found), **drafts})
        return 0
    for line in affected_lines(found):
        print(line)
    for line in _stored_lines(stored) if stored is not None else ():
        print(line)
    return 0


def _stored(library: Library, change: LawChange) -> Iterator[Told]:
    """The stored agreements whose documents rest on the provision."""
    settings = from_environment()
    seen = Seen(library, clock.today(), settings.var_dir)
    with opened(settings.database_url) as engine:
        for each in stored_situations(engine, seen):
            clauses = citing_clauses(each.situation, change.provisions)
            if clauses and each.status is not Status.ENDED:
                yield _draft_told(each, clauses)


def _draft_told(stored: StoredSituation, clauses: Iterable[str]) -> Told:
    names = ", ".join(each.legal_name for each in stored.situation.municipalities)
    return {
        "id": stored.agreement.id,
        "namn": stored.agreement.name or names,
        "status": stored.status.value,
        "version": stored.agreement.version,
        "eget_bibliotek": stored.is_own_library,
        "klausuler": list(clauses),
    }


def _stored_lines(stored: list[Told]) -> Iterator[str]:
    signed = sum(each["status"] == Status.SIGNED.value for each in stored)
    yield f"{len(stored)} sparade överenskommelser berörs, varav {signed} undertecknade."
    for each in stored[:_MOST_LISTED]:
        yield f"  {each['id']}  {each['namn']} ({each['status']})"
    if len(stored) > _MOST_LISTED:
        yield f"  … och {len(stored) - _MOST_LISTED} till. Alla finns med --json."
