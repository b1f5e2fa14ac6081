"""Whole blocks from answers: rows, boxes, lists, tables and signature places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from generator.assembly.assemble import blank_form
from generator.assembly.blocks import BlockMaker
from generator.document import (
    Block,
    ChoiceList,
    Field,
    FieldKind,
    FieldRow,
    ListBlock,
    Run,
    RunStyle,
    SignatureBlock,
    SignatureRow,
    Table,
)
from generator.library.model import BlankForm, DocumentPlan
from generator.library.template import BlockSlot
from tests.assembly.known import BJURHOLM, DAY, ESKILSTUNA, real, situation

BLANKS = [(plan, blank) for plan in real().plans.values() for blank in plan.blanks]


def made(filter_name: str, question_id: str, plan: str = "avtal", **raw: object) -> Block:
    base = {"kommuner": [ESKILSTUNA]} if plan == "avtal" else {}
    return BlockMaker(situation({**base, **raw}, plan)).make(BlockSlot(filter_name, question_id))


def inside(value: object, kind: type) -> Iterator[object]:
    """Everything of one kind below a value of the document model."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item, kind)
    elif is_dataclass(value):
        for each in fields(value):
            yield from inside(getattr(value, each.name), kind)


def words(block: Block) -> list[str]:
    return [run.text for run in inside(block, Run)]  # type: ignore[attr-defined]


# --- Rows ---


def test_a_row_has_the_label_and_the_answer() -> None:
    assert made("rad", "antal", antal="3") == FieldRow("Möten om året", (Run("3"),))


def test_an_unanswered_row_of_an_agreement_stands_out() -> None:
    assert made("rad", "antal") == FieldRow("Möten om året", (Run("[Möten om året]", RunStyle.MISSING),))


def test_an_unanswered_row_of_a_persons_paper_is_a_field() -> None:
    assert made("rad", "p_slut", "blad") == FieldRow("Sista dag", (Field("p_slut", FieldKind.DATE, "Sista dag"),))


# --- Boxes ---


def test_boxes_are_ticked_where_answered() -> None:
    block = made("kryssrutor", "problem", problemlage="kand", problem=["natverk"])
    assert isinstance(block, ChoiceList) and block.legend == "Problem"
    assert [(option.text, option.checked) for option in block.options] == [
        ("Utsatt område", False), ("Särskilt utsatt område", False), ("Nätverk", True), ("Annat", False),
    ]  # fmt: skip
    assert list(inside(block, Field)) == []


def test_yes_and_no_have_a_box_each() -> None:
    block = made("kryssrutor", "jour", jour="ja")
    assert [(option.text, option.checked) for option in block.options] == [("Ja", True), ("Nej", False)]  # type: ignore[union-attr]


def test_unanswered_boxes_of_a_persons_paper_are_for_the_pen() -> None:
    block = made("kryssrutor", "p_far", "blad")
    assert [(field.name, field.kind, field.label) for field in inside(block, Field)] == [  # type: ignore[attr-defined]
        ("p_far.skola", FieldKind.CHECKBOX, "Får veta: Skolan"),
        ("p_far.vard", FieldKind.CHECKBOX, "Får veta: Vården"),
    ]


def test_unanswered_boxes_of_an_agreement_stand_out_as_missing() -> None:
    block = made("kryssrutor", "problem", problemlage="kand", problem=[])
    assert block == FieldRow("Problem", (Run("[Problem]", RunStyle.MISSING),))


def test_a_default_ticks_no_box_on_a_persons_paper() -> None:
    plan = next(plan for plan in real().plans.values() if "p_identitet" in plan.question_ids)
    block = BlockMaker(situation({}, plan.id, real())).make(BlockSlot("kryssrutor", "p_identitet"))
    assert not any(option.checked for option in block.options)  # type: ignore[union-attr]


# --- Lists ---


def test_a_list_has_an_item_for_each_answer() -> None:
    block = made("punktlista", "polisdistrikt", polisdistrikt=["A", "B"])
    assert isinstance(block, ListBlock) and not block.ordered
    assert [item.label for item in block.items] == ["–", "–"] and words(block) == ["A", "B"]


def test_a_list_of_nothing_stands_out_or_is_a_field() -> None:
    assert words(made("punktlista", "polisdistrikt", polisdistrikt=[])) == ["[Lokalpolisområde]"]
    assert [field.name for field in inside(made("punktlista", "p_far", "blad"), Field)] == ["p_far"]  # type: ignore[attr-defined]


# --- Tables ---


