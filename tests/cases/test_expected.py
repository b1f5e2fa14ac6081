"""Every case gives the text that somebody has read and approved, to the letter."""

from __future__ import annotations

from difflib import unified_diff

import pytest

from tests.cases.documents import CASES, CASES_DIR, UPDATE, expected_file, library, text_of
from tests.cases.update import update

THE_SIX = {"bjurholm", "inlandet", "eskilstuna", "sodertalje", "goteborg", "gotland"}


def test_the_six_kinds_of_agreement_are_there() -> None:
    assert set(CASES) >= THE_SIX


def test_every_folder_is_a_case() -> None:
    folders = {path.name for path in CASES_DIR.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_case_gives_the_text_that_was_approved(case: str) -> None:
    path = expected_file(case)
    if not path.is_file():
        pytest.fail(f"{path.name} saknas. Skriv den med: {UPDATE} {case}. Läs den sedan.", pytrace=False)
    expected, text = path.read_text(encoding="utf-8"), text_of(case)
    if text != expected:
        lines = unified_diff(expected.splitlines(), text.splitlines(), "godkänd", "nu", lineterm="", n=1)
        difference = "\n".join(lines)
        pytest.fail(f"{difference}\n\nÄr ändringen riktig? Skriv om filen med: {UPDATE} {case}", pytrace=False)


@pytest.mark.parametrize("case", CASES)
def test_a_text_does_not_change_with_the_librarys_version(case: str) -> None:
    assert library().version not in text_of(case)


def test_an_annex_stands_after_a_line_with_its_name() -> None:
    assert "\n" + "=" * 78 + "\nBilaga 1, " in text_of("bjurholm")


def test_a_case_that_is_not_there_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert update(["bjurholmen"]) == 2
    assert "bjurholm, " in capsys.readouterr().err
