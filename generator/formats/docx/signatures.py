"""Where people sign: one after the other, each held together on one page, with room for a pen.

Each signer is a small table: who it is as its header, and below it all the lines in one row that is never divided.
Paragraphs that ask to be kept with the next do the same in Word, but LibreOffice lets go of them after a longer
text.
"""

from __future__ import annotations

from generator.document import SignatureBlock, SignatureRow, Signer
from generator.formats.docx.state import State
from generator.formats.docx.styles import ParagraphLook, TableLook
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


def signature_xml(state: State, block: SignatureBlock) -> str:
    """All who sign, in order. Between two stands a line of no height: without it Word makes one table of them."""
    apart = paragraph(state.styles.paragraph(ParagraphLook.HAIRLINE))
    return "".join(_signer(state, signer) + apart for signer in block.signers)


def _signer(state: State, signer: Signer) -> str:
    line_look = ParagraphLook.SIGNATURE_LINE if signer.rows else ParagraphLook.SIGNATURE_LINE_LAST
    last = len(signer.rows) - 1
    heading = paragraph(state.styles.paragraph(ParagraphLook.SIGNER), run(signer.heading))
    lines = paragraph(state.styles.paragraph(line_look), run(signer.line_label)) + "".join(
        _row(state, row, last=position == last) for position, row in enumerate(signer.rows)
    )
    width = state.text_width
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{state.styles.ids[TableLook.SIGNATURE]}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1"'
        ' w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(signer.heading)}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'{_whole_row(width, heading, "<w:tblHeader/>")}{_whole_row(width, lines)}</w:tbl>'
    )


def _whole_row(width: int, paragraphs: str, kind: str = "") -> str:
    """A row of one cell that stands on one page."""
    return (
        f'<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraphs}</w:tc></w:tr>"
    )


def _row(state: State, row: SignatureRow, *, last: bool) -> str:
    """Label and value; with no value, a second tab draws the line to write on. After a long label the first one draws
    it, and a value stands on a line of its own."""
    properties = state.styles.paragraph(_ROW_LOOKS[not row.value, last])
    is_long = len(row.label) > _LABEL_ROOM
    if row.value:
        return paragraph(properties, run(row.label), run("\n") if is_long else TAB, run(row.value))
    return paragraph(properties, run(row.label), *([TAB] if is_long else [TAB, TAB]))
