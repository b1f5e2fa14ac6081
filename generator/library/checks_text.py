"""Checks of clause text: every name, filter, reference and citation in it means something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import Finding
from generator.library.model import Library, PlanKind, Question, QuestionType, Wording
from generator.library.nearby import hint
from generator.library.template import (
    BlockSlot,
    BlockTemplate,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    Slot,
    TableTemplate,
)
from generator.library.unread import QUESTIONS_FILE, SOURCES_FILE, Unread
from generator.library.words import WORD_NAMES

_LISTS = (
    QuestionType.MULTI,
    QuestionType.TEXT_LIST,
    QuestionType.AREAS,
    QuestionType.GROUP,
    QuestionType.MUNICIPALITIES,
)
_CHOICES = (QuestionType.CHOICE, QuestionType.MULTI, QuestionType.YES_NO)
_FILTER_TYPES: dict[str, tuple[QuestionType, ...]] = {
    "datum": (QuestionType.DATE,),
    "belopp": (QuestionType.MONEY,),
    "lista": _LISTS,
    "punktlista": _LISTS,
    "kryssrutor": _CHOICES,
    "tabell": (QuestionType.GROUP,),
    "underskrifter": (QuestionType.GROUP,),
}
_PLAIN_TYPES = (
    QuestionType.CHOICE,
    QuestionType.TEXT,
    QuestionType.LONG_TEXT,
    QuestionType.NUMBER,
    QuestionType.PERSONAL_NUMBER,
    QuestionType.PARTY,
)
"""Question types whose answer can stand in a sentence without a filter."""


def inlines_of(blocks: Iterable[BlockTemplate]) -> Iterator[InlineTemplate]:
    """Every inline in the blocks, in order."""
    for block in blocks:
        if isinstance(block, ParagraphTemplate):
            yield from block.inlines
        elif isinstance(block, ListTemplate):
            yield from (inline for item in block.items for inline in item)
        elif isinstance(block, TableTemplate):
            yield from (inline for row in (block.header, *block.rows) for cell in row for inline in cell)


def questions_in(wording: Wording) -> Iterator[str]:
    """Names that the text prints, other than the prepared words: the questions it needs an answer to."""
    for inline in inlines_of(wording.blocks):
        if isinstance(inline, Slot) and inline.name and inline.name not in WORD_NAMES:
            yield inline.name
    yield from (block.name for block in wording.blocks if isinstance(block, BlockSlot) and block.name)


def citation_ids(literal: str) -> tuple[str, ...]:
    """The ids in ``"OSL 12:2, OSL 12:3"``."""
    return tuple(part.strip() for part in literal.split(","))


def check_text(library: Library, wording: Wording, unread: Unread) -> Iterator[Finding]:
    """Findings on one wording's text."""
    checker = _TextChecker(library, wording, unread)
    for inline in inlines_of(wording.blocks):
        if isinstance(inline, Slot):
            yield from checker.check_slot(inline)
    for block in wording.blocks:
        if isinstance(block, BlockSlot) and block.name:
            yield from checker.check_name(block.name, block.filter, block.line)


