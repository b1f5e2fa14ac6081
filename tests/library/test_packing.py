"""A library packed into bytes and read again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.errors import LibraryError
from generator.library.load import load_library
from generator.library.packing import pack_library, unpack_library
from generator.resources import clauses_dir

SMALL = Path(__file__).parents[1] / "web" / "bibliotek"


@pytest.mark.parametrize("root", [SMALL, clauses_dir()], ids=["small", "shipped"])
def test_what_was_packed_is_read_again_as_it_was(root: Path, tmp_path: Path) -> None:
    library = load_library(root)
    content = pack_library(root, library.version)
    assert content is not None
    assert pack_library(root, library.version) == content
    assert unpack_library(content, library.version, tmp_path) == library
    assert list(tmp_path.iterdir()) == []


def test_files_that_have_changed_since_they_were_read_are_not_packed(tmp_path: Path) -> None:
    root = tmp_path / "clauses"
    shutil.copytree(SMALL, root)
    version = load_library(root).version
    (root / "prov" / "parter" / "2026-01-01.md").open("a").write("\nEtt stycke till.\n")
    assert pack_library(root, version) is None


def test_what_is_not_the_library_it_should_be_is_refused(tmp_path: Path) -> None:
    content = pack_library(SMALL, load_library(SMALL).version)
    assert content is not None
    with pytest.raises(LibraryError):
        unpack_library(content, "0" * 12, tmp_path)
