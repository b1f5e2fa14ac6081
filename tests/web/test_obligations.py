"""What a page says of each question: required, needed before signing, optional, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.situation import Situation
from generator.library.model import Library
from generator.web.obligations import Obligation, obligations
from tests.review.situations import case


def test_of_the_real_questions_what_is_needed_is_what_the_text_would_lack() -> None:
    situation = case("bjurholm")
    found = obligations(situation, situation.asked)
    assert found["kommuner"] is Obligation.REQUIRED
    assert found["giltig_fran"] is Obligation.NEEDED
    assert found["polisdistrikt"] is Obligation.NEEDED
    assert found["institutioner"] is Obligation.OPTIONAL
    assert found["diarienummer_polis"] is Obligation.OPTIONAL
    assert found["form"] is Obligation.NONE


@pytest.mark.parametrize("answers", [{}, {"kommuner": ["0484"]}, {"kommuner": ["0484"], "antal": "4"}])
def test_an_answer_given_already_does_not_change_what_is_said(
    small_library: Library, answers: dict[str, object]
) -> None:
    plan = small_library.plans["overenskommelse"]
    situation = Situation(small_library, plan, read_answers(small_library, plan, answers), date(2026, 11, 21))
    found = obligations(situation, ["antal", "teman", "extern", "kommuner"])
    assert found == {
        "antal": Obligation.NEEDED,
        "teman": Obligation.OPTIONAL,
        "extern": Obligation.NONE,
        "kommuner": Obligation.REQUIRED,
    }


def test_a_text_is_needed_when_what_is_chosen_beside_it_calls_for_it() -> None:
    whole = case("bjurholm")
    raw = {"kommuner": ["2403"], "problemlage": "kand", "problem": ["annat"]}
    situation = Situation(whole.library, whole.plan, read_answers(whole.library, whole.plan, raw), whole.day)
    page = next(each for each in whole.plan.pages if each.id == "problembild")
    found = obligations(situation, page.questions)
    assert found["problem_fritext"] is found["problem"] is Obligation.NEEDED
    assert found["institutioner"] is Obligation.OPTIONAL
