"""What stands within a line: text, cross-references, fields to fill in with keyboard or pen."""

from __future__ import annotations

from collections.abc import Iterable

from generator.document import Field, FieldKind, Inline, Reference, Run, RunStyle
from generator.formats.docx.controls import EMPTY, control
from generator.formats.docx.state import State
from generator.formats.docx.styles import CharacterLook
from generator.formats.docx.wml import FIELD_END, field_begin, run

_LOOKS = {
    RunStyle.EMPHASIS: CharacterLook.EMPHASIS,
    RunStyle.STRONG: CharacterLook.STRONG,
    RunStyle.CONFIRM: CharacterLook.CONFIRM,
    RunStyle.MISSING: CharacterLook.MISSING,
}
_NBSP = "\u00a0"
_PEN_LINE = {FieldKind.DATE: _NBSP * 44}
_DEFAULT_PEN_LINE = _NBSP * 88
"""About 7 cm for a name, 3.5 cm for a date, as underlined no-break spaces: a screen reader passes them in silence."""


def inlines_xml(state: State, inlines: Iterable[Inline]) -> str:
    """The inlines as runs. Raises RenderError for a reference that leads nowhere and for illegal characters."""
    return "".join(_inline(state, inline) for inline in inlines)


def _inline(state: State, inline: Inline) -> str:
    match inline:
        case Run():
            look = _LOOKS.get(inline.style)
            return run(inline.text, state.styles.character(look) if look else "", inline.language)
        case Reference():
            begin = field_begin(state.field_for(inline), inline.language)
            return begin + run(inline.text, language=inline.language) + FIELD_END
        case Field():
            return control(state, inline) if state.fillable else blank(state, inline)


def box(state: State, mark: str = EMPTY) -> str:
    """A box for the pen, or one already ticked."""
    return run(mark, state.styles.character(CharacterLook.BOX))


def blank(state: State, field: Field) -> str:
    """Room for the pen within a line: a box, the choices with a box each, or a ruled line."""
    match field.kind:
        case FieldKind.CHECKBOX:
            return box(state)
        case FieldKind.CHOICE:
            gap = run(_NBSP * 2 + " ")
            return gap.join(box(state) + run(_NBSP) + run(choice) for choice in field.choices)
        case _:
            return run(_PEN_LINE.get(field.kind, _DEFAULT_PEN_LINE), state.styles.character(CharacterLook.PEN_LINE))
