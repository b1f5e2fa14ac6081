"""The register of provisions as a lawyer reads it on a day: what is in force, when it was read, where it is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.library.model import DocumentPlan, LegalSource, Library, Wording
from generator.reference.alphabet import swedish_key

_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class RegisterRow:
    """One provision and everything that is known of it."""

    source: LegalSource
    status: str
    """``gäller``, ``gäller inte än`` or ``upphävd``."""
    is_old: bool
    """Whether a text rests on it and nobody has read it for a year."""
    clauses: tuple[str, ...]
    """Ids of the clauses whose wording of the day rests on it."""
    plans: tuple[str, ...]
    """Ids of the documents that can hold one of them."""

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should do something: a text rests on what is not in force, or on what was read long ago."""
        return bool(self.clauses) and (self.is_old or self.status != "gäller")


def register(library: Library, day: date) -> tuple[RegisterRow, ...]:
    """Every provision in the register, in its order."""
    citing = cited_by(library, library.wordings_at(day).values())
    return tuple(_row(library, source, citing.get(source.id, ()), day) for source in library.sources.values())


def status_on(source: LegalSource, day: date) -> str:
    """In force, not yet, or no longer."""
    if source.in_force(day):
        return "gäller"
    return "gäller inte än" if source.valid_from is not None and source.valid_from > day else "upphävd"


def cited_by(library: Library, wordings: Iterable[Wording]) -> dict[str, tuple[str, ...]]:
    """Provision → ids of the clauses that rest on it. The check sees to it that every one in a text is listed."""
    found: dict[str, list[str]] = {}
    for wording in wordings:
        for source_id in dict.fromkeys(wording.sources):
            found.setdefault(source_id, []).append(wording.clause)
    return {source_id: tuple(sorted(clauses, key=swedish_key)) for source_id, clauses in found.items()}


def plans_with(library: Library, clauses: Iterable[str]) -> tuple[str, ...]:
    """Ids of the plans that can hold any of the clauses, in the order of the library."""
    wanted = set(clauses)
    return tuple(plan.id for plan in library.plans.values() if not wanted.isdisjoint(clauses_of(library, plan)))


def clauses_of(library: Library, plan: DocumentPlan) -> frozenset[str]:
    """Every clause that a plan names or has a place for; its annexes' are theirs."""
    named = {item.clause for item in plan.items if item.clause}
    placed = {clause for item in plan.items if item.place for clause in library.places.get(item.place, ())}
    return frozenset(named | placed)


def provision_name(library: Library, source: LegalSource) -> str:
    """``12 kap. 1 § socialtjänstlagen (2025:400)``, for people."""
    act = library.acts.get(source.act)
    name = act.first_name if act else source.act
    chapter = f"{source.chapter} kap. " if source.chapter else ""
    return f"{chapter}{source.section} § {name}"


def _row(library: Library, source: LegalSource, clauses: tuple[str, ...], day: date) -> RegisterRow:
    is_old = bool(clauses) and source.checked is not None and day - source.checked > _YEAR
    return RegisterRow(source, status_on(source, day), is_old, clauses, plans_with(library, clauses))


def counts(rows: Iterable[RegisterRow]) -> Mapping[str, int]:
    """How many provisions have each status."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.status] = found.get(row.status, 0) + 1
    return found
