"""``released.txt``: released wordings by id, day and sha256. A released wording is never edited, only succeeded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.errors import Finding, GeneratorError
from generator.library.model import Library

RELEASED_FILE = "released.txt"
_COLUMNS = 3


class ReleaseError(GeneratorError):
    """The list of released wordings cannot be written."""

    code = "frislapp-fel"


def read_released(root: Path) -> dict[tuple[str, str], str]:
    """(clause id, first day) → sha256. Empty when nothing is released."""
    path = root / RELEASED_FILE
    if not path.is_file():
        return {}
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {(row[0], row[1]): row[2] for row in rows if len(row) == _COLUMNS}


def check_release(root: Path, library: Library) -> Iterator[Finding]:
    """Released wordings that have been changed or removed."""
    present = _present(library)
    for (clause, day), sha256 in read_released(root).items():
        file = f"{library.clauses[clause].area}/{clause}/{day}.md" if clause in library.clauses else RELEASED_FILE
        if (clause, day) not in present:
            yield Finding(file, 0, "frislappt-borta", f"Den låsta lydelsen ”{clause}” från {day} är borttagen.")
        elif present[clause, day] != sha256:
            message = f"Den låsta lydelsen ”{clause}” från {day} är ändrad. Återställ den och skriv en ny lydelse."
            yield Finding(file, 1, "frislappt-andrad", message)


def write_release(root: Path, library: Library) -> str:
    """Add every wording that is not yet released. Returns a Swedish sentence about what was locked."""
    released = read_released(root)
    merged = {**_present(library), **released}
    lines = [f"{clause} {day} {sha256}" for (clause, day), sha256 in sorted(merged.items())]
    heading = (
        "# Låsta lydelser: id, första dag, sha256. Skrivs av ”python -m generator release”, ändras aldrig för hand."
    )
    try:
        (root / RELEASED_FILE).write_text("\n".join([heading, *lines, ""]), encoding="utf-8")
    except OSError as error:
        raise ReleaseError(f"Det går inte att skriva {RELEASED_FILE}: {error.strerror}.") from error
    return f"{len(merged) - len(released)} lydelser låstes, {len(merged)} är låsta."


def _present(library: Library) -> dict[tuple[str, str], str]:
    return {
        (wording.clause, wording.first_day.isoformat()): wording.sha256
        for clause in library.clauses.values()
        for wording in clause.wordings
    }
