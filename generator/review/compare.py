"""What differs between two drafts, two versions of one, or the same draft on two libraries. Pure.

``compare`` tells the answers that differ, and document by document the clauses that came, went or were reworded, each
with its reasons. The dataclasses hold only plain values, so that a program can be told them as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from generator.assembly.assemble import document_set
from generator.assembly.situation import Situation
from generator.document import Document, DocumentSet, WordingRef
from generator.review.answer_changes import AnswerChange, answer_changes
from generator.review.causes import Causes, Reason
from generator.review.section_text import SectionText, section_texts
from generator.review.word_marks import LineChange, Mark, compare_lines, whole_line


@dataclass(frozen=True)
class ClauseChange:
    """One clause, or one section without a clause, that came, went or was reworded."""

    key: str
    """The clause's id, or the section's anchor."""
    mark: Mark
    """ADDED, REMOVED or CHANGED."""
    before: str
    """Number and heading as they were; empty for what was added."""
    after: str
    anchor: str
    """Where it stands in the newer document, or stood in the older one."""
    lines: tuple[LineChange, ...]
    """Its whole text, marked."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class DocumentChange:
    """One document in both sets."""

    document: str
    """Its id."""
    title: str
    mark: Mark
    """ADDED or REMOVED for a document that only one of the sets has; SAME when no words differ."""
    clauses: tuple[ClauseChange, ...]
    """Only those that differ, in reading order."""
    renumbered: int = 0
    """How many clauses only got another number, or lead to another number."""
    details: tuple[LineChange, ...] = ()
    """Title, parties, and registration numbers, where any of them differs."""


@dataclass(frozen=True)
class Comparison:
    """Everything that differs."""

    answers: tuple[AnswerChange, ...]
    documents: tuple[DocumentChange, ...]
    """Every document of either set, those without a difference too."""
    libraries: tuple[str, str]
    """The library's version before and after."""
    days: tuple[str, str]
    """The day whose law and wordings count, before and after, as ``2026-11-21``."""

    @property
    def changed_documents(self) -> tuple[DocumentChange, ...]:
        """The documents whose words differ."""
        return tuple(each for each in self.documents if each.mark is not Mark.SAME)

    @property
    def is_same_text(self) -> bool:
        """Whether every document reads the same, numbers aside."""
        return not self.changed_documents

    @property
    def is_same(self) -> bool:
        """Whether nothing differs, neither answers nor words."""
        return not self.answers and self.is_same_text


def compare(before: Situation, after: Situation) -> Comparison:
    """What differs between the documents, and the answers, of two situations of one plan, each with its reasons.

    The situations may rest on different libraries and days. Raises GeneratorError where one of them gives no document.
    """
    old, new = document_set(before), document_set(after)
    changes = answer_changes(before, after)
    unexplained = compare_sets(old, new)
    if all(each.mark is Mark.SAME for each in unexplained):
        explained = unexplained
    else:
        causes = Causes(before, after, changes)
        explained = tuple(_explained(each, causes, (old, new)) for each in unexplained)
    versions = (before.library.version, after.library.version)
    return Comparison(changes, explained, versions, (before.day.isoformat(), after.day.isoformat()))


def compare_sets(before: DocumentSet, after: DocumentSet) -> tuple[DocumentChange, ...]:
    """The documents of both sets, matched by id, without reasons."""
    old = {document.id: document for document in before.documents}
    new = {document.id: document for document in after.documents}
    return tuple(compare_documents(old.get(each), new.get(each)) for each in dict.fromkeys((*new, *old)))


def compare_documents(before: Document | None, after: Document | None) -> DocumentChange:
    """One document in two versions, without reasons; None for a version that is not there. Not both may be None."""
    present = after or before
    if present is None:
        raise ValueError("there is no document to compare")
    old = section_texts(before) if before else {}
    new = section_texts(after) if after else {}
    clauses = tuple(_clauses(old, new))
    details = _details(before, after) if before and after else ()
    title = f"{present.annex_label}: {present.title}" if present.annex_label else present.title
    mark = Mark.REMOVED if after is None else Mark.ADDED if before is None else Mark.CHANGED
    if mark is Mark.CHANGED and not clauses and not details:
        mark = Mark.SAME
    renumbered = sum(_is_renumbered(old[key], new[key]) for key in old.keys() & new.keys())
    return DocumentChange(present.id, title, mark, clauses, renumbered, details)


def _clauses(old: Mapping[str, SectionText], new: Mapping[str, SectionText]) -> Iterator[ClauseChange]:
    """What differs, in reading order: what went stands where it stood."""
    keys, new_keys = list(old), list(new)
    moved = set(old) & set(new)
    for tag, low, high, new_low, new_high in SequenceMatcher(None, keys, new_keys, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (_gone(old[key]) for key in keys[low:high] if key not in moved and old[key].says_something)
        for key in new_keys[new_low:new_high]:
            if key not in old:
                if new[key].says_something:
                    yield _came(new[key])
            elif _differs(old[key], new[key]):
                yield _reworded(old[key], new[key])


def _differs(old: SectionText, new: SectionText) -> bool:
    return (old.section.heading, old.steady) != (new.section.heading, new.steady)


def _is_renumbered(old: SectionText, new: SectionText) -> bool:
    return not _differs(old, new) and (old.title, old.lines) != (new.title, new.lines)


def _gone(old: SectionText) -> ClauseChange:
    lines = tuple(whole_line(line, Mark.REMOVED) for line in old.lines)
    return ClauseChange(old.key, Mark.REMOVED, old.title, "", old.section.anchor, lines)


def _came(new: SectionText) -> ClauseChange:
    lines = tuple(whole_line(line, Mark.ADDED) for line in new.lines)
    return ClauseChange(new.key, Mark.ADDED, "", new.title, new.section.anchor, lines)


def _reworded(old: SectionText, new: SectionText) -> ClauseChange:
    lines = compare_lines(old.lines, new.lines)
    return ClauseChange(new.key, Mark.CHANGED, old.title, new.title, new.section.anchor, lines)


def _details(before: Document, after: Document) -> tuple[LineChange, ...]:
    lines = compare_lines(_front(before), _front(after))
    return lines if any(line.mark is not Mark.SAME for line in lines) else ()


def _front(document: Document) -> tuple[str, ...]:
    """What stands before the first section."""
    numbers = (f"{label}: {number}" for label, number in document.registration)
    return tuple(line for line in (document.title, document.subtitle, document.parties, *numbers) if line)


def _explained(change: DocumentChange, causes: Causes, sets: tuple[DocumentSet, DocumentSet]) -> DocumentChange:
    old, new = (_marks(documents, change.document) for documents in sets)
    clauses = tuple(
        replace(each, reasons=causes.of((change.document, each.key), (old.get(each.key), new.get(each.key))))
        for each in change.clauses
    )
    return replace(change, clauses=clauses)


def _marks(documents: DocumentSet, document_id: str) -> dict[str, WordingRef]:
    """Clause id → the mark of the wording that the document prints."""
    found = next((each for each in documents.documents if each.id == document_id), None)
    return {mark.clause: mark for mark in found.wordings} if found else {}
