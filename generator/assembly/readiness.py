"""What stands between a draft and a signature. Until it is empty, the documents carry UTKAST."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.assembly.situation import Situation
from generator.document import (
    Block,
    Document,
    DocumentSet,
    FieldRow,
    Inline,
    ListBlock,
    Paragraph,
    Run,
    RunStyle,
    Table,
)


@dataclass(frozen=True)
class Remark:
    """One thing to settle before signing."""

    code: str
    """``svar-saknas``, ``bekrafta`` or ``lucka``."""
    message: str
    place: str
    """A question's id, or a section's anchor."""


def remarks(situation: Situation, documents: DocumentSet) -> tuple[Remark, ...]:
    """Everything that remains, in reading order, each thing once."""
    found = [Remark("svar-saknas", problem.message, problem.field) for problem in situation.missing()]
    for document in documents.documents:
        found.extend(_marks(document))
    return tuple(dict.fromkeys(found))


def is_ready(situation: Situation, documents: DocumentSet) -> bool:
    """Whether nothing remains."""
    return not remarks(situation, documents)


def _marks(document: Document) -> Iterator[Remark]:
    for _, section in document.walk():
        for block in section.blocks:
            for inline in _inlines(block):
                if isinstance(inline, Run) and inline.style is RunStyle.CONFIRM:
                    yield Remark("bekrafta", f"{section.heading}: {inline.text.strip('[]')}", section.anchor)
                elif isinstance(inline, Run) and inline.style is RunStyle.MISSING:
                    yield Remark("lucka", f"{section.heading}: {inline.text.strip('[]')} saknas", section.anchor)


def _inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph | FieldRow):
        yield from block.inlines
    elif isinstance(block, ListBlock):
        yield from (inline for item in block.items for inline in item.inlines)
    elif isinstance(block, Table):
        yield from (inline for row in (block.header, *block.rows) for cell in row for inline in cell.inlines)
