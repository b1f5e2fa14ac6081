"""Reads the command line and starts the right command.

Exit codes: 0 done, 1 the content has errors or the work failed, 2 bad input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.assembly.editions import SWEDISH_ID, LanguageError
from generator.assembly.select import DayError
from generator.cli.check import check_command
from generator.cli.commands import (
    assemble_command,
    explain_command,
    forms_command,
    preview_command,
    release_command,
    serve_command,
)
from generator.cli.law_options import add_law_commands
from generator.cli.local_wordings import add_local_command, add_local_option
from generator.cli.returned_options import add_returned_command
from generator.cli.review_options import add_clause_commands, add_review_commands
from generator.cli.shell_command import shell_command
from generator.cli.storage_options import add_storage_commands
from generator.cli.swedish import BAD_INPUT, SwedishParser
from generator.cli.system_errors import InputError, reason
from generator.cli.translations import translations_command
from generator.errors import AnswersError, GeneratorError, LibraryError
from generator.formats.printable import CharacterError
from generator.formats.registry import FORMAT_NAMES
from generator.library.fields import parse_day
from generator.library.renewing import RenewalError
from generator.readback.word_package import ReturnedFileError
from generator.resources import clauses_dir
from generator.review.law_change import LawChangeError
from generator.storage.errors import AccountProblem

OK, FAILED = 0, 1
_BAD_INPUT_CODES = frozenset(
    {
        *(AnswersError.code, InputError.code, DayError.code, CharacterError.code, LanguageError.code),
        *(RenewalError.code, LawChangeError.code, ReturnedFileError.code, AccountProblem.code),
    }
)
_MOST_PROBLEMS = 50
_LAST_PORT = 65_535

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[SwedishParser]


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Never lets a traceback out for bad input."""
    try:
        options = _parser().parse_args(arguments)
        code = int(options.run(options))
        sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else OK
    except (GeneratorError, OSError) as error:
        return _tell(error)
    return code


def _tell(error: GeneratorError | OSError) -> int:
    """Say what is wrong, where somebody reads it, and return the exit code."""
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has stopped, as ``head`` does. Python must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    elif isinstance(error, OSError):
        print(f"Det går inte att läsa eller skriva ”{error.filename or ''}”: {reason(error)}.", file=sys.stderr)
    elif isinstance(error, AnswersError):
        _tell_problems(error)
    elif isinstance(error, LibraryError):
        print(f"Klausulbiblioteket har fel:\n{error}", file=sys.stderr)
    else:
        print(error, file=sys.stderr)
    return BAD_INPUT if isinstance(error, GeneratorError) and error.code in _BAD_INPUT_CODES else FAILED


def _tell_problems(error: AnswersError) -> None:
    print("Svaren går inte att använda:", file=sys.stderr)
    for problem in error.problems[:_MOST_PROBLEMS]:
        print(f"  {problem}", file=sys.stderr)
    if len(error.problems) > _MOST_PROBLEMS:
        print(f"  … och {len(error.problems) - _MOST_PROBLEMS} fel till.", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = SwedishParser(
        prog="python -m generator", description="Samverkansöverenskommelser ur ett klausulbibliotek."
    )
    parser.add_argument(
        "--klausuler", type=Path, default=clauses_dir(), help="klausulbibliotekets mapp", metavar="MAPP"
    )
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True, parser_class=SwedishParser)
    _add_library_commands(commands)
    _add_document_commands(commands)
    serve = commands.add_parser("serve", help="starta webbtjänsten")
    serve.add_argument("--host", default=None, help="adress att lyssna på (annars GENERATOR_HOST)", metavar="ADRESS")
    serve.add_argument(
        "--port", type=_port, default=None, help="port att lyssna på (annars GENERATOR_PORT)", metavar="PORT"
    )
    serve.set_defaults(run=serve_command)
    add_storage_commands(commands)
    add_law_commands(commands, _day)
    add_returned_command(commands, _day)
    add_local_command(commands, _day)
    add_clause_commands(commands, _day)
    add_review_commands(commands, _day)
    return parser


