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
            documents = document_set(Situation(library, plan, read_answers(library, plan, raw), day)).documents
        except GeneratorError:
            continue
        for document in documents:
            found = section_texts(document).get(clause)
            if found is not None and found.section.wording is not None:
                return Example(document.title, found.title, found.lines)
    wording = library.wordings_at(day)[clause]
    return Example("", wording.heading, tuple(Pieces(library).lines(wording.blocks)))
