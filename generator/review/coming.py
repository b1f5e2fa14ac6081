"""The days to come: a wording that begins later, or a provision that ends, must not break the library that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from generator.assembly.proof import prove
from generator.errors import Finding, Severity
from generator.library.checks import check_sources
from generator.library.model import Library


def coming_days(library: Library, day: date) -> tuple[date, ...]:
    """Every day after ``day`` when a wording begins or is withdrawn, or a provision is no longer law."""
    begins = {wording.first_day for clause in library.clauses.values() for wording in clause.wordings}
    ends = {source.valid_to + timedelta(days=1) for source in library.sources.values() if source.valid_to}
    return tuple(sorted(each for each in begins | ends if each > day))


def check_coming(library: Library, day: date) -> Iterator[Finding]:
    """Errors that show first on a coming day, told with that day; what is wrong already is not repeated."""
    known = set(_errors(library, day))
    for later in coming_days(library, day):
        for finding in _errors(library, later):
            if finding not in known:
                known.add(finding)
                yield replace(finding, message=f"{finding.message} Det gäller från och med {later.isoformat()}.")


def _errors(library: Library, day: date) -> Iterator[Finding]:
    for finding in (*check_sources(library, day), *prove(library, day).findings):
        if finding.severity is Severity.ERROR:
            yield finding
