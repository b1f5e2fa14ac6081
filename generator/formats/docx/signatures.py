"""Where people sign: two and two beside each other as on paper made here, with room for a pen.

Those who stand beside each other share a row that is never divided, so that nobody's lines are parted by the end of a
page. Paragraphs that ask to be kept with the next do the same in Word, but LibreOffice lets go of them after a longer
text. Each signer is a cell of its own and is read to its end before the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import SignatureBlock, SignatureRow, Signer
from generator.formats.docx.state import State
from generator.formats.docx.styles import CharacterLook, ParagraphLook, TableLook
from generator.formats.docx.wml import TAB, attribute, paragraph, run

_ROW_LOOKS = {
    # (to be written by hand, last of the signer)
    (False, False): ParagraphLook.SIGNATURE_ROW,
    (True, False): ParagraphLook.SIGNATURE_ROW_EMPTY,
    (False, True): ParagraphLook.SIGNATURE_ROW_LAST,
    (True, True): ParagraphLook.SIGNATURE_ROW_EMPTY_LAST,
}
_LABEL_ROOM = 26
"""Letters: a longer label, as in two languages, reaches past the place where values begin."""
_GAP = 454
"""Twentieths of a point: 8 mm between two signers. The style of the table keeps that much free to the right in each
cell, and the table reaches as far beyond the text, whose edge the lines end at."""


def signature_xml(state: State, block: SignatureBlock) -> str:
    """All who sign, in order. Between two rows stands a line of no height: without it Word makes one table of them."""
    apart = paragraph(state.styles.paragraph(ParagraphLook.HAIRLINE))
    beside = min(len(block.signers), 2)
    rows = (block.signers[first : first + beside] for first in range(0, len(block.signers), 2))
    width = (state.text_width + _GAP) // beside if beside else 0
    return "".join(_signers(state, row, width, alone=beside == 1) + apart for row in rows)


def _signers(state: State, signers: Sequence[Signer], width: int, *, alone: bool) -> str:
    """A table of one row. It is called a header, since a table must have one; nothing follows to repeat it on."""
    name = ", ".join(signer.heading for signer in signers)
    # The style puts a first row at the foot of its cells: with as many lines each, those to sign on are then level also
    # where one heading takes more room.
    level = int(len({len(signer.rows) for signer in signers}) == 1)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_signer(state, signer, alone=alone)}</w:tc>'
        for signer in signers
    )
    grid = f'<w:gridCol w:w="{width}"/>' * len(signers)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{state.styles.ids[TableLook.SIGNATURE]}"/>'
        f'<w:tblW w:w="{width * len(signers)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0600 + 0x20 * level:04X}" w:firstRow="{level}" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{attribute(name)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _signer(state: State, signer: Signer, *, alone: bool) -> str:
    line_look = ParagraphLook.SIGNATURE_LINE if signer.rows else ParagraphLook.SIGNATURE_LINE_LAST
    last = len(signer.rows) - 1
    return (
        paragraph(state.styles.paragraph(ParagraphLook.SIGNER), run(signer.heading))
        + paragraph(state.styles.paragraph(line_look), run(signer.line_label))
        + "".join(
            _row(state, row, last=position == last) if alone else _narrow_row(state, row)
            for position, row in enumerate(signer.rows)
        )
    )


def _narrow_row(state: State, row: SignatureRow) -> str:
    """Label, and under it the value, or a tab that draws the line to write on."""
    look = ParagraphLook.SIGNATURE_NARROW if row.value else ParagraphLook.SIGNATURE_NARROW_EMPTY
    label = run(row.label, state.styles.character(CharacterLook.SIGNATURE_LABEL))
    return paragraph(state.styles.paragraph(look), label, run("\n"), run(row.value) or TAB)


def _row(state: State, row: SignatureRow, *, last: bool) -> str:
    """Label and value; with no value, a second tab draws the line to write on. After a long label the first one draws
    it, and a value stands on a line of its own."""
    properties = state.styles.paragraph(_ROW_LOOKS[not row.value, last])
    is_long = len(row.label) > _LABEL_ROOM
    if row.value:
        return paragraph(properties, run(row.label), run("\n") if is_long else TAB, run(row.value))
    return paragraph(properties, run(row.label), *([TAB] if is_long else [TAB, TAB]))
