"""``released.txt``: released wordings by id, day and sha256. A released wording is never edited, only succeeded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import Finding, GeneratorError
from generator.library.model import Library
from generator.library.reader import Findings, decode

RELEASED_FILE = "released.txt"
_ROW = re.compile(r"(?P<clause>[a-z0-9-]+) (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) (?P<sha256>[0-9a-f]{64})")
Released = dict[tuple[str, str], tuple[str, int]]
"""(clause id, first day) → sha256 and line."""


class ReleaseError(GeneratorError):
    """The list of released wordings cannot be written."""

    code = "frislapp-fel"


def read_released(root: Path) -> dict[tuple[str, str], str]:
    """(clause id, first day) → sha256. Empty when nothing is released."""
    return {key: sha256 for key, (sha256, _) in _read(root, Findings(RELEASED_FILE)).items()}


def _read(root: Path, findings: Findings) -> Released:
    """Every row; a row that says nothing, or says again what another does, becomes a finding."""
    released: Released = {}
    text = decode(root / RELEASED_FILE, findings) if (root / RELEASED_FILE).exists() else ""
    for number, line in enumerate((text or "").splitlines(), start=1):
        row = _ROW.fullmatch(line.strip())
        if not line.strip() or line.startswith("#"):
            continue
        if row is None:
            findings.add(number, "frislappt-form", "Raden ska ha klausulens id, lydelsens första dag och dess sha256.")
        elif (row["clause"], row["day"]) in released:
            message = f"”{row['clause']}” från {row['day']} står två gånger. Återställ filen."
            findings.add(number, "frislappt-form", message)
        else:
            released[row["clause"], row["day"]] = row["sha256"], number
    return released


def check_release(root: Path) -> Iterator[Finding]:
    """Released wordings that have been changed or removed, and a list that does not say which they are."""
    findings = Findings(RELEASED_FILE)
    present = _present(root)
    for (clause, day), (sha256, line) in _read(root, findings).items():
        path = present.get((clause, day))
        if path is None:
            message = f"Den låsta lydelsen ”{clause}” från {day} är borttagen. Återställ den."
            findings.add(line, "frislappt-borta", message)
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            message = f"Den låsta lydelsen ”{clause}” från {day} är ändrad. Återställ den och skriv en ny lydelse."
            yield Finding(path.relative_to(root).as_posix(), 1, "frislappt-andrad", message)
    yield from findings.found


def write_release(root: Path, library: Library) -> str:
    """Add every wording that is not yet released. Returns a Swedish sentence about what was locked."""
    released = read_released(root)
    present = {
        (wording.clause, wording.first_day.isoformat()): wording.sha256
        for clause in library.clauses.values()
        for wording in clause.wordings
    }
    merged = {**present, **released}
    lines = [f"{clause} {day} {sha256}" for (clause, day), sha256 in sorted(merged.items())]
    heading = (
        "# Låsta lydelser: id, första dag, sha256. Skrivs av ”python -m generator release”, ändras aldrig för hand."
    )
    try:
        (root / RELEASED_FILE).write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
    except OSError as error:
        raise ReleaseError(f"Det går inte att skriva {RELEASED_FILE}. Är filen skrivskyddad?") from error
    locked = len(merged) - len(released)
    return f"{locked} {'lydelse' if locked == 1 else 'lydelser'} låstes, {len(merged)} är låsta."


def _present(root: Path) -> dict[tuple[str, str], Path]:
    """(clause id, first day) → file, also of a wording that cannot be read."""
    return {(path.parent.name, path.stem): path for path in sorted(root.glob("*/*/*.md"))}
