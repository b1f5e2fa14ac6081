"""Paragraphs, lists, figures, and the way to tables, forms and signatures, which have files of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.document import (
    Block,
    ChoiceList,
    FieldRow,
    Figure,
    ListBlock,
    Paragraph,
    ParagraphStyle,
    SignatureBlock,
    Table,
)
from generator.formats.docx.forms import choice_list_xml, field_row_xml
from generator.formats.docx.inlines import inlines_xml
from generator.formats.docx.numbering import check_labels
from generator.formats.docx.signatures import signature_xml
from generator.formats.docx.state import State
from generator.formats.docx.styles import ParagraphLook
from generator.formats.docx.tables import table_xml
from generator.formats.docx.wml import paragraph, run
from generator.formats.together import leads_on

_RULED = (Table, FieldRow, ChoiceList, SignatureBlock)


def blocks_xml(state: State, blocks: Iterable[Block], *, below_title: bool = False) -> str:
    """The blocks in order. Raises RenderError for what Word would show differently or XML cannot hold.

    ``below_title``: what comes first stands right below the title, and apart from it.
    """
    listed = tuple(blocks)
    made = []
    before: Block | None = None
    for place, block in enumerate(listed):
        kept = _is_kept(block, listed[place + 1 : place + 3])
        air = _air_above(before) if before or not below_title else ParagraphLook.BODY_AFTER_BLOCK
        made.append(_block(state, block, air, kept=kept))
        before = block
    if isinstance(before, Table):
        # Word needs a paragraph after a table at the end of a frame.
        made.append(paragraph(state.styles.paragraph(ParagraphLook.HAIRLINE)))
    return "".join(made)


def _is_kept(block: Block, below: Sequence[Block]) -> bool:
    """Whether a block stays on the page of the next. What stands right above where people sign does, and in two
    languages the first with the second: nobody is to sign a page that says nothing."""
    if not below:
        return False
    if len(below) > 1 and isinstance(below[1], SignatureBlock) and _is_translation(below[0]):
        return True
    return isinstance(below[0], SignatureBlock) or leads_on(block, below[0])


def _is_translation(block: Block) -> bool:
    """Whether a paragraph is in another language than the document."""
    return isinstance(block, Paragraph) and all(getattr(inline, "language", "") for inline in block.inlines)


def _air_above(before: Block | None) -> ParagraphLook:
    """The look of text below a block: with air above it where that ends in a rule or a box, less after a list."""
    if isinstance(before, ListBlock):
        return ParagraphLook.BODY_AFTER_LIST
    return ParagraphLook.BODY_AFTER_BLOCK if isinstance(before, _RULED) else ParagraphLook.BODY


def _block(state: State, block: Block, look: ParagraphLook, *, kept: bool) -> str:
    """A block; ``look`` is how it is set if it is running text."""
    match block:
        case Paragraph():
            look = ParagraphLook.QUOTE if block.style is ParagraphStyle.QUOTE else look
            made = paragraph(state.styles.paragraph(look, kept=kept), inlines_xml(state, block.inlines))
        case ListBlock():
            made = _list(state, block)
        case Table():
            made = table_xml(state, block)
        case FieldRow():
            made = field_row_xml(state, block, kept=kept)
        case ChoiceList():
            made = choice_list_xml(state, block, kept=kept)
        case SignatureBlock():
            made = signature_xml(state, block)
        case Figure():
            made = _figure(state, block)
    return made


def _list(state: State, block: ListBlock) -> str:
    """The items, the first and the last never alone on a page."""
    check_labels(block)
    look = ParagraphLook.ORDERED if block.ordered else ParagraphLook.BULLETS
    numbering = state.next_list() if block.ordered else ""
    free, kept = (state.styles.paragraph(look, numbering, kept=each) for each in (False, True))
    together = (0, len(block.items) - 2) if len(block.items) > 1 else ()
    return "".join(
        paragraph(kept if place in together else free, inlines_xml(state, item.inlines))
        for place, item in enumerate(block.items)
    )


def _figure(state: State, block: Figure) -> str:
    """The figure in words. A drawing in Word is a picture that nobody can read aloud or change; its words can be."""
    caption = _text(state, ParagraphLook.CAPTION, block.caption) if block.caption else ""
    return caption + ("" if block.repeats_next else _text(state, ParagraphLook.FIGURE, block.alt))


def _text(state: State, look: ParagraphLook, text: str) -> str:
    return paragraph(state.styles.paragraph(look), run(text))
