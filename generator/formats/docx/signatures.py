"""Where people sign: one after the other, each held together on one page, with room for a pen."""

from __future__ import annotations

from generator.document import SignatureBlock, SignatureRow, Signer
from generator.formats.docx.state import State
from generator.formats.docx.styles import ParagraphLook
from generator.formats.docx.wml import TAB, paragraph, run

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
    """All who sign, in order. The styles keep each signer's lines on one page and let go after the last."""
    return "".join(_signer(state, signer) for signer in block.signers)


def _signer(state: State, signer: Signer) -> str:
    line_look = ParagraphLook.SIGNATURE_LINE if signer.rows else ParagraphLook.SIGNATURE_LINE_LAST
    last = len(signer.rows) - 1
    return (
        paragraph(state.styles.paragraph(ParagraphLook.SIGNER), run(signer.heading))
        + paragraph(state.styles.paragraph(line_look), run(signer.line_label))
        + "".join(_row(state, row, last=position == last) for position, row in enumerate(signer.rows))
    )


def _row(state: State, row: SignatureRow, *, last: bool) -> str:
    """Label and value; with no value, a second tab draws the line to write on. After a long label the first one draws
    it, and a value stands on a line of its own."""
    properties = state.styles.paragraph(_ROW_LOOKS[not row.value, last])
    is_long = len(row.label) > _LABEL_ROOM
    if row.value:
        return paragraph(properties, run(row.label), run("\n") if is_long else TAB, run(row.value))
    return paragraph(properties, run(row.label), *([TAB] if is_long else [TAB, TAB]))
