"""``impact``: what a changed copy of the clause library would do to agreements, against the present one."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from generator import clock
from generator.cli.json_output import print_json
from generator.cli.local_wordings import with_local_file
from generator.cli.system_errors import InputError
from generator.library.load import load_library
from generator.library.unread import SOURCES_FILE
from generator.reference import swedish_list
from generator.review.footprint import Fault
from generator.review.impact import Impact, Run, StoredAnswers, impact
from generator.settings import from_environment
from generator.storage.agreements import AgreementStore
from generator.storage.database import opened

_MOST = 100_000


def impact_command(options: Namespace) -> int:
    """Print what the changed library does; 1 when it brings collisions, gaps or clauses that never come in."""
    if not (options.folder / SOURCES_FILE).is_file():
        raise InputError(f"”{options.folder}” är inget klausulbibliotek: där finns ingen {SOURCES_FILE}.")
    day = options.day or clock.today()
    before, after = load_library(options.klausuler), with_local_file(load_library(options.folder), options.lokalt, day)
    stored = stored_answers() if options.drafts else ()
    run = Run(stored, _progress) if sys.stderr.isatty() else Run(stored)
    found = impact(before, after, day, run)
    if options.json:
        print_json(found)
    else:
        print("\n".join(impact_lines(found)))
    return int(bool(found.faults or found.never))


def stored_answers() -> tuple[StoredAnswers, ...]:
    """The answers of every stored agreement."""
    with opened(from_environment().database_url) as engine:
        agreements = AgreementStore(engine).newest(_MOST)
    return tuple(StoredAnswers(each.id, each.name or each.id, each.plan, each.answers) for each in agreements)


def _progress(done: int, total: int) -> None:
    print(f"\r{100 * done // max(total, 1)} procent", end="\n" if done == total else "", file=sys.stderr, flush=True)


def impact_lines(found: Impact) -> Iterator[str]:
    """What was found, for people."""
    yield (
        f"Bibliotek {found.versions[0]} → {found.versions[1]}: {found.changed} av {found.tried} lägen får annan text, "
        f"i {found.changed_municipalities} av {found.municipalities} kommuner när kommunen är ensam med polisen."
    )
    for clause in found.clauses:
        told = [f"{clause.gained} lägen till"] if clause.gained else []
        told += [f"{clause.lost} lägen bort"] if clause.lost else []
        told += [f"nya ord i {clause.reworded}"] if clause.reworded else []
        yield f"  {clause.clause} ({clause.heading}): {swedish_list(told)}. Före {clause.before}, efter {clause.after}."
    if found.never:
        yield f"Aldrig med: {', '.join(found.never)}."
    for fault in found.faults:
        where = "; ".join(fault.examples[:1])
        yield f"{fault.kind.upper()} i {fault.situations} lägen: {fault_words(fault.fault)} Till exempel {where}."
    if found.stored_tried:
        yield f"{len(found.stored)} av {found.stored_tried} sparade överenskommelser får annan text."
    for each in found.stored:
        yield f"  {each.id}  {each.name}: {', '.join((*each.added, *each.removed, *each.reworded))}"
        if each.unusable:
            yield f"    Egna lydelser som inte längre går att använda: {', '.join(each.unusable)}."
    for own in found.under_own:
        yield f"  {own.id}  {own.name} behåller sin egen text där den nationella ändras: {', '.join(own.clauses)}."
    yield from found.remarks


def fault_words(fault: Fault) -> str:
    """A collision or a gap in one sentence."""
    if fault.clauses:
        return f"{swedish_list(list(fault.clauses))} hamnar på samma plats, ”{fault.place}”, i {fault.plan}."
    return f"platsen ”{fault.place}” i {fault.plan} får ingen klausul."
