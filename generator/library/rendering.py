"""Whether a translation renders a wording: made from this very text, and of the same shape."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass

from generator.library.checks_text import inlines_of
from generator.library.model_languages import LanguageForm
from generator.library.template import (
    BlockSlot,
    BlockTemplate,
    ListTemplate,
    ParagraphTemplate,
    Slot,
    TableTemplate,
    Text,
)

_LENGTH = 16
_TRANSLATED_LITERALS = frozenset({"underskrift"})
"""Filters whose quoted text is printed, and so translated."""


def digest(heading: str, blocks: tuple[BlockTemplate, ...]) -> str:
    """Sixteen hexadecimal digits over all that the wording prints.

    Guidance, conditions and line breaks in the file do not count: they change nothing that a translator reads.
    """
    told = json.dumps([heading, *map(_told, blocks)], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]


def _told(value: object) -> object:
    """A template as plain lists; what has its default is left out, so that a new attribute changes no digest."""
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    if not is_dataclass(value):
        return value
    told = [
        [each.name, _told(getattr(value, each.name))]
        for each in fields(value)
        if each.name != "line" and (each.default is MISSING or getattr(value, each.name) != each.default)
    ]
    return [type(value).__name__, told]


def differences(
    own: tuple[BlockTemplate, ...], other: tuple[BlockTemplate, ...], form: LanguageForm
) -> Iterator[str]:
    """What a translation lacks or has too much of, each as a part of a Swedish sentence.

    Beside the Swedish every block has its counterpart. A reading aid may split paragraphs, but drops no list item.
    """
    if form is LanguageForm.BESIDE and [_shape(each) for each in own] != [_shape(each) for each in other]:
        yield f"den svenska texten har {_shapes(own)}, översättningen {_shapes(other)}"
    elif _items(own) != _items(other):
        yield f"den svenska texten har {_items(own)} punkter i listor, översättningen {_items(other)}"
    ours, theirs = Counter(_values(own)), Counter(_values(other))
    yield from (f"{{{{ {each} }}}} saknas" for each in sorted(ours - theirs))
    yield from (f"{{{{ {each} }}}} finns inte i den svenska texten" for each in sorted(theirs - ours))


def _shape(block: BlockTemplate) -> str:
    """The kind and size of a block, in Swedish."""
    match block:
        case ParagraphTemplate():
            return "citat" if block.quote else "stycke"
        case ListTemplate():
            return f"{_drawn(block.figure)}lista med {len(block.items)} punkter"
        case TableTemplate():
            return f"{_drawn(block.figure)}tabell med {len(block.rows)} rader och {len(block.header)} kolumner"
        case BlockSlot():
            return f"{block.name or 'fast'} {block.filter}"


def _drawn(figure: str) -> str:
    return "ritad " if figure else ""


def _shapes(blocks: tuple[BlockTemplate, ...]) -> str:
    return ", ".join(map(_shape, blocks)) or "ingenting"


def _items(blocks: tuple[BlockTemplate, ...]) -> int:
    return sum(len(block.items) for block in blocks if isinstance(block, ListTemplate))


def _values(blocks: tuple[BlockTemplate, ...]) -> Iterator[str]:
    """Every place for a value, provision and mark to be confirmed, as it is written but for what is translated."""
    for inline in inlines_of(blocks):
        if isinstance(inline, Slot):
            yield _written(inline.name, inline.attribute, inline.literal, inline.filter)
        elif isinstance(inline, Text) and inline.style == "confirm":
            yield "[BEKRÄFTA]"
    for block in blocks:
        if isinstance(block, BlockSlot):
            yield _written(block.name, "", "" if block.filter in _TRANSLATED_LITERALS else block.literal, block.filter)


def _written(name: str, attribute: str, literal: str, filter_name: str) -> str:
    value = ".".join(filter(None, (name, attribute))) or (f'"{literal}"' if literal else "…")
    return f"{value} | {filter_name}" if filter_name else value
