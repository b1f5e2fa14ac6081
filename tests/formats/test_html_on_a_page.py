"""The document as a part of a page: headings one step down, a note under a heading."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from generator.formats.html import FragmentOptions, render_fragment
from tests.formats.sample import SAMPLES, sample_agreement


def headings(html: str) -> list[tuple[int, str]]:
    soup = BeautifulSoup(html, "html5lib")
    return [(int(each.name[1]), each.get_text()) for each in soup.select("h1, h2, h3, h4, h5, h6")]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_heading_moves_as_far_as_the_title(sample, level: int) -> None:
    document = sample()
    alone = headings(render_fragment(document, FragmentOptions(contents=True)))
    moved = headings(render_fragment(document, FragmentOptions(contents=True, heading_level=level)))
    assert moved == [(each + level - 1, words) for each, words in alone]


def test_a_note_stands_under_the_heading_of_its_section_and_nothing_else_changes() -> None:
    document = sample_agreement()
    sections = [section.anchor for _, section in document.walk()]
    notes = tuple((anchor, Markup('<p class="note">{}</p>').format(f"<{anchor}>")) for anchor in sections)
    noted = BeautifulSoup(render_fragment(document, FragmentOptions(notes=notes)), "html5lib")
    for anchor in sections:
        heading, note = noted.find(id=anchor).find_all(True, recursive=False)[:2]
        assert heading.name[0] == "h"
        assert (note["class"], note.text) == (["note"], f"<{anchor}>")
    for note in noted.select(".note"):
        note.extract()
    plain = BeautifulSoup(render_fragment(document), "html5lib")
    assert noted.get_text().split() == plain.get_text().split()


def test_a_note_for_a_section_that_is_not_there_is_nowhere() -> None:
    document = sample_agreement()
    notes = (("finns-inte", Markup("<p>x</p>")),)
    assert render_fragment(document, FragmentOptions(notes=notes)) == render_fragment(document)
