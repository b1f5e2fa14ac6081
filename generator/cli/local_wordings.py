"""A municipality's own wordings in a file: tried against the library, or laid over it for another command."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator import clock
from generator.assembly.proof import prove
from generator.cli.given_files import content_of
from generator.cli.json_output import print_json
from generator.cli.swedish import SwedishParser
from generator.cli.system_errors import InputError
from generator.errors import Finding
from generator.library.load import load_library
from generator.library.local_file import LocalFileError, read_local_json
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording, overlay, text_of
from generator.review.own_check import OwnCheck, check_own
from generator.review.three_way import Side, ThreeWayRow, three_way

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[SwedishParser]

_MOST_BYTES = 2_000_000
_HELP = "kommunens egna lydelser, en JSON-fil hämtad från sidan eller skriven för hand"


def add_local_option(parser: argparse.ArgumentParser, words: str = _HELP) -> None:
    """Let a command be laid over with own wordings."""
    parser.add_argument("--lokalt", type=Path, default=None, metavar="FIL.json", help=words)


def add_local_command(commands: _Commands, day: Callable[[str], date]) -> None:
    """Add ``local`` to the command line. ``day`` reads a day or complains."""
    local = commands.add_parser("local", help="granska kommunens egna lydelser mot klausulbiblioteket")
    local.add_argument("file", type=Path, metavar="FIL.json", help=_HELP)
    local.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    local.add_argument("--day", type=day, default=None, metavar="DAG", help="dag vars rätt och lydelser gäller")
    local.set_defaults(run=local_command)


def read_local_file(path: Path) -> tuple[LocalWording, ...]:
    """The wordings in a file. Raises InputError."""
    try:
        return read_local_json(content_of(path, _MOST_BYTES))
    except LocalFileError as error:
        raise InputError(f"”{path}”: {error}") from error


def with_local_file(library: Library, path: Path | None, day: date) -> Library:
    """The library with every wording of a file; as it is without a file. Raises InputError when one cannot be used."""
    if path is None:
        return library
    laid = overlay(library, read_local_file(path), day, lambda tried: prove(tried, day).findings)
    if laid.refused:
        told = [f"  {clause}: {_words(each)}" for clause, found in laid.refused.items() for each in found]
        raise InputError("\n".join([f"Alla lydelser i ”{path}” går inte att använda:", *told]))
    return laid.library


@dataclass(frozen=True)
class _Tried:
    """One wording of the file against the library."""

    local: LocalWording
    check: OwnCheck
    rows: tuple[ThreeWayRow, ...]
    """The three texts, when the national one has changed since it was written."""

    @property
    def is_used(self) -> bool:
        return not self.check.errors


def local_command(options: Namespace) -> int:
    """Print what the checks say of each wording; 1 when one of them cannot be used."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    wordings = read_local_file(options.file)
    tried = [_tried(library, wordings, each, day) for each in wordings]
    if options.json:
        print_json({"dag": day, "lydelser": [_told(each) for each in tried]})
    else:
        print("\n".join(line for each in tried for line in _lines(each)) or "Filen har inga lydelser.")
    return int(not all(each.is_used for each in tried))


def _tried(library: Library, wordings: tuple[LocalWording, ...], local: LocalWording, day: date) -> _Tried:
    national = library.wordings_at(day).get(local.clause)
    is_older = local.kind is LocalKind.REPLACE and national is not None and bool(local.base)
    rows: tuple[ThreeWayRow, ...] = ()
    if is_older and national is not None and national.sha256 != local.base:
        rows = three_way(local.base_text, text_of(national), local.text)
    return _Tried(local, check_own(library, wordings, local, day), rows)


def _told(tried: _Tried) -> dict[str, object]:
    local, check = tried.local, tried.check
    return {
        **{"slag": local.kind.value, "klausul": local.clause, "rubrik": local.heading, "anvands": tried.is_used},
        "anmarkningar": [
            {"regel": each.rule, "rad": each.line, "slag": each.severity.value, "text": each.message}
            for each in check.findings
        ],
        **{"lix": check.lix, "lix_nationellt": check.national_lix},
        **{"andrad_nationellt": bool(tried.rows), "stallen": tried.rows},
    }


def _lines(tried: _Tried) -> Iterator[str]:
    state = "ANVÄNDS" if tried.is_used else "ANVÄNDS INTE"
    yield f"{state}  {tried.local.heading} ({tried.local.clause}), {tried.local.kind.value}"
    yield from (f"    {each.severity.value}: {_words(each)}" for each in tried.check.findings)
    if tried.rows:
        yield "    Den nationella texten har ändrats sedan lydelsen skrevs:"
    for row in (each for each in tried.rows if each.side is not Side.NOBODY):
        yield f"      [{row.side.value}] då: {row.then}"
        for name, changes in (("nu", row.national), ("vår", row.ours)):
            yield f"        {name}: {' / '.join(each.after for each in changes if each.after) or '(borta)'}"


def _words(finding: Finding) -> str:
    return f"rad {finding.line}: {finding.message}" if finding.line else finding.message
