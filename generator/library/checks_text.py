"""Checks of clause text: every name, filter, reference and citation in it means something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import Finding
from generator.library.model import Library, QuestionType, Wording
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

FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("§", 'Skriv lagrum med filtret lagrum, till exempel {{ "SoL 4:1" | lagrum }}.'),
    ("2001:453", "Socialtjänstlagen (2001:453) är upphävd."),
)
"""Text that no wording may hold, with what to do instead."""

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


def references_of(wording: Wording) -> set[str]:
    """Ids of the clauses, places or parts that a wording's text refers to."""
    slots = (inline for inline in inlines_of(wording.blocks) if isinstance(inline, Slot))
    return {slot.literal for slot in slots if slot.filter == "punkt"}


def check_text(library: Library, wording: Wording) -> Iterator[Finding]:
    """Findings on one wording's text."""
    for inline in inlines_of(wording.blocks):
        if isinstance(inline, Text):
            for words, message in FORBIDDEN:
                if words in inline.text and inline.style != "confirm":
                    yield Finding(
                        wording.file, wording.body_line, "text-forbjudet", f"”{words}” står i texten. {message}"
                    )
        else:
            yield from _check_slot(library, wording, inline)
    for block in wording.blocks:
        if isinstance(block, BlockSlot) and block.name:
            yield from _check_name(library, wording, block.name, block.filter, block.line)


def _check_slot(library: Library, wording: Wording, slot: Slot) -> Iterator[Finding]:
    if slot.filter == "lagrum":
        yield from _check_citation(library, wording, slot)
    elif slot.filter in ("punkt", "bilaga"):
        yield from _check_reference(library, wording, slot)
    elif slot.name in WORD_NAMES:
        if slot.filter or slot.attribute:
            yield Finding(wording.file, slot.line, "text-filter", f"Ordet ”{slot.name}” tar inget filter.")
    elif slot.attribute:
        yield from _check_attribute(library, wording, slot)
    else:
        yield from _check_name(library, wording, slot.name, slot.filter, slot.line)


def _check_reference(library: Library, wording: Wording, slot: Slot) -> Iterator[Finding]:
    if slot.filter == "punkt" and not _is_target(library, slot.literal):
        message = f"”{slot.literal}” är varken klausul, plats eller del."
        yield Finding(wording.file, slot.line, "text-hanvisning", message)
    if slot.filter == "bilaga" and slot.literal not in library.plans:
        yield Finding(wording.file, slot.line, "text-hanvisning", f"Det finns ingen plan ”{slot.literal}”.")


def _check_citation(library: Library, wording: Wording, slot: Slot) -> Iterator[Finding]:
    for source_id in citation_ids(slot.literal):
        if source_id not in library.sources:
            yield Finding(wording.file, slot.line, "lagrum-okant", f"Lagrummet ”{source_id}” finns inte i lagrum.yaml.")
        elif source_id not in wording.sources:
            message = f"Texten nämner ”{source_id}” men det står inte under ”lagrum:”."
            yield Finding(wording.file, slot.line, "lagrum-ej-angivet", message)


def citation_ids(literal: str) -> tuple[str, ...]:
    """The ids in ``"OSL 12:2, OSL 12:3"``."""
    return tuple(part.strip() for part in literal.split(","))


def _is_target(library: Library, target: str) -> bool:
    parts = {part.id for plan in library.plans.values() for part in plan.parts}
    return target in library.clauses or target in library.places or target in parts


def _check_name(library: Library, wording: Wording, name: str, filter_name: str, line: int) -> Iterator[Finding]:
    question = library.questions.get(name)
    if question is None:
        yield Finding(wording.file, line, "text-okant-namn", f"”{name}” är varken ett ord eller en fråga.")
        return
    if filter_name == "rad":
        return
    if question.type not in _FILTER_TYPES.get(filter_name, _PLAIN_TYPES):
        how = f"med filtret ”{filter_name}”" if filter_name else "utan filter"
        message = f"”{name}” är av typen {question.type.value} och går inte att skriva {how}."
        yield Finding(wording.file, line, "text-filter", message)


def _check_attribute(library: Library, wording: Wording, slot: Slot) -> Iterator[Finding]:
    question = library.questions.get(slot.name)
    if question is None or question.part(slot.attribute) is None:
        message = f"”{slot.name}” har ingen delfråga ”{slot.attribute}”."
        yield Finding(wording.file, slot.line, "text-okant-namn", message)
    elif slot.filter != "lista":
        message = f"”{slot.name}.{slot.attribute}” ska skrivas med filtret lista."
        yield Finding(wording.file, slot.line, "text-filter", message)
