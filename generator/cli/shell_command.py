"""``shell``: looks a municipality's own Word shell and logotype through, or hands out the shipped one to begin with."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from generator.cli.files import write_all
from generator.cli.given_files import content_of
from generator.cli.json_output import print_json
from generator.cli.system_errors import InputError
from generator.errors import Finding, Severity
from generator.formats.appearance import MAX_SHELL_BYTES, lint_logotype, lint_word_shell


def shell_command(options: Namespace) -> int:
    """Print every remark on the shell and on the logotype; 0 when none is an error, else 1."""
    if options.ny:
        return _hand_out(options.shell)
    found = _named(options.shell, lint_word_shell(content_of(options.shell, MAX_SHELL_BYTES)))
    if options.logotype:
        found += _named(options.logotype, lint_logotype(content_of(options.logotype, MAX_SHELL_BYTES)))
    if options.json:
        told = [{"regel": each.rule, "fil": each.file, "grad": each.severity, "text": each.message} for each in found]
        print_json({"anmarkningar": told})
    else:
        for each in found:
            print(each)
        print(f"{options.shell}: {len(found)} {'anmärkning' if len(found) == 1 else 'anmärkningar'}.")
    return int(any(each.severity is Severity.ERROR for each in found))


def _hand_out(path: Path) -> int:
    from generator.formats.docx import standard_shell  # noqa: PLC0415 - heavy, and most commands need no Word

    if path.exists():
        raise InputError(f"”{path}” finns redan. Välj ett annat namn.")
    write_all({path: standard_shell()})
    print(path)
    return 0


def _named(path: Path, found: tuple[Finding, ...]) -> list[Finding]:
    """The remarks with the file's name before the part of it."""
    return [replace(each, file=f"{path.name}: {each.file}" if each.file else path.name) for each in found]
