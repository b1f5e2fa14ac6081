"""What stands between a draft and a signature."""

from __future__ import annotations

from generator.assembly.assemble import document_set
from generator.assembly.readiness import Remark, is_ready, remarks
from tests.assembly.known import ESKILSTUNA, HOSTILE, situation

COMPLETE: dict[str, object] = {
    "kommuner": [ESKILSTUNA],
    "giltig_fran": "2027-01-01",
    "antal": "4",
    "kostnad": "900",
    "kontakter": [{"part": "polisen", "funktion": "Vakt"}],
}


def found(**raw: object) -> list[Remark]:
    seen = situation({**COMPLETE, **raw})
    return list(remarks(seen, document_set(seen)))


def test_nothing_remains_when_everything_is_answered() -> None:
    seen = situation(COMPLETE)
    assert found() == [] and is_ready(seen, document_set(seen))


def test_an_answer_that_is_missing_is_told_by_its_question() -> None:
    remark, *_ = found(namnder=[])
    assert (remark.code, remark.place, remark.question) == ("svar-saknas", "namnder", "namnder")


def test_a_gap_in_the_text_is_told_by_its_place_once() -> None:
    gaps = found(kostnad="")
    assert [(remark.code, remark.place) for remark in gaps] == [("lucka", "pengar")]
    assert gaps[0].message == "Pengar: Kostnad saknas"
    assert gaps[0].question == "kostnad"


def test_a_gap_in_an_annex_counts() -> None:
    gaps = [remark for remark in found(kontakter=[]) if remark.code == "lucka"]
    assert [remark.place for remark in gaps].count("kontaktlistan") == 4
    assert {remark.question for remark in gaps} == {"kontakter"}


ANNAT: dict[str, object] = {
    "problemlage": "kand",
    "problem": ["annat"],
    "beskrivning": "x",
    "atgarder": [{"problem": "annat", "vem": "Chefen"}],
}


def test_what_is_to_be_confirmed_is_told_until_it_is() -> None:
    (remark,) = found(**ANNAT)
    assert (remark.code, remark.place, remark.who) == ("bekrafta", "problemen", "kommunpolisen")
    assert remark.message == "Problem: bekräfta att beskrivningen stämmer."
    assert found(**ANNAT, bekraftelser={remark.mark: "Kim, kommunpolis, 2026-11-21"}) == []
    assert found(**ANNAT, bekraftelser={"annat-problem.00000000": "Kim"}) == [remark]


def test_a_problem_without_a_row_that_meets_it_is_told() -> None:
    (remark,) = found(**{**ANNAT, "problem": ["natverk"]})
    assert (remark.code, remark.place, remark.question) == ("rod-trad", "atgarder", "atgarder")
    assert "Nätverk" in remark.message


def test_a_hidden_problem_needs_no_row() -> None:
    assert found(**{**ANNAT, "problemlage": "ingen", "atgarder": []}) == []


def test_what_somebody_typed_is_never_a_remark() -> None:
    for hostile in HOSTILE:
        assert found(kontakter=[{"part": "polisen", "funktion": hostile}]) == []


def test_a_persons_paper_with_fields_to_fill_in_is_ready() -> None:
    seen = situation({"p_namn": "Kim", "p_ung": "nej"}, "blad")
    assert is_ready(seen, document_set(seen))
