"""Values in a wording's text: what somebody typed is a plain run, whatever it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given

from generator.assembly.assemble import document_set
from generator.assembly.fill import Filler, UnresolvedReferenceError, list_label
from generator.assembly.number import Target
from generator.document import (
    Block,
    Document,
    ListBlock,
    Paragraph,
    ParagraphStyle,
    Reference,
    Run,
    RunStyle,
    Section,
    SignatureBlock,
    Table,
)
from generator.library.model import Wording
from generator.library.template import ParagraphTemplate, Slot, TableTemplate, Text
from tests.assembly.known import ESKILSTUNA, HOSTILE, situation, small
from tests.assembly.strategies import typed_text

_ = "\N{NO-BREAK SPACE}"


def sections(raw: dict[str, object], plan: str = "avtal") -> dict[str, Section]:
    main = document_set(situation({"kommuner": [ESKILSTUNA], **raw} if plan == "avtal" else raw, plan)).main
    return {section.wording.clause: section for _, section in main.walk() if section.wording}


def blocks(clause: str, **raw: object) -> tuple[Block, ...]:
    return sections(raw)[clause].blocks


def text(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(inline.text for inline in block.inlines if isinstance(inline, Run | Reference))


def runs(value: object) -> Iterator[Run]:
    """Every run below a value of the document model."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from runs(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from runs(getattr(value, each.name))


def wording(*inlines: Text | Slot) -> Wording:
    return replace(small().clauses["lugn"].wordings[0], blocks=(ParagraphTemplate(inlines),))


def filler(**raw: object) -> Filler:
    targets = {"parter": Target("parter", "1.1")}
    return Filler(situation({"kommuner": [ESKILSTUNA], **raw}), targets, {"lista": "bilaga 1"})


def test_words_bend_and_begin_sentences() -> None:
    first, second = blocks("parter")
    assert text(first) == (
        "Kommunen och lokalpolisområde Eskilstuna är parter. Socialnämnden i Eskilstuna kommun svarar för kommunen."
    )
    assert text(second) == "Överenskommelsen har Eskilstuna kommun och Polismyndigheten som parter."


def test_sources_places_and_annexes_are_referred_to() -> None:
    (paragraph,) = blocks("lagar")
    assert isinstance(paragraph, Paragraph)
    assert text(paragraph).endswith(f"se punkt{_}2 och bilaga 1.")
    assert Reference("arbetsform", "2") in paragraph.inlines


def test_emphasis_lists_tables_and_quotes_keep_their_form() -> None:
    (paragraph,) = sections({"kommuner": ["2403"]})["arbete-ensam"].blocks
    assert Run("lugnt", RunStyle.EMPHASIS) in paragraph.inlines  # type: ignore[union-attr]
    (ordered,) = blocks("jour", jour="ja")
    assert isinstance(ordered, ListBlock) and ordered.ordered
    assert [item.label for item in ordered.items] == ["a)", "b)"]
    assert Run("genast", RunStyle.STRONG) in ordered.items[1].inlines
    money = blocks("pengar", kostnad="900")
    table = next(block for block in money if isinstance(block, Table))
    assert table.caption == "" and len(table.header) == 2 and len(table.rows) == 1
    assert [block.style for block in money if isinstance(block, Paragraph)] == [
        ParagraphStyle.BODY,
        ParagraphStyle.QUOTE,
    ]


def test_an_answer_that_is_missing_stands_out() -> None:
    (paragraph,) = blocks("tid", antal="3")
    assert Run("[Första dag]", RunStyle.MISSING) in paragraph.inlines  # type: ignore[union-attr]
    assert Run("3") in paragraph.inlines  # type: ignore[union-attr]


def test_a_missing_column_is_named_by_the_column() -> None:
    assert Run("[Funktion]", RunStyle.MISSING) in set(runs(blocks("pengar")))


