"""Paragraphs, lists, tables and figures; forms and signatures have files of their own."""

from __future__ import annotations

from collections.abc import Iterable

from generator.document import (
    Block,
    Cell,
    ChoiceList,
    Field,
    FieldKind,
    FieldRow,
    Figure,
    ListBlock,
    Paragraph,
    ParagraphStyle,
    SignatureBlock,
    Table,
)
from generator.errors import RenderError
from generator.formats.docx.forms import choice_list_xml, field_row_xml
from generator.formats.docx.inlines import inlines_xml
from generator.formats.docx.numbering import check_labels
from generator.formats.docx.signatures import signature_xml
from generator.formats.docx.state import State
from generator.formats.docx.styles import ParagraphLook, TableLook
from generator.formats.docx.wml import attribute, paragraph, run

_PEN_ROW = '<w:trHeight w:val="680" w:hRule="atLeast"/>'
"""12 mm: a row that somebody is to write in by hand."""


def blocks_xml(state: State, blocks: Iterable[Block]) -> str:
    """The blocks in order. Raises RenderError for what Word would show differently or XML cannot hold."""
    made = []
    after_table = False
    for block in blocks:
        made.append(_block(state, block, after_table=after_table))
        after_table = isinstance(block, Table)
    if after_table:
        # Word needs a paragraph after a table at the end of a frame.
        made.append(paragraph(state.styles.paragraph(ParagraphLook.HAIRLINE)))
    return "".join(made)


def _block(state: State, block: Block, *, after_table: bool) -> str:
    match block:
        case Paragraph():
            made = _paragraph(state, block, after_table=after_table)
        case ListBlock():
            made = _list(state, block)
        case Table():
            made = _table(state, block)
        case FieldRow():
            made = field_row_xml(state, block)
        case ChoiceList():
            made = choice_list_xml(state, block)
        case SignatureBlock():
            made = signature_xml(state, block)
        case Figure():
            made = _figure(state, block)
    return made


def _paragraph(state: State, block: Paragraph, *, after_table: bool) -> str:
    if block.style is ParagraphStyle.QUOTE:
        look = ParagraphLook.QUOTE
    else:
        look = ParagraphLook.BODY_AFTER_TABLE if after_table else ParagraphLook.BODY
    return paragraph(state.styles.paragraph(look), inlines_xml(state, block.inlines))


def _list(state: State, block: ListBlock) -> str:
    check_labels(block)
    if block.ordered:
        properties = state.styles.paragraph(ParagraphLook.ORDERED, state.next_list())
    else:
        properties = state.styles.paragraph(ParagraphLook.BULLETS)
    return "".join(paragraph(properties, inlines_xml(state, item.inlines)) for item in block.items)


def _figure(state: State, block: Figure) -> str:
    """The figure in words. A drawing in Word is a picture that nobody can read aloud or change; its words can be."""
    caption = _text(state, ParagraphLook.CAPTION, block.caption) if block.caption else ""
    return caption + _text(state, ParagraphLook.FIGURE, block.alt)


def _text(state: State, look: ParagraphLook, text: str) -> str:
    return paragraph(state.styles.paragraph(look), run(text))


def _table(state: State, block: Table) -> str:
    columns = len(block.header)
    if any(len(row) != columns for row in block.rows):
        raise RenderError(f"Tabellen ”{block.caption}” har rader med olika många celler.")
    widths = _widths(block, state.text_width)
    by_hand = not state.fillable and any(_is_form_row(row) for row in block.rows)
    look = TableLook.FORM if by_hand else TableLook.DOCUMENT
    first_column = int(block.row_headers)
    caption = attribute(block.caption)
    head = _row(state, block.header, widths, header=True)
    body = "".join(_row(state, row, widths, header=False) for row in block.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"{_text(state, ParagraphLook.CAPTION, block.caption)}"
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{state.styles.ids[look]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{0x0620 + 0x80 * first_column:04X}" w:firstRow="1"'
        f' w:lastRow="0" w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def _widths(block: Table, total: int) -> list[int]:
    """Column widths that add up to ``total`` exactly."""
    shares = block.widths or (1,) * len(block.header)
    if len(shares) != len(block.header) or min(shares) <= 0:
        raise RenderError(f"Tabellen ”{block.caption}” har kolumnbredder som inte stämmer med kolumnerna.")
    ends = [total * sum(shares[: position + 1]) // sum(shares) for position in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _is_form_row(row: Iterable[Cell]) -> bool:
    return any(isinstance(inline, Field) for cell in row for inline in cell.inlines)


def _row(state: State, cells: tuple[Cell, ...], widths: list[int], *, header: bool) -> str:
    look = ParagraphLook.HEADER_CELL if header else ParagraphLook.CELL
    height = _PEN_ROW if _is_form_row(cells) and not state.fillable else ""
    properties = f"<w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if header else ''}</w:trPr>"
    style = state.styles.paragraph(look)
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, _cell(state, cell))}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{made}</w:tr>"


def _cell(state: State, cell: Cell) -> str:
    """A cell's runs. A cell that is all one field to write in needs no line of its own: its borders are the line."""
    alone = cell.inlines[0] if len(cell.inlines) == 1 else None
    if isinstance(alone, Field) and not state.fillable and not alone.choices and alone.kind is not FieldKind.CHECKBOX:
        return ""
    return inlines_xml(state, cell.inlines)
