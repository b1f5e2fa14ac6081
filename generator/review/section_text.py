"""The lines of a section as they are read, for comparing two documents clause by clause.

A line is a paragraph, an item, a row of a table or a line of a signature. ``steady`` lines name the heading that a
cross-reference leads to instead of its number, so that a new number elsewhere is no change here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch

from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Document,
    Field,
    FieldRow,
    Figure,
    Inline,
    ListBlock,
    Paragraph,
    Reference,
    Section,
    SignatureBlock,
    Table,
)

BLANK = "____"
"""A place to fill in."""
_TICKED = {True: "[x]", False: "[ ]"}
Lines = tuple[str, ...]


@dataclass(frozen=True)
class SectionText:
    """One section of a document, alone: the sections below it have texts of their own."""

    key: str
    """What the same section is known by in another document: its clause's id, or its anchor."""
    section: Section
    lines: Lines
    """As printed."""
    steady: Lines
    """As printed, but with headings for the numbers of cross-references."""

    @property
    def title(self) -> str:
        """``4.2 Samtycke``."""
        return f"{self.section.number} {self.section.heading}".strip()

    @property
    def says_something(self) -> bool:
        """Whether it is more than the heading of the sections below it."""
        return bool(self.lines) or self.section.wording is not None


def section_texts(document: Document) -> dict[str, SectionText]:
    """Every section in reading order, by its key."""
    headings = {section.anchor: section.heading for _, section in document.walk()}
    found: dict[str, SectionText] = {}
    for _, section in document.walk():
        key = section.wording.clause if section.wording else section.anchor
        printed, steady = _Reader({}), _Reader(headings)
        found[key] = SectionText(key, section, printed.lines(section.blocks), steady.lines(section.blocks))
    return found


class _Reader:
    """Reads blocks as lines; with headings given, cross-references are read as the heading they lead to."""

    def __init__(self, headings: Mapping[str, str]) -> None:
        self._headings = headings

    def lines(self, blocks: Iterable[Block]) -> Lines:
        """The lines of the blocks in order."""
        return tuple(line for block in blocks for line in _lines(block, self))

    def text(self, inlines: Iterable[Inline]) -> str:
        """A run of inlines as one text."""
        return "".join(map(self._inline, inlines))

    def cells(self, cells: Iterable[Cell]) -> str:
        """A row of a table."""
        return " | ".join(self.text(cell.inlines) for cell in cells)

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, Field):
            return BLANK
        if isinstance(inline, Reference):
            return self._headings.get(inline.target, inline.text)
        return inline.text


@singledispatch
def _lines(block: Block, reader: _Reader) -> Iterator[str]:
    """The lines of one block. A new kind of block must be given its function here."""
    raise NotImplementedError(type(block).__name__)


@_lines.register
def _(block: Paragraph, reader: _Reader) -> Iterator[str]:
    yield reader.text(block.inlines)


@_lines.register
def _(block: ListBlock, reader: _Reader) -> Iterator[str]:
    for item in block.items:
        yield f"{item.label} {reader.text(item.inlines)}"


@_lines.register
def _(block: Table, reader: _Reader) -> Iterator[str]:
    if block.caption:
        yield block.caption
    yield from (reader.cells(row) for row in (block.header, *block.rows))


@_lines.register
def _(block: FieldRow, reader: _Reader) -> Iterator[str]:
    yield f"{block.label}: {reader.text(block.inlines)}"


@_lines.register
def _(block: ChoiceList, reader: _Reader) -> Iterator[str]:
    yield block.legend
    yield from (f"{_TICKED[option.checked]} {option.text}" for option in block.options)


@_lines.register
def _(block: SignatureBlock, reader: _Reader) -> Iterator[str]:
    for signer in block.signers:
        yield signer.heading
        yield from (f"{row.label}: {row.value or BLANK}" for row in signer.rows)


@_lines.register
def _(block: Figure, reader: _Reader) -> Iterator[str]:
    if not block.repeats_next:
        yield block.alt
