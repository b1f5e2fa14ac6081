"""The options of ``returned``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.local_wordings import add_local_option
from generator.cli.returned_command import returned_command
from generator.cli.swedish import SwedishParser

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[SwedishParser]


def add_returned_command(commands: _Commands, day: Callable[[str], date]) -> None:
    """Add the command to the parser; ``day`` reads a day."""
    returned = commands.add_parser("returned", help="läs en överenskommelse som ändrats i Word, klausul för klausul")
    returned.add_argument("file", type=Path, metavar="FIL.docx", help="filen som kom tillbaka")
    returned.add_argument("--answers", type=Path, metavar="SVAR.yaml", help="svaren som gäller nu; annars filens egna")
    returned.add_argument("--redline", type=Path, metavar="UT.docx", help="skriv filen med skillnaderna spårade")
    add_local_option(returned)
    returned.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    returned.add_argument("--day", type=day, default=None, metavar="DAG", help="dag vars lydelser gäller nu")
    returned.set_defaults(run=returned_command)
