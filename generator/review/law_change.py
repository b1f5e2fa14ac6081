"""What if a provision is repealed, replaced or changed from a day? Finds every text that rests on it and what to do.

Nothing is changed here: the answer is a list for a lawyer to work through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.assembly.select import candidates, select
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.checks_text import citation_ids, inlines_of
from generator.library.conditions import all_hold
from generator.library.model import Library, Wording
from generator.library.nearby import hint
from generator.library.requirements import REQUIREMENTS_FILE, Requirement
from generator.library.template import Slot
from generator.library.unread import SOURCES_FILE
from generator.review.citation_status import Status
from generator.review.citations import find_citations
from generator.review.register import plans_with


class Fate(StrEnum):
    """What happens to the provision."""

    REPEALED = "upphävd"
    REPLACED = "ersatt"
    AMENDED = "ändrad"


class LawChangeError(GeneratorError):
    """The change cannot be understood. The message says why, in Swedish."""

    code = "lagandring-fel"


@dataclass(frozen=True)
class LawChange:
    """One change of the law."""

    provisions: tuple[str, ...]
    """Ids in the register. Several for a whole chapter or statute."""
    first_day: date
    fate: Fate
    successor: str = ""
    """For REPLACED: id of what comes instead, in the register or not yet."""


@dataclass(frozen=True)
class CitingWording:
    """A wording in force on the day, or coming after it, that rests on a provision."""

    wording: Wording
    provisions: tuple[str, ...]
    in_text: tuple[str, ...]
    """Those that its text names; the others are only listed as what it rests on."""


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    what: str
    """A Swedish sentence."""
    where: str
    """File, from the library's root."""
    who: str
    """Role that answers for it."""


@dataclass(frozen=True)
class Affected:
    """Everything in the library that the change touches."""

    change: LawChange
    wordings: tuple[CitingWording, ...]
    plans: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    tasks: tuple[Task, ...]

    @property
    def clauses(self) -> frozenset[str]:
        """Ids of the clauses that rest on it."""
        return frozenset(each.wording.clause for each in self.wordings)


def read_change(library: Library, provision: str, fate: str, first_day: date) -> LawChange:
    """A change as a person writes it: ``SoL 12:1`` or ``12 kap. 1 § SoL``; ``upphävd``, ``ändrad`` or
    ``ersatt:SoL 12:2``. Raises LawChangeError."""
    kind, _, successor = (part.strip() for part in fate.partition(":"))
    if kind not in list(Fate) or (kind == Fate.REPLACED) != bool(successor):
        raise LawChangeError(f"”{fate}” är ingen ändring. Skriv upphävd, ändrad eller till exempel ersatt:SoL 12:2.")
    return LawChange(_provisions(library, provision, first_day), first_day, Fate(kind), successor)


def _provisions(library: Library, written: str, day: date) -> tuple[str, ...]:
    if written in library.sources:
        return (written,)
    within = [source.id for source in library.sources.values() if _is_within(source.id, written)]
    if within:
        return tuple(within)
    found = [each.verdict for each in find_citations(written, library, day).citations]
    ids = [
        source_id for each in found for source_id in (each.possible if each.status is Status.UNCLEAR else (each.id,))
    ]
    # Of an old and a new statute of one name, it is the one in force that somebody changes.
    known = [each for each in ids if each in library.sources and library.sources[each].in_force(day)]
    if not known:
        near = hint(written, library.sources)
        raise LawChangeError(f"”{written}” finns inte i {SOURCES_FILE}.{near} Skriv till exempel SoL 12:1.")
    return tuple(dict.fromkeys(known))


def _is_within(source_id: str, written: str) -> bool:
    """``SoL`` is every provision of the statute, ``SoL 12`` every one of the chapter."""
    return source_id.startswith((f"{written} ", f"{written}:"))


def affected(library: Library, change: LawChange) -> Affected:
    """What rests on the provision, and what to do about it."""
    wordings = tuple(_citing(library, change))
    requirements = tuple(each for each in library.requirements if not set(change.provisions).isdisjoint(each.sources))
    plans = plans_with(library, (each.wording.clause for each in wordings))
    return Affected(change, wordings, plans, requirements, tuple(_tasks(library, change, wordings, requirements)))


