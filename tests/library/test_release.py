"""A released wording is locked: it may be succeeded, never edited or removed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.library.load import load_library
from generator.library.release import RELEASED_FILE, ReleaseError, check_release, read_released, write_release
from tests.library.overlaying import check, copy_of_ground


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good library of which every wording is released."""
    root = copy_of_ground(tmp_path)
    write_release(root, load_library(root))
    return root


def wordings(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("*/*/*.md") if "." not in path.stem)


def test_releasing_locks_every_wording_with_the_hash_of_its_bytes(root: Path) -> None:
    expected = {(path.parent.name, path.stem): hashlib.sha256(path.read_bytes()).hexdigest() for path in wordings(root)}
    assert read_released(root) == expected
    assert len(expected) > 5


def test_a_released_library_has_no_findings(root: Path) -> None:
    assert check(root) == []


def test_any_change_of_any_released_wording_is_told(root: Path) -> None:
    for path in wordings(root):
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        found = [(finding.rule, finding.file, finding.line) for finding in check_release(root)]
        assert found == [("frislappt-andrad", path.relative_to(root).as_posix(), 1)]
        path.write_bytes(before)


def test_removing_any_released_wording_is_told_where_the_lock_stands(root: Path) -> None:
    rows = root.joinpath(RELEASED_FILE).read_text(encoding="utf-8").splitlines()
    for path in wordings(root):
        before = path.read_bytes()
        path.unlink()
        line = next(number for number, row in enumerate(rows, 1) if row.startswith(f"{path.parent.name} {path.stem} "))
        found = [(finding.rule, finding.file, finding.line) for finding in check_release(root)]
        assert found == [("frislappt-borta", RELEASED_FILE, line)]
        path.write_bytes(before)


def test_a_released_wording_that_can_no_longer_be_read_is_changed_not_removed(root: Path) -> None:
    path = wordings(root)[0]
    path.write_text("ingen klausul", encoding="utf-8")
    assert {finding.rule for finding in check_release(root)} == {"frislappt-andrad"}


def test_a_correction_is_a_new_file_and_leaves_the_locks_as_they_are(root: Path) -> None:
    before = read_released(root)
    old = root / "samverkan" / "moten-manad" / "2026-01-01.md"
    old.with_name("2027-01-01.md").write_text(
        old.read_text(encoding="utf-8").replace("varje månad", "en gång i månaden"), encoding="utf-8"
    )
    assert check(root) == []
    said = write_release(root, load_library(root))
    assert said == f"1 lydelse låstes, {len(before) + 1} är låsta."
    assert before.items() <= read_released(root).items()


def test_releasing_twice_changes_nothing(root: Path) -> None:
    before = root.joinpath(RELEASED_FILE).read_bytes()
    write_release(root, load_library(root))
    assert root.joinpath(RELEASED_FILE).read_bytes() == before


@pytest.mark.parametrize("row", ["skräp", "parter 2026-01-01", "parter 2026-01-01 abc", "parter i-dag " + "0" * 64])
def test_a_row_that_locks_nothing_is_told(root: Path, row: str) -> None:
    path = root / RELEASED_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    found = [(finding.rule, finding.line) for finding in check_release(root)]
    assert found == [("frislappt-form", text.count("\n") + 1)]


def test_a_second_row_cannot_lock_something_else_in_place_of_the_first(root: Path) -> None:
    path = root / RELEASED_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}parter 2026-01-01 {'0' * 64}\n", encoding="utf-8")
    assert [finding.rule for finding in check_release(root)] == ["frislappt-form"]


def test_a_list_that_is_no_text_is_told(root: Path) -> None:
    root.joinpath(RELEASED_FILE).write_bytes(b"\xff\xfe\x00")
    assert [finding.rule for finding in check_release(root)] == ["fil-kodning"]


def test_nothing_released_locks_nothing(root: Path) -> None:
    root.joinpath(RELEASED_FILE).unlink()
    assert read_released(root) == {}
    assert list(check_release(root)) == []


def test_a_list_that_cannot_be_written_is_an_error_in_swedish(root: Path) -> None:
    root.joinpath(RELEASED_FILE).unlink()
    root.joinpath(RELEASED_FILE).mkdir()
    library = load_library(copy_of_ground(root.parent / "annan"))
    with pytest.raises(ReleaseError, match=r"går inte att skriva"):
        write_release(root, library)
