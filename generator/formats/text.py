"""The plain text picture: one paragraph per line, so that two versions can be compared line by line.

The shortest format and the pattern for the others: every kind of block and inline is drawn by one small function.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import chain, groupby

from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Document,
    Field,
    FieldKind,
    FieldRow,
    Figure,
    Inline,
    ListBlock,
    Paragraph,
    Section,
    SignatureBlock,
    Table,
)
from generator.formats.options import RenderOptions, refuse_password
from generator.formats.printable import refuse_unprintable

BLANK = "________"
"""A place to fill in with a pen."""
BOXES = {True: "[x]", False: "[ ]"}
"""A ticked and an empty box."""
DRAFT_MARK = "UTKAST"


class TextFormat:
    """UTF-8 text with ``\\n`` line ends. Labels and numbers are printed as the document states them."""

    name = "txt"
    extension = "txt"
    mimetype = "text/plain; charset=utf-8"

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """Make the text. Raises RenderError for a control character or a password."""
        refuse_password(options)
        refuse_unprintable(document)
        beginning = (_title_block(document, options), _lead(document))
        groups = [*beginning, *map(_section, document.sections), [document.version_note]]
        lines = [line for group in groups if any(group) for line in (*group, "")]
        return ("\n".join(lines).strip("\n") + "\n").encode()


def _title_block(document: Document, options: RenderOptions) -> list[str]:
    draft = DRAFT_MARK if options.draft else ""
    secrecy = f"[{document.furniture.secrecy_box}]" if document.has_secrecy_box else ""
    furniture = [draft, document.parties, secrecy, document.annex_label]
    registration = [f"{label}: {number or BLANK}" for label, number in document.registration]
    return [line for line in (*furniture, document.title, document.subtitle, *registration) if line]


def _lead(document: Document) -> list[str]:
    """What is said before the first heading, with an empty line between the blocks."""
    return [line for block in document.lead for line in (*_block(block), "")][:-1]


def _section(section: Section) -> list[str]:
    """The heading with its number, the blocks and the sections below, with an empty line between them."""
    groups = [[f"{section.number} {section.heading}".strip()]]
    for is_row, blocks in groupby(section.blocks, lambda block: isinstance(block, FieldRow)):
        drawn = [list(_block(block)) for block in blocks]
        groups.extend([[*chain(*drawn)]] if is_row else drawn)  # rows of a form stand close, like on paper
    groups.extend(_section(child) for child in section.sections)
    return [line for group in groups for line in (*group, "")][:-1]


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(_field(inline) if isinstance(inline, Field) else inline.text for inline in inlines)


def _field(field: Field) -> str:
    if field.kind is FieldKind.CHECKBOX:
        return BOXES[False]
    blank = " ".join(f"{BOXES[False]} {choice}" for choice in field.choices) or BLANK
    return f"{blank} ({field.hint})" if field.hint else blank


def _cells(cells: Iterable[Cell]) -> str:
    return " | ".join(_inlines(cell.inlines).replace("\n", " ") for cell in cells)


@singledispatch
def _block(block: Block) -> Iterator[str]:
    """The lines of one block. A new kind of block must be given its function here."""
    raise NotImplementedError(type(block).__name__)


@_block.register
def _(block: Paragraph) -> Iterator[str]:
    yield _inlines(block.inlines)


@_block.register
def _(block: ListBlock) -> Iterator[str]:
    for item in block.items:
        yield f"{item.label} {_inlines(item.inlines)}"


@_block.register
def _(block: Table) -> Iterator[str]:
    if block.caption:
        yield block.caption
    yield from map(_cells, (block.header, *block.rows))


@_block.register
def _(block: FieldRow) -> Iterator[str]:
    yield f"{block.label}{'' if block.label.endswith('?') else ':'} {_inlines(block.inlines)}"


@_block.register
def _(block: ChoiceList) -> Iterator[str]:
    yield block.legend
    for option in block.options:
        yield f"{BOXES[option.checked]} {option.text}"


@_block.register
def _(block: SignatureBlock) -> Iterator[str]:
    for place, signer in enumerate(block.signers):
        if place:
            yield ""
        yield signer.heading
        yield f"{signer.line_label}: {BLANK * 4}"
        for row in signer.rows:
            yield f"{row.label}: {row.value or BLANK}"


@_block.register
def _(block: Figure) -> Iterator[str]:
    if not block.repeats_next:
        yield f"[{block.alt}]"
    if block.caption:
        yield block.caption