def _add_library_commands(commands: _Commands) -> None:
    check = commands.add_parser("check", help="granska klausulbiblioteket")
    check.add_argument("--json", action="store_true", help="skriv anmärkningarna som JSON")
    check.add_argument("--proof", action="store_true", help="skriv ut vad som bevisades")
    check.add_argument("--simulate", action="store_true", help="pröva alla kommuner och problembilder")
    _add_day(check)
    check.set_defaults(run=check_command)

    translations = commands.add_parser("translations", help="visa vad som är översatt, saknas eller är inaktuellt")
    translations.add_argument("--language", default="", metavar="SPRÅK", help="bara det språket, till exempel en")
    translations.add_argument("--plan", default="", metavar="PLAN", help="bara den planen, med varje lucka för sig")
    translations.add_argument("--json", action="store_true", help="skriv listan som JSON")
    translations.add_argument(
        "--renew", default="", metavar="KLAUSUL", help="skriv den svenska textens nya kontrollsumma, efter läsning"
    )
    _add_day(translations)
    translations.set_defaults(run=translations_command)

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
    assemble.add_argument(
        "--underskriftsfalt", action="store_true", help="gör fält för e-underskrift också i en handling för en person"
    )
    _add_language(assemble, SWEDISH_ID, "språk, till exempel en; annars svenska")
    add_local_option(assemble)
    _add_day(assemble)
    assemble.set_defaults(run=assemble_command)

    explain = commands.add_parser("explain", help="förklara varför varje klausul är med eller inte")
    explain.add_argument("answers", type=Path, metavar="SVAR.yaml", help="svarsfilen")
    explain.add_argument("--json", action="store_true", help="skriv förklaringarna som JSON")
    add_local_option(explain)
    _add_day(explain)
    explain.set_defaults(run=explain_command)

    forms = commands.add_parser("forms", help="gör de tomma blanketterna som DOCX och PDF")
    forms.add_argument("--out", type=Path, required=True, metavar="MAPP", help="mappen som filerna skrivs i")
    _add_language(forms, "", "bara det språket, till exempel sv eller en; annars alla")
    _add_day(forms)
    forms.set_defaults(run=forms_command)

    _add_preview(commands)

    shell = commands.add_parser("shell", help="granska kommunens eget Word-skal och dess logotyp")
    shell.add_argument("shell", type=Path, metavar="SKAL.docx", help="Word-skalet")
    shell.add_argument("--logotype", type=Path, default=None, metavar="FIL", help="logotyp att granska, PNG eller SVG")
    shell.add_argument("--ny", action="store_true", help="skriv standardskalet dit, att utgå från")
    shell.add_argument("--json", action="store_true", help="skriv anmärkningarna som JSON")
    shell.set_defaults(run=shell_command)


def _add_preview(commands: _Commands) -> None:
    preview = commands.add_parser("preview", help="visa ett dokument som webbsida")
    preview.add_argument("plan", metavar="PLAN", help="dokumentplanens id")
    preview.add_argument(
        "--case", required=True, metavar="FALL", help="svarsfil, eller namnet på ett fall i tests/cases"
    )
    preview.add_argument(
        "--print", action="store_true", dest="print_page", help="skriv ut HTML i stället för att öppna"
    )
    _add_language(preview, SWEDISH_ID, "språk, till exempel en; annars svenska")
    add_local_option(preview)
    _add_day(preview)
    preview.set_defaults(run=preview_command)


def _add_language(parser: argparse.ArgumentParser, default: str, words: str) -> None:
    parser.add_argument("--language", default=default, metavar="SPRÅK", help=words)


def _add_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", type=_day, default=None, help="dag vars rätt och lydelser gäller, 2026-01-31", metavar="DAG"
    )


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"”{text}” är ingen dag. Skriv till exempel 2026-01-31.")
    return day


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT)) and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"”{text}” är ingen port. Skriv ett tal från 0 till {_LAST_PORT}.")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in names if name not in FORMAT_NAMES]
    if unknown or not names:
        what = f"formatet ”{', '.join(unknown)}” finns inte" if unknown else "inget format är angivet"
        raise argparse.ArgumentTypeError(f"{what}. Tillåtna: {', '.join(FORMAT_NAMES)}.")
    return names
