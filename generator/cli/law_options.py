"""The options of the commands for lawyers: the law, what a change would do, what differs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.compare import compare_command
from generator.cli.impact import impact_command
from generator.cli.law import change_command, scan_command, status_command
from generator.cli.local_wordings import add_local_option
from generator.cli.review_copy import review_copy_command
from generator.cli.swedish import SwedishParser

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[SwedishParser]

_Day = Callable[[str], date]


def add_law_commands(commands: _Commands, day: _Day) -> None:
    """Add the commands to the command line. ``day`` reads a day or complains."""
    law = commands.add_parser("law", help="lagrummen: vad som gäller, vad en text hänvisar till, vad en ändring berör")
    parts = law.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True, parser_class=SwedishParser)
    status = parts.add_parser("status", help="visa registret en viss dag, och var varje lagrum åberopas")
    _add_common(status, day)
    status.set_defaults(run=status_command)

    scan = parts.add_parser("scan", help="läs ett avtal som någon annan har gjort; inget sparas")
    scan.add_argument("file", type=Path, metavar="FIL", help="DOCX, PDF med text, eller vanlig text")
    scan.add_argument(
        "--skriven", type=day, default=None, metavar="DAG", help="dagen då avtalet skrevs, om den är känd"
    )
    _add_common(scan, day)
    scan.set_defaults(run=scan_command)

    change = parts.add_parser("change", help="visa vad som berörs om ett lagrum upphävs, ersätts eller ändras")
    change.add_argument("lagrum", metavar="LAGRUM", help="till exempel ”SoL 12:1”, ”SoL 12” eller ”SoL”")
    change.add_argument("--from", dest="fran", type=day, required=True, metavar="DAG", help="första dagen")
    change.add_argument(
        "--as", dest="andring", required=True, metavar="ÄNDRING", help="upphävd, ändrad eller ersatt:LAGRUM"
    )
    change.add_argument("--drafts", action="store_true", help="sök också bland sparade överenskommelser")
    change.add_argument("--json", action="store_true", help="skriv det som JSON")
    change.set_defaults(run=change_command)

    impact = commands.add_parser("impact", help="visa vad en ändrad kopia av klausulbiblioteket skulle göra")
    impact.add_argument("folder", type=Path, metavar="MAPP", help="den ändrade kopian")
    impact.add_argument("--drafts", action="store_true", help="pröva också sparade överenskommelser")
    add_local_option(impact, "pröva kopian med kommunens egna lydelser i JSON-filen")
    _add_common(impact, day)
    impact.set_defaults(run=impact_command)

    _add_comparing(commands, day)


def _add_comparing(commands: _Commands, day: _Day) -> None:
    compare = commands.add_parser("compare", help="jämför två svarsfiler, dokument, utkast, kommuner eller bibliotek")
    kinds = "svarsfil, DOCX, PDF, biblioteksmapp, utkast:ID, utkast:ID:VERSION eller kommun:KOD"
    compare.add_argument("a", type=Path, metavar="A", help=kinds)
    compare.add_argument("b", type=Path, metavar="B", help="den andra, av samma slag")
    add_local_option(compare, "kommunens egna lydelser i B, en JSON-fil; A och B kan vara samma fil")
    compare.add_argument("--plan", default="", metavar="PLAN", help="överenskommelsen som kommuner jämförs i")
    compare.add_argument(
        "--out", type=Path, default=None, metavar="FIL", help="skriv till en fil, .docx, .pdf, .html, .txt eller .json"
    )
    _add_common(compare, day)
    compare.set_defaults(run=compare_command)

    copy = commands.add_parser("reviewcopy", help="skriv hela klausulsamlingen som ett granskningsexemplar")
    copy.add_argument("--out", type=Path, required=True, metavar="FIL", help="filen, .docx, .pdf, .html eller .txt")
    copy.add_argument("--plan", default="", metavar="PLAN", help="bara den dokumentplanen")
    copy.add_argument("--day", type=day, default=None, metavar="DAG", help="dag vars lydelser gäller, 2026-01-31")
    copy.set_defaults(run=review_copy_command)


def _add_common(parser: argparse.ArgumentParser, day: _Day) -> None:
    parser.add_argument("--json", action="store_true", help="skriv det som JSON")
    parser.add_argument("--day", type=day, default=None, metavar="DAG", help="dag vars rätt gäller, 2026-01-31")
