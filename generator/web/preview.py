"""The document on screen: the same picture as the files, with a note at each clause and what remains beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.assembly.readiness import Remark, remarks
from generator.assembly.situation import Situation
from generator.document import Document, DocumentSet
from generator.formats.html import FragmentOptions, render_fragment
from generator.library.model import Question
from generator.library.template import BlockSlot, BlockTemplate, InlineTemplate, ListTemplate, ParagraphTemplate, Slot

_HEADING = re.compile(r"<(/?)h([1-5])\b")
_SECTION_HEADING = re.compile(r'<section id="([^"]+)"[^>]*>\s*<h\d[^>]*>.*?</h\d>', re.DOTALL)


@dataclass(frozen=True)
class Remaining:
    """One thing to settle before signing, and where it can be settled."""

    message: str
    question: str = ""
    """Id of the question whose answer settles it; empty when it is not an answer."""
    document: str = ""
    """Id of the document it stands in."""
    anchor: str = ""
    """The section it stands in."""


def document_on_page(document: Document, draft: bool, notes: Mapping[str, Markup]) -> Markup:
    """The document's fragment for a page of ours: its headings begin below the page's own, and each section that has
    a note (section anchor → markup) gets it under its heading."""
    fragment = str(render_fragment(document, FragmentOptions(draft=draft)))
    lowered = _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", fragment)
    noted = _SECTION_HEADING.sub(lambda found: found[0] + str(notes.get(found[1], "")), lowered)
    return Markup(noted)  # noqa: S704 (our own template's output, with notes that are markup already)


def anchors_by_clause(document: Document) -> dict[str, str]:
    """Clause id → anchor of the section that prints it."""
    return {section.wording.clause: section.anchor for _, section in document.walk() if section.wording}


def remaining(situation: Situation, documents: DocumentSet) -> tuple[Remaining, ...]:
    """Everything that remains, in reading order."""
    return tuple(dict.fromkeys(_remaining(situation, documents)))


def _remaining(situation: Situation, documents: DocumentSet) -> Iterator[Remaining]:
    asked = set(situation.plan.question_ids)
    for document in documents.documents:
        for remark in remarks(situation, DocumentSet(document)):
            question_id = remark.place.partition(".")[0]
            if question_id in asked:
                yield Remaining(f"Svar saknas: {situation.library.questions[question_id].wording}", question_id)
            elif question := _asked_for(remark, document, situation):
                yield Remaining(f"Svar saknas: {question.wording}", question.id)
            else:
                yield Remaining(remark.message.replace("BEKRÄFTA: ", "bekräfta "), "", document.id, remark.place)


def _asked_for(remark: Remark, document: Document, situation: Situation) -> Question | None:
    """The question whose answer is missing in a section. A gap is printed with the label of the question, or of one
    of its columns when no row has been answered."""
    label = remark.message.removesuffix(" saknas").rpartition(": ")[2]
    for name in _names_in(remark.place, document, situation):
        question = situation.library.questions.get(name)
        if question and name in situation.plan.question_ids and situation.is_shown(name):
            labels = {question.label, *(part.label for part in question.parts)}
            if remark.code == "lucka" and label in labels:
                return question
    return None


def _names_in(anchor: str, document: Document, situation: Situation) -> Iterator[str]:
    """Names of the values that the clause in a section prints."""
    marks = [section.wording for _, section in document.walk() if section.anchor == anchor and section.wording]
    for mark in marks:
        clause = situation.library.clauses.get(mark.clause)
        wording = clause.at(situation.day) if clause else None
        for block in wording.blocks if wording else ():
            yield from names_of(block)


def names_of(block: BlockTemplate) -> Iterator[str]:
    """Names of the values in a block of a clause's text."""
    if isinstance(block, BlockSlot):
        yield block.name
        return
    if isinstance(block, ParagraphTemplate):
        runs: Iterable[Iterable[InlineTemplate]] = [block.inlines]
    elif isinstance(block, ListTemplate):
        runs = block.items
    else:
        runs = [cell for row in (block.header, *block.rows) for cell in row]
    yield from (inline.name for run in runs for inline in run if isinstance(inline, Slot))
