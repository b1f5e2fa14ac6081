"""How the blocks of a section stand on paper and screen: what is kept together, side by side, or in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from generator.document import (
    Block,
    ChoiceList,
    Field,
    FieldKind,
    FieldRow,
    Inline,
    Paragraph,
    Reference,
    Run,
    Section,
    SignatureBlock,
    Table,
)
from generator.formats.together import leads_on

_MANY, _SEVERAL, _SHORT = 6, 4, 30
"""Boxes, boxes, and letters in the text of a box: when boxes stand in two columns."""
_ON_A_PAGE = 4
"""Signers that surely have room on one page with the words above them; more may take several."""
_NO_BREAK = "\N{NO-BREAK SPACE}"


def held_together(inlines: Sequence[Inline]) -> Iterator[tuple[Inline, ...]]:
    """The inlines in order, each alone but for a reference after a no-break space, which comes with the word before it:
    WeasyPrint breaks a line far too early when a no-break space ends a run of text."""
    before: Inline | None = None
    for inline in inlines:
        if isinstance(before, Run) and isinstance(inline, Reference) and before.text.endswith(_NO_BREAK):
            start = before.text.rfind(" ") + 1
            if start:
                yield (replace(before, text=before.text[:start]),)
            yield replace(before, text=before.text[start:]), inline
            before = None
            continue
        if before is not None:
            yield (before,)
        before = inline
    if before is not None:
        yield (before,)


Placed = tuple[Block | tuple[FieldRow, ...], bool]
"""A block, or rows of a form that follow on each other, and whether it must not be left alone at the foot of a page."""


def laid_out(section: Section) -> tuple[list[Placed], list[Placed]]:
    """The blocks of a section in order, and last of them those that are kept together on one page: where people sign,
    and the words just above."""
    placed = list(_placed(section.blocks))
    first_signed = next((place for place, (block, _) in enumerate(placed) if isinstance(block, SignatureBlock)), None)
    if first_signed is None or sum(map(_signers, section.blocks)) > _ON_A_PAGE:
        return placed, []
    start = first_signed
    while start and isinstance(placed[start - 1][0], Paragraph):
        start -= 1
    if start == first_signed and start:
        start -= 1
    return placed[:start], placed[start:]


def _signers(block: Block) -> int:
    return len(block.signers) if isinstance(block, SignatureBlock) else 0


def _placed(blocks: Sequence[Block]) -> Iterator[Placed]:
    """A paragraph that leads to something, such as a list, is not left alone."""
    followed = zip_longest(blocks, blocks[1:])
    for is_row, group in groupby(followed, lambda pair: isinstance(pair[0], FieldRow)):
        if is_row:
            yield tuple(row for row, _ in group if isinstance(row, FieldRow)), False
        else:
            yield from ((block, leads_on(block, after)) for block, after in group)


def side_by_side(rows: Sequence[FieldRow]) -> Iterator[tuple[FieldRow, ...]]:
    """The rows in order, two that each ask for a day as a pair: a day needs no more than half the width."""
    place = 0
    while place < len(rows):
        size = 2 if place + 1 < len(rows) and _asks_for_a_day(rows[place]) and _asks_for_a_day(rows[place + 1]) else 1
        yield tuple(rows[place : place + size])
        place += size


def _asks_for_a_day(row: FieldRow) -> bool:
    alone = row.inlines[0] if len(row.inlines) == 1 else None
    return isinstance(alone, Field) and alone.kind is FieldKind.DATE


def is_naming_a_table(section: Section) -> bool:
    """Whether the heading is also the name of a table below it."""
    return any(isinstance(block, Table) and not block.caption for block in section.blocks)


def in_two_columns(choices: ChoiceList) -> bool:
    """Whether the boxes are many, or several and short."""
    count, longest = len(choices.options), max((len(option.text) for option in choices.options), default=0)
    return count >= _MANY or (count >= _SEVERAL and longest <= _SHORT)
