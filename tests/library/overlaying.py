"""Lays a folder of changed files over the good library ``tests/bad/_grund`` and checks the result like the command."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from generator.assembly.proof import prove
from generator.errors import Finding, Severity
from generator.library.checks import check_sources
from generator.library.checks_translations import check_translations
from generator.library.load import read_library
from generator.library.release import check_release
from generator.review.names import check_names

BAD = Path(__file__).resolve().parent.parent / "bad"
GROUND = BAD / "_grund"
DAY = date(2026, 11, 21)
EXPECTED = "expected.txt"
GONE = ".borttagen"
"""A file ``x.borttagen`` in an overlay means that ``x`` is not there."""


def copy_of_ground(folder: Path) -> Path:
    """A copy of the good library in an empty folder."""
    root = folder / "klausuler"
    shutil.copytree(GROUND, root)
    return root


def lay_over(overlay: Path, root: Path) -> None:
    """Make the library at ``root`` as the overlay says."""
    for source in sorted(path for path in overlay.rglob("*") if path.is_file() and path.name != EXPECTED):
        target = root / source.relative_to(overlay)
        if target.suffix == GONE:
            target.with_suffix("").unlink()
            _drop_empty(target.parent, root)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def _drop_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def check(root: Path, day: date = DAY) -> list[Finding]:
    """The findings of ``python -m generator check``."""
    library, findings = read_library(root)
    findings = [*findings, *check_sources(library, day), *check_names(library), *check_release(root)]
    if any(finding.severity is Severity.ERROR for finding in findings):
        return findings
    return [*findings, *prove(library, day).findings, *check_translations(library, day)]
