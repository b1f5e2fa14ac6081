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


def field_row_xml(state: State, row: FieldRow) -> str:
    """The label, what it takes to understand it, and the answer or the room for one."""
    alone = row.inlines[0] if len(row.inlines) == 1 else None
    if isinstance(alone, Field) and alone.kind is FieldKind.CHECKBOX:
        return _lone_box(state, row, alone)
    hints = [inline.hint for inline in row.inlines if isinstance(inline, Field) and inline.hint]
    return _label(state, row.label, hints) + _answer(state, row, alone if isinstance(alone, Field) else None)


def _answer(state: State, row: FieldRow, alone: Field | None) -> str:
    """The part below the label."""
    if not row.inlines:
        return _styled(state, ParagraphLook.PEN_LINE)
    if alone is None or state.fillable:
        return _styled(state, ParagraphLook.FIELD_ANSWER, inlines_xml(state, row.inlines))
    match alone.kind:
        case FieldKind.CHOICE:
            return "".join(_box_line(state, box(state), choice) for choice in alone.choices)
        case FieldKind.MULTILINE:
            return _styled(state, ParagraphLook.PEN_BOX)
        case _:
            return _styled(state, ParagraphLook.PEN_LINE)


def _lone_box(state: State, row: FieldRow, field: Field) -> str:
    """A row that is one box: the box stands beside its own words, under the row's label when that says more."""
    mark = control(state, field) if state.fillable else box(state)
    if row.label == field.label:
        return _box_line(state, mark, field.label) + _hints(state, [field.hint])
    return _label(state, row.label, [field.hint]) + _box_line(state, mark, field.label)


def choice_list_xml(state: State, block: ChoiceList) -> str:
    """The question and its boxes, one under the other."""
    return _label(state, block.legend, []) + "".join(_option(state, option) for option in block.options)


def _option(state: State, option: Option) -> str:
    if option.field is not None and state.fillable:
        mark = checkbox(state, option.field, checked=option.checked)
    else:
        mark = box(state, TICKED if option.checked else EMPTY)
    hint = option.field.hint if option.field else ""
    return _box_line(state, mark, option.text) + _hints(state, [hint])


def _label(state: State, label: str, hints: list[str]) -> str:
    return _styled(state, ParagraphLook.FIELD_LABEL, run(label)) + _hints(state, hints)


def _hints(state: State, hints: list[str]) -> str:
    return "".join(_styled(state, ParagraphLook.FIELD_HINT, run(hint)) for hint in hints if hint)


def _box_line(state: State, mark: str, text: str) -> str:
    return _styled(state, ParagraphLook.CHOICE, mark, TAB, run(text))


def _styled(state: State, look: ParagraphLook, *content: str) -> str:
    return paragraph(state.styles.paragraph(look), *content)
