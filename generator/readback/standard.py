"""The standard text that a returned file is held against, and what the answers and the library say of its clauses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_of
from generator.assembly.deviations import Deviation, laid_over, with_deviations
from generator.assembly.fill import Filler, UnresolvedReferenceError
from generator.assembly.left_out import left_out_in, with_left_out
from generator.assembly.manifest import Manifest
from generator.assembly.select import select, selection_of, wordings_at
from generator.assembly.situation import Situation
from generator.document import Document, Section, WordingRef
from generator.errors import AnswerProblem, AnswersError
from generator.library.conditions import all_hold
from generator.library.model import Library, PlanKind, Wording
from generator.library.optional import optional_clauses
from generator.library.overlay import mark_of


@dataclass(frozen=True)
class Standard:
    """What a returned file is held against."""

    document: Document
    alternates: Document
    """The document, then every other clause that could stand at a place of it, filled in with the same answers."""
    alternates_of: Mapping[str, tuple[str, ...]]
    """Clause of the document → ids of the alternates at its place."""
    mandatory: frozenset[str]
    """Clauses that the document must hold with these answers."""
    known: frozenset[str]
    """Every clause of the library."""
    outdated: frozenset[str] = frozenset()
    """Clauses whose wording in the file is not the one that counts now."""
    not_called_for: frozenset[str] = frozenset()
    """Clauses of the document that the present answers do not call for."""
    remarks: tuple[str, ...] = field(default=())


def standard_for(made: Situation, present: Situation, manifest: Manifest | None) -> Standard:
    """The standard of a file made from the situation ``made``, seen from the present one; the two may be the same.

    What the file says of its wordings decides which clauses it went out with, and counts before what the answers of
    ``made`` call for. ``manifest`` is None when it says nothing.
    """
    called_for = {wording.clause for wording in select(present).included}
    if manifest is None:
        clauses = {wording.clause for wording in select(made).included}
    else:
        clauses = {mark.clause for mark in manifest.wordings}
    return _standard(made, present, manifest, clauses, frozenset(clauses - called_for))


def unknown_wordings(library: Library, manifest: Manifest) -> frozenset[tuple[str, str]]:
    """Clause and sha256 of each wording that the file was made of and the library never had: somebody's own."""
    known = {(each.clause, each.sha256) for clause in library.clauses.values() for each in clause.wordings}
    return frozenset((mark.clause, mark.sha256) for mark in manifest.wordings) - known


def made_from(library: Library, manifest: Manifest, own: Iterable[Deviation] = ()) -> Situation:
    """The situation that a file was made from, as far as it carries it. Of the wordings in ``own`` those that the file
    says it holds are laid over the library.

    Raises AnswersError when the library lacks its plan or cannot read its answers.
    """
    unknown = unknown_wordings(library, manifest)
    held = [each for each in own if (each.local.clause, mark_of(each.local)) in unknown]
    laid = laid_over(library, with_deviations({}, held), manifest.day).library
    plan = laid.plans.get(manifest.plan)
    if plan is None or plan.kind is not PlanKind.AGREEMENT:
        raise AnswersError([AnswerProblem("dokument", f"Dokumentet ”{manifest.plan}” finns inte längre.")])
    optional = optional_clauses(laid, plan).values()
    told = with_left_out(manifest.answers, left_out_in(manifest.answers).intersection(optional))
    return Situation(laid, plan, read_answers(laid, plan, told), manifest.day)


def _standard(
    made: Situation,
    present: Situation,
    manifest: Manifest | None,
    clauses: Collection[str],
    not_called_for: frozenset[str],
) -> Standard:
    document, filler = document_of(made, clauses)
    alternates = tuple(_alternates(made, clauses, filler))
    return Standard(
        document=document,
        # The document comes along, since the alternates refer to its sections.
        alternates=replace(document, sections=(*document.sections, *(section for _, section in alternates))),
        alternates_of=_by_clause(alternates),
        mandatory=frozenset(_mandatory(made, clauses)),
        known=frozenset(made.library.clauses),
        outdated=frozenset(_outdated(document.wordings if manifest is None else manifest.wordings, present)),
        not_called_for=not_called_for,
        remarks=tuple(_remarks(document, manifest)),
    )


def _alternates(situation: Situation, clauses: Collection[str], filler: Filler) -> Iterator[tuple[str, Section]]:
    """Clause of the document → each other clause of its place, as a section."""
    in_force = situation.library.wordings_at(situation.day)
    for item in situation.plan.items:
        possible = wordings_at(item, situation.library, in_force) if item.place else ()
        chosen = next((each for each in possible if each.clause in clauses), None)
        for other in possible:
            if chosen is not None and other is not chosen and (section := _section(other, filler)):
                yield chosen.clause, section


def _section(wording: Wording, filler: Filler) -> Section | None:
    """The clause as a section; None when it leads to a clause that the document lacks."""
    try:
        blocks = filler.fill(wording, wording.heading)
    except UnresolvedReferenceError:
        return None
    mark = WordingRef(wording.clause, wording.first_day, wording.sha256)
    return Section(f"alternativ-{wording.clause}", "", wording.heading, blocks, wording=mark)


def _by_clause(alternates: tuple[tuple[str, Section], ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for clause, section in alternates:
        if section.wording:
            found[clause] = (*found.get(clause, ()), section.wording.clause)
    return found


def _mandatory(situation: Situation, clauses: Collection[str]) -> Iterator[str]:
    """What the plan says must be there, and what the document must hold whatever is answered."""
    required = {item.clause or item.place for item in situation.plan.items if item.required}
    for requirement in situation.library.requirements:
        if requirement.plan == situation.plan.id and all_hold(requirement.conditions, situation.facts):
            required.update(requirement.clauses)
    for wording in selection_of(situation, clauses).included:
        if wording.clause in required or wording.place in required:
            yield wording.clause


def _outdated(marks: tuple[WordingRef, ...], present: Situation) -> Iterator[str]:
    """Clauses whose wording is another now, or that have been withdrawn."""
    now = present.library.wordings_at(present.day)
    for mark in marks:
        if mark.clause not in now or now[mark.clause].sha256 != mark.sha256:
            yield mark.clause


def _remarks(document: Document, manifest: Manifest | None) -> Iterator[str]:
    if manifest is None:
        yield "Filen säger inte vilka lydelser den gjordes av. Den jämförs med texten som svaren ger i dag."
        return
    made = {mark.clause: mark.sha256 for mark in manifest.wordings}
    if any(made.get(mark.clause) != mark.sha256 for mark in document.wordings):
        yield (
            "Alla lydelser som filen gjordes av finns inte kvar i biblioteket. "
            "De klausulerna jämförs med den lydelse som finns, och en skillnad behöver inte vara gjord i filen."
        )
