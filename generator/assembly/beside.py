"""Puts a document and the same document in another language together, block by block.

The Swedish comes first and is binding. Running text is repeated below in the other language; a label, a box or a line
to sign stands once, with both languages on it, so that every field exists once and is filled in once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Document,
    Field,
    FieldRow,
    Figure,
    Inline,
    ListBlock,
    ListItem,
    Option,
    Paragraph,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.languages import SWEDISH_FURNITURE, Furniture, beside
from generator.library.model import Language, Speech

ELLIPSIS = "…"
"""Stands in a translated sentence for what is filled in once, in the Swedish one above."""


def both_languages(own: Document, other: Document, language: Language) -> Document:
    """The document in both languages. ``other`` is ``own`` in the language: the same sections and blocks.

    Raises ValueError when the two do not have the same sections and blocks.
    """
    pairs = _Pairs(language.tag)
    speech = Speech(language.tag, language.texts)
    title = Paragraph((Run(other.title, RunStyle.STRONG, language.tag),))
    statement = Paragraph((Run(language.statement),))
    said = Paragraph((Run(speech.say(language.statement), language=language.tag),))
    words = {
        each.name: beside(getattr(SWEDISH_FURNITURE, each.name), speech.say(str(each.default)), language.tag)
        for each in fields(Furniture)
    }
    sections = tuple(pairs.section(ours, theirs) for ours, theirs in zip(own.sections, other.sections, strict=True))
    lead = (title, statement, said)
    return replace(
        own, lead=lead, sections=sections, furniture=Furniture(**words), other_language=language.tag
    )


class _Pairs:
    """Makes one of two in the same place."""

    def __init__(self, tag: str) -> None:
        self._tag = tag

    def section(self, own: Section, other: Section) -> Section:
        """Headings on one line, blocks one after the other, the sections below likewise."""
        blocks = tuple(made for pair in zip(own.blocks, other.blocks, strict=True) for made in self._blocks(*pair))
        below = tuple(self.section(*pair) for pair in zip(own.sections, other.sections, strict=True))
        return replace(own, heading=self._text(own.heading, other.heading), blocks=blocks, sections=below)

    def _text(self, own: str, other: str) -> str:
        return beside(own, other, self._tag)

    def _blocks(self, own: Block, other: Block) -> Iterator[Block]:
        """One block with both languages, or the Swedish and then the other."""
        match own, other:
            case (Paragraph(), Paragraph()):
                yield replace(own, inlines=self._labelled(own.inlines, other.inlines))
                yield replace(other, inlines=self._said(other.inlines))
            case (ListBlock(), ListBlock()):
                yield replace(own, items=tuple(map(self._labelled_item, own.items, other.items)))
                yield replace(other, items=tuple(map(self._item, other.items)))
            case (Table(), Table()):
                yield self._table(own, other)
            case (FieldRow(), FieldRow()):
                yield self._field_row(own, other)
            case (ChoiceList(), ChoiceList()):
                yield self._choices(own, other)
            case (SignatureBlock(), SignatureBlock()):
                signers = zip(own.signers, other.signers, strict=True)
                yield SignatureBlock(tuple(self._signer(*pair) for pair in signers))
            case (Figure(), Figure()):
                yield replace(own, caption=self._text(own.caption, other.caption))
            case _:
                raise ValueError(f"{type(own).__name__} beside {type(other).__name__}")

    def _said(self, inlines: Iterable[Inline]) -> tuple[Inline, ...]:
        """The inlines marked as being in the other language, without fields of their own."""
        return tuple(self._run(each) for each in inlines)

    def _run(self, inline: Inline) -> Inline:
        if isinstance(inline, Field):
            return Run(ELLIPSIS, language=self._tag)
        return replace(inline, language=self._tag)

    def _labelled_item(self, own: ListItem, other: ListItem) -> ListItem:
        return replace(own, inlines=self._labelled(own.inlines, other.inlines))

    def _labelled(self, own: Iterable[Inline], other: Iterable[Inline]) -> tuple[Inline, ...]:
        """The Swedish inlines, with both languages on each field; the translation may have them in another order."""
        named = {each.name: each for each in other if isinstance(each, Field)}
        return tuple(self._field(each, named[each.name]) if isinstance(each, Field) else each for each in own)

    def _item(self, item: ListItem) -> ListItem:
        return replace(item, inlines=self._said(item.inlines))

    def _table(self, own: Table, other: Table) -> Table:
        rows = zip(own.rows, other.rows, strict=True)
        return replace(
            own,
            caption=self._text(own.caption, other.caption) if own.caption else "",
            header=self._cells(own.header, other.header),
            rows=tuple(self._cells(*pair) for pair in rows),
        )

    def _cells(self, own: tuple[Cell, ...], other: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(Cell(self._cell(*pair)) for pair in zip(own, other, strict=True))

    def _cell(self, own: Cell, other: Cell) -> tuple[Inline, ...]:
        """What is filled in or reads the same stands once; else the other language on a line of its own."""
        if any(isinstance(each, Field) for each in own.inlines):
            return self._labelled(own.inlines, other.inlines)
        if own == other:
            return own.inlines
        return (*own.inlines, Run("\n"), *self._said(other.inlines))

    def _field(self, own: Field, other: Field) -> Field:
        return replace(
            own,
            label=self._text(own.label, other.label),
            hint=self._text(own.hint, other.hint),
            choices=tuple(self._text(*pair) for pair in zip(own.choices, other.choices, strict=True)),
        )

    def _field_row(self, own: FieldRow, other: FieldRow) -> FieldRow:
        answered = own.inlines
        if any(isinstance(each, Field) for each in own.inlines):
            answered = self._labelled(own.inlines, other.inlines)
        elif own.inlines != other.inlines:
            answered = (*own.inlines, Run("\n"), *self._said(other.inlines))
        return FieldRow(self._text(own.label, other.label), answered)

    def _choices(self, own: ChoiceList, other: ChoiceList) -> ChoiceList:
        options = zip(own.options, other.options, strict=True)
        return ChoiceList(self._text(own.legend, other.legend), tuple(self._option(*pair) for pair in options))

    def _option(self, own: Option, other: Option) -> Option:
        field = own.field
        if own.field and other.field:
            field = replace(own.field, label=self._text(own.field.label, other.field.label))
        return replace(own, text=self._text(own.text, other.text), field=field)

    def _signer(self, own: Signer, other: Signer) -> Signer:
        rows = zip(own.rows, other.rows, strict=True)
        return replace(
            own,
            heading=self._text(own.heading, other.heading),
            rows=tuple(SignatureRow(self._text(ours.label, theirs.label), ours.value) for ours, theirs in rows),
            line_label=self._text(own.line_label, other.line_label),
        )