def test_a_table_has_the_columns_of_its_group() -> None:
    rows = [
        {"part": "polisen", "funktion": "Vakt", "fran": "2027-01-01", "slag": "natt"},
        {"part": ESKILSTUNA, "funktion": "Chef"},
    ]
    block = made("tabell", "kontakter", kontakter=rows)
    assert isinstance(block, Table) and block.caption == "Kontakter" and block.row_headers
    assert words(block.header) == ["Part", "Funktion", "Från", "Slag"]  # type: ignore[arg-type]
    assert [words(row) for row in block.rows] == [  # type: ignore[arg-type]
        ["Polismyndigheten", "Vakt", "1 januari 2027", "Nattetid"],
        ["Eskilstuna kommun", "Chef", "–", "–"],
    ]


def test_a_table_of_nothing_stands_out() -> None:
    block = made("tabell", "kontakter")
    assert isinstance(block, Table)
    assert [words(row) for row in block.rows] == [["[Part]", "[Funktion]", "[Från]", "[Slag]"]]  # type: ignore[arg-type]


def test_a_table_on_a_persons_paper_has_rows_to_fill_in() -> None:
    block = made("tabell", "p_steg", "blad")
    found = [(field.name, field.kind, field.label) for field in inside(block, Field)]  # type: ignore[attr-defined]
    assert found[:2] == [("p_steg.1.vad", FieldKind.TEXT, "Vad, rad 1"), ("p_steg.1.nar", FieldKind.DATE, "När, rad 1")]
    assert len(found) == 6


# --- Signatures ---


def signers(**raw: object):
    block = made("underskrifter", "undertecknare", **raw)
    assert isinstance(block, SignatureBlock)
    return block.signers


def test_every_party_signs_and_the_police_need_no_deciding_body() -> None:
    municipality, police = signers()
    assert (municipality.heading, police.heading) == ("För Eskilstuna kommun", "För Polismyndigheten")
    assert municipality.rows == (SignatureRow("Namnförtydligande"), SignatureRow("Beslutande organ", "Socialnämnden"))
    assert police.rows == (SignatureRow("Namnförtydligande"),)


def test_what_the_police_answer_is_printed_even_where_it_is_not_needed() -> None:
    rows = [{"part": ESKILSTUNA}, {"part": "polisen", "organ": "Rikspolischefen"}]
    assert SignatureRow("Beslutande organ", "Rikspolischefen") in signers(undertecknare=rows)[1].rows


def test_several_municipalities_sign_each_for_itself() -> None:
    assert [signer.heading for signer in signers(kommuner=[ESKILSTUNA, BJURHOLM])] == [
        "För Eskilstuna kommun", "För Bjurholms kommun", "För Polismyndigheten",
    ]  # fmt: skip


def test_without_a_signer_there_is_one_place_with_every_row() -> None:
    (signer,) = signers(undertecknare=[])
    assert signer.heading == "Undertecknare"
    assert [row.label for row in signer.rows] == ["Namnförtydligande", "Beslutande organ"]


def test_a_fixed_place_has_name_place_and_date() -> None:
    block = BlockMaker(situation({}, "blad")).make(BlockSlot("underskrift", literal="Underskrift av dig"))
    (signer,) = block.signers  # type: ignore[union-attr]
    assert signer.heading == "Underskrift av dig"
    assert [row.label for row in signer.rows] == ["Namnförtydligande", "Ort och datum"]


# --- Fields ---


def test_a_question_printed_twice_has_two_fields() -> None:
    maker = BlockMaker(situation({}, "blad"))
    slot = BlockSlot("rad", "p_namn")
    assert [field.name for block in (maker.make(slot), maker.make(slot)) for field in inside(block, Field)] == [  # type: ignore[attr-defined]
        "p_namn", "p_namn-2",
    ]  # fmt: skip


def test_there_are_blank_forms() -> None:
    assert len(BLANKS) > 10


@pytest.mark.parametrize(("plan", "blank"), BLANKS, ids=[blank.id for _, blank in BLANKS])
def test_the_fields_of_a_blank_form_have_names_and_labels_of_their_own(plan: DocumentPlan, blank: BlankForm) -> None:
    document = blank_form(real(), plan, blank, DAY)
    names = Counter(field.name for field in inside(document, Field))  # type: ignore[attr-defined]
    assert [name for name, count in names.items() if count > 1] == []
    assert all(name.isascii() for name in names)
    assert all(field.label for field in inside(document, Field))  # type: ignore[attr-defined]


def test_blank_forms_have_file_names_of_their_own() -> None:
    assert [name for name, count in Counter(blank.id for _, blank in BLANKS).items() if count > 1] == []


@pytest.mark.parametrize(("plan", "blank"), BLANKS, ids=[blank.id for _, blank in BLANKS])
def test_a_blank_form_holds_no_gap_and_no_date(plan: DocumentPlan, blank: BlankForm) -> None:
    document = blank_form(real(), plan, blank, DAY)
    assert [run.text for run in inside(document, Run) if run.style is RunStyle.MISSING] == []  # type: ignore[attr-defined]
    other = blank_form(real(), plan, blank, date(2027, 5, 4))
    assert list(inside(document, Run)) == list(inside(other, Run))
