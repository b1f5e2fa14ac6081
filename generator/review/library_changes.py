"""What differs between two states of the clause library: wordings word by word, conditions, provisions, questions.

The dataclasses hold only plain values, so that a program can be told them as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.library.model import DocumentPlan, Library, Question, Wording
from generator.library.template import (
    BlockSlot,
    BlockTemplate,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    TableTemplate,
    Text,
)
from generator.review.word_marks import LineChange, Mark, compare_lines

_Part = TypeVar("_Part")


@dataclass(frozen=True)
class WordingChange:
    """One clause whose wording in force differs."""

    clause: str
    mark: Mark
    """ADDED, REMOVED or CHANGED."""
    heading: str
    """The newer one."""
    first_days: tuple[str, str]
    """First day of the wording before and after, ``2026-01-01``; empty where there is none."""
    lines: tuple[LineChange, ...]
    """Heading and text, marked; empty when no word differs."""
    conditions: tuple[tuple[str, ...], tuple[str, ...]]
    """Before and after, as written in the files."""
    sources: tuple[tuple[str, ...], tuple[str, ...]]
    """The provisions that it rests on, before and after."""

    @property
    def is_reworded(self) -> bool:
        """Whether words differ, and not only conditions or provisions."""
        return bool(self.lines)


@dataclass(frozen=True)
class NamedChange:
    """A question, fact, provision or document plan that came, went or was changed."""

    kind: str
    """``fråga``, ``uppgift``, ``lagrum`` or ``dokumentplan``."""
    id: str
    mark: Mark
    words: str
    """What people call it."""


@dataclass(frozen=True)
class LibraryComparison:
    """Everything that differs."""

    versions: tuple[str, str]
    day: str
    wordings: tuple[WordingChange, ...]
    others: tuple[NamedChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs on the day."""
        return not self.wordings and not self.others


def compare_libraries(before: Library, after: Library, day: date) -> LibraryComparison:
    """What differs between two libraries on a day."""
    old, new = before.wordings_at(day), after.wordings_at(day)
    wordings = tuple(_wordings(old, new))
    others = (
        *_named("fråga", before.questions, after.questions, lambda each: each.label, question_essence),
        *_named("uppgift", before.facts, after.facts, lambda each: each.name, without_line),
        *_named("lagrum", before.sources, after.sources, lambda each: each.heading, without_line),
        *_named("dokumentplan", before.plans, after.plans, lambda each: each.title, _plan),
    )
    return LibraryComparison((before.version, after.version), day.isoformat(), wordings, others)


def _wordings(old: Mapping[str, Wording], new: Mapping[str, Wording]) -> Iterator[WordingChange]:
    for clause in dict.fromkeys((*new, *old)):
        before, after = old.get(clause), new.get(clause)
        change = _change(clause, before, after)
        if before is None or after is None or change.lines or _differs(change, before, after):
            yield change


def _differs(change: WordingChange, before: Wording, after: Wording) -> bool:
    rules = (before.place, before.requires, before.excludes) != (after.place, after.requires, after.excludes)
    return rules or change.conditions[0] != change.conditions[1] or change.sources[0] != change.sources[1]


def _change(clause: str, before: Wording | None, after: Wording | None) -> WordingChange:
    present = after or before
    mark = Mark.ADDED if before is None else Mark.REMOVED if after is None else Mark.CHANGED
    old, new = (wording_lines(each) if each else () for each in (before, after))
    return WordingChange(
        clause,
        mark,
        present.heading if present else "",
        (_first_day(before), _first_day(after)),
        () if old == new else compare_lines(old, new),
        (_conditions(before), _conditions(after)),
        (before.sources if before else (), after.sources if after else ()),
    )


def _first_day(wording: Wording | None) -> str:
    return wording.first_day.isoformat() if wording else ""


def _conditions(wording: Wording | None) -> tuple[str, ...]:
    return tuple(map(str, wording.conditions)) if wording else ()


# --- A wording as lines -----------------------------------------------------------------------------------------------


def wording_lines(wording: Wording) -> tuple[str, ...]:
    """Heading and text, a paragraph, an item or a row a line, with places for values as in the file."""
    return (wording.heading, *(line for block in wording.blocks for line in _block_lines(block)))


def _block_lines(block: BlockTemplate) -> Iterator[str]:
    if isinstance(block, ParagraphTemplate):
        yield _line(block.inlines)
    elif isinstance(block, ListTemplate):
        yield from (_line(item) for item in block.items)
    elif isinstance(block, TableTemplate):
        yield from (" | ".join(_line(cell) for cell in row) for row in (block.header, *block.rows))
    elif isinstance(block, BlockSlot):
        yield _slot(block.name, block.literal, block.filter)


def _line(inlines: Iterable[InlineTemplate]) -> str:
    return "".join(each.text if isinstance(each, Text) else _inline_slot(each) for each in inlines)


def _inline_slot(inline: InlineTemplate) -> str:
    if isinstance(inline, Text):
        return inline.text
    name = f"{inline.name}.{inline.attribute}" if inline.attribute else inline.name
    return _slot(name[:1].upper() + name[1:] if inline.capital else name, inline.literal, inline.filter)


def _slot(name: str, literal: str, filter_name: str) -> str:
    value = f'"{literal}"' if literal else name
    return f"{{{{ {value} | {filter_name} }}}}" if filter_name else f"{{{{ {value} }}}}"


# --- Everything else --------------------------------------------------------------------------------------------------


def _named(
    kind: str,
    before: Mapping[str, _Part],
    after: Mapping[str, _Part],
    words: Callable[[_Part], str],
    essence: Callable[[_Part], object],
) -> Iterator[NamedChange]:
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            yield NamedChange(kind, name, Mark.ADDED, words(new))
        elif new is None and old is not None:
            yield NamedChange(kind, name, Mark.REMOVED, words(old))
        elif old is not None and new is not None and essence(old) != essence(new):
            yield NamedChange(kind, name, Mark.CHANGED, words(new))


def without_line(part: object) -> dict[str, object]:
    """The fields that say something; where it stands in the file does not."""
    return {key: value for key, value in vars(part).items() if key not in ("line", "lines")}


def question_essence(question: Question) -> dict[str, object]:
    """Everything that a question says, wherever in the file it stands."""
    parts = [question_essence(each) for each in question.parts]
    return {**without_line(question), "parts": parts, "choices": [without_line(each) for each in question.choices]}


def _plan(plan: DocumentPlan) -> object:
    return plan.sha256
