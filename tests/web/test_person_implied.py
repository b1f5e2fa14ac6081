"""What other answers already say follows from them, and from nothing else."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from generator.errors import AnswerProblem
from generator.web.person_implied import not_asked, resting_on, told, with_implied

ASSESSMENT = ("k_rader", "k_utfall", "k_beslutsfattare")
BOTH = (*ASSESSMENT, "p_under_18", "p_beslutsfattare")


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([], []),
        (["nej"], ["far_inte_veta"]),
        (["ja", "nej", "ja"], ["far_inte_veta", "far_veta"]),
        (["om_den_unge_vill"], ["om_den_unge_vill"]),
        (["annat"], []),
    ],
)
def test_the_answers_of_the_assessment_are_those_of_its_rows(rows: list[str], outcome: list[str]) -> None:
    posted = MultiDict([(f"k_rader-{number}-far_veta", said) for number, said in enumerate(rows)])
    posted.add("k_utfall", "far_veta")
    form = with_implied(ASSESSMENT, posted)
    assert form.getlist("k_utfall") == outcome
    assert form["_visade"] == "k_utfall"


def test_whoever_has_judged_of_a_child_is_who_decides_and_of_an_adult_it_is_asked() -> None:
    child = MultiDict({"p_under_18": "ja", "p_beslutsfattare": "Chefen", "_visade": "p_under_18"})
    assert with_implied(BOTH, child)["k_beslutsfattare"] == "Chefen"
    assert with_implied(BOTH, child)["_visade"].split() == ["p_under_18", "k_beslutsfattare", "k_utfall"]
    adult = MultiDict({"p_under_18": "nej", "k_beslutsfattare": "Nämnden"})
    assert with_implied(BOTH, adult)["k_beslutsfattare"] == "Nämnden"
    assert not_asked(BOTH, adult) == {"k_utfall"}


def test_a_page_that_asks_none_of_it_is_left_as_it_was() -> None:
    posted = MultiDict([("g_mal", "a"), ("g_mal", "b"), ("_visade", "g_mal")])
    assert with_implied(("g_mal",), posted) == posted


def test_what_is_wrong_is_told_where_it_can_be_mended() -> None:
    left_out = frozenset({"k_utfall", "k_beslutsfattare"})
    kept = AnswerProblem("k_rader.1.slag", "Saknas.")
    assert told([kept, AnswerProblem("k_utfall", "Saknas.")], left_out) == [kept]
    assert resting_on(["k_beslutsfattare"], left_out) == {"k_beslutsfattare", "p_beslutsfattare"}
    assert resting_on(["k_rader"], left_out) == {"k_rader"}
