"""What stands between a draft and a signature. Until it is empty, the documents carry UTKAST."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.assembly.assemble import document_set
from generator.assembly.confirmations import mark_id, mark_parts
from generator.assembly.law_age import LAW_REVIEWER, ask_for_check, old_law
from generator.assembly.situation import Situation
from generator.assembly.words import unanswered
from generator.document import (
    Block,
    Document,
    DocumentKind,
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
from generator.library.checks_text import inlines_of
from generator.library.template import BlockSlot, Slot
from generator.library.words import WORD_NAMES


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
    question: str = ""
    """Id of the question whose answer settles it; empty where no answer does."""
    document: str = ""
    """Id of the document it stands in; empty for an answer that is missing whatever the text says."""


def remarks(situation: Situation, documents: DocumentSet) -> tuple[Remark, ...]:
    """Everything that remains, in reading order, each thing once. What goes beside the agreement is not signed: a gap
    in it is no hindrance."""
    found = [
        Remark("svar-saknas", problem.message, problem.field, question=problem.field.partition(".")[0])
        for problem in situation.missing()
    ]
    found.extend(_uncovered(situation))
    for document in documents.documents:
        marks = _marks(document, situation)
        found.extend(each for each in marks if each.mark or document.kind is not DocumentKind.OFFICIAL)
    found.extend(_law_to_check(situation, documents))
    once: dict[object, Remark] = {}
    for remark in found:
        once.setdefault(remark.mark or remark, remark)  # several documents may print the same clause
    return tuple(once.values())


def is_ready(situation: Situation, documents: DocumentSet) -> bool:
    """Whether nothing remains."""
    return not remarks(situation, documents)


def settled(situation: Situation) -> tuple[tuple[Remark, str], ...]:
    """What has been confirmed of what the text of today asks to have confirmed, each with who did it."""
    confirmed = situation.answers.confirmations
    if not confirmed:
        return ()
    unconfirmed = replace(situation.answers, confirmations={})
    before = Situation(situation.library, situation.plan, unconfirmed, situation.day)
    asked = {remark.mark: remark for remark in reversed(remarks(before, document_set(before)))}
    found = ((remark, confirmed[mark]) for mark, remark in reversed(asked.items()) if mark in confirmed)
    return tuple(found)


def _uncovered(situation: Situation) -> Iterator[Remark]:
    """The red thread: every problem chosen is met by at least one row that says who does what and when."""
    for question_id in situation.plan.question_ids:
        group = situation.library.questions[question_id]
        if not group.covers or not situation.is_shown(group.id):
            continue
        covered = situation.library.questions[group.covers]
        wanted = {part.id for part in group.parts if part.required}
        met = {row.get(group.covers) for row in situation.rows(group.id) if wanted <= set(row)}
        for value in situation.texts(group.covers):
            choice = covered.choice(value)
            if value not in met and choice is not None:
                message = f"{group.label}: ”{choice.text}” saknar en rad med ansvarig, mål och dag."
                yield Remark("rod-trad", message, group.id, question=group.id)


def _law_to_check(situation: Situation, documents: DocumentSet) -> Iterator[Remark]:
    """Age alone never stops a draft; whoever reviews is asked to say through which day the law has been checked."""
    old = old_law(situation, documents)
    if old is None:
        return
    mark = mark_id("rattslage", old.key)
    if mark not in situation.answers.confirmations:
        asked = ask_for_check(old, situation)
        yield Remark("bekrafta", asked, old.anchor, mark, LAW_REVIEWER, document=old.document)


def _marks(document: Document, situation: Situation) -> Iterator[Remark]:
    for _, section in document.walk():
        for block in section.blocks:
            for inline in _inlines(block):
                if isinstance(inline, Run) and inline.style is RunStyle.CONFIRM:
                    yield replace(_to_confirm(section, inline.text), document=document.id)
                elif isinstance(inline, Run) and inline.style is RunStyle.MISSING:
                    yield replace(_gap(section, inline.text.strip("[]"), situation), document=document.id)


def _gap(section: Section, label: str, situation: Situation) -> Remark:
    """An answer that the text lacks. It stands there with the label of its question, or of one of its columns."""
    named = list(_names_in(section, situation))
    questions = situation.library.questions
    for name in (*named, *(each for each in situation.asked if each not in named)):
        if name not in situation.asked or not situation.is_shown(name):
            continue
        if label in (questions[name].label, *(part.label for part in questions[name].parts)):
            break
    else:
        name = ""
    return Remark("lucka", f"{section.heading}: {label} saknas", section.anchor, question=name)


def _names_in(section: Section, situation: Situation) -> Iterator[str]:
    """Ids of the questions that the section's clause prints, also through prepared words."""
    clause = situation.library.clauses.get(section.wording.clause) if section.wording else None
    wording = clause.at(situation.day) if clause else None
    blocks = wording.blocks if wording else ()
    for each in (*blocks, *inlines_of(blocks)):
        if isinstance(each, Slot | BlockSlot) and each.name:
            yield unanswered(each.name, situation) if each.name in WORD_NAMES else each.name


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
