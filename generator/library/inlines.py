"""Reads running text: emphasis, places for values and ``[BEKRÄFTA: …]``; refuses signs that were meant as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from generator.library.expressions import MARK
from generator.library.forbidden import forbidden_in
from generator.library.reader import Findings
from generator.library.template import BlockSlot, InlineTemplate, Slot, Text

_CONFIRM = re.compile("\\[BEKRÄFTA: [^\\[\\],\ue000][^\\[\\]\ue000]*, *[^\\[\\]\ue000, ][^\\[\\]\ue000]*\\]")
"""What is to be confirmed, a comma, and by whom."""
_CONFIRM_SLIP = re.compile(r"\[\s*bekräfta", re.IGNORECASE)
_STYLES = {"em_open": "emphasis", "strong_open": "strong"}
_CLOSING = ("em_close", "strong_close")
_REFUSED = {
    "html_inline": "HTML. Skriv texten utan < och >",
    "link_open": "en länk. Skriv vad källan heter",
    "image": "en bild. Ta bort den",
}
_STRAY = (
    ("*", "en stjärna utan maka. *Så här* skrivs kursivt och **så här** fetstilt"),
    ("`", "ett snett accenttecken (`). Ta bort det"),
    ("\\", "ett omvänt snedstreck. Ta bort det"),
)


class InlineReader:
    """Reads the running text of one clause."""

    def __init__(self, slots: Sequence[Slot | BlockSlot], findings: Findings, first_line: int) -> None:
        """``slots`` are what the marks in the text stand for; ``first_line`` is where the text starts in its file."""
        self._slots = slots
        self._findings = findings
        self._first_line = first_line

    def read(self, inline: Token, index: int) -> tuple[InlineTemplate, ...]:
        """The inlines of a token that starts ``index`` lines into the text."""
        line, start, buffer = self._first_line + index, self._first_line + index, ""
        styles = ["plain"]
        result: list[InlineTemplate] = []
        for token in inline.children or ():
            if token.type == "text":
                buffer += token.content
            elif token.type in ("softbreak", "hardbreak"):
                buffer += "\n"
                line += 1
            elif token.type in _STYLES or token.type in _CLOSING:
                result.extend(self._pieces(buffer, styles[-1], start))
                start, buffer = line, ""
                if token.type in _CLOSING:
                    styles.pop()
                else:
                    styles.append(_STYLES[token.type])
            elif token.type in _REFUSED:
                self._refuse(line, _REFUSED[token.type])
        result.extend(self._pieces(buffer, styles[-1], start))
        if "\\" in inline.content:
            self._refuse(self._first_line + index, dict(_STRAY)["\\"])
        return tuple(_joined(result))

    def _refuse(self, line: int, what: str) -> None:
        self._findings.add(line, "text-form", f"Texten innehåller {what}.")

    def _pieces(self, text: str, style: str, line: int) -> Iterator[InlineTemplate]:
        self._check(text, line)
        position = 0
        for match in MARK.finditer(text):
            yield from _texts(text[position : match.start()], style)
            slot = self._slots[int(match.group(1))]
            if isinstance(slot, Slot):
                yield replace(slot, style=style)
            position = match.end()
        yield from _texts(text[position:], style)

    def _check(self, text: str, line: int) -> None:
        """Tell of what may not be printed, on its own line. What is to be confirmed may hold anything."""
        plain = _CONFIRM.sub(lambda match: "\n" * match.group().count("\n"), text)
        for offset, message in forbidden_in(plain):
            self._findings.add(line + offset, "text-forbjudet", message)
        slip = _CONFIRM_SLIP.search(plain)
        if slip:
            message = "Skriv [BEKRÄFTA: vad, vem] med komma och slutklammer, utan uttryck, kursiv eller fet text."
            self._findings.add(line + plain[: slip.start()].count("\n"), "text-bekrafta", message)
        for sign, what in _STRAY[:2]:
            if sign in plain:
                self._refuse(line + plain[: plain.index(sign)].count("\n"), what)


def _texts(content: str, style: str) -> Iterator[Text]:
    """Plain text with every ``[BEKRÄFTA: …]`` as a piece of its own."""
    position = 0
    content = content.replace("\n", " ")
    for match in _CONFIRM.finditer(content):
        yield Text(content[position : match.start()], style)
        yield Text(match.group(), "confirm")
        position = match.end()
    yield Text(content[position:], style)


def _joined(inlines: Iterable[InlineTemplate]) -> Iterator[InlineTemplate]:
    """Neighbouring texts of one style as one, save two things to be confirmed; empty ones left out."""
    pending: Text | None = None
    for item in inlines:
        if isinstance(item, Text) and pending is not None and item.style == pending.style != "confirm":
            pending = Text(pending.text + item.text, item.style)
            continue
        if pending is not None and pending.text:
            yield pending
        pending = item if isinstance(item, Text) else None
        if isinstance(item, Slot):
            yield item
    if pending is not None and pending.text:
        yield pending
