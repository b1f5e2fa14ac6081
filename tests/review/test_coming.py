"""What breaks on a later day is told the day it is written: a withdrawn clause, a new wording, a law that ends."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.library.load import read_library
from generator.library.model import Library
from generator.review.coming import check_coming, coming_days
from tests.assembly.known import SMALL, real

TODAY = date(2026, 11, 21)
LATER = "2027-06-01"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A library of one's own to change."""
    return Path(shutil.copytree(SMALL, tmp_path / "klausuler"))


def read(root: Path) -> Library:
    library, findings = read_library(root)
    assert findings == []
    return library


def withdraw(root: Path, clause: str, day: str = LATER) -> None:
    text = f"---\nid: {clause}\nupphör: ja\nskäl: Prov.\n---\n"
    (root / "text" / clause / f"{day}.md").write_text(text, encoding="utf-8")


def test_a_library_where_nothing_changes_later_has_no_coming_days() -> None:
    assert coming_days(read(SMALL), TODAY) == ()
    assert list(check_coming(read(SMALL), TODAY)) == []


def test_a_reference_that_loses_its_clause_later_is_told_with_the_day(copy: Path) -> None:
    withdraw(copy, "kontaktlistan")
    library = read(copy)
    assert coming_days(library, TODAY) == (date(2027, 6, 1),)
    told = {(each.file, each.rule): each.message for each in check_coming(library, TODAY)}
    assert told["text/kontakt-lag/2026-01-01.md", "hanvisning-saknas"].endswith(f"Det gäller från och med {LATER}.")


def test_a_required_place_that_becomes_empty_later_is_told(copy: Path) -> None:
    withdraw(copy, "arbete-ensam")
    assert [each for each in check_coming(read(copy), TODAY) if each.message.endswith(f"{LATER}.")]


def test_a_provision_that_ends_later_is_told_where_it_is_cited(copy: Path) -> None:
    register = copy / "lagrum.yaml"
    before = register.read_text(encoding="utf-8")
    after = before.replace("{rubrik: Yttersta ansvar,", "{rubrik: Yttersta ansvar, till: 2026-12-31,")
    assert after != before
    register.write_text(after, encoding="utf-8")
    found = list(check_coming(read(copy), TODAY))
    assert {each.rule for each in found} == {"lagrum-galler-inte"}
    assert all(each.message.endswith("2027-01-01.") for each in found)


def test_what_is_wrong_already_is_not_told_again_for_each_later_day(copy: Path) -> None:
    withdraw(copy, "kontaktlistan", "2026-06-01")
    withdraw(copy, "pengar")
    assert not [each for each in check_coming(read(copy), TODAY) if each.rule == "hanvisning-saknas"]


def test_the_real_library_holds_on_every_coming_day() -> None:
    assert list(check_coming(real(), TODAY)) == []
