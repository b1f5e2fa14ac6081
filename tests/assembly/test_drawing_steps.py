"""Steps are drawn from the very table or list that stands beside: same words, same order, inside their boxes."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from generator.assembly.drawing_steps import drawn_steps
from generator.document import Cell, Figure, ListBlock, ListItem, Run, RunStyle, Table
from generator.formats.drawing import drawing_markup

_SVG = "{http://www.w3.org/2000/svg}"
_WORDS = st.lists(st.text("abcdeåäöABCÅÄÖmwl.,", min_size=1, max_size=14), min_size=1, max_size=30).map(" ".join)
_ROWS = st.lists(st.tuples(_WORDS, _WORDS, _WORDS), min_size=2, max_size=16)


def _cell(*texts: str | Run) -> Cell:
    return Cell(tuple(text if isinstance(text, Run) else Run(text) for text in texts))


def _strong(text: str) -> Run:
    return Run(text, RunStyle.STRONG)


def _table(*rows: tuple[str, str, str]) -> Table:
    return Table("Steg", tuple(map(_cell, ("Steg", "Vem", "När"))), tuple(tuple(map(_cell, row)) for row in rows))


def _elements(figure: Figure, kind: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(figure.svg).findall(f"{_SVG}{kind}")


def _drawn(figure: Figure) -> str:
    return " ".join("".join(text.itertext()) for text in _elements(figure, "text"))


@given(_ROWS)
def test_the_drawing_and_its_words_tell_every_step_in_order(rows: list[tuple[str, str, str]]) -> None:
    figure = drawn_steps("Så går det till.", _table(*rows))
    place = 0
    for number, (step, who, when) in enumerate(rows, start=1):
        assert f"{number}. {step.rstrip('.')}. Vem: {who.rstrip('.')}. När: {when.rstrip('.')}." in figure.alt
        place = _drawn(figure).index(str(number), place)
    words = " ".join(_drawn(figure).split())
    for row in rows:
        assert all(word in words for cell in row for word in cell.rstrip(".").split())


@given(_ROWS)
def test_boxes_lie_under_each_other_inside_the_drawing(rows: list[tuple[str, str, str]]) -> None:
    figure = drawn_steps("Så går det till.", _table(*rows))
    _, _, width, height = map(float, ElementTree.fromstring(figure.svg).attrib["viewBox"].split())
    boxes = [(float(box.attrib["y"]), float(box.attrib["height"])) for box in _elements(figure, "rect")]
    assert len(boxes) == len(rows)
    for (top, tall), (below, _) in itertools.pairwise(boxes):
        assert top + tall < below
    assert boxes[-1][0] + boxes[-1][1] <= height
    assert all(0 <= float(text.attrib["x"]) < width for text in _elements(figure, "text"))
    assert len(_elements(figure, "line")) == len(rows) - 1


@given(_ROWS)
def test_the_drawing_holds_only_what_the_formats_accept(rows: list[tuple[str, str, str]]) -> None:
    figure = drawn_steps("Så går det till.", _table(*rows))
    assert drawing_markup(figure.svg, figure.alt)


def test_a_cell_with_strong_words_is_drawn_with_these_alone() -> None:
    row = (_cell(_strong("Bedöm faran"), " enligt lagen"), _cell("Polisen"), _cell("Genast"))
    figure = drawn_steps("Stegen", Table("Steg", tuple(map(_cell, ("Steg", "Vem", "När"))), (row, row)))
    assert "Bedöm faran" in _drawn(figure)
    assert "lagen" not in _drawn(figure) + figure.alt


def test_what_is_typed_is_words_and_never_markup() -> None:
    typed = "<script>&amp; {{ 7*7 }}"
    figure = drawn_steps("Stegen", _table((typed, "A", "B"), ("C", typed, "D")))
    assert typed in _drawn(figure)
    assert typed in figure.alt


def test_a_list_is_drawn_too() -> None:
    items = tuple(ListItem(f"{letter})", (Run(text),)) for letter, text in (("a", "Lyssna."), ("b", "Ring.")))
    figure = drawn_steps("Stegen", ListBlock(True, items))
    assert figure.alt.endswith("1. Lyssna. 2. Ring.")
    assert figure.caption == "Stegen"
