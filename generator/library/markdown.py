"""Reads clause text: the Markdown subset that ``clauses/README.md`` promises, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.library.expressions import MARK, take_out
from generator.library.reader import Findings
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

_GUIDANCE = "[!VÄGLEDNING]"
_CONFIRM = re.compile(r"\[BEKRÄFTA: [^\]]+\]")
_MAX_ITEMS = 20
_PARSER = MarkdownIt("commonmark").enable("table").disable(["entity", "reference", "backticks"])
_STYLES = {"em_open": "emphasis", "strong_open": "strong", "em_close": "plain", "strong_close": "plain"}
_REFUSED = {
    "heading_open": "rubrik i texten. Rubriken står i nyckeln ”rubrik:”",
    "code_block": "indragen text. Ta bort mellanslagen i början av raden",
    "fence": "kodblock",
    "html_block": "HTML",
    "html_inline": "HTML",
    "hr": "avdelare",
    "link_open": "länk",
    "image": "bild",
}


@dataclass(frozen=True)
class ClauseText:
    """A clause's text as blocks, and its guidance to the drafter as paragraphs of plain text."""

    blocks: tuple[BlockTemplate, ...]
    guidance: tuple[str, ...]


def parse_text(text: str, findings: Findings, first_line: int) -> ClauseText:
    """Read the text that starts at ``first_line`` of its file. What is not allowed becomes findings."""
    marked, slots = take_out(text, findings, first_line)
    reading = _Reading(slots, findings, first_line)
    tokens = _PARSER.parse(marked)
    return reading.read(tokens)


class _Reading:
    """One pass over the tokens of one clause."""

    def __init__(self, slots: list[Slot | BlockSlot], findings: Findings, first_line: int) -> None:
        self.slots = slots
        self.findings = findings
        self.first_line = first_line
        self.blocks: list[BlockTemplate] = []
        self.guidance: list[str] = []

    def read(self, tokens: list[Token]) -> ClauseText:
        index = 0
        while index < len(tokens):
            end = _end(tokens, index)
            self._block(tokens[index:end])
            index = end
        return ClauseText(tuple(self.blocks), tuple(self.guidance))

    def _line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def _refuse(self, token: Token, what: str) -> None:
        self.findings.add(self._line(token), "text-form", f"Texten innehåller {what}. Det är inte tillåtet.")

    def _block(self, tokens: list[Token]) -> None:
        kind = tokens[0].type
        if kind in _REFUSED:
            self._refuse(tokens[0], _REFUSED[kind])
        elif kind == "paragraph_open":
            self._paragraph(tokens[1])
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._list(tokens)
        elif kind == "blockquote_open":
            self._quote(tokens)
        elif kind == "table_open":
            self._table(tokens)

    def _paragraph(self, inline: Token) -> None:
        inlines = self._inlines(inline)
        alone = [item for item in inlines if not (isinstance(item, Text) and not item.text.strip())]
        block_slots = self._block_slots(inline)
        if block_slots:
            if alone:
                message = f"”{block_slots[0].filter}” ska stå ensamt i sitt stycke."
                self.findings.add(self._line(inline), "text-filter", message)
            self.blocks.extend(block_slots)
            return
        self.blocks.append(ParagraphTemplate(inlines))

    def _block_slots(self, inline: Token) -> list[BlockSlot]:
        found = (self.slots[int(match.group(1))] for match in MARK.finditer(inline.content))
        return [slot for slot in found if isinstance(slot, BlockSlot)]

    def _refuse_block_slots(self, inline: Token) -> None:
        for slot in self._block_slots(inline):
            self.findings.add(slot.line, "text-filter", f"”{slot.filter}” ska stå ensamt i sitt stycke.")

    def _list(self, tokens: list[Token]) -> None:
        items: list[tuple[InlineTemplate, ...]] = []
        for token in tokens[1:]:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self._refuse(token, "en lista i en lista")
                return
            if token.type == "inline":
                self._refuse_block_slots(token)
                items.append(self._inlines(token))
            elif token.type in _REFUSED:
                self._refuse(token, _REFUSED[token.type])
        if len(items) > _MAX_ITEMS:
            self._refuse(tokens[0], f"en lista med fler än {_MAX_ITEMS} punkter")
        self.blocks.append(ListTemplate(tokens[0].type == "ordered_list_open", tuple(items)))

    def _quote(self, tokens: list[Token]) -> None:
        inlines = [token for token in tokens if token.type == "inline"]
        if inlines and inlines[0].content.startswith(_GUIDANCE):
            texts = [" ".join(token.content.split()) for token in inlines]
            self.guidance.extend(text for text in (texts[0].removeprefix(_GUIDANCE).strip(), *texts[1:]) if text)
            return
        for token in inlines:
            self._refuse_block_slots(token)
            self.blocks.append(ParagraphTemplate(self._inlines(token), quote=True))

    def _table(self, tokens: list[Token]) -> None:
        rows: list[list[tuple[InlineTemplate, ...]]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                self._refuse_block_slots(token)
                rows[-1].append(self._inlines(token))
        self.blocks.append(TableTemplate(tuple(rows[0]), tuple(tuple(row) for row in rows[1:])))

    def _inlines(self, inline: Token) -> tuple[InlineTemplate, ...]:
        style, buffer = "plain", ""
        result: list[InlineTemplate] = []
        for token in inline.children or ():
            if token.type == "text":
                buffer += token.content
            elif token.type in ("softbreak", "hardbreak"):
                buffer += " "
            elif token.type in _STYLES:
                result.extend(self._pieces(buffer, style))
                style, buffer = _STYLES[token.type], ""
            elif token.type in _REFUSED:
                self._refuse(inline, _REFUSED[token.type])
        result.extend(self._pieces(buffer, style))
        return tuple(_joined(result))

    def _pieces(self, content: str, style: str) -> Iterator[InlineTemplate]:
        position = 0
        for match in MARK.finditer(content):
            yield from _texts(content[position : match.start()], style)
            slot = self.slots[int(match.group(1))]
            if isinstance(slot, Slot):
                yield replace(slot, style=style)
            position = match.end()
        yield from _texts(content[position:], style)


def _texts(content: str, style: str) -> Iterator[Text]:
    """Plain text with every ``[BEKRÄFTA: …]`` as a piece of its own."""
    position = 0
    for match in _CONFIRM.finditer(content):
        yield Text(content[position : match.start()], style)
        yield Text(match.group(), "confirm")
        position = match.end()
    yield Text(content[position:], style)


def _joined(inlines: list[InlineTemplate]) -> Iterator[InlineTemplate]:
    """Neighbouring texts of one style as one; empty ones left out."""
    pending: Text | None = None
    for item in inlines:
        if isinstance(item, Text) and pending is not None and item.style == pending.style:
            pending = Text(pending.text + item.text, item.style)
            continue
        if pending is not None and pending.text:
            yield pending
        pending = item if isinstance(item, Text) else None
        if isinstance(item, Slot):
            yield item
    if pending is not None and pending.text:
        yield pending


def _end(tokens: list[Token], start: int) -> int:
    """The index after the block that starts at ``start``."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index + 1
    return len(tokens)
