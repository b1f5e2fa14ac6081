"""A clause's text as lawyers read it in the set, where no number is known."""

from __future__ import annotations

import re

from generator.library.load import load_library
from generator.library.template import Slot
from generator.resources import clauses_dir
from generator.review.clause_pieces import Pieces

LIBRARY = load_library(clauses_dir())
REFERENCE = re.compile(r"\b(?:punkt|bilaga) ”[^”]+”")


def test_a_heading_that_stands_for_a_number_is_quoted() -> None:
    pieces, library = Pieces(LIBRARY), LIBRARY
    clause = library.clauses["parter"]
    part = next(part for plan in library.plans.values() for part in plan.parts)
    plan = next(iter(library.plans.values()))
    assert pieces.named(Slot("", literal=clause.id, filter="punkt")) == f"punkt ”{clause.wordings[-1].heading}”"
    assert pieces.named(Slot("", literal=part.id, filter="punkt")) == f"punkt ”{part.heading}”"
    assert pieces.named(Slot("", literal="ledning", filter="punkt")) == "punkt ”Styrgrupp” eller ”Ledning”"
    assert pieces.named(Slot("", literal=plan.id, filter="bilaga")) == f"bilaga ”{plan.title}”"


def test_every_reference_of_the_set_can_be_told_from_its_sentence() -> None:
    pieces = Pieces(LIBRARY)
    wordings = [each for clause in LIBRARY.clauses.values() for each in clause.wordings]
    lines = [line for each in wordings for line in pieces.lines(each.blocks)]
    assert sum(len(REFERENCE.findall(line)) for line in lines) > 0
    assert not [line for line in lines if re.search(r"\b(?:punkt|bilaga): ", line)]
