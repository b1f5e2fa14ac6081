"""Content controls: what a person fills in on screen, and the frame around each clause."""

from __future__ import annotations

from generator.document import Field, FieldKind
from generator.formats.docx.state import State
from generator.formats.docx.styles import CharacterLook
from generator.formats.docx.wml import attribute, run
from generator.languages import Furniture
from generator.marks import fit, shorten

TICKED, EMPTY = "☒", "☐"
_BOX_FONT = "Segoe UI Symbol"

_KINDS = {
    FieldKind.TEXT: "<w:text/>",
    FieldKind.MULTILINE: '<w:text w:multiLine="1"/>',
    FieldKind.DATE: (
        '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="sv-SE"/>'
        '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
    ),
}


def frame(state: State, title: str, tag: str, xml: str) -> str:
    """A content control around whole paragraphs; ``tag`` is at most 64 characters."""
    return f"<w:sdt><w:sdtPr>{_identity(state, title, tag)}</w:sdtPr><w:sdtContent>{xml}</w:sdtContent></w:sdt>"


def control(state: State, field: Field) -> str:
    """A content control within a line, empty and showing what to do there."""
    if field.kind is FieldKind.CHECKBOX:
        return checkbox(state, field, checked=False)
    kind = _drop_down(field) if field.kind is FieldKind.CHOICE else _KINDS[field.kind]
    prompt = run(_prompt(state.furniture, field.kind), state.styles.character(CharacterLook.PLACEHOLDER))
    return (
        f"<w:sdt><w:sdtPr>{_identity(state, field.label, fit(field.name))}<w:showingPlcHdr/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{prompt}</w:sdtContent></w:sdt>"
    )


def _prompt(furniture: Furniture, kind: FieldKind) -> str:
    """What stands in an empty control."""
    prompts = {FieldKind.DATE: furniture.choose_day, FieldKind.CHOICE: furniture.choose}
    return prompts.get(kind, furniture.write_here)


def checkbox(state: State, field: Field, *, checked: bool) -> str:
    """A box to click."""
    style = state.styles.character(CharacterLook.BOX)
    return (
        f"<w:sdt><w:sdtPr>{style}{_identity(state, field.label, fit(field.name))}"
        f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/>'
        f'<w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="{_BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="{ord(EMPTY):04X}" w14:font="{_BOX_FONT}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{run(TICKED if checked else EMPTY, style)}</w:sdtContent></w:sdt>"
    )


def _identity(state: State, title: str, tag: str) -> str:
    """Name for people (read aloud by a screen reader), name for programs, number for Word."""
    return (
        f'<w:alias w:val="{attribute(shorten(title))}"/><w:tag w:val="{attribute(tag)}"/>'
        f'<w:id w:val="{state.next_number()}"/>'
    )


def _drop_down(field: Field) -> str:
    """The choices. Word refuses a list that holds the same choice twice."""
    items = "".join(
        f'<w:listItem w:displayText="{attribute(choice)}" w:value="{attribute(choice)}"/>'
        for choice in dict.fromkeys(field.choices)
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"
