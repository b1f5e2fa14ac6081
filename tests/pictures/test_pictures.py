"""The README's pictures: all there, small, and none left over."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.pictures.__main__ import FOLDER, PICTURES
from tests.tools import REPOSITORY

README = REPOSITORY / "README.md"
MOST_BYTES = 150_000


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_shows_something(name: str) -> None:
    file = FOLDER / f"{name}.png"
    assert file.stat().st_size < MOST_BYTES
    with Image.open(file) as picture:
        assert picture.format == "PNG"
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 16


def test_no_picture_is_kept_that_the_script_does_not_make() -> None:
    assert {file.stem for file in FOLDER.glob("*.png")} == set(PICTURES)


@pytest.mark.skipif(not README.is_file(), reason="README.md is not written yet")
def test_the_readme_shows_every_picture_with_words_for_those_who_cannot_see_it() -> None:
    shown = re.findall(r"!?\[([^\]]+)\]\(tests/pictures/([a-z-]+)\.png\)", README.read_text(encoding="utf-8"))
    assert {name for _, name in shown} == set(PICTURES)
    assert all(words.strip() for words, _ in shown)
