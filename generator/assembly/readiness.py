"""What stands between a draft and a signature. Until it is empty, the documents carry UTKAST."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.assembly.confirmations import mark_id, mark_parts
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
    Section,
    Table,
)


@dataclass(frozen=True)
class Remark:
    """One thing to settle before signing."""

    code: str
    """``svar-saknas``, ``rod-trad``, ``bekrafta`` or ``lucka``."""
    message: str
    place: str
    """A question's id, or a section's anchor."""
    mark: str = ""
    """For ``bekrafta``: the id under which the confirmation is given."""
    who: str = ""
    """For ``bekrafta``: the role that can confirm."""


def remarks(situation: Situation, documents: DocumentSet) -> tuple[Remark, ...]:
    """Everything that remains, in reading order, each thing once."""
    found = [Remark("svar-saknas", problem.message, problem.field) for problem in situation.missing()]
    found.extend(_uncovered(situation))
    for document in documents.documents:
        found.extend(_marks(document))
    return tuple(dict.fromkeys(found))


def is_ready(situation: Situation, documents: DocumentSet) -> bool:
    """Whether nothing remains."""
    return not remarks(situation, documents)


def _uncovered(situation: Situation) -> Iterator[Remark]:
    """The red thread: every problem chosen is met by at least one row that says who does what and when."""
    for question_id in situation.plan.question_ids:
        group = situation.library.questions[question_id]
        if not group.covers or not situation.is_shown(group.id):
            continue
        covered = situation.library.questions[group.covers]
        met = {row.get(group.covers) for row in situation.rows(group.id)}
        for value in situation.texts(group.covers):
            choice = covered.choice(value)
            if value not in met and choice is not None:
                message = f"{group.label}: ”{choice.text}” saknar en rad med ansvarig, mål och dag."
                yield Remark("rod-trad", message, group.id)


def _marks(document: Document) -> Iterator[Remark]:
    for _, section in document.walk():
        for block in section.blocks:
            for inline in _inlines(block):
                if isinstance(inline, Run) and inline.style is RunStyle.CONFIRM:
                    yield _to_confirm(section, inline.text)
                elif isinstance(inline, Run) and inline.style is RunStyle.MISSING:
                    yield Remark("lucka", f"{section.heading}: {inline.text.strip('[]')} saknas", section.anchor)


def _to_confirm(section: Section, text: str) -> Remark:
    what, who = mark_parts(text)
    mark = mark_id(section.wording.clause if section.wording else section.anchor, text)
    return Remark("bekrafta", f"{section.heading}: bekräfta {what}.", section.anchor, mark, who)


def _inlines(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph | FieldRow):
        yield from block.inlines
    elif isinstance(block, ListBlock):
        yield from (inline for item in block.items for inline in item.inlines)
    elif isinstance(block, Table):
        yield from (inline for row in (block.header, *block.rows) for cell in row for inline in cell.inlines)
