"""Drawings come through rebuilt from a closed vocabulary, or not at all."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import RenderError
from generator.formats.drawing import drawing_markup
from tests.formats.sample import DRAWING

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def test_a_drawing_keeps_its_shapes_and_is_named_by_its_words() -> None:
    soup = BeautifulSoup(drawing_markup(DRAWING, "Tre rutor."), "html5lib")
    drawing = soup.select("body > svg")[0]
    assert [element.name for element in drawing.find_all(True)] == ["title", "rect", "path", "rect", "path", "rect"]
    assert (drawing.select("title")[0].text, drawing["role"], drawing["viewBox"]) == ("Tre rutor.", "img", "0 0 420 60")


@pytest.mark.parametrize("inside", [
    "<script>alert(1)</script>", "<foreignObject/>", "<image href='x'/>", "<use href='#a'/>", "<a><text>x</text></a>",
    "<style>p{}</style>", "<rect style='fill:red'/>", "<rect onclick='x'/>", "<rect fill='url(http://x)'/>",
    "<g><g><script/></g></g>", "<animate/>", "<rect xmlns:x='urn:x' x:href='y'/>",
])
def test_what_is_outside_the_vocabulary_is_refused(inside: str) -> None:
    with pytest.raises(RenderError, match="Tillåtna är"):
        drawing_markup(f"<svg {NAMESPACE}>{inside}</svg>", "x")


@pytest.mark.parametrize("svg", [
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml version="1.0"?><svg/>',
    "<svg", "", "<svg/>", "<p xmlns='http://www.w3.org/1999/xhtml'/>",
])
def test_what_is_no_plain_svg_element_is_refused(svg: str) -> None:
    with pytest.raises(RenderError, match="Ritningen"):
        drawing_markup(svg, "x")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_words_name_a_drawing_as_they_are(alt: str) -> None:
    soup = BeautifulSoup(drawing_markup(DRAWING, f"<{alt}>"), "html.parser")
    assert soup.select("title")[0].text == f"<{alt}>"
