"""Makes a paper to read of a paper to sign: the same text in easy words, with nothing to fill in.

There is one signed text, the ordinary one. So what is to be written, ticked or signed there is only named here; what
has been answered already is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Document,
    Field,
    FieldRow,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    Table,
)
from generator.library.model import Language, Speech
from generator.library.phrases import TO_CHOOSE, TO_SIGN, TO_WRITE

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ])")
_BULLET = "–"
_LEFT_OPEN = "…"


def reading_aid(document: Document, language: Language) -> Document:
    """The document, made in that language, as a paper to read before the ordinary one is signed."""
    writer = _Writer(Speech(language.tag, language.texts))
    statement = Paragraph(_one_sentence_a_line((Run(language.statement, RunStyle.STRONG),)))
    sections = tuple(map(writer.section, document.sections))
    return replace(document, lead=(statement,), sections=sections, is_reading_aid=True)


class _Writer:
    """Rewrites the blocks of one document."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def section(self, section: Section) -> Section:
        """The section and those below it, with nothing to fill in."""
        groups = groupby(section.blocks, key=_is_to_write)
        blocks = tuple(
            made
            for is_to_write, group in groups
            for made in (self._to_write(group) if is_to_write else self._each(group))
        )
        return replace(section, blocks=blocks, sections=tuple(map(self.section, section.sections)))

    def _to_write(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Rows that stand together become one list of what is to be written."""
        labels = [block.label for block in blocks if isinstance(block, FieldRow)]
        yield from self._named(TO_WRITE, labels)

    def _named(self, lead: str, names: Iterable[str]) -> Iterator[Block]:
        yield Paragraph((Run(self._speech.say(lead)),))
        yield ListBlock(False, tuple(ListItem(_BULLET, (Run(name),)) for name in names))

    def _each(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[Block]:
        match block:
            case Paragraph():
                yield replace(block, inlines=_one_sentence_a_line(block.inlines))
            case ListBlock():
                yield replace(block, items=tuple(_item(each) for each in block.items))
            case ChoiceList() if any(option.field for option in block.options):
                yield Paragraph((Run(block.legend, RunStyle.STRONG),))
                yield from self._named(TO_CHOOSE, (option.text for option in block.options))
            case SignatureBlock():
                yield from self._named(TO_SIGN, (signer.heading for signer in block.signers))
            case Table() if any(map(_has_field, (cell for row in block.rows for cell in row))):
                yield from self._named(TO_WRITE, ("".join(_texts(cell.inlines)) for cell in block.header))
            case _:
                yield block


def _is_to_write(block: Block) -> bool:
    return isinstance(block, FieldRow) and any(isinstance(each, Field) for each in block.inlines)


def _has_field(cell: Cell) -> bool:
    return any(isinstance(each, Field) for each in cell.inlines)


def _texts(inlines: Iterable[Inline]) -> Iterator[str]:
    yield from (each.text for each in inlines if isinstance(each, Run))


def _item(item: ListItem) -> ListItem:
    return replace(item, inlines=_one_sentence_a_line(item.inlines))


def _one_sentence_a_line(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Each sentence on a line of its own, which is how easy Swedish is set. A field leaves a gap to read past."""
    return tuple(map(_broken, inlines))


def _broken(inline: Inline) -> Inline:
    if isinstance(inline, Field):
        return Run(_LEFT_OPEN)
    if isinstance(inline, Run):
        return replace(inline, text=_BETWEEN_SENTENCES.sub("\n", inline.text))
    return inline
