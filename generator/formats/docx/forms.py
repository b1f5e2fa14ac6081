"""Rows and boxes of a form.

A label stands above its answer rather than beside it: a screen reader meets them in that order without a table in
between, the pen gets the whole width of the page, and a long label never squeezes the room for the answer.
"""

from __future__ import annotations

from generator.document import ChoiceList, Field, FieldKind, FieldRow, Option
from generator.formats.docx.controls import EMPTY, TICKED, checkbox, control
from generator.formats.docx.inlines import box, inlines_xml
from generator.formats.docx.state import State
from generator.formats.docx.styles import ParagraphLook
from generator.formats.docx.wml import TAB, paragraph, run

_FEW = 6
"""Boxes that may be moved to the next page together."""


def field_row_xml(state: State, row: FieldRow, *, kept: bool = False) -> str:
    """The label, what it takes to understand it, and the answer or the room for one. ``kept``: all of it stays on the
    page of what comes next."""
    alone = row.inlines[0] if len(row.inlines) == 1 else None
    if isinstance(alone, Field) and alone.kind is FieldKind.CHECKBOX:
        return _lone_box(state, row, alone)
    hints = [inline.hint for inline in row.inlines if isinstance(inline, Field) and inline.hint]
    if isinstance(alone, Field) and alone.kind is FieldKind.CHOICE and not state.fillable:
        boxes = "".join(_box_line(state, box(state), choice) for choice in alone.choices)
        return _label(state, row.label, hints) + boxes
    look = _answer_look(state, row, alone)
    content = inlines_xml(state, row.inlines) if look is ParagraphLook.FIELD_ANSWER else ""
    return _label(state, row.label, hints) + paragraph(state.styles.paragraph(look, kept=kept), content)


def _answer_look(state: State, row: FieldRow, alone: object) -> ParagraphLook:
    """How the part below the label is set: what was answered or is to be, or room for the pen."""
    if row.inlines and (state.fillable or not isinstance(alone, Field)):
        return ParagraphLook.FIELD_ANSWER
    is_long = isinstance(alone, Field) and alone.kind is FieldKind.MULTILINE
    return ParagraphLook.PEN_BOX if is_long else ParagraphLook.PEN_LINE


def _lone_box(state: State, row: FieldRow, field: Field) -> str:
    """A row that is one box: the box stands beside its own words, under the row's label when that says more."""
    mark = control(state, field) if state.fillable else box(state)
    if row.label == field.label:
        return _box_line(state, mark, field.label) + _hints(state, [field.hint])
    return _label(state, row.label, [field.hint]) + _box_line(state, mark, field.label)


def choice_list_xml(state: State, block: ChoiceList, *, kept: bool = False) -> str:
    """The question and its boxes, one under the other: a few on one page, and never one of many alone on a page.
    ``kept``: the last stays on the page of what comes next."""
    last = len(block.options) - 1
    together = [last < _FEW or place in (0, last - 1) for place in range(last)] + [kept]
    options = (_option(state, option, kept=next_too) for option, next_too in zip(block.options, together, strict=False))
    return _label(state, block.legend, []) + "".join(options)


def _option(state: State, option: Option, *, kept: bool) -> str:
    if option.field is not None and state.fillable:
        mark = checkbox(state, option.field, checked=option.checked)
    else:
        mark = box(state, TICKED if option.checked else EMPTY)
    hints = _hints(state, [option.field.hint if option.field else ""])
    properties = state.styles.paragraph(ParagraphLook.CHOICE, kept=kept or bool(hints))
    return paragraph(properties, mark, TAB, run(option.text)) + hints


def _label(state: State, label: str, hints: list[str]) -> str:
    return _styled(state, ParagraphLook.FIELD_LABEL, run(label)) + _hints(state, hints)


def _hints(state: State, hints: list[str]) -> str:
    return "".join(_styled(state, ParagraphLook.FIELD_HINT, run(hint)) for hint in hints if hint)


def _box_line(state: State, mark: str, text: str) -> str:
    return _styled(state, ParagraphLook.CHOICE, mark, TAB, run(text))


def _styled(state: State, look: ParagraphLook, *content: str) -> str:
    return paragraph(state.styles.paragraph(look), *content)
