"""The agreement's text beside the questions: as the answers make it now, with what they have just changed marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flask import get_template_attribute
from markupsafe import Markup

from generator.assembly.assemble import main_document
from generator.assembly.select import SelectionError
from generator.assembly.situation import Situation
from generator.document import Document
from generator.review.compare import ClauseChange, compare_documents
from generator.review.word_marks import Mark
from generator.web.draft_addresses import Addresses
from generator.web.explaining import ClauseNote, chosen_out, clause_notes
from generator.web.left_places import left_places
from generator.web.preview import PageNotes, anchors_by_clause, document_on_page

_TITLE_LEVEL = 3


@dataclass(frozen=True)
class TextBeside:
    """What is shown beside the questions."""

    fragment: Markup
    clauses: int
    changes: tuple[ClauseChange, ...]
    """What differs from the text before, in reading order."""
    left_out: tuple[ClauseNote, ...]
    """The clauses that the answers do not call for, or that somebody has left out."""
    addresses: Addresses
    placed: Collection[str] = ()
    """The names of those left out that can be taken in again in the text, where they stood."""

    @property
    def chosen_out(self) -> tuple[ClauseNote, ...]:
        """The optional clauses that somebody has left out."""
        return chosen_out(self.left_out)


class _Beside(Addresses):
    """Where things of the draft are, seen from beside its questions."""

    sends_answers = True


def text_beside(
    agreement_id: str, situation: Situation, before: Situation | None, own: Mapping[str, str]
) -> TextBeside | None:
    """The text of a situation, marked against the one before it; None while there is no municipality to write for.

    ``before`` is None when there was no text before. ``own`` says what each wording is called that is not the library's
    own text.
    """
    if not situation.municipalities:
        return None
    try:
        document = main_document(situation)
    except SelectionError:
        return None  # answers that contradict each other: the page says so at the questions
    changes = _changes(before, document) if before is not None and before.municipalities else ()
    notes = clause_notes(situation, situation.plan)
    addresses = _Beside(agreement_id, situation.plan, situation)
    addresses.own = own
    left = left_places(notes, document, addresses)
    marked = left.with_under(dict(_marked(document, changes, notes, addresses)))
    return TextBeside(
        fragment=document_on_page(document, False, PageNotes(marked, left.after), level=_TITLE_LEVEL),
        clauses=len(document.wordings),
        changes=changes,
        left_out=tuple(note for note in notes if not note.included),
        addresses=addresses,
        placed=left.options,
    )


def _changes(before: Situation, document: Document) -> tuple[ClauseChange, ...]:
    try:
        return compare_documents(main_document(before), document).clauses
    except SelectionError:
        return ()


def _marked(
    document: Document, changes: tuple[ClauseChange, ...], notes: tuple[ClauseNote, ...], addresses: Addresses
) -> Iterator[tuple[str, Markup]]:
    """Anchor of a section → what is shown under its heading: that it is new or changed, and why it is there."""
    mark = get_template_attribute("parts/beside.html", "change_mark")
    why = get_template_attribute("parts/clause_notes.html", "included_note")
    anchors = anchors_by_clause(document)
    chosen = get_template_attribute("parts/optional.html", "leave_out")
    own = get_template_attribute("parts/clause_notes.html", "own_mark")
    explained = {
        note.wording.clause: own(note, addresses) + why(note, addresses) + chosen(note, addresses)
        for note in notes
        if note.included
    }
    told = {each.anchor: mark(each) for each in changes if each.mark is not Mark.REMOVED}
    clauses = {anchor: clause for clause, anchor in anchors.items()}
    for _, section in document.walk():
        markup = told.get(section.anchor, Markup()) + explained.get(clauses.get(section.anchor, ""), Markup())
        if markup:
            yield section.anchor, markup
