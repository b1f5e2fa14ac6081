"""Where each clause comes in, in reference situations."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from generator.formats.drawing import drawing_markup
from generator.library.load import load_library
from generator.resources import clauses_dir
from generator.review.matrix import NO_PROBLEM, Matrix, matrix
from generator.review.matrix_drawing import matrix_drawing
from generator.review.register import clauses_of
from generator.review.simulate import JOINT

LIBRARY = load_library(clauses_dir())


@pytest.fixture(scope="module")
def found() -> Matrix:
    return matrix(LIBRARY, LIBRARY.plans["samverkansoverenskommelse"], date(2026, 11, 21))


def test_every_clause_that_the_document_and_what_goes_with_it_can_hold_has_a_row(found: Matrix) -> None:
    plans = [found.plan, *(LIBRARY.plans[each.plan] for each in found.plan.attached)]
    wanted = {(plan.id, clause) for plan in plans for clause in clauses_of(LIBRARY, plan)}
    assert {(row.plan.id, row.clause) for row in found.rows} == wanted


def test_a_clause_without_conditions_comes_in_everywhere(found: Matrix) -> None:
    in_force = LIBRARY.wordings_at(date(2026, 11, 21))
    own = [row for row in found.rows if row.plan == found.plan and not in_force[row.clause].conditions]
    assert own != []
    assert all(len(row.fires) == found.situations for row in own)


def test_sizes_and_problems_make_a_difference(found: Matrix) -> None:
    assert any(row.count("liten") != row.count("storstad") for row in found.rows)
    assert any(row.count(JOINT) != row.count("liten") for row in found.rows)
    assert any(("liten", NO_PROBLEM) not in row.fires and row.count("liten") for row in found.rows)


def test_the_drawing_has_a_square_for_every_place_and_only_what_a_page_may_show(found: Matrix) -> None:
    root = ElementTree.fromstring(drawing_markup(matrix_drawing(found, found.rows), "Matrisen"))
    dark = [each for each in root.iter() if each.tag.endswith("rect") and each.get("fill") == "#1f4e5f"]
    assert len(dark) == sum(len(row.fires) for row in found.rows)
