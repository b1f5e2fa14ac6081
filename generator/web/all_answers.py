"""Every answer of an agreement on one page, with where it comes from, what is lacking, and the way to change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from generator.assembly.situation import Origin, Situation
from generator.library.model import PlanPage
from generator.web.agreement import ONWARD_FIELD, TO_ANSWERS, Draft, stored_draft
from generator.web.answer_words import lines_of, name_of
from generator.web.draft_addresses import Addresses
from generator.web.draft_stores import status_of
from generator.web.interview import question_of
from generator.web.page_list import lacking_answers

blueprint = Blueprint("all_answers", __name__, url_prefix="/overenskommelse")

_DEFAULT = "Förvalt."


@dataclass(frozen=True)
class AnswerLine:
    """One question with its answer."""

    name: str
    lines: tuple[str, ...]
    source: str
    """Where an answer comes from that nobody has given."""
    lacking: str
    """What has to be done about it before signing; empty for nothing."""
    address: str
    """Where it is changed; empty when whoever looks cannot change it."""


@dataclass(frozen=True)
class AnsweredPage:
    """A page of the interview with its answers."""

    page: PlanPage
    answers: tuple[AnswerLine, ...]


@blueprint.get("/<agreement_id>/svar")
def show(agreement_id: str) -> ResponseReturnValue:
    """Everything that has been answered, and what has not."""
    draft = stored_draft(agreement_id)
    situation = draft.basis.situation()
    told = _told(draft, situation)
    is_open = status_of(draft.id).is_open
    addresses = Addresses(draft.id if is_open else "", draft.plan, situation)
    addresses.onward = {ONWARD_FIELD: TO_ANSWERS}
    pages = [AnsweredPage(page, tuple(_answers(page, situation, told, addresses))) for page in draft.plan.pages]
    return render_template(
        "all_answers.html", draft=draft, name=draft.name, pages=pages, lacking=len(told), is_open=is_open
    )


def _told(draft: Draft, situation: Situation) -> Mapping[str, str]:
    """Question → what is lacking or wrong about its answer."""
    words = {each: _lacking_words(situation, each) for each in lacking_answers(situation)}
    return {**words, **{question_of(each): each.message for each in draft.basis.problems()}}


def _lacking_words(situation: Situation, question_id: str) -> str:
    who = situation.library.questions[question_id].answered_by
    missing = "Något saknas." if situation.rows(question_id) else "Svar saknas."
    return f"{missing} {who.capitalize()} svarar." if who else missing


def _answers(
    page: PlanPage, situation: Situation, told: Mapping[str, str], addresses: Addresses
) -> Iterator[AnswerLine]:
    for question_id in page.questions:
        if situation.is_shown(question_id):
            question, effective = situation.library.questions[question_id], situation.effective(question_id)
            source = _DEFAULT if effective.origin is Origin.DEFAULT else effective.note
            lines = tuple(lines_of(question, effective.value, situation))
            name, address = name_of(question), addresses.question(question_id)
            yield AnswerLine(name, lines, source, told.get(question_id, ""), address)
