"""Reads clause text: the Markdown subset that ``clauses/README.md`` promises, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.library.expressions import MARK, take_out
from generator.library.inlines import InlineReader
from generator.library.reader import Findings
from generator.library.template import (
    BlockSlot,
    BlockTemplate,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    TableTemplate,
)

_GUIDANCE = "[!VÄGLEDNING]"
_GUIDANCE_SLIP = re.compile(r"\[!|\[?vägledning", re.IGNORECASE)
_FIGURE = "[!FIGUR]"
_FIGURE_SLIP = re.compile(r"\[?!?\s*figur", re.IGNORECASE)
_MAX_ITEMS = 20
_DRAWN_COLUMNS = (1, 3)
_DRAWN_STEPS = (2, 16)
"""How few and how many columns and steps a drawing of steps can show."""
_PARSER = MarkdownIt("commonmark").enable("table").disable(["entity", "reference", "backticks"])
_REFUSED = {
    "heading_open": "en rubrik. Rubriken står i nyckeln ”rubrik:”",
    "code_block": "indragen text. Ta bort mellanslagen i början av raden",
    "fence": "ett kodblock. Ta bort raderna med tre tecken runt det",
    "html_block": "HTML. Skriv texten utan < och >",
    "hr": "en avdelare. Ta bort raden",
    "bullet_list_open": "en lista inuti något annat. Listor får bara stå för sig själva, i en nivå",
    "ordered_list_open": "en lista inuti något annat. Listor får bara stå för sig själva, i en nivå",
    "blockquote_open": "ett citat inuti något annat. Sätt en tom rad före",
    "table_open": "en tabell inuti något annat. Sätt en tom rad före",
}
_LIST_LINE = re.compile(r" {0,3}([-*+]|\d{1,9}[.)])( |$)|  ")
_QUOTE_LINE = re.compile(" {0,3}>")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class ClauseText:
    """A clause's text as blocks, and its guidance to the drafter as paragraphs of plain text."""

    blocks: tuple[BlockTemplate, ...]
    guidance: tuple[str, ...]


def parse_text(text: str, findings: Findings, first_line: int) -> ClauseText:
    """Read the text that starts at ``first_line`` of its file. What is not allowed becomes findings."""
    return _Reading(text, findings, first_line).read()