def test_a_party_without_a_name_stands_out() -> None:
    main = document_set(situation({})).main
    assert Run("[Kommuner]", RunStyle.MISSING) in set(runs(main))
    assert Run("[Lokalpolisområde]", RunStyle.MISSING) in set(runs(main))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_was_typed_is_one_plain_run(hostile: str) -> None:
    raw: dict[str, object] = {
        "problemlage": "kand",
        "problem": ["annat"],
        "beskrivning": hostile,
        "kostnad": "1",
        "polisdistrikt": [hostile],
        "kontakter": [{"part": "polisen", "funktion": hostile}],
        "undertecknare": [{"part": ESKILSTUNA, "namn": hostile}, {"part": "polisen"}],
        "namnder": [{"kommun": ESKILSTUNA, "namn": hostile}],
    }
    documents = document_set(situation({"kommuner": [ESKILSTUNA], **raw}))
    found = [run for run in runs(documents.documents) if hostile in run.text]
    assert {run.style for run in found} == {RunStyle.PLAIN}
    assert Run(hostile) in found
    signers = [
        block for _, section in documents.main.walk() for block in section.blocks if isinstance(block, SignatureBlock)
    ]
    assert hostile in {row.value for block in signers for signer in block.signers for row in signer.rows}


@given(typed=typed_text)
def test_nothing_typed_becomes_a_remark_to_confirm(typed: str) -> None:
    document = document_set(situation({"p_namn": typed, "p_ung": "nej"}, "blad")).main
    styles = {run.style for run in runs(document) if run.text}
    assert styles <= {RunStyle.PLAIN}


def test_a_remark_to_confirm_comes_from_the_clause_alone() -> None:
    raw = {"problemlage": "kand", "problem": ["annat"], "beskrivning": "[BEKRÄFTA: x]"}
    confirm = [run for run in runs(sections(raw)["annat-problem"]) if run.style is RunStyle.CONFIRM]
    assert [run.text for run in confirm] == ["[BEKRÄFTA: att beskrivningen stämmer, kommunpolisen]"]


def test_a_table_named_by_its_sections_heading_has_no_caption_of_its_own() -> None:
    cell = (Text("Ett"),)
    one = replace(wording(Slot("", literal="jour", filter="punkt")), blocks=(TableTemplate((cell,), ((cell,),)),))
    (named,) = filler().fill(one, one.heading)
    (other,) = filler().fill(one, "Något annat")
    assert isinstance(named, Table) and isinstance(other, Table)
    assert (named.caption, other.caption) == ("", one.heading)


def test_a_long_text_keeps_its_line_breaks() -> None:
    raw = {"problemlage": "kand", "problem": ["annat"], "beskrivning": "rad ett\r\nrad två"}
    assert text(blocks("annat-problem", **raw)[0]) == "rad ett\nrad två"


@pytest.mark.parametrize(("kind", "literal"), [("punkt", "jour"), ("bilaga", "mal")])
def test_a_reference_to_what_is_not_there_is_refused(kind: str, literal: str) -> None:
    with pytest.raises(UnresolvedReferenceError) as caught:
        filler().fill(wording(Slot("", literal=literal, filter=kind)), "Prov")
    assert literal in str(caught.value)


def test_in_an_unfinished_draft_a_reference_may_wait() -> None:
    (paragraph,) = filler(namnder=[]).fill(wording(Slot("", literal="jour", filter="punkt")), "Prov")
    assert [run.style for run in runs(paragraph)] == [RunStyle.MISSING]


def test_a_value_takes_the_style_around_it() -> None:
    (paragraph,) = filler(antal="3").fill(wording(Text("Antal "), Slot("antal", style="strong")), "Prov")
    assert list(runs(paragraph)) == [Run("Antal "), Run("3", RunStyle.STRONG)]


def test_signature_places_that_follow_each_other_are_one_block() -> None:
    person = sections({"p_namn": "Kim", "p_ung": "nej"}, "blad")["under-vuxen"]
    (block,) = person.blocks
    assert isinstance(block, SignatureBlock)
    assert [signer.heading for signer in block.signers] == ["Underskrift av dig", "Underskrift av handläggaren"]
    assert [signer.id for signer in block.signers] == ["underskrift-1", "underskrift-2"]


def test_labels_of_lists() -> None:
    assert [list_label(True, index) for index in (0, 1, 19)] == ["a)", "b)", "t)"]
    assert list_label(False, 3) == "–"


def test_a_subtitle_is_filled_in() -> None:
    main: Document = document_set(situation({"kommuner": [ESKILSTUNA]})).main
    assert main.subtitle == "mellan Eskilstuna kommun och Polismyndigheten"
