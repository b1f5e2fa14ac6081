"""Sample documents of every plan, made from as few answers as possible, for measuring text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.assembly.answers import read_answers
from generator.assembly.assemble import blank_form, document_set
from generator.assembly.situation import Situation
from generator.document import Document
from generator.library.model import DocumentPlan, Library, PlanKind, QuestionType

_SMALL, _LARGE = "2403", "1480"
"""Bjurholm, the smallest municipality, and Göteborg, with several boards."""


def sample_documents(library: Library, day: date) -> Iterator[Document]:
    """Blank forms carry their plan's id here; agreements come with their annexes."""
    for plan in library.plans.values():
        if plan.kind is PlanKind.PERSON:
            yield from (replace(blank_form(library, plan, blank, day), id=plan.id) for blank in plan.blanks)
        elif plan.kind is PlanKind.AGREEMENT:
            for code in (_SMALL, _LARGE):
                raw = {**needed_answers(library, plan), **_with_every_annex(library, plan), "kommuner": [code]}
                situation = Situation(library, plan, read_answers(library, plan, raw), day)
                yield from document_set(situation).documents


def _with_every_annex(library: Library, plan: DocumentPlan) -> dict[str, object]:
    """A yes to each question on which an annex depends."""
    conditions = (condition for annex in plan.annexes for condition in annex.conditions)
    return {each.fact: "ja" for each in conditions if each.fact in library.questions and not each.values}


def needed_answers(library: Library, plan: DocumentPlan) -> dict[str, object]:
    """The first answer to each choice that must be made and that nothing fills in."""
    questions = (library.questions[question_id] for question_id in plan.question_ids)
    return {
        question.id: question.choices[0].id
        for question in questions
        if question.type is QuestionType.CHOICE and question.required and not (question.default or question.prefill)
    }
