"""Tables: named, with a header row that is repeated and rows that are never split between pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.document import Cell, Field, FieldKind, Reference, Run, Table
from generator.errors import RenderError
from generator.formats.columns import asked_widths
from generator.formats.docx.inlines import inlines_xml
from generator.formats.docx.state import State
from generator.formats.docx.styles import ParagraphLook, TableLook
from generator.formats.docx.wml import attribute, paragraph, run

_PEN_ROW = '<w:trHeight w:val="680" w:hRule="atLeast"/>'
"""12 mm: a row that somebody is to write in by hand."""

_LETTER, _BOLD_LETTER, _MARGINS = 102, 112, 230
"""Twentieths of a point: the width of a letter in a table, rather too much than too little, and of the margins."""
_ENDLESS = 3
"""The part of the table's width, one in so many, that no real word is longer than."""
_BREAKS = re.compile(r"(?<!\d)[ \n\t–-]|[ \n\t–-](?!\d)")
"""Where a line may end. Between digits, as in a day or a telephone number, it may too but should not."""


def table_xml(state: State, block: Table) -> str:
    """Caption, if any, and table. Raises RenderError for rows or widths that do not fit the header."""
    columns = len(block.header)
    name = block.caption or state.heading
    if any(len(row) != columns for row in block.rows):
        raise RenderError(f"Tabellen ”{name}” har rader med olika många celler.")
    widths = _widths(block, state.text_width, name)
    by_hand = not state.fillable and any(_is_form_row(row) for row in block.rows)
    look = TableLook.FORM if by_hand else TableLook.DOCUMENT
    first_column = int(block.row_headers)
    caption = paragraph(state.styles.paragraph(ParagraphLook.CAPTION), run(block.caption)) if block.caption else ""
    head = _row(state, block.header, widths, header=True)
    body = "".join(_row(state, row, widths, header=False) for row in block.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"{caption}<w:tbl>"
        f'<w:tblPr><w:tblStyle w:val="{state.styles.ids[look]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{0x0620 + 0x80 * first_column:04X}" w:firstRow="1"'
        f' w:lastRow="0" w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(name)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )


def _widths(block: Table, total: int, name: str) -> list[int]:
    """Column widths that add up to ``total`` exactly: as the shares say, but never so narrow that a word is broken."""
    shares = asked_widths(block)
    if len(shares) != len(block.header) or min(shares) <= 0:
        raise RenderError(f"Tabellen ”{name}” har kolumnbredder som inte stämmer med kolumnerna.")
    columns = list(zip(*block.rows, strict=True)) or [()] * len(block.header)
    needed = [
        max(_longest_word(head) * _BOLD_LETTER, *(_longest_word(cell) * _LETTER for cell in column), 0) + _MARGINS
        for head, column in zip(block.header, columns, strict=True)
    ]
    widths = _fitted(shares, _capped(needed, total), total)
    ends = [round(sum(widths[: position + 1])) for position in range(len(widths))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _fitted(shares: Sequence[int], needed: Sequence[int], total: int) -> list[float]:
    """``total`` divided by ``shares``, where a column that would get less than it needs gets that and no more.
    ``needed`` adds up to ``total`` at most."""
    tight: set[int] = set()
    while True:
        left = total - sum(needed[column] for column in tight)
        parts = sum(share for column, share in enumerate(shares) if column not in tight)
        widths = [
            float(needed[column]) if column in tight else left * share / parts for column, share in enumerate(shares)
        ]
        short = {column for column, width in enumerate(widths) if width < needed[column]}
        if short <= tight:
            return widths
        tight |= short


def _capped(needed: Sequence[int], total: int) -> list[int]:
    """What each column needs, but for an endless word no more than a third, and together no more than there is: such a
    word breaks no words but itself."""
    left, capped = total, dict.fromkeys(range(len(needed)), 0)
    for place, column in enumerate(sorted(capped, key=lambda each: needed[each])):
        capped[column] = min(needed[column], total // _ENDLESS, left // (len(needed) - place))
        left -= capped[column]
    return [capped[column] for column in range(len(needed))]


def _longest_word(cell: Cell) -> int:
    """Letters in the longest piece of a cell that a line break cannot divide."""
    text = "".join(inline.text for inline in cell.inlines if isinstance(inline, Run | Reference))
    return max(map(len, _BREAKS.split(text)))


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
