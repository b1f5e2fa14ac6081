"""How a clause reads in an agreement of a municipality's own, with as few answers as possible. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_set
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.model import Library, PlanKind
from generator.review.clause_pieces import Pieces
from generator.review.samples import needed_answers
from generator.review.section_text import section_texts


@dataclass(frozen=True)
class Example:
    """A clause as it is read."""

    document: str
    """Title of the document that holds it; empty when it does not come in with so few answers."""
    title: str
    """Number and heading."""
    lines: tuple[str, ...]


def example_of(library: Library, clause: str, code: str, day: date) -> Example:
    """The clause in the first agreement, annex or sheet that holds it; else with its places for answers named."""
    for plan in library.plans.values():
        if plan.kind is not PlanKind.AGREEMENT:
            continue
        raw = {**needed_answers(library, plan), "kommuner": [code]}
        try:
            found = _found(Situation(library, plan, read_answers(library, plan, raw), day), clause)
        except GeneratorError:
            continue
        if found is not None:
            return found
    return _named(library, clause, day)


def example_in(situation: Situation, clause: str) -> Example:
    """The clause as it reads in one agreement, an annex or a sheet of it; else with its places for answers named."""
    return _found(situation, clause) or _named(situation.library, clause, situation.day)


def _found(situation: Situation, clause: str) -> Example | None:
    for document in document_set(situation).documents:
        found = section_texts(document).get(clause)
        if found is not None and found.section.wording is not None:
            return Example(document.title, found.title, found.lines)
    return None


def _named(library: Library, clause: str, day: date) -> Example:
    wording = library.wordings_at(day)[clause]
    return Example("", wording.heading, tuple(Pieces(library).lines(wording.blocks)))