def _citing(library: Library, change: LawChange) -> Iterator[CitingWording]:
    for clause in library.clauses.values():
        present = clause.at(change.first_day)
        later = (each for each in clause.wordings if each.first_day > change.first_day and not each.withdrawn)
        for wording in (*((present,) if present else ()), *later):
            cited = tuple(each for each in change.provisions if each in wording.sources)
            if cited:
                named = set(_named_in(wording))
                yield CitingWording(wording, cited, tuple(each for each in cited if each in named))


def _named_in(wording: Wording) -> Iterator[str]:
    for inline in inlines_of(wording.blocks):
        if isinstance(inline, Slot) and inline.filter == "lagrum":
            yield from citation_ids(inline.literal)


def _tasks(
    library: Library, change: LawChange, wordings: Iterable[CitingWording], requirements: Iterable[Requirement]
) -> Iterator[Task]:
    day = change.first_day.isoformat()
    yield from _register_tasks(library, change)
    for each in wordings:
        wording = each.wording
        named = ", ".join(each.provisions)
        if wording.first_day > change.first_day:
            what = f"Lydelsen börjar efter ändringen. Kontrollera att den stämmer med {named} som det då lyder."
            yield Task(what, wording.file, wording.owner)
            continue
        area = wording.file.rpartition("/")[0]
        why = "Texten nämner" if each.in_text else "Texten vilar på"
        yield Task(f"{why} {named}. {_WHAT_TO_DO[change.fate]}", f"{area}/{day}.md", wording.owner)
    for requirement in requirements:
        named = ", ".join(each for each in requirement.sources if each in change.provisions)
        what = f"Kravet på ”{requirement.plan}” nämner {named}. Ändra det till samma dag."
        yield Task(what, REQUIREMENTS_FILE, _LAWYER)


_LAWYER = "kommunjurist"
_WHAT_TO_DO = {
    Fate.REPEALED: "Skriv en ny lydelse från den dagen utan bestämmelsen, eller låt klausulen upphöra.",
    Fate.REPLACED: "Skriv en ny lydelse från den dagen som vilar på den nya bestämmelsen.",
    Fate.AMENDED: "Läs den nya lydelsen av bestämmelsen. Skriv en ny lydelse av klausulen om den behöver ändras.",
}


def _register_tasks(library: Library, change: LawChange) -> Iterator[Task]:
    day = change.first_day.isoformat()
    for provision in change.provisions:
        if change.fate is Fate.AMENDED:
            yield Task(
                f"Läs {provision} och skriv in SFS-nummer, första dag och ny kontrolldag.", SOURCES_FILE, _LAWYER
            )
            continue
        more = f" och ersatt_av: ”{change.successor}”" if change.successor else ""
        yield Task(f"Skriv upphävd: {day}{more} på {provision}.", SOURCES_FILE, _LAWYER)
    if change.successor and change.successor not in library.sources:
        yield Task(f"Läs {change.successor} och för in bestämmelsen med källa och kontrolldag.", SOURCES_FILE, _LAWYER)


def citing_clauses(situation: Situation, provisions: Iterable[str]) -> tuple[str, ...]:
    """The clauses in the documents of one situation, annexes and companions too, that rest on any of the provisions.

    Where the answers give no valid choice, those that the documents could hold.
    """
    wanted = set(provisions)
    found = {each.clause for each in wordings_in(situation) if not wanted.isdisjoint(each.sources)}
    return tuple(sorted(found))


def wordings_in(situation: Situation) -> Iterator[Wording]:
    """The wordings in the documents of one situation, annexes and companions too.

    Where the answers give no valid choice, those that the documents could hold.
    """
    yield from _wordings(situation)
    for attached in situation.plan.attached:
        if all_hold(attached.conditions, situation.facts):
            yield from _wordings(situation.seen_from(situation.library.plans[attached.plan]))


def _wordings(situation: Situation) -> tuple[Wording, ...]:
    try:
        return select(situation).included
    except GeneratorError:
        return candidates(situation)
