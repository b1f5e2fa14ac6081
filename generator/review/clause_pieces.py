"""A clause's text as pieces to read in the set itself, where the places for answers are shown by name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.assembly.citations import Citations
from generator.library.model import Library
from generator.library.template import (
    BlockSlot,
    BlockTemplate,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    Slot,
    TableTemplate,
    Text,
)

SLOT = "slot"
"""Style of a place for an answer."""


@dataclass(frozen=True)
class Piece:
    """A piece of a clause's text; a place for an answer is shown by name."""

    text: str
    style: str


class Pieces:
    """Turns a clause's text into pieces to show, with places for answers named."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def inlines(self, templates: Iterable[InlineTemplate]) -> tuple[Piece, ...]:
        """The pieces of a paragraph, an item or a cell."""
        return tuple(self._piece(each) for each in templates)

    def lines(self, blocks: Iterable[BlockTemplate]) -> Iterator[str]:
        """The whole text, a paragraph, an item or a row a line, as it is read."""
        for block in blocks:
            if isinstance(block, ParagraphTemplate):
                yield self._line(block.inlines)
            elif isinstance(block, ListTemplate):
                yield from (self._line(item) for item in block.items)
            elif isinstance(block, TableTemplate):
                for row in (block.header, *block.rows):
                    yield " | ".join(self._line(cell) for cell in row)
            else:
                yield self.block_name(block)

    def marked_lines(self, blocks: Iterable[BlockTemplate]) -> Iterator[str]:
        """The same with places for answers in square brackets and items marked, so that it can be compared."""
        for block in blocks:
            if isinstance(block, ListTemplate):
                # Without numbers: one item more would make every line after it another.
                yield from (f"– {self._marked(item)}" for item in block.items)
            elif isinstance(block, BlockSlot):
                yield f"[{self.block_name(block)}]"
            elif isinstance(block, TableTemplate):
                yield from (" | ".join(map(self._marked, row)) for row in (block.header, *block.rows))
            else:
                yield self._marked(block.inlines)

    def block_name(self, block: BlockSlot) -> str:
        """What a whole block made from an answer is called."""
        return f"{block.literal or self.label(block.name)} ({block.filter})"

    def _line(self, templates: Iterable[InlineTemplate]) -> str:
        return "".join(piece.text for piece in self.inlines(templates))

    def _marked(self, templates: Iterable[InlineTemplate]) -> str:
        pieces = self.inlines(templates)
        return "".join(f"[{piece.text}]" if piece.style == SLOT else piece.text for piece in pieces)

    def _piece(self, template: InlineTemplate) -> Piece:
        if isinstance(template, Text):
            return Piece(template.text, template.style)
        if template.filter == "lagrum":
            return Piece(Citations(self._library).write(template.literal), template.style)
        return Piece(self.named(template), SLOT)

    def named(self, slot: Slot) -> str:
        """What a place for a value is called. The heading that stands for a number is quoted, so that it can be told
        from the sentence that it stands in."""
        if slot.filter == "punkt":
            return f"punkt {' eller '.join(f'”{each}”' for each in self._headings(slot.literal))}"
        if slot.filter == "bilaga":
            plan = self._library.plans.get(slot.literal)
            return f"bilaga ”{plan.title if plan else slot.literal}”"
        label = self.label(slot.name)
        return f"{label[:1].upper()}{label[1:]}" if slot.capital else label

    def label(self, name: str) -> str:
        """A question's label, or a prepared word as it is read."""
        question = self._library.questions.get(name)
        return question.label if question else name.replace("_", " ")

    def _headings(self, target: str) -> tuple[str, ...]:
        """Heading of a clause or a part; for a place those that its alternatives have."""
        clauses = (target,) if target in self._library.clauses else self._library.places.get(target, ())
        if clauses:
            return tuple(dict.fromkeys(self._library.clauses[each].wordings[-1].heading for each in clauses))
        parts = (part for plan in self._library.plans.values() for part in plan.parts)
        return (next((part.heading for part in parts if part.id == target), target.replace("-", " ")),)
