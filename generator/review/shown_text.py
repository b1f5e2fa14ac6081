"""A text as written in a clause file, shown as it is read: places for answers by name, in square brackets. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from generator.library.markdown import parse_text
from generator.library.model import Library, Wording
from generator.library.reader import Findings
from generator.library.template import BlockTemplate
from generator.review.clause_pieces import Pieces
from generator.review.library_changes import wording_lines
from generator.review.three_way import Side, ThreeWayRow, three_way
from generator.review.word_marks import LineChange, Mark, compare_lines


def blocks_in(text: str) -> tuple[BlockTemplate, ...]:
    """The paragraphs, lists and tables of a text; nothing for one that cannot be read."""
    findings = Findings("")
    blocks = parse_text(f"{text.strip()}\n", findings, 1).blocks
    return () if findings.found else blocks


def shown_lines(library: Library, text: str) -> tuple[str, ...]:
    """A paragraph, an item or a row a line; as it was typed when it cannot be read."""
    blocks = blocks_in(text)
    return tuple(Pieces(library).marked_lines(blocks)) if blocks else _typed_lines(text)


def difference(library: Library, before: tuple[str, str], after: tuple[str, str]) -> tuple[LineChange, ...]:
    """What differs between two headings with texts, as they are read; as they are written where only that does."""
    shown = compare_lines(*((heading, *shown_lines(library, text)) for heading, text in (before, after)))
    if _differs(shown):
        return shown
    return compare_lines(*((heading, *_typed_lines(text)) for heading, text in (before, after)))


def wording_difference(library: Library, before: Wording, after: Wording) -> tuple[LineChange, ...]:
    """The same of two wordings of a clause, neither of them withdrawn."""
    pieces, both = Pieces(library), (before, after)
    shown = compare_lines(*((each.heading, *pieces.marked_lines(each.blocks)) for each in both))
    return shown if _differs(shown) else compare_lines(*(wording_lines(each) for each in both))


def three_texts(library: Library, then: str, now: str, ours: str) -> tuple[ThreeWayRow, ...]:
    """The three beside each other as they are read; as they are written where only that differs."""
    rows = three_way(*("\n".join(shown_lines(library, text)) for text in (then, now, ours)))
    return rows if any(row.side is not Side.NOBODY for row in rows) else three_way(then, now, ours)


def _typed_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _differs(lines: Iterable[LineChange]) -> bool:
    return any(line.mark is not Mark.SAME for line in lines)
