"""Reads the command line and starts the right command.

Exit codes: 0 done, 1 the content has errors or the work failed, 2 bad input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from generator.cli.commands import (
    assemble_command,
    check_command,
    explain_command,
    forms_command,
    preview_command,
    release_command,
    serve_command,
)
from generator.errors import AnswersError, GeneratorError, LibraryError
from generator.formats.registry import FORMAT_NAMES
from generator.library.fields import parse_day
from generator.resources import clauses_dir

OK, FAILED, BAD_INPUT = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in Swedish and points at the help."""

    def error(self, message: str) -> NoReturn:
        words = (
            ("the following arguments are required:", "det här saknas:"),
            ("unrecognized arguments:", "det här känns inte igen:"),
            ("invalid choice:", "går inte att välja:"),
            ("choose from", "välj bland"),
            ("expected one argument", "ett värde saknas"),
            ("argument ", ""),
        )
        for english, swedish in words:
            message = message.replace(english, swedish)
        self.exit(BAD_INPUT, f"Fel i kommandot: {message}\nSkriv ”{self.prog} --help” för hjälp.\n")


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Never lets a traceback out for bad input."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except AnswersError as error:
        print("Svaren går inte att använda:", file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem}", file=sys.stderr)
        return BAD_INPUT
    except LibraryError as error:
        print("Klausulbiblioteket har fel:", file=sys.stderr)
        print(error, file=sys.stderr)
        return FAILED
    except GeneratorError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT if error.code == "indata-fel" else FAILED
    except BrokenPipeError:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m generator", description="Samverkansöverenskommelser ur ett klausulbibliotek.")
    parser.add_argument(
        "--klausuler", type=Path, default=clauses_dir(), help="klausulbibliotekets mapp", metavar="MAPP"
    )
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True, parser_class=_Parser)
    _add_library_commands(commands)
    _add_document_commands(commands)
    serve = commands.add_parser("serve", help="starta webbtjänsten")
    serve.add_argument("--host", default="127.0.0.1", help="adress att lyssna på")
    serve.add_argument("--port", type=int, default=8000, help="port att lyssna på")
    serve.set_defaults(run=serve_command)
    return parser


def _add_library_commands(commands: _Commands) -> None:
    check = commands.add_parser("check", help="granska klausulbiblioteket")
    check.add_argument("--json", action="store_true", help="skriv anmärkningarna som JSON")
    check.add_argument("--proof", action="store_true", help="skriv ut vad som bevisades")
    _add_day(check)
    check.set_defaults(run=check_command)

    release = commands.add_parser("release", help="lås lydelserna: skriv released.txt efter granskning")
    _add_day(release)
    release.set_defaults(run=release_command)


def _add_document_commands(commands: _Commands) -> None:
    assemble = commands.add_parser("assemble", help="sätt samman ett dokument av en svarsfil")
    assemble.add_argument("answers", type=Path, metavar="SVAR.yaml", help="svarsfilen")
    assemble.add_argument("--out", type=Path, required=True, metavar="MAPP", help="mappen som filerna skrivs i")
    assemble.add_argument(
        "--format", type=_formats, default=("docx", "pdf"), help="docx,pdf,html,txt", metavar="FORMAT"
    )
    _add_day(assemble)
    assemble.set_defaults(run=assemble_command)

    explain = commands.add_parser("explain", help="förklara varför varje klausul är med eller inte")
    explain.add_argument("answers", type=Path, metavar="SVAR.yaml", help="svarsfilen")
    explain.add_argument("--json", action="store_true", help="skriv förklaringarna som JSON")
    _add_day(explain)
    explain.set_defaults(run=explain_command)

    forms = commands.add_parser("forms", help="gör de tomma blanketterna som DOCX och PDF")
    forms.add_argument("--out", type=Path, required=True, metavar="MAPP", help="mappen som filerna skrivs i")
    _add_day(forms)
    forms.set_defaults(run=forms_command)

    preview = commands.add_parser("preview", help="visa ett dokument som webbsida")
    preview.add_argument("plan", metavar="PLAN", help="dokumentplanens id")
    preview.add_argument(
        "--case", required=True, metavar="FALL", help="svarsfil, eller namnet på ett fall i tests/cases"
    )
    preview.add_argument(
        "--print", action="store_true", dest="print_page", help="skriv ut HTML i stället för att öppna"
    )
    _add_day(preview)
    preview.set_defaults(run=preview_command)


def _add_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", type=_day, default=None, help="dag vars rätt och lydelser gäller, 2026-01-31", metavar="DAG"
    )


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"”{text}” är ingen dag. Skriv till exempel 2026-01-31.")
    return day


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in names if name not in FORMAT_NAMES]
    if unknown or not names:
        allowed = ", ".join(FORMAT_NAMES)
        raise argparse.ArgumentTypeError(f"formatet ”{', '.join(unknown)}” finns inte. Tillåtna: {allowed}.")
    return names
