"""Puts values into a wording's text and makes blocks of a document. What was typed goes in as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.assembly.blocks import BlockMaker
from generator.assembly.citations import Citations
from generator.assembly.confirmations import mark_id
from generator.assembly.drawing_steps import drawn_steps
from generator.assembly.number import Target
from generator.assembly.printing import printed, printed_part
from generator.assembly.situation import Situation
from generator.assembly.words import unanswered, word
from generator.document import (
    Block,
    Cell,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    ParagraphStyle,
    Reference,
    Run,
    RunStyle,
    SignatureBlock,
    Table,
)
from generator.errors import GeneratorError
from generator.library.model import Wording
from generator.library.phrases import NO_BREAK, POINT
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
from generator.library.words import WORD_NAMES

BULLET = "–"


class UnresolvedReferenceError(GeneratorError):
    """A text refers to a clause or annex that is not in this document."""

    code = "hanvisning-fel"


class Filler:
    """Fills the wordings of one document, in reading order."""

    def __init__(self, situation: Situation, targets: Mapping[str, Target], annexes: Mapping[str, str]) -> None:
        """``targets`` are the sections that can be referred to; ``annexes`` maps plan id to ``bilaga 1``."""
        self._situation = situation
        self._targets = targets
        self._annexes = annexes
        self._citations = Citations(situation.library)
        self._blocks = BlockMaker(situation)

    def fill(self, wording: Wording, heading: str) -> tuple[Block, ...]:
        """The wording's text as blocks of a section with that heading. A table named by the same words has no caption
        of its own."""
        made: list[Block] = []
        for template in wording.blocks:
            block = self._block(template, wording)
            if isinstance(block, Paragraph) and not block.inlines:
                continue  # held nothing but a mark that is confirmed
            if isinstance(block, SignatureBlock) and made and isinstance(made[-1], SignatureBlock):
                made[-1] = SignatureBlock(made[-1].signers + block.signers)
                continue
            if isinstance(template, TableTemplate | ListTemplate) and isinstance(block, Table | ListBlock):
                made.extend([drawn_steps(template.figure, block)] if template.figure else [])
            if isinstance(block, Table) and block.caption == heading:
                block = replace(block, caption="")
            made.append(block)
        return tuple(made)

    def inlines(self, templates: Iterable[InlineTemplate], source: str = "") -> tuple[Inline, ...]:
        """Running text with its values; ``source`` names the clause in errors."""
        made: list[Inline] = []
        for template in templates:
            if isinstance(template, Text) and self._is_confirmed(template, source):
                _trim_end(made)
            else:
                made.extend(self._inline(template, source))
        return tuple(made)

    def _block(self, template: BlockTemplate, wording: Wording) -> Block:
        if isinstance(template, ParagraphTemplate):
            style = ParagraphStyle.QUOTE if template.quote else ParagraphStyle.BODY
            return Paragraph(self.inlines(template.inlines, wording.clause), style)
        if isinstance(template, ListTemplate):
            items = (self.inlines(item, wording.clause) for item in template.items)
            labelled = (ListItem(list_label(template.ordered, index), item) for index, item in enumerate(items))
            return ListBlock(template.ordered, tuple(labelled))
        if isinstance(template, TableTemplate):
            header = tuple(Cell(self.inlines(cell, wording.clause)) for cell in template.header)
            rows = tuple(tuple(Cell(self.inlines(cell, wording.clause)) for cell in row) for row in template.rows)
            return Table(wording.heading, header, rows)
        return self._slot_block(template)

    def _slot_block(self, slot: BlockSlot) -> Block:
        return self._blocks.make(slot)

    def _inline(self, template: InlineTemplate, source: str) -> tuple[Inline, ...]:
        if isinstance(template, Text):
            return (Run(template.text, RunStyle(template.style)),)
        if template.filter in ("punkt", "bilaga"):
            return self._reference(template, source)
        style = RunStyle(template.style)
        if template.filter == "lagrum":
            return (Run(self._citations.write(template.literal), style),)
        return (self._word(template, style) if template.name in WORD_NAMES else self._answer(template, style),)

    def _word(self, slot: Slot, style: RunStyle) -> Inline:
        lacking = unanswered(slot.name, self._situation)
        if lacking and not self._blocks.is_person:
            return self._blocks.unanswered(self._situation.library.questions[lacking])
        said = self._situation.library.speech.texts.get(slot.name) or word(slot.name, self._situation)
        return Run(_cased(said, slot.capital), style)

    def _reference(self, slot: Slot, source: str) -> tuple[Inline, ...]:
        """A cross-reference. In an unfinished draft the target may still wait for an answer."""
        style = RunStyle(slot.style)
        target = self._targets.get(slot.literal)
        if slot.filter == "bilaga" and slot.literal in self._annexes:
            return (Run(self._annexes[slot.literal], style),)
        if slot.filter == "punkt" and target is not None:
            point = self._situation.library.speech.say(POINT)
            return (Run(f"{point}{NO_BREAK}", style), Reference(target.anchor, target.number))
        if self._situation.missing():
            return (Run(f"[{slot.filter}: {slot.literal}]", RunStyle.MISSING),)
        raise UnresolvedReferenceError(f"”{source}” hänvisar till ”{slot.literal}” som inte är med.")

    def _is_confirmed(self, text: Text, clause: str) -> bool:
        """Whether the text is a mark that somebody has confirmed; then it has done its work and is left out."""
        is_mark = text.style == RunStyle.CONFIRM.value
        return is_mark and mark_id(clause, text.text) in self._situation.answers.confirmations

    def _answer(self, slot: Slot, style: RunStyle) -> Inline:
        question = self._situation.library.questions[slot.name]
        if slot.attribute:
            text = printed_part(question, slot.attribute, self._situation)
            return Run(text, style) if text else self._blocks.unanswered(question.part(slot.attribute) or question)
        value = self._blocks.value(question)
        if value is None:
            return self._blocks.unanswered(question)
        return Run(_cased(printed(question, value, self._situation), slot.capital), style)


def list_label(ordered: bool, index: int) -> str:
    """``a)``, ``b)`` … for ordered lists, a dash for the others; ``index`` counts from 0."""
    return f"{chr(ord('a') + index)})" if ordered else BULLET


def _trim_end(inlines: list[Inline]) -> None:
    """Take away the space before something that is left out."""
    if inlines and isinstance(inlines[-1], Run):
        inlines[-1] = replace(inlines[-1], text=inlines[-1].text.rstrip(" "))


def _cased(text: str, capital: bool) -> str:
    return text[:1].upper() + text[1:] if capital else text
