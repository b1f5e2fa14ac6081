"""Forms: content controls on screen, room for a pen on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import (
    Cell,
    ChoiceList,
    Document,
    DocumentKind,
    Field,
    FieldKind,
    FieldRow,
    Option,
    Run,
    Section,
    Table,
)
from generator.formats.docx import DocxFormat
from generator.formats.options import RenderOptions
from tests.formats.docx_reader import W14, Shown, W, part, shown_paragraphs, text_of, value, values
from tests.formats.sample import DAY, paragraph, sample_form


def made(*blocks: object, fillable: bool = False) -> bytes:
    document = Document("prov", DocumentKind.PERSON, "Prov", DAY, (Section("a", "1", "A", blocks),))  # type: ignore[arg-type]
    return DocxFormat().render(document, RenderOptions(fillable=fillable))


def after_heading(content: bytes) -> list[tuple[str, str]]:
    lines: list[Shown] = shown_paragraphs(content)
    start = next(place for place, line in enumerate(lines) if line.style == "heading 1")
    return [(line.style, line.text) for line in lines[start + 1 :]]


def fields_of(document: Document) -> list[Field]:
    """Every field of the sample, in reading order."""

    def below(found: object) -> list[Field]:
        if isinstance(found, Field):
            return [found]
        if isinstance(found, tuple):
            return [field for part_of in found for field in below(part_of)]
        held = [getattr(found, name, ()) for name in ("inlines", "options", "field", "items", "rows")]
        return [field for part_of in held if part_of is not None for field in below(part_of)]

    return [field for _, section in document.walk() for field in below(section.blocks)]


def field(kind: FieldKind, hint: str = "", choices: tuple[str, ...] = ()) -> Field:
    return Field("falt", kind, "Fältets namn", hint, choices)


# --- On screen -------------------------------------------------------------------------------------------------------

CONTROL_KINDS = {
    FieldKind.TEXT: f"{W}text",
    FieldKind.MULTILINE: f"{W}text",
    FieldKind.DATE: f"{W}date",
    FieldKind.CHOICE: f"{W}dropDownList",
    FieldKind.CHECKBOX: f"{W14}checkbox",
}


def test_each_field_is_a_control_of_its_kind_named_for_people_and_for_programs() -> None:
    document = sample_form()
    content = DocxFormat().render(document, RenderOptions(fillable=True))
    controls = [
        (
            value(control.find(f"{W}sdtPr/{W}tag")),
            value(control.find(f"{W}sdtPr/{W}alias")),
            {child.tag for child in control.find(f"{W}sdtPr")} & set(CONTROL_KINDS.values()),
        )
        for control in part(content).iter(f"{W}sdt")
    ]
    expected = [(found.name, found.label, {CONTROL_KINDS[found.kind]}) for found in fields_of(document)]
    assert controls == expected
    assert len(expected) == 10


def test_nothing_is_a_control_when_the_form_is_for_the_pen() -> None:
    assert list(part(DocxFormat().render(sample_form(), RenderOptions())).iter(f"{W}sdt")) == []


def test_a_field_for_several_lines_takes_several_lines() -> None:
    row = FieldRow("Rubrik", (field(FieldKind.MULTILINE),))
    control = next(part(made(row, fillable=True)).iter(f"{W}sdt"))
    assert control.find(f"{W}sdtPr/{W}text").get(f"{W}multiLine") == "1"


def test_an_empty_control_says_what_to_do_and_word_knows_that_it_is_empty() -> None:
    prompts = {}
    for kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.DATE, FieldKind.CHOICE):
        control = next(part(made(FieldRow("R", (field(kind, choices=("Ja",)),)), fillable=True)).iter(f"{W}sdt"))
        assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        prompts[kind] = text_of(control)
    assert list(prompts.values()) == ["Skriv här", "Skriv här", "Välj datum", "Välj"]


def test_a_date_is_written_the_swedish_way() -> None:
    content = made(FieldRow("R", (field(FieldKind.DATE),)), fillable=True)
    assert (values(content, "dateFormat"), values(content, "lid")) == (["yyyy-MM-dd"], ["sv-SE"])


def test_a_list_holds_each_choice_once() -> None:
    content = made(FieldRow("R", (field(FieldKind.CHOICE, choices=("Ja", "Nej", "Ja")),)), fillable=True)
    items = [item.get(f"{W}displayText") for item in part(content).iter(f"{W}listItem")]
    assert items == ["Ja", "Nej"]


@given(st.booleans())
def test_a_box_on_screen_is_ticked_as_in_the_document(checked: bool) -> None:
    content = made(ChoiceList("Fråga", (Option("Ett", checked, field(FieldKind.CHECKBOX)),)), fillable=True)
    box = next(part(content).iter(f"{W14}checkbox"))
    assert box.find(f"{W14}checked").get(f"{W14}val") == str(int(checked))
    assert after_heading(content)[-1] == ("Kryssalternativ", f"{'☒' if checked else '☐'}\tEtt")


def test_a_box_without_a_field_cannot_be_clicked() -> None:
    content = made(ChoiceList("Fråga", (Option("Ett", True),)), fillable=True)
    assert list(part(content).iter(f"{W}sdt")) == []
    assert after_heading(content)[-1] == ("Kryssalternativ", "☒\tEtt")


@pytest.mark.parametrize("length", [64, 65, 200])
def test_a_long_name_is_cut_to_what_word_can_open(length) -> None:
    long = Field("n" * length, FieldKind.TEXT, "å" * length)
    control = next(part(made(FieldRow("R", (long,)), fillable=True)).iter(f"{W}sdt"))
    assert len(value(control.find(f"{W}sdtPr/{W}tag"))) == len(value(control.find(f"{W}sdtPr/{W}alias"))) == 64


# --- On paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FieldKind.TEXT, [("Skrivrad", "")]),
        (FieldKind.DATE, [("Skrivrad", "")]),
        (FieldKind.MULTILINE, [("Skrivruta", "")]),
        (FieldKind.CHOICE, [("Kryssalternativ", "☐\tJa"), ("Kryssalternativ", "☐\tNej")]),
        (FieldKind.CHECKBOX, [("Kryssalternativ", "☐\tFältets namn")]),
    ],
)
def test_a_row_gives_the_pen_its_room_under_label_and_hint(kind, expected) -> None:
    content = made(FieldRow("Rubrik", (field(kind, "så här", ("Ja", "Nej")),)))
    assert after_heading(content) == [("Fältetikett", "Rubrik"), ("Fältvägledning", "så här"), *expected]


def test_a_row_that_is_answered_prints_its_answer_under_the_label() -> None:
    content = made(FieldRow("Handläggare", (Run("Åsa Öberg"),)))
    assert after_heading(content) == [("Fältetikett", "Handläggare"), ("Fältsvar", "Åsa Öberg")]


def test_a_row_without_answer_is_a_line_to_write_on() -> None:
    assert after_heading(made(FieldRow("Handläggare", ())))[-1] == ("Skrivrad", "")


def test_a_lone_box_stands_beside_its_label_once() -> None:
    content = made(FieldRow("Fältets namn", (field(FieldKind.CHECKBOX),)))
    assert after_heading(content) == [("Kryssalternativ", "☐\tFältets namn")]


def test_within_a_line_a_field_is_a_rule_a_box_or_its_choices() -> None:
    content = made(
        paragraph("från ", field(FieldKind.DATE), " och ", field(FieldKind.TEXT), "."),
        paragraph("Uppläst: ", field(FieldKind.CHECKBOX)),
        paragraph("Tolk: ", field(FieldKind.CHOICE, choices=("Ja", "Nej"))),
    )
    texts = [text.replace("\u00a0", " ") for _, text in after_heading(content)]
    assert [" ".join(text.split()) for text in texts] == ["från och .", "Uppläst: ☐", "Tolk: ☐ Ja ☐ Nej"]
    assert values(content, "rStyle").count("Skrivlinje") == 2


def test_the_rule_to_write_on_makes_no_sound() -> None:
    rules = [
        text_of(run)
        for run in part(made(paragraph("Namn ", field(FieldKind.TEXT)))).iter(f"{W}r")
        if value(run.find(f"{W}rPr/{W}rStyle")) == "Skrivlinje"
    ]
    assert [set(rule) for rule in rules] == [{"\u00a0"}]


def test_a_table_to_write_in_has_high_rows_and_lines_between_columns() -> None:
    cells = (Cell((Run("Namn"),)), Cell((Run("Datum"),)))
    rows = ((Cell((field(FieldKind.TEXT),)), Cell((Run("den "), field(FieldKind.DATE)))),)
    content = made(Table("Närvarande", cells, rows))
    table = next(part(content).iter(f"{W}tbl"))
    assert value(table.find(f"{W}tblPr/{W}tblStyle")) == "Ifyllnadstabell"
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in table.iter(f"{W}tr")]
    assert [height is not None and int(height.get(f"{W}val")) >= 510 for height in heights] == [False, True]
    assert text_of(next(table.findall(f"{W}tr")[1].iter(f"{W}tc"))) == ""


def test_boxes_in_a_table_are_printed() -> None:
    cells = (Cell((Run("Ja"),)),)
    content = made(Table("Svar", cells, ((Cell((field(FieldKind.CHECKBOX),)),),)))
    assert text_of(list(part(content).iter(f"{W}tc"))[1]) == "☐"


def test_a_question_keeps_its_boxes_in_order_with_hints_beneath() -> None:
    options = (Option("Ett", True), Option("Två", False, field(FieldKind.CHECKBOX, "läs först")))
    assert after_heading(made(ChoiceList("Fråga", options))) == [
        ("Fältetikett", "Fråga"),
        ("Kryssalternativ", "☒\tEtt"),
        ("Kryssalternativ", "☐\tTvå"),
        ("Fältvägledning", "läs först"),
    ]
