"""Numbers are made without gaps, and every reference finds its number."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.number import Target, number
from generator.assembly.select import SelectedPart, Selection, select
from generator.library.model import PlanPart
from tests.assembly.known import ESKILSTUNA, situation, small

WORDING = small().clauses["lugn"].wordings[0]


def selection(sizes: list[int]) -> Selection:
    """A selection of parts with so many clauses each."""
    parts = []
    for index, size in enumerate(sizes):
        wordings = tuple(
            replace(
                WORDING, clause=f"klausul-{index}-{position}", place=f"plats-{index}-{position}" if position % 2 else ""
            )
            for position in range(size)
        )
        parts.append(SelectedPart(PlanPart(f"del-{index}", f"Del {index}", ()), wordings))
    return Selection(tuple(parts), ())


@given(sizes=st.lists(st.integers(1, 6), max_size=8))
def test_numbers_have_no_gaps_whatever_is_chosen(sizes: list[int]) -> None:
    numbered = number(selection(sizes)).parts
    assert [part.number for part in numbered] == [str(index) for index in range(1, len(sizes) + 1)]
    for part, size in zip(numbered, sizes, strict=True):
        alone = [part.number]
        many = [f"{part.number}.{position}" for position in range(1, size + 1)]
        assert [clause.number for clause in part.clauses] == (alone if size == 1 else many)


@given(sizes=st.lists(st.integers(1, 6), max_size=8))
def test_every_clause_place_and_part_can_be_referred_to(sizes: list[int]) -> None:
    numbering = number(selection(sizes))
    anchors = set()
    for part in numbering.parts:
        assert numbering.targets[part.part.id] == Target(part.part.id, part.number)
        for clause in part.clauses:
            target = Target(clause.anchor, clause.number)
            anchors.add(clause.anchor)
            for name in filter(None, (clause.wording.clause, clause.wording.place)):
                assert numbering.targets[name] == target
    assert len(anchors) == sum(sizes)


def test_a_part_with_one_clause_carries_its_text() -> None:
    numbering = number(select(situation({"kommuner": [ESKILSTUNA]})))
    part = next(part for part in numbering.parts if part.part.id == "arbetsform")
    assert [clause.anchor for clause in part.clauses] == ["arbetsform"]
    assert numbering.targets["form-av-arbete"] == numbering.targets["arbete-stor"] == Target("arbetsform", "2")


def test_what_is_not_chosen_cannot_be_referred_to() -> None:
    targets = number(select(situation({"kommuner": [ESKILSTUNA]}))).targets
    assert "jour" not in targets and "jouren" not in targets and "arbete-flera" not in targets
