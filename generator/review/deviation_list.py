"""The list that may stand last in an agreement: where its text deviates from the library's, and who approved it. Pure.

It says who approved, for whom and when; never a remark or a comment. It is appended to the agreement's text and is no
part of it: it has no number, no clause's mark and no place in the manifest, and a file that comes back is read without
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.assembly.printing import day_in_words
from generator.document import Block, Document, DocumentSet, ListBlock, ListItem, Paragraph, Run, Section
from generator.marks import section_bookmarks
from generator.review.compare import ClauseChange, compare_sets
from generator.review.marked_lines import marked_line
from generator.review.resting import Resting
from generator.review.section_text import SectionText, section_texts
from generator.review.word_marks import Mark, whole_line

ANCHOR = "avvikelser-och-godkannanden"
HEADING = "Avvikelser och godkännanden"
_HOW = "Det som avviker från klausulbiblioteket står här, ord för ord."
_MARKS = "Det som har lagts till står i {+\u00a0+} och det som har tagits bort i [-\u00a0-]."
_NONE = "Ingen text avviker från klausulbiblioteket."
_KINDS = {
    Mark.CHANGED: "En lokal lydelse står i stället för bibliotekets.",
    Mark.ADDED: "Klausulen finns inte i biblioteket.",
    Mark.REMOVED: "Klausulen är bortvald.",
}


@dataclass(frozen=True)
class Approval:
    """Somebody's approval of a wording, as it is printed."""

    name: str
    role: str
    """``kommunjurist``, or who answers where there is none."""
    organisation: str
    day: date

    @property
    def words(self) -> str:
        """``Anna Berg, kommunjurist, Bjurholms kommun, 21 november 2026``."""
        return f"{self.name}, {self.role}, {self.organisation}, {day_in_words(self.day)}"


@dataclass(frozen=True)
class Told:
    """What is known of one deviation beside its words."""

    reason: str = ""
    approvals: tuple[Approval, ...] = ()
    missing: tuple[str, ...] = ()
    """The organisations whose approval is missing."""


def deviating(national: DocumentSet, made: DocumentSet, clauses: Iterable[str]) -> tuple[ClauseChange, ...]:
    """How these clauses differ between the library's own text and what was made, in reading order."""
    wanted, old, new = set(clauses), _texts(national), _texts(made)
    return tuple(
        _without_numbers(change, old.get((each.document, change.key)), new.get((each.document, change.key)))
        for each in compare_sets(national, made)
        for change in each.clauses
        if change.key in wanted
    )


def _texts(documents: DocumentSet) -> dict[tuple[str, str], SectionText]:
    """Document and clause → the text there."""
    return {(each.id, key): text for each in documents.documents for key, text in section_texts(each).items()}


def _without_numbers(change: ClauseChange, old: SectionText | None, new: SectionText | None) -> ClauseChange:
    """The change without the lines where a cross-reference has another number and no word is another."""
    if old is None or new is None:
        return change
    now = dict(zip(new.steady, new.lines, strict=True))
    same = {(line, now[steady]) for steady, line in zip(old.steady, old.lines, strict=True) if steady in now}
    lines = tuple(
        whole_line(each.after, Mark.SAME) if (each.before, each.after) in same else each for each in change.lines
    )
    return replace(change, lines=lines)


def with_list(
    document: Document, deviations: Sequence[ClauseChange], told: Mapping[str, Told], resting: Iterable[Resting]
) -> Document:
    """The document with the list last. ``told`` is by clause."""
    section = Section(
        anchor=ANCHOR,
        number="",
        heading=HEADING,
        blocks=tuple(_front(deviations, resting)),
        sections=tuple(_deviation(each, told.get(each.key, Told())) for each in deviations),
        on_new_page=True,
    )
    return replace(document, sections=(*document.sections, section))


def bookmark() -> str:
    """The bookmark that the list's heading has in a Word file."""
    return section_bookmarks([ANCHOR])[ANCHOR]


def _front(deviations: Sequence[ClauseChange], resting: Iterable[Resting]) -> Iterator[Block]:
    yield _said(f"{_HOW} {_MARKS}" if deviations else _NONE)
    yield from (_said(each.sentences) for each in resting)


def _deviation(change: ClauseChange, told: Told) -> Section:
    blocks: list[Block] = [_said(_KINDS[change.mark])]
    blocks += [marked_line(each) for each in change.lines if each.mark is not Mark.SAME]
    blocks += [_said(f"Skäl: {told.reason.rstrip('.')}.")] if told.reason else []
    if told.approvals:
        blocks.append(_said("Godkänd av:"))
        blocks.append(ListBlock(False, tuple(ListItem("–", (Run(each.words),)) for each in told.approvals)))
    blocks += [_said(f"Inte godkänd än: {', '.join(told.missing)}.")] if told.missing else []
    heading = f"Avvikelse: {change.after or change.before}"
    return Section(f"{ANCHOR}-{change.key}", "", heading, tuple(blocks))


def _said(text: str) -> Paragraph:
    return Paragraph((Run(text),))
