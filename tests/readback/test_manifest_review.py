"""What a manifest says of reviews comes back as it was, and nothing else is believed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.manifest import FORM, FORM_WITH_REVIEW, Manifest, ReviewMark, as_json, with_review
from generator.document import WordingRef
from generator.readback.manifest import ManifestError, parse_manifest

DAY = date(2026, 11, 22)
PLAIN = Manifest("overenskommelse", "abc123", DAY, (WordingRef("tiden", DAY, "a" * 64),), {"antal": "4"})
counts = st.integers(0, 10_000)
marks = st.builds(ReviewMark, st.text(max_size=40), counts, st.dates(), counts, counts, counts)


@given(st.lists(marks, max_size=3))
def test_reviews_come_back_as_they_were_and_change_nothing_else(given_marks: list[ReviewMark]) -> None:
    told = with_review(as_json(PLAIN), given_marks)
    found = parse_manifest(told)
    assert found.review == tuple(given_marks)
    assert (found.answers, found.wordings, found.day) == (PLAIN.answers, PLAIN.wordings, PLAIN.day)
    assert as_json(found) == told
    assert json.loads(told)["manifest"] == (FORM_WITH_REVIEW if given_marks else FORM)


def test_an_agreement_that_carries_no_manifest_gets_none() -> None:
    assert with_review(b"", [ReviewMark("Bjurholms kommun", 1, DAY, 1, 0, 0)]) == b""


MARK = {"organisation": "B", "nummer": 1, "dag": "2026-11-22", "godkanda": 1, "ogranskade": 0, "avslagna": 0}


@pytest.mark.parametrize(
    ("form", "review"),
    [
        (FORM, [MARK]),
        (FORM_WITH_REVIEW, None),
        (True, None),
        ("1", None),
        (3, [MARK]),
        (FORM_WITH_REVIEW, "B"),
        (FORM_WITH_REVIEW, ["B"]),
        (FORM_WITH_REVIEW, [{**MARK, "mer": 1}]),
        (FORM_WITH_REVIEW, [{**MARK, "nummer": "1"}]),
        (FORM_WITH_REVIEW, [{**MARK, "nummer": True}]),
        (FORM_WITH_REVIEW, [{**MARK, "nummer": -1}]),
        (FORM_WITH_REVIEW, [{**MARK, "godkanda": 10**30}]),
        (FORM_WITH_REVIEW, [{**MARK, "dag": "22 november"}]),
        (FORM_WITH_REVIEW, [{**MARK, "organisation": ["B"]}]),
        (FORM_WITH_REVIEW, [{**MARK, "organisation": "x" * 20_000}]),
        (FORM_WITH_REVIEW, [MARK] * 501),
    ],
)
def test_what_has_another_form_is_refused(form: object, review: object) -> None:
    told = {**json.loads(as_json(PLAIN)), "manifest": form}
    if review is not None:
        told["granskning"] = review
    with pytest.raises(ManifestError):
        parse_manifest(json.dumps(told).encode())
