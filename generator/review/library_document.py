"""A comparison of two states of the clause library as a document, and the part of one that somebody asks for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.assembly.printing import day_in_words
from generator.document import Block, Cell, Document, DocumentKind, Paragraph, Run, Section, Table
from generator.review.comparison_document import MARK_WORDS
from generator.review.library_changes import LibraryComparison, NamedChange, WordingChange
from generator.review.marked_lines import EXPLAINED, marked_blocks
from generator.review.word_marks import Mark


def narrowed(found: LibraryComparison, only_new_and_gone: bool = False, words: str = "") -> LibraryComparison:
    """Without what was only changed, when asked, and with only what holds every one of the words, in any order."""
    wanted = words.casefold().split()

    def is_asked_for(mark: Mark, text: str) -> bool:
        folded = text.casefold()
        return not (only_new_and_gone and mark is Mark.CHANGED) and all(word in folded for word in wanted)

    return replace(
        found,
        wordings=tuple(each for each in found.wordings if is_asked_for(each.mark, _all_words(each))),
        others=tuple(each for each in found.others if is_asked_for(each.mark, f"{each.kind} {each.id} {each.words}")),
    )


def _all_words(change: WordingChange) -> str:
    lines = (text for line in change.lines for text in (line.before, line.after))
    rules = (text for pair in (change.conditions, change.sources) for side in pair for text in side)
    return " ".join((change.clause, change.heading, *lines, *rules))


def library_document(found: LibraryComparison, names: tuple[str, str], day: date) -> Document:
    """What differs between two libraries that are called so, the first before and the second after."""
    clauses = tuple(_clause(each, f"1.{place}", names) for place, each in enumerate(found.wordings, 1))
    told = _told("Ingen klausul skiljer.") if not clauses else _told(f"{len(clauses)} klausuler skiljer.")
    sections = [Section("bibliotek-1", "1", "Klausuler", (told,), clauses)]
    if found.others:
        sections.append(Section("bibliotek-2", "2", "Frågor, uppgifter, lagrum och planer", (_others(found.others),)))
    return Document(
        id="jamforelse-bibliotek",
        kind=DocumentKind.OFFICIAL,
        title="Jämförelse av klausulbibliotek",
        day=day,
        sections=tuple(sections),
        subtitle=f"{names[0]} jämfört med {names[1]}",
        version_note=f"Klausulbibliotek {' och '.join(dict.fromkeys(found.versions))}.",
        lead=(_told(f"Jämförelsen gäller de lydelser som gäller den {day_in_words(day)}. {EXPLAINED}"),),
    )


def _clause(change: WordingChange, number: str, names: tuple[str, str]) -> Section:
    heading = f"{MARK_WORDS[change.mark]}: {change.heading} ({change.clause})"
    blocks = (*_rules(change), *marked_blocks(change.lines, change.mark, names))
    return Section(f"bibliotek-{number.replace('.', '-')}", number, heading, blocks or (_told(_ONLY_PLACES),))


_ONLY_PLACES = "Orden, villkoren och lagrummen är desamma. Platsen, eller vilka klausuler den kräver, skiljer."


def _rules(change: WordingChange) -> Iterator[Block]:
    """The conditions and provisions, where they differ or the clause is new."""
    for name, (before, after) in (("Villkor", change.conditions), ("Lagrum", change.sources)):
        if change.mark is Mark.CHANGED and before != after:
            yield _told(f"{name}: {_listed(before)} → {_listed(after)}")
        elif change.mark is not Mark.CHANGED:
            yield _told(f"{name}: {_listed(after or before)}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "inga"


def _others(changes: Iterable[NamedChange]) -> Table:
    rows = tuple(
        tuple(Cell((Run(text),)) for text in (f"{each.kind} {each.id}", MARK_WORDS[each.mark], each.words))
        for each in changes
    )
    return Table("", tuple(Cell((Run(text),)) for text in ("Vad", "Hur", "Namn")), rows, row_headers=True)


def _told(text: str) -> Paragraph:
    return Paragraph((Run(text),))
