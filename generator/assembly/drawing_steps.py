"""Draws steps: boxes under each other with arrows between, made from the very table or list that stands beside.

Nothing is typed twice. A cell with strong words is drawn with these alone, so that a long step gets a short name.
The drawing is one column, which a phone and a sheet of paper both have room for, and tells everything without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.document import Field, Figure, Inline, ListBlock, Run, RunStyle, Table

_WIDTH, _EDGE = 470.0, 1.0
_TEXT_LEFT, _TEXT_RIGHT = 44.0, 12.0
_PADDING, _GAP, _ARROW = 4.0, 8.5, 4.0
_RADIUS = 10.0
_DARK, _PAPER = "#1f3b4d", "#ffffff"
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class _Type:
    """How a kind of line is set. Sizes are in the drawing's own units, one to a pixel on screen."""

    size: float
    line: float
    weight: str
    colour: str


_NAME = _Type(13, 15, "600", "#1b2024")
_DETAIL = _Type(11.5, 13.5, "400", "#3c474d")


@dataclass(frozen=True)
class Step:
    """One box: what is done and, in smaller letters, who does it and when."""

    name: str
    details: tuple[tuple[str, str], ...] = ()
    """Heading and text of each further column."""

    @property
    def detail(self) -> str:
        """The details in one line, without headings."""
        return f"{_NO_BREAK}· ".join(text for _, text in self.details)

    @property
    def words(self) -> str:
        """The step for one who does not see the drawing."""
        return ". ".join([self.name, *(f"{heading}: {text}" for heading, text in self.details)])


def drawn_steps(caption: str, block: Table | ListBlock) -> Figure:
    """The drawing of a table whose first column names the steps, or of a list of them."""
    steps = _steps_of(block)
    return Figure(_svg(steps), _in_words(caption, steps), caption, repeats_next=True)


def _steps_of(block: Table | ListBlock) -> list[Step]:
    if isinstance(block, ListBlock):
        return [Step(_short(item.inlines)) for item in block.items]
    headings = [_short(cell.inlines) for cell in block.header[1:]]
    rows = ([_short(cell.inlines) for cell in row] for row in block.rows)
    return [Step(name, tuple(zip(headings, details, strict=True))) for name, *details in rows]


def _short(inlines: Sequence[Inline]) -> str:
    """The strong words, or all when there are none, without a full stop at the end."""
    strong = [each.text for each in inlines if isinstance(each, Run) and each.style is RunStyle.STRONG]
    texts = strong or [each.text for each in inlines if not isinstance(each, Field)]
    return " ".join("".join(texts).split()).rstrip(".")


def _in_words(caption: str, steps: Iterable[Step]) -> str:
    """What the drawing tells to one who does not see it."""
    told = (f"{number}. {step.words}." for number, step in enumerate(steps, start=1))
    return f"{caption.rstrip('.')}. Rutor uppifrån och ned med pilar emellan. {' '.join(told)}"


def _svg(steps: Sequence[Step]) -> str:
    root = ElementTree.Element("svg")
    top = _EDGE
    for number, step in enumerate(steps, start=1):
        if number > 1:
            _draw_arrow(root, top - _GAP)
        top += _draw_step(root, step, number, top) + _GAP
    height = _number(top - _GAP + _EDGE)
    width = _number(_WIDTH)
    root.attrib.update(
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", width=width, height=height
    )
    return ElementTree.tostring(root, encoding="unicode")


def _draw_step(root: ElementTree.Element, step: Step, number: int, top: float) -> float:
    """Draw a box that begins at ``top``; its height is returned."""
    lines = [*_lines(step.name, _NAME), *_lines(step.detail, _DETAIL)]
    height = 2 * _PADDING + sum(look.line for _, look in lines)
    _add(root, "rect", x=_EDGE, y=top, width=_WIDTH - 2 * _EDGE, height=height, rx=4.0, fill=_PAPER, stroke=_DARK)
    middle = top + _PADDING + _NAME.line / 2
    _add(root, "circle", cx=_TEXT_LEFT / 2 + 1, cy=middle, r=_RADIUS, fill=_DARK)
    numeral = _Type(12, 0, "600", _PAPER)
    _write(root, str(number), numeral, _TEXT_LEFT / 2 + 1, middle + 4.2).set("text-anchor", "middle")
    bottom = top + _PADDING
    for text, look in lines:
        bottom += look.line
        _write(root, text, look, _TEXT_LEFT, bottom - look.line * 0.26)
    return height


def _draw_arrow(root: ElementTree.Element, top: float) -> None:
    middle, tip = _WIDTH / 2, top + _GAP
    _add(root, "line", x1=middle, y1=top, x2=middle, y2=tip - _ARROW, stroke=_DARK)
    corners = ((middle - _ARROW, tip - _ARROW), (middle + _ARROW, tip - _ARROW), (middle, tip - 0.5))
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
    _add(root, "polygon", points=points, fill=_DARK)


def _write(root: ElementTree.Element, text: str, look: _Type, left: float, baseline: float) -> ElementTree.Element:
    made = _add(root, "text", x=left, y=baseline, fill=look.colour)
    made.attrib.update({"font-size": _number(look.size), "font-weight": look.weight})
    made.text = text
    return made


def _add(root: ElementTree.Element, kind: str, **attributes: float | str) -> ElementTree.Element:
    texts = {name: each if isinstance(each, str) else _number(each) for name, each in attributes.items()}
    return ElementTree.SubElement(root, kind, texts)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _lines(text: str, look: _Type) -> Iterator[tuple[str, _Type]]:
    """The text in lines that fit in a box. A word longer than a line keeps its own line."""
    room = (_WIDTH - _TEXT_LEFT - _TEXT_RIGHT) / look.size
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip(" ")
        if line and _ems(longer) > room:
            yield line, look
            line = word
        else:
            line = longer
    if line:
        yield line, look


_NARROW, _WIDE = frozenset(f"fijlrtI.,:;·'!|()[] {_NO_BREAK}"), frozenset("mwMW@%–—…")


def _ems(text: str) -> float:
    """How wide the text is at most, in font sizes: a guess that holds for the fonts that the formats use."""
    return sum(
        0.32 if sign in _NARROW else 0.9 if sign in _WIDE else 0.7 if sign.isupper() else 0.54 for sign in text
    )
