"""Every municipality, alone and with a neighbour, meets whole agreements, and every clause is met by somebody."""

from __future__ import annotations

from datetime import date

import pytest

from generator.library.model import DocumentPlan
from generator.reference import all_municipalities
from generator.review.simulate import JOINT, agreement_plans, simulate
from tests.cases.documents import library

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("plan", agreement_plans(library()), ids=lambda plan: plan.id)
def test_every_clause_is_met_by_some_municipality(plan: DocumentPlan) -> None:
    simulation = simulate(library(), plan, DAY)
    assert simulation.never == ()
    assert set(simulation.runs_by_size) == {"liten", "medel", "stor", "storstad", JOINT}
    assert simulation.runs == sum(simulation.runs_by_size.values()) >= 2 * len(all_municipalities())
