"""A comparison as a document, so that every format can print it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.document import Block, Cell, Document, DocumentKind, Paragraph, Run, Section, Table
from generator.review.compare import ClauseChange, Comparison, DocumentChange
from generator.review.marked_lines import EXPLAINED, marked_blocks, marked_line
from generator.review.word_marks import Mark

MARK_WORDS = {Mark.ADDED: "Ny", Mark.REMOVED: "Borttagen", Mark.CHANGED: "Ändrad", Mark.SAME: "Samma"}
_ANCHORS = "jamforelse"


def comparison_document(comparison: Comparison, names: tuple[str, str], day: date) -> Document:
    """What differs between two that are called so, the first before and the second after."""
    found = list(_sections(comparison, names))
    sections = tuple(
        Section(
            f"{_ANCHORS}-{number}",
            str(number),
            heading,
            blocks,
            tuple(_clause(each, f"{number}.{place}", names) for place, each in enumerate(clauses, 1)),
        )
        for number, (heading, blocks, clauses) in enumerate(found, 1)
    )
    return Document(
        id="jamforelse",
        kind=DocumentKind.OFFICIAL,
        title="Jämförelse",
        day=day,
        sections=sections,
        subtitle=f"{names[0]} jämförd med {names[1]}",
        version_note=f"Klausulbibliotek {' och '.join(dict.fromkeys(comparison.libraries))}.",
        lead=(_told(EXPLAINED),),
    )


def _sections(
    comparison: Comparison, names: tuple[str, str]
) -> Iterator[tuple[str, tuple[Block, ...], tuple[ClauseChange, ...]]]:
    if comparison.is_same:
        yield "Skillnader", (_told("Ingenting skiljer dem åt, varken svar eller text."),), ()
    if comparison.answers:
        yield "Svar", (_answers(comparison, names),), ()
    for each in comparison.changed_documents:
        yield each.title, tuple(_front(each)), each.clauses


def _answers(comparison: Comparison, names: tuple[str, str]) -> Table:
    rows = tuple(
        tuple(Cell((Run(text),)) for text in (each.label, each.before, each.after)) for each in comparison.answers
    )
    return Table("", tuple(Cell((Run(text),)) for text in ("Fråga", *names)), rows, row_headers=True)


def _front(document: DocumentChange) -> Iterator[Block]:
    if document.mark in (Mark.ADDED, Mark.REMOVED):
        yield _told("Dokumentet är nytt." if document.mark is Mark.ADDED else "Dokumentet följer inte längre med.")
    yield from (marked_line(each) for each in document.details if each.mark is not Mark.SAME)


def _clause(change: ClauseChange, number: str, names: tuple[str, str]) -> Section:
    lines = marked_blocks(change.lines, change.mark, names)
    reasons = tuple(_told(f"Skäl: {each.words}") for each in change.reasons)
    heading = f"{MARK_WORDS[change.mark]}: {change.after or change.before}"
    anchor = f"{_ANCHORS}-{number.replace('.', '-')}"
    return Section(anchor, number, heading, (*reasons, *lines))


def _told(text: str) -> Paragraph:
    return Paragraph((Run(text),))
