"""A mark to confirm stays until these very words are confirmed by somebody named."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.assembly.answers import try_answers
from generator.assembly.assemble import document_set
from generator.assembly.confirmations import KEY, mark_id, mark_parts
from generator.document import Run, RunStyle
from tests.assembly.known import ESKILSTUNA, HOSTILE, situation, small
from tests.assembly.strategies import junk
from tests.assembly.test_fill import runs

MARK = "[BEKRÄFTA: att beskrivningen stämmer, kommunpolisen]"
RAW: dict[str, object] = {
    "kommuner": [ESKILSTUNA], "problemlage": "kand", "problem": ["annat"], "beskrivning": "Själva texten.",
}  # fmt: skip


def marks(**raw: object) -> list[Run]:
    documents = document_set(situation({**RAW, **raw}))
    return [run for run in runs(documents.documents) if run.style is RunStyle.CONFIRM]


def test_a_mark_stands_out_until_it_is_confirmed() -> None:
    mark = mark_id("annat-problem", MARK)
    assert marks() == [Run(MARK, RunStyle.CONFIRM)]
    assert marks(bekraftelser={mark: "Kim Ek, kommunpolis, 2026-11-21"}) == []


@pytest.mark.parametrize(
    "mark", ["annat-problem.00000000", mark_id("annat-problem", MARK + " "), mark_id("tid", MARK), ""]
)
def test_a_confirmation_of_other_words_confirms_nothing(mark: str) -> None:
    assert marks(bekraftelser={mark: "Kim"}) == [Run(MARK, RunStyle.CONFIRM)]


def test_a_confirmation_by_nobody_confirms_nothing() -> None:
    assert marks(bekraftelser={mark_id("annat-problem", MARK): " "}) == [Run(MARK, RunStyle.CONFIRM)]


def test_what_is_confirmed_leaves_no_empty_paragraph() -> None:
    confirmed = document_set(situation({**RAW, KEY: {mark_id("annat-problem", MARK): "Kim"}}))
    section = next(
        section for _, section in confirmed.main.walk() if section.wording and section.wording.clause == "annat-problem"
    )
    assert [run.text for run in runs(section.blocks)] == ["Själva texten."]


def test_a_mark_tells_what_and_who() -> None:
    assert mark_parts(MARK) == ("att beskrivningen stämmer", "kommunpolisen")
    assert mark_parts("[BEKRÄFTA: siffrorna]") == ("siffrorna", "")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_who_confirmed_is_kept_as_typed(hostile: str) -> None:
    answers, problems = try_answers(small(), small().plans["avtal"], {KEY: {"a.b": hostile}})
    assert (answers.confirmations, problems) == ({"a.b": hostile}, [])


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_no_confirmations_are_none(empty: object) -> None:
    assert try_answers(small(), small().plans["avtal"], {KEY: empty}) == try_answers(
        small(), small().plans["avtal"], {}
    )


@given(given=junk)
def test_whatever_is_sent_as_confirmations_gives_confirmations_or_problems(given: object) -> None:
    _, problems = try_answers(small(), small().plans["avtal"], {KEY: given})
    assert all(problem.field.startswith(KEY) and problem.field.isprintable() for problem in problems)
