"""A comparison of two libraries on paper, and narrowed to what somebody looks for."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.document import Table
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import read_library
from generator.library.model import Library
from generator.review.library_changes import LibraryComparison, compare_libraries
from generator.review.library_document import library_document, narrowed
from generator.review.word_marks import Mark
from tests.assembly.known import SMALL, small

DAY = date(2026, 11, 21)
PLACED = "text/jour/2026-01-01.md"


def changed(folder: Path) -> Library:
    """The small library with a clause reworded, one gone and one new."""
    root = Path(shutil.copytree(SMALL, folder / "nytt"))
    file = root / PLACED
    file.write_text(file.read_text("utf-8") + "\nDetta är nytt: {{ kommunen }} gräver ett dike.\n", "utf-8")
    other = next(each for each in sorted(root.glob("text/*/")) if each.name != "jour")
    shutil.copytree(other, root / "text" / "helt-ny")
    for each in (root / "text" / "helt-ny").glob("*.md"):
        each.write_text(each.read_text("utf-8").replace(f"id: {other.name}", "id: helt-ny"), "utf-8")
    shutil.rmtree(other)
    return read_library(root)[0]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> LibraryComparison:
    return compare_libraries(small(), changed(tmp_path_factory.mktemp("bibliotek")), DAY)


def test_every_clause_that_differs_stands_in_the_document_with_its_words(found: LibraryComparison) -> None:
    assert {each.mark for each in found.wordings} == {Mark.ADDED, Mark.REMOVED, Mark.CHANGED}
    document = library_document(found, ("Förr", "Nu"), DAY)
    text = get_format("txt").render(document, RenderOptions()).decode()
    assert "gräver ett dike" in text
    headings = [section.heading for level, section in document.walk() if level == 2]
    assert len(headings) == len(found.wordings)
    assert {heading.partition(":")[0] for heading in headings} == {"Ny", "Borttagen", "Ändrad"}
    assert any(isinstance(block, Table) for _, section in document.walk() for block in section.blocks)
    assert get_format("docx").render(document, RenderOptions()).startswith(b"PK")


def test_two_that_are_the_same_say_so() -> None:
    document = library_document(compare_libraries(small(), small(), DAY), ("Ett", "Ett"), DAY)
    assert "Ingen klausul skiljer." in get_format("txt").render(document, RenderOptions()).decode()


def test_only_new_and_gone_leaves_what_was_changed_out(found: LibraryComparison) -> None:
    kept = narrowed(found, only_new_and_gone=True)
    assert {each.mark for each in kept.wordings} == {Mark.ADDED, Mark.REMOVED}
    assert set(kept.wordings) < set(found.wordings)
    assert narrowed(found) == found


def test_a_clause_is_found_by_its_name_its_words_and_its_provisions(found: LibraryComparison) -> None:
    assert [each.clause for each in narrowed(found, words="DIKE gräver").wordings] == ["jour"]
    assert [each.clause for each in narrowed(found, words="helt-ny").wordings] == ["helt-ny"]
    assert narrowed(found, words="finns inte någonstans").wordings == ()
