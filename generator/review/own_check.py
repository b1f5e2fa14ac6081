"""A municipality's own wording tried before it is kept: what would stop it, and what its writer should think about.

It is laid over the library with the municipality's other wordings, and read, checked and proved like the library's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.assembly.proof import prove
from generator.errors import Finding, Severity
from generator.library.checks import check_library
from generator.library.model import Library, Wording
from generator.library.overlay import LOCAL_AREA, LocalWording, Overlaid, cited_in, on_its_line, overlay
from generator.library.personal_data import ways_to_reach
from generator.review.citation_status import Status
from generator.review.citations import find_citations
from generator.review.clause_pieces import Pieces
from generator.review.readability import Readability, readability_of

HARD_LIX = 55
"""Over this a text is hard to read; the library's own clauses lie below."""
_HARDER = 5
"""How much harder than the library's wording a text may be before its writer is told."""
_SHORTEST = 30
"""Words below which the measure says nothing."""
_DOUBTFUL = {Status.REPEALED, Status.NOT_YET, Status.UNKNOWN_ACT}


@dataclass(frozen=True)
class OwnCheck:
    """What was found."""

    laid: Overlaid
    """The library with it, if it can be used."""
    findings: tuple[Finding, ...]
    """Errors first; with an error it is not kept."""
    lix: int
    national_lix: int
    """0 for a clause that the library does not have."""
    is_measured: bool = True
    """Whether the texts are long enough for the measure to say anything."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stops it."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What does not stop it."""
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)


def check_own(library: Library, others: Iterable[LocalWording], new: LocalWording, day: date) -> OwnCheck:
    """Try a wording together with the municipality's others, on the day that it begins to count."""
    rest = [each for each in others if each.clause != new.clause]
    laid = overlay(library, [*rest, new], day, lambda tried: prove(tried, day).findings)
    findings = list(laid.refused.get(new.clause, ()))
    measured, national = Readability(0, 0, 0), Readability(0, 0, 0)
    before = library.wordings_at(day).get(new.clause)
    if new.clause in laid.used:
        wording = laid.library.wordings_at(day)[new.clause]
        measured = readability_of(Pieces(library).lines(wording.blocks))
        national = readability_of(Pieces(library).lines(before.blocks)) if before else national
        findings += [*_not_in_force(library, wording, day), *_remarks(laid.library, new, day)]
        findings += [*_written_out(library, new, day), *_reachable(new), *_hard(new, measured, national)]
    findings += _others_refused(laid, new)
    ordered = sorted(dict.fromkeys(findings), key=lambda each: (each.severity is not Severity.ERROR, each.line))
    is_measured = min(measured.words, national.words or measured.words) >= _SHORTEST
    return OwnCheck(laid, tuple(ordered), measured.lix, national.lix, is_measured)


def _file(local: LocalWording) -> str:
    return f"{LOCAL_AREA}/{local.clause}"


def _warning(local: LocalWording, rule: str, message: str, line: int = 0) -> Finding:
    return Finding(_file(local), line, rule, message, Severity.WARNING)


def _remarks(laid: Library, new: LocalWording, day: date) -> Iterator[Finding]:
    """What the library's own checks and proofs remark on in it, short of errors."""
    for found in (*check_library(laid), *prove(laid, day).findings):
        if found.file == _file(new) and found.severity is Severity.WARNING:
            yield _warning(new, found.rule, found.message)


def _not_in_force(library: Library, wording: Wording, day: date) -> Iterator[Finding]:
    for source_id, line in cited_in(wording).items():
        source = library.sources[source_id]
        if not source.in_force(day):
            instead = f" Den ersätts av {source.replaced_by}." if source.replaced_by else ""
            message = f"{source_id} ({source.heading}) gäller inte den {day.isoformat()}.{instead}"
            yield on_its_line(Finding(wording.file, line, "lagrum-galler-inte", message))


def _written_out(library: Library, new: LocalWording, day: date) -> Iterator[Finding]:
    """Statutes typed as plain words that are no longer in force, or that nobody has read for this library."""
    for number, line in enumerate(new.text.split("\n"), start=1):
        for found in find_citations(line, library, day).citations:
            if found.status in _DOUBTFUL:
                message = f"”{found.text}”: {found.status.value}. {found.verdict.note}"
                yield _warning(new, "lagrum-i-klartext", message, number)


def _reachable(new: LocalWording) -> Iterator[Finding]:
    for number, line in enumerate(new.text.split("\n"), start=1):
        for found in ways_to_reach(line):
            message = f"”{found}” ser ut som en kontaktuppgift. Den hör hemma i kontaktlistan, inte i en klausul."
            yield _warning(new, "lokal-kontakt", message, number)


def _hard(new: LocalWording, measured: Readability, national: Readability) -> Iterator[Finding]:
    limit = max(HARD_LIX, national.lix + _HARDER if national.words else 0)
    if measured.words >= _SHORTEST and measured.lix > limit:
        beside = f" Bibliotekets lydelse har {national.lix}." if national.words else ""
        message = f"Texten är svårläst (LIX {measured.lix}).{beside} Kortare meningar och ord gör den lättare."
        yield _warning(new, "lokal-svarlast", message)


def _others_refused(laid: Overlaid, new: LocalWording) -> Iterator[Finding]:
    """Wordings of the municipality's that can no longer be used beside the new one."""
    for clause in laid.refused:
        if clause != new.clause:
            message = f"Kommunens lydelse av ”{clause}” går inte att använda. Rätta den också."
            yield _warning(new, "lokal-annan", message)