class _Reading:
    """One pass over the tokens of one clause."""

    def __init__(self, text: str, findings: Findings, first_line: int) -> None:
        self._marked = take_out(text, findings, first_line)
        self._lines = self._marked.text.split("\n")
        self._inlines = InlineReader(self._marked.slots, findings, first_line)
        self._findings = findings
        self._first_line = first_line
        self._blocks: list[BlockTemplate] = []
        self._guidance: list[str] = []
        self._figure: tuple[int, str] | None = None
        """Line and caption of a drawing that waits for the steps it shows."""

    def read(self) -> ClauseText:
        for block in _blocks(_PARSER.parse(self._marked.text)):
            if block[0].type not in ("table_open", "ordered_list_open"):
                self._refuse_lone_figure()
            self._block(block)
        self._refuse_lone_figure()
        return ClauseText(tuple(self._blocks), tuple(self._guidance))

    def _refuse(self, token: Token, what: str) -> None:
        self._refuse_line(token.map[0] if token.map else 0, what)

    def _refuse_line(self, index: int, what: str) -> None:
        self._findings.add(self._first_line + index, "text-form", f"Texten innehåller {what}.")

    def _block(self, tokens: list[Token]) -> None:
        kind = tokens[0].type
        if kind == "paragraph_open":
            self._paragraph(tokens[1])
        elif kind in ("bullet_list_open", "ordered_list_open"):
            self._list(tokens)
        elif kind == "blockquote_open":
            self._quote(tokens)
        elif kind == "table_open":
            self._table(tokens)
        else:
            self._refuse(tokens[0], _REFUSED.get(kind, "något som inte går att trycka"))

    def _paragraph(self, inline: Token) -> None:
        block_slots = self._block_slots(inline)
        if inline.content.startswith(("[!", "[VÄGLEDNING")):
            self._misspelt_guidance(inline, [inline])
        elif inline.content.startswith("#"):
            self._refuse(inline, _REFUSED["heading_open"])
        elif "|" in inline.content:
            self._refuse(inline, "ett lodrätt streck. Är det en tabell saknas raden |---| under rubrikerna")
        elif not block_slots:
            self._blocks.append(ParagraphTemplate(self._inline(inline)))
        else:
            if MARK.sub("", inline.content).strip() or len(MARK.findall(inline.content)) > len(block_slots):
                message = f"”{block_slots[0].filter}” ska stå ensamt i sitt stycke, med en tom rad före och efter."
                self._findings.add(block_slots[0].line, "text-filter", message)
            self._blocks.extend(block_slots)

    def _block_slots(self, inline: Token) -> list[BlockSlot]:
        found = (self._marked.slots[int(match.group(1))] for match in MARK.finditer(inline.content))
        return [slot for slot in found if isinstance(slot, BlockSlot)]

    def _inline(self, inline: Token, row: Token | None = None) -> tuple[InlineTemplate, ...]:
        """Running text; ``row`` is the table row it stands in, which knows the line."""
        place = (row or inline).map
        return self._inlines.read(inline, place[0] if place else 0)

    def _inline_alone(self, inline: Token, row: Token | None = None) -> tuple[InlineTemplate, ...]:
        """Running text where no whole block can stand: in lists, quotes and tables."""
        for slot in self._block_slots(inline):
            message = f"”{slot.filter}” ska stå ensamt i sitt stycke, inte i en lista, ett citat eller en tabell."
            self._findings.add(slot.line, "text-filter", message)
        return self._inline(inline, row)

    def _list(self, tokens: list[Token]) -> None:
        items = [self._item(item) for item in _blocks(tokens[1:-1])]
        if tokens[0].attrs.get("start", 1) != 1:
            self._refuse(tokens[0], "en numrerad lista som inte börjar på 1. Är det ingen lista, skriv om raden")
        if len(items) > _MAX_ITEMS:
            self._refuse(tokens[0], f"en lista med fler än {_MAX_ITEMS} punkter. Dela upp den")
        self._refuse_stray_lines(tokens[0], _LIST_LINE, "listan")
        figure = self._caption(len(items), 1)
        self._blocks.append(ListTemplate(tokens[0].type == "ordered_list_open", tuple(items), figure))

    def _item(self, tokens: list[Token]) -> tuple[InlineTemplate, ...]:
        inside = list(_blocks(tokens[1:-1]))
        for block in inside:
            if block[0].type != "paragraph_open":
                self._refuse(block[0], _REFUSED.get(block[0].type, "något som inte går att trycka"))
        paragraphs = [block for block in inside if block[0].type == "paragraph_open"]
        if len(paragraphs) > 1:
            self._refuse(paragraphs[1][0], "en punkt med flera stycken. Gör två punkter av dem")
        if not inside:
            self._refuse(tokens[0], "en tom punkt. Skriv text efter strecket eller ta bort raden")
        return self._inline_alone(paragraphs[0][1]) if paragraphs else ()

    def _refuse_stray_lines(self, block: Token, own: re.Pattern[str], name: str) -> None:
        """Lines that Markdown would draw into the block before them, although nobody meant it."""
        start, end = block.map or [0, 0]
        for index in range(start, end):
            line = self._lines[index]
            if line.strip() and not own.match(line):
                self._refuse_line(index, f"en rad som hamnar i {name} ovanför. Sätt en tom rad före den")
                return

    def _quote(self, tokens: list[Token]) -> None:
        inside = list(_blocks(tokens[1:-1]))
        texts = [token for token in tokens if token.type == "inline"]
        self._refuse_stray_lines(tokens[0], _QUOTE_LINE, "citatet")
        if texts and texts[0].content.startswith(_GUIDANCE):
            self._guide(texts)
        elif texts and _FIGURE_SLIP.match(texts[0].content):
            self._begin_figure(tokens[0], texts)
        elif texts and _GUIDANCE_SLIP.match(texts[0].content):
            self._misspelt_guidance(tokens[0], texts)
        else:
            for block in inside:
                if block[0].type != "paragraph_open":
                    self._refuse(block[0], _REFUSED.get(block[0].type, "något som inte går att trycka"))
                else:
                    self._blocks.append(ParagraphTemplate(self._inline_alone(block[1]), quote=True))

    def _guide(self, texts: Iterable[Token]) -> None:
        plain = (" ".join(self._marked.restored(token.content).split()) for token in texts)
        self._guidance.extend(text for text in (each.removeprefix(_GUIDANCE).strip() for each in plain) if text)

    def _begin_figure(self, token: Token, texts: list[Token]) -> None:
        """A mark that the steps below are drawn too, with its caption."""
        line = self._first_line + (token.map[0] if token.map else 0)
        caption = " ".join(texts[0].content.removeprefix(_FIGURE).split())
        if not texts[0].content.startswith(_FIGURE) or not caption or len(texts) > 1 or MARK.search(caption):
            message = f"Skriv ”> {_FIGURE}” och på nästa rad, efter ”> ”, en bildtext utan uttryck."
            self._findings.add(line, "text-figur", message)
        self._inline_alone(texts[0])  # tells of what no printed text may hold
        self._figure = (line, caption)

    def _caption(self, steps: int, columns: int) -> str:
        """The caption of the drawing that waits for these steps; empty when none does."""
        if self._figure is None:
            return ""
        line, caption = self._figure
        self._figure = None
        if not _DRAWN_STEPS[0] <= steps <= _DRAWN_STEPS[1] or not _DRAWN_COLUMNS[0] <= columns <= _DRAWN_COLUMNS[1]:
            message = (
                f"En figur visar {_DRAWN_STEPS[0]}–{_DRAWN_STEPS[1]} steg i högst {_DRAWN_COLUMNS[1]} kolumner. "
                f"Här är {steps} steg och {columns} kolumner."
            )
            self._findings.add(line, "text-figur", message)
        return caption

    def _refuse_lone_figure(self) -> None:
        if self._figure is not None:
            line, _ = self._figure
            self._figure = None
            message = "Efter figurens bildtext ska tabellen eller den numrerade listan med stegen stå, före allt annat."
            self._findings.add(line, "text-figur", message)

    def _misspelt_guidance(self, token: Token, texts: Iterable[Token]) -> None:
        line = self._first_line + (token.map[0] if token.map else 0)
        self._findings.add(line, "text-vagledning", f"Vägledning börjar med raden ”> {_GUIDANCE}”, ordagrant så.")
        self._guide(texts)

    def _table(self, tokens: list[Token]) -> None:
        rows: list[list[tuple[InlineTemplate, ...]]] = []
        row = tokens[0]
        for token in tokens:
            if token.type == "tr_open":
                row = token
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._inline_alone(token, row))
        start, end = tokens[0].map or [0, 0]
        for index in range(start + 2, end):
            found = len(_CELL_BORDER.split(self._lines[index].strip().strip("|")))
            if found != len(rows[0]):
                message = f"en rad med {found} celler i stället för {len(rows[0])}. Sätt en tom rad efter tabellen"
                self._refuse_line(index, message)
        figure = self._caption(len(rows) - 1, len(rows[0]))
        self._blocks.append(TableTemplate(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), figure))


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block, one after the other."""
    start = depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : index + 1]
            start = index + 1
