"""A manifest names the wordings that are not the library's, and only then has the form that says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.manifest import Manifest, ReviewMark, as_json, with_review
from generator.document import WordingRef
from generator.library.overlay import overlay
from generator.readback.manifest import ManifestError, parse_manifest
from tests.assembly.known import small
from tests.cli.test_local import DAY, adding, replacing

OWN = Manifest("avtal", "abc", DAY, (WordingRef("a", DAY, "0" * 64),), own=("a",))
MARK = ReviewMark("Bjurholms kommun", 3, date(2026, 11, 1), 1, 0, 0)


@pytest.mark.parametrize(
    ("manifest", "form"),
    [
        (replace(OWN, own=()), 1),
        (replace(OWN, own=(), review=(MARK,)), 2),
        (OWN, 3),
        (replace(OWN, review=(MARK,)), 3),
    ],
)
def test_every_form_is_read_back_as_it_was_written(manifest: Manifest, form: int) -> None:
    told = as_json(manifest)
    assert json.loads(told)["manifest"] == form
    assert parse_manifest(told) == manifest
    assert with_review(as_json(replace(manifest, review=())), manifest.review) == told


@pytest.mark.parametrize(
    "changes",
    [{"manifest": 1}, {"manifest": 2}, {"egna": "a"}, {"egna": [1]}, {"egna": ["../a"]}, {"manifest": "3"}, {"x": 1}],
)
def test_what_is_not_exactly_of_its_form_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ManifestError):
        parse_manifest(json.dumps({**json.loads(as_json(OWN)), **changes}).encode())


def test_an_agreement_names_its_own_wordings_and_an_ordinary_one_none() -> None:
    answers = {"kommuner": ["0484"]}
    laid = overlay(small(), [replacing(), adding()], DAY, lambda _: ()).library
    for library, own in ((small(), ()), (laid, ("egen-bilar", "pengar"))):
        made = document_set(situation_for(library, library.plans["avtal"], answers, DAY))
        assert parse_manifest(made.manifest).own == own