class _TextChecker:
    """Checks the expressions of one wording."""

    def __init__(self, library: Library, wording: Wording, unread: Unread) -> None:
        self._library = library
        self._wording = wording
        self._unread = unread

    def _finding(self, line: int, rule: str, message: str) -> Finding:
        return Finding(self._wording.file, line, rule, message)

    def check_slot(self, slot: Slot) -> Iterator[Finding]:
        """Findings on one place for a value inside a sentence."""
        if slot.filter == "lagrum":
            yield from self._check_citation(slot)
        elif slot.filter == "punkt":
            yield from self._check_reference(slot)
        elif slot.filter == "bilaga":
            yield from self._check_annex(slot)
        elif slot.attribute:
            yield from self._check_attribute(slot)
        else:
            yield from self.check_name(slot.name, slot.filter, slot.line, slot.capital)

    def _check_reference(self, slot: Slot) -> Iterator[Finding]:
        parts = {part.id for plan in self._library.plans.values() for part in plan.parts}
        targets = {*self._library.clauses, *self._library.places, *parts}
        is_spared = self._unread.covers(slot.literal) or self._unread.has_clauses or self._unread.has_plans
        if slot.literal not in targets and not is_spared:
            message = f"”{slot.literal}” är varken klausul, plats eller del.{hint(slot.literal, targets)}"
            yield self._finding(slot.line, "text-hanvisning", message)

    def _check_annex(self, slot: Slot) -> Iterator[Finding]:
        annexes = [plan.id for plan in self._library.plans.values() if plan.kind is PlanKind.ANNEX]
        is_spared = self._unread.covers(slot.literal) or self._unread.has_plans
        if slot.literal not in annexes and not is_spared:
            allowed = ", ".join(annexes) or "ingen, det finns inga bilagor"
            message = f"Det finns ingen bilaga ”{slot.literal}”. Tillåtna: {allowed}."
            yield self._finding(slot.line, "text-hanvisning", message)

    def _check_citation(self, slot: Slot) -> Iterator[Finding]:
        for source_id in citation_ids(slot.literal):
            if source_id in self._wording.sources or self._unread.covers(source_id, SOURCES_FILE):
                continue
            if source_id not in self._library.sources:
                near = hint(source_id, self._library.sources)
                message = f"Lagrummet ”{source_id}” finns inte i {SOURCES_FILE}.{near}"
                yield self._finding(slot.line, "lagrum-okant", message)
            else:
                message = f"Texten nämner ”{source_id}”. Skriv det också under ”lagrum:”."
                yield self._finding(slot.line, "lagrum-ej-angivet", message)

    def check_name(self, name: str, filter_name: str, line: int, capital: bool = False) -> Iterator[Finding]:
        """Findings on the name of a word or a question and the filter after it."""
        if name in WORD_NAMES:
            if filter_name:
                yield self._finding(line, "text-filter", f"Ordet ”{name}” tar inget filter. Skriv {{{{ {name} }}}}.")
            return
        question = self._library.questions.get(name)
        if question is None and not self._unread.covers(name, QUESTIONS_FILE):
            written = name[:1].upper() + name[1:] if capital else name
            near = hint(name, [*WORD_NAMES, *self._library.questions])
            message = f"”{written}” är varken ett färdigt ord eller en fråga.{near}"
            yield self._finding(line, "text-okant-namn", message)
        if question is None or filter_name == "rad":
            return
        if question.type not in _FILTER_TYPES.get(filter_name, _PLAIN_TYPES):
            how = f"med filtret ”{filter_name}”" if filter_name else "utan filter"
            message = f"”{name}” är av typen {question.type.value} och går inte att skriva {how}.{_usable(question)}"
            yield self._finding(line, "text-filter", message)

    def _check_attribute(self, slot: Slot) -> Iterator[Finding]:
        question = self._library.questions.get(slot.name)
        if question is None and slot.name not in WORD_NAMES:
            yield from self.check_name(slot.name, "", slot.line)
        elif question is None or question.part(slot.attribute) is None:
            parts = ", ".join(part.id for part in question.parts) if question else ""
            message = f"”{slot.name}” har ingen delfråga ”{slot.attribute}”. Tillåtna: {parts or 'inga'}."
            yield self._finding(slot.line, "text-okant-namn", message)
        elif slot.filter != "lista":
            message = f"”{slot.name}.{slot.attribute}” ska skrivas med filtret lista."
            yield self._finding(slot.line, "text-filter", message)


def _usable(question: Question) -> str:
    filters = [name for name, types in _FILTER_TYPES.items() if question.type in types]
    plain = ["inget filter"] if question.type in _PLAIN_TYPES else []
    return f" Tillåtna: {', '.join([*plain, *filters, 'rad'])}."
