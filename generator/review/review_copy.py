"""The whole clause set, or one document of it, as a document to read on paper: ``granskningsexemplar``.

It is an ordinary Document, so that every format can make it. Nothing in it is marked as a wording: a copy for review
must never be read back as an agreement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.assembly.explain import conditions_in_words
from generator.assembly.printing import day_in_words
from generator.assembly.select import wordings_at
from generator.document import (
    Block,
    Cell,
    Document,
    DocumentKind,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Section,
    Table,
)
from generator.library.model import DocumentPlan, LegalSource, Library, PlanItem, PlanPart, Wording
from generator.library.template import BlockTemplate, InlineTemplate, ListTemplate, ParagraphTemplate, TableTemplate
from generator.review.clause_pieces import SLOT, Pieces
from generator.review.register import provision_name, status_on

TITLE = "Granskningsexemplar"
_DASH = "–"
_STYLES = {each.value: each for each in (RunStyle.EMPHASIS, RunStyle.STRONG, RunStyle.CONFIRM)}


def review_copy(library: Library, plans: Iterable[DocumentPlan], day: date) -> Document:
    """Every clause of the plans as it reads on the day, with conditions, provisions and guidance.

    A place for an answer is printed as ``[its name]``. A plan without any clause in force has no section.
    """
    chosen = tuple(plans)
    writer = _Writer(library, day)
    parts = [(plan, tuple(writer.parts(plan))) for plan in chosen]
    named = [(plan, sections) for plan, sections in parts if sections]
    alone = len(chosen) == 1
    sections = tuple(
        _numbered(Section(plan.id, "", plan.title, _lead(plan), sections), str(number))
        for number, (plan, sections) in enumerate(named, 1)
    )
    title = f"{TITLE}: {chosen[0].title}" if alone else f"{TITLE} av klausulerna"
    return Document(
        id="granskningsexemplar",
        kind=DocumentKind.OFFICIAL,
        title=title,
        day=day,
        sections=sections,
        subtitle=f"Lydelser som gäller den {day_in_words(day)}",
        version_note=f"Klausulbibliotek {library.version}. Lydelser den {day_in_words(day)}.",
        lead=(_words("Ord inom hakparentes byts ut mot det som gäller i det enskilda fallet."),),
    )


def _numbered(section: Section, number: str) -> Section:
    children = tuple(_numbered(each, f"{number}.{place}") for place, each in enumerate(section.sections, 1))
    return Section(section.anchor, number, section.heading, section.blocks, children)


def _lead(plan: DocumentPlan) -> tuple[Block, ...]:
    return (_words(plan.description),) if plan.description else ()


def _words(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _labelled(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}: ", RunStyle.STRONG), Run(text)))


class _Writer:
    """Writes the clauses of a library on a day."""

    def __init__(self, library: Library, day: date) -> None:
        self._library = library
        self._day = day
        self._in_force = library.wordings_at(day)
        self._pieces = Pieces(library)

    def parts(self, plan: DocumentPlan) -> Iterator[Section]:
        """The parts of a plan that hold any clause."""
        for part in plan.parts:
            clauses = tuple(self._clauses(plan, part))
            if clauses:
                yield Section(f"{plan.id}-{part.id}", "", part.heading, (), clauses)

    def _clauses(self, plan: DocumentPlan, part: PlanPart) -> Iterator[Section]:
        for item in part.items:
            for wording in wordings_at(item, self._library, self._in_force):
                anchor = f"{plan.id}-{part.id}-{wording.clause}"
                yield Section(anchor, "", wording.heading, tuple(self._clause(wording, item)))

    def _clause(self, wording: Wording, item: PlanItem) -> Iterator[Block]:
        yield from (self._block(each) for each in wording.blocks)
        conditions = conditions_in_words(self._library, wording.conditions)
        yield _labelled("När den används", "; ".join(conditions) or "Alltid")
        if item.option:
            yield _labelled("Valfri", "Den går att välja bort i ett utkast.")
        sources = [self._library.sources[each] for each in wording.sources if each in self._library.sources]
        if sources:
            yield _labelled("Lagrum", "; ".join(map(self._provision, sources)))
        if wording.guidance:
            yield _labelled("Vägledning", " ".join(wording.guidance))
        first = day_in_words(wording.first_day)
        yield _labelled(
            "Lydelse", f"{wording.clause}, gäller från {first}. Ansvarig: {wording.owner}. Skäl: {wording.reason}"
        )

    def _provision(self, source: LegalSource) -> str:
        checked = f"kontrollerad t.o.m. {day_in_words(source.checked)}" if source.checked else "inte kontrollerad"
        status = status_on(source, self._day)
        works = f", {source.preparatory_works}" if source.preparatory_works else ""
        return f"{provision_name(self._library, source)} ({source.heading}; {status}, {checked}{works})"

    def _block(self, block: BlockTemplate) -> Block:
        if isinstance(block, ParagraphTemplate):
            style = ParagraphStyle.QUOTE if block.quote else ParagraphStyle.BODY
            return Paragraph(self._inlines(block.inlines), style)
        if isinstance(block, ListTemplate):
            labels = (f"{chr(97 + place)})" if block.ordered else _DASH for place in range(len(block.items)))
            items = zip(labels, block.items, strict=True)
            return ListBlock(block.ordered, tuple(ListItem(label, self._inlines(item)) for label, item in items))
        if isinstance(block, TableTemplate):
            return Table("", self._cells(block.header), tuple(self._cells(row) for row in block.rows))
        return _words(f"[{self._pieces.block_name(block)}]")

    def _cells(self, row: Iterable[tuple[InlineTemplate, ...]]) -> tuple[Cell, ...]:
        return tuple(Cell(self._inlines(cell)) for cell in row)

    def _inlines(self, templates: tuple[InlineTemplate, ...]) -> tuple[Inline, ...]:
        return tuple(
            Run(f"[{piece.text}]") if piece.style == SLOT else Run(piece.text, _STYLES.get(piece.style, RunStyle.PLAIN))
            for piece in self._pieces.inlines(templates)
        )
