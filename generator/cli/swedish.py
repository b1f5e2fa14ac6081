"""The command line's reader of options, in Swedish from usage line to complaint."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, NoReturn

BAD_INPUT = 2

_COMPLAINTS = (
    ("the following arguments are required:", "det här saknas:"),
    ("unrecognized arguments:", "det här känns inte igen:"),
    ("invalid choice:", "går inte att välja:"),
    ("choose from", "välj bland"),
    (", maybe you meant", ", menade du"),
    ("expected one argument", "ett värde saknas"),
    ("ignored explicit argument", "tar inget värde:"),
    ("argument ", ""),
)
"""What argparse says, and what is said instead. A test makes every mistake and looks for English that is left."""


class SwedishFormatter(argparse.HelpFormatter):
    """Help with a Swedish usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Add the usage line, with a Swedish word before it."""
        super().add_usage(usage, actions, groups, "användning: " if prefix is None else prefix)


class SwedishParser(argparse.ArgumentParser):
    """Says what is wrong in Swedish and points at the help. Options are never guessed from their first letters."""

    def __init__(self, *, prog: str | None = None, description: str | None = None, **_: Any) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=SwedishFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "att ange"
        self._optionals.title = "flaggor"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen och sluta")

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2 and the complaint in Swedish."""
        for english, swedish in _COMPLAINTS:
            message = message.replace(english, swedish)
        self.exit(BAD_INPUT, f"Fel i kommandot: {message}\nSkriv ”{self.prog} --help” för hjälp.\n")
