"""Whole documents for every pair of choices: each is complete, numbered without gaps, and reads as Swedish does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_set
from generator.assembly.situation import Situation
from generator.assembly.space import Space
from generator.document import (
    Block,
    ChoiceList,
    Document,
    FieldRow,
    Inline,
    ListBlock,
    Paragraph,
    Reference,
    Run,
    Section,
    SignatureBlock,
    Table,
)
from generator.library.conditions import Condition, all_hold
from generator.library.model import DocumentPlan, QuestionType
from tests.cases.documents import library
from tests.content.pairwise import DAY, Pair, Row, rows

PLANS = [plan for plan in library().plans.values() if not plan.kind.is_attached]
UNWANTED = {
    "uttryck som inte är utskrivet": re.compile(r"\{\{|\}\}|\{%"),
    "två mellanslag": re.compile(" {2}"),
    "mellanslag före skiljetecken": re.compile(r"\s[.,;:!?]"),
    "dubbla skiljetecken": re.compile(r"[,;:]\.|\.\.|,,"),
    "ord ur programmet": re.compile(r"\b(None|True|False|null|nan)\b"),
    "mening med liten bokstav": re.compile(r"[a-zåäö)][.!?] [a-zåäö]"),
}
ABBREVIATED = re.compile(r"\b(t\.o\.m|fr\.o\.m|kap|kl|tfn|dnr|nr)\. [a-zåäö]")


@cache
def covering(plan: str) -> tuple[list[Row], set[Pair]]:
    return rows(library(), library().plans[plan])


@cache
def documents(plan: str) -> list[tuple[Situation, tuple[Document, ...]]]:
    """Every set of documents that the rows give."""
    found = []
    for row in covering(plan)[0]:
        chosen = library().plans[plan]
        situation = Situation(library(), chosen, read_answers(library(), chosen, row.answers), DAY)
        found.append((situation, document_set(situation).documents))
    return found


def each_document(plan: DocumentPlan) -> Iterator[Document]:
    for _, made in documents(plan.id):
        yield from made


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_pair_of_choices_is_tried_unless_one_hides_the_other(plan: DocumentPlan) -> None:
    made, impossible = covering(plan.id)
    assert made
    possible = [sorted(pair) for pair in impossible if can_be_together(plan, pair)]
    assert possible == []


def can_be_together(plan: DocumentPlan, pair: Pair) -> bool:
    """Whether any answers at all make both choices, both questions being asked."""
    wanted: list[Condition] = []
    for question_id, value in pair:
        question = library().questions[question_id]
        wanted.extend(question.shown_when)
        if question.type is QuestionType.YES_NO:
            wanted.append(Condition(question_id, negated=value == ("nej",)))
        elif question.type is QuestionType.MUNICIPALITIES:
            wanted.append(Condition("flera_kommuner", negated=len(value) == 1))
        elif value and question.choices:
            wanted.append(Condition(question_id, value[:1]))
    return any(all_hold(wanted, facts) for facts in Space(library(), wanted, frozenset(plan.question_ids)))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_the_answers_are_complete(plan: DocumentPlan) -> None:
    """Else a place might stand empty because something is not answered, and nobody would know."""
    assert [situation.missing() for situation, _ in documents(plan.id) if situation.missing()] == []


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_place_that_must_be_filled_is_filled_once(plan: DocumentPlan) -> None:
    places = library().places
    for document in each_document(plan):
        marks = [mark.clause for mark in document.wordings]
        assert len(marks) == len(set(marks)), document.id
        for item in library().plans[document.plan or document.id].items:
            if item.required:
                assert len(set(places[item.place]) & set(marks)) == 1, item.place


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_numbers_have_no_gaps(plan: DocumentPlan) -> None:
    for document in each_document(plan):
        assert [section.number for section in document.sections] == [
            str(index) for index in range(1, len(document.sections) + 1)
        ]
        for section in document.sections:
            wanted = [f"{section.number}.{index}" for index in range(1, len(section.sections) + 1)]
            assert [child.number for child in section.sections] == wanted


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_no_section_is_empty_and_every_reference_leads_somewhere(plan: DocumentPlan) -> None:
    for document in each_document(plan):
        sections = [section for _, section in document.walk()]
        numbers = {section.anchor: section.number for section in sections}
        assert len(numbers) == len(sections)
        for section in sections:
            assert section.blocks or section.sections, section.heading
            for inline in inlines_of(section):
                if isinstance(inline, Reference):
                    assert inline.text.endswith(numbers[inline.target])


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_text_is_set_as_swedish_is(plan: DocumentPlan) -> None:
    wrong = set()
    for document in each_document(plan):
        for text in [document.title, document.subtitle, *texts_of(document)]:
            clean = ABBREVIATED.sub("", text)
            wrong |= {(slip, text) for slip, pattern in UNWANTED.items() if pattern.search(clean)}
    assert wrong == set()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
def test_every_paragraph_and_heading_begins_with_a_capital(plan: DocumentPlan) -> None:
    wrong = set()
    for document in each_document(plan):
        for _, section in document.walk():
            paragraphs = [text_of(block.inlines) for block in section.blocks if isinstance(block, Paragraph)]
            wrong |= {text for text in (section.heading, *paragraphs) if text.lstrip("”–([")[:1].islower()}
    assert wrong == set()


def text_of(inlines: tuple[Inline, ...]) -> str:
    return "".join(inline.text for inline in inlines if isinstance(inline, Run | Reference))


def inlines_of(section: Section) -> Iterator[Inline]:
    for block in section.blocks:
        for inlines in _lines(block):
            yield from inlines


def _lines(block: Block) -> Iterator[tuple[Inline, ...]]:
    if isinstance(block, Paragraph | FieldRow):
        yield block.inlines
    elif isinstance(block, ListBlock):
        yield from (item.inlines for item in block.items)
    elif isinstance(block, Table):
        yield from (cell.inlines for row in (block.header, *block.rows) for cell in row)


def texts_of(document: Document) -> Iterator[str]:
    """Everything that is printed."""
    for _, section in document.walk():
        yield section.heading
        for block in section.blocks:
            yield from (text_of(inlines) for inlines in _lines(block))
            if isinstance(block, FieldRow):
                yield block.label
            elif isinstance(block, ChoiceList):
                yield from (block.legend, *(option.text for option in block.options))
            elif isinstance(block, SignatureBlock):
                for signer in block.signers:
                    yield from (signer.heading, *(text for row in signer.rows for text in (row.label, row.value)))
