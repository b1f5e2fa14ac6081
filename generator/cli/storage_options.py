"""The options of the commands that look after what is stored."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.administrators import admin_command
from generator.cli.keeping import backup_command, restore_command
from generator.cli.records import export_command, retention_command, verify_command
from generator.cli.swedish import SwedishParser

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[SwedishParser]


def add_storage_commands(commands: _Commands) -> None:
    """Add the commands to the command line."""
    audit = commands.add_parser("audit", help="händelseloggen: granska den eller ta ut den")
    parts = audit.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True, parser_class=SwedishParser)
    verify = parts.add_parser("verify", help="granska att ingen händelse är ändrad eller borta")
    verify.set_defaults(run=verify_command)
    export = parts.add_parser("export", help="skriv alla händelser till en CSV-fil")
    export.add_argument("file", type=Path, metavar="FIL.csv", help="filen som skrivs")
    export.set_defaults(run=export_command)

    backup = commands.add_parser("backup", help="skriv en säkerhetskopia av databasen, också medan tjänsten går")
    backup.add_argument("file", type=Path, metavar="FIL", help="filen som skrivs")
    backup.set_defaults(run=backup_command)

    restore = commands.add_parser("restore", help="läs in en säkerhetskopia")
    restore.add_argument("file", type=Path, metavar="FIL", help="säkerhetskopian")
    restore.add_argument("--ersatt", action="store_true", help="ersätt allt som finns i databasen")
    restore.set_defaults(run=restore_command)

    admin = commands.add_parser("admin", help="gör en administratör, eller släpp in en som har tappat bort vägen in")
    admin.add_argument("name", metavar="NAMN", help="personens namn")
    admin.add_argument("login", metavar="INLOGGNINGSNAMN", help="till exempel personens e-postadress i tjänsten")
    admin.set_defaults(run=admin_command)

    retention = commands.add_parser("gallra", help="visa utkast som ingen har rört på länge, eller ta bort dem")
    retention.add_argument("--gor", action="store_true", help="ta bort dem; annars visas de bara")
    retention.set_defaults(run=retention_command)
