"""Marked lines as blocks of a document: what differs stands beside what it was, in two columns. Pure.

Neither colour nor underlining survives every format: what was added is strong and stands in ``{+ +}``, what was removed
is emphasised and stands in ``[- -]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.document import Block, Cell, Inline, Paragraph, Run, RunStyle, Table
from generator.review.word_marks import LineChange, Mark, Piece

EXPLAINED = "Det som har tillkommit står i {+ +} och det som har tagits bort i [- -]."
_NOTHING = "–"


def marked_line(line: LineChange) -> Paragraph:
    """One line with both texts in it."""
    return Paragraph(tuple(run for each in line.pieces for run in _runs(each)))


def marked_blocks(lines: Iterable[LineChange], mark: Mark, names: tuple[str, str]) -> tuple[Block, ...]:
    """The lines that differ. Of a text that came or went as a whole (``mark``) every line as it reads; of one that was
    reworded a table with a column for each, named by ``names``."""
    differing = [line for line in lines if line.mark is not Mark.SAME]
    if mark is not Mark.CHANGED:
        return tuple(Paragraph((Run(line.after or line.before),)) for line in differing)
    if not differing:
        return ()
    header = tuple(Cell((Run(name),)) for name in names)
    return (Table("", header, tuple(map(_row, differing))),)


def _row(line: LineChange) -> tuple[Cell, Cell]:
    return Cell(tuple(_side(line, Mark.ADDED))), Cell(tuple(_side(line, Mark.REMOVED)))


def _side(line: LineChange, other: Mark) -> Iterator[Inline]:
    """What one side reads, without what only the other has."""
    pieces = [each for each in line.pieces if each.mark is not other]
    if not any(each.text for each in pieces):
        yield Run(_NOTHING)
    for each in pieces:
        yield from _runs(each)


def _runs(piece: Piece) -> Iterator[Run]:
    """The words marked, without the space after them."""
    if piece.mark is Mark.SAME:
        yield Run(piece.text)
        return
    words = piece.text.rstrip()
    if piece.mark is Mark.ADDED:
        yield Run(f"{{+{words}+}}", RunStyle.STRONG)
    else:
        yield Run(f"[-{words}-]", RunStyle.EMPHASIS)
    if words != piece.text:
        yield Run(piece.text[len(words) :])
