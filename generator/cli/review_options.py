"""The options of the commands that tell of the clause set and of its review."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.clause_commands import STATES, matrix_command, search_command, show_command
from generator.cli.draft_commands import draft_command, drafts_command
from generator.cli.own_commands import own_command
from generator.cli.review_commands import changes_command, clause_command, status_command
from generator.cli.swedish import SwedishParser

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[SwedishParser]
    _Parts = argparse._SubParsersAction[SwedishParser]

_Day = Callable[[str], date]
_LONGEST_NUMBER = 9


def add_clause_commands(commands: _Commands, day: _Day) -> None:
    """Add ``clauses`` to the command line. ``day`` reads a day or complains."""
    parts = _group(commands, "clauses", "klausulsamlingen: sök, läs en klausul, se var klausuler kommer med")
    search = parts.add_parser("search", help="sök bland klausulerna; utan ord visas alla")
    search.add_argument("words", nargs="*", metavar="ORD", help="ord som ska finnas i klausulen")
    search.add_argument("--plan", default="", metavar="PLAN", help="bara den dokumentplanen")
    search.add_argument(
        "--lagrum", default="", metavar="LAGRUM", help="bara de som vilar på det, till exempel ”SoL 4:1”"
    )
    search.add_argument("--status", default="", choices=STATES, metavar="STATUS", help=", ".join(STATES))
    _finish(search, day, search_command)

    show = parts.add_parser("show", help="visa en klausul med villkor, lagrum, alla lydelser och var den används")
    show.add_argument("clause", metavar="KLAUSUL", help="klausulens id")
    show.add_argument("--drafts", action="store_true", help="visa också de sparade överenskommelser den står i")
    _finish(show, day, show_command)

    matrix = parts.add_parser("matrix", help="visa i vilka lägen varje klausul kommer med")
    matrix.add_argument("--plan", default="", metavar="PLAN", help="överenskommelsen; annars den vanliga")
    _finish(matrix, day, matrix_command)


def add_review_commands(commands: _Commands, day: _Day) -> None:
    """Add ``review`` to the command line. ``day`` reads a day or complains."""
    parts = _group(commands, "review", "granskningen: hur den står i en kommun, vad som sagts, vad som avviker")
    status = parts.add_parser("status", help="visa hur varje lydelse står i en kommun, och vad som väntar")
    _add_municipality(status, required=True)
    status.add_argument(
        "--number", type=_number, default=None, metavar="NUMMER", help="som det var när det beslutet just var fattat"
    )
    _finish(status, day, status_command)

    clause = parts.add_parser("clause", help="visa vad som beslutats och skrivits om en klausul")
    clause.add_argument("clause", metavar="KLAUSUL", help="klausulens id")
    _add_municipality(clause)
    _finish(clause, day, clause_command)

    changes = parts.add_parser("changes", help="visa de lagändringar som kommunerna har fört in")
    _add_municipality(changes)
    _finish(changes, day, changes_command)

    own = parts.add_parser("own", help="visa en kommuns egna lydelser och hur de står")
    _add_municipality(own, required=True)
    own.add_argument("--out", type=Path, default=None, metavar="FIL.json", help="skriv dem som gäller, för ”local”")
    _finish(own, day, own_command)

    drafts = parts.add_parser("drafts", help="räkna upp de sparade överenskommelserna")
    _add_municipality(drafts)
    _finish(drafts, day, drafts_command)

    draft = parts.add_parser("draft", help="visa vad som avviker i en sparad överenskommelse, och vad den vilar på")
    draft.add_argument("id", metavar="ID", help="överenskommelsens id, som ”review drafts” visar")
    _finish(draft, day, draft_command)


def _group(commands: _Commands, name: str, words: str) -> _Parts:
    group = commands.add_parser(name, help=words)
    return group.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True, parser_class=SwedishParser)


def _add_municipality(parser: argparse.ArgumentParser, required: bool = False) -> None:
    words = "kommunens kod, fyra siffror" if required else "bara den kommunen, fyra siffror; annars alla"
    parser.add_argument("--municipality", default="", required=required, metavar="KOD", help=words)


def _finish(parser: argparse.ArgumentParser, day: _Day, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--json", action="store_true", help="skriv det som JSON")
    parser.add_argument("--day", type=day, default=None, metavar="DAG", help="dag vars rätt gäller, 2026-01-31")
    parser.set_defaults(run=run)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise argparse.ArgumentTypeError(f"”{text}” är inget nummer.")
    return int(text)
