"""What is asked of each answer: that it must be given, that it is needed before signing, or that it is optional. Pure.

A question may be left for later although the text needs its answer. Which they are is found by trying: the answers are
taken away, the text is made, and what it then lacks is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from generator.assembly.assemble import document_set
from generator.assembly.readiness import remarks
from generator.assembly.situation import Situation
from generator.errors import GeneratorError
from generator.library.model import Question, QuestionType


class Obligation(StrEnum):
    """What is asked of an answer; the value is what the page says."""

    REQUIRED = "måste besvaras"
    NEEDED = "behövs för underskrift"
    OPTIONAL = "frivillig"
    NONE = ""
    """There is an answer from the start, so that nothing is asked."""


_ALWAYS_ANSWERED = frozenset({QuestionType.CHOICE, QuestionType.YES_NO})


def obligations(situation: Situation, question_ids: Iterable[str]) -> Mapping[str, Obligation]:
    """What is asked of the answers to some questions of an agreement."""
    questions = [situation.library.questions[each] for each in question_ids]
    free = [each for each in questions if not each.required and each.type not in _ALWAYS_ANSWERED]
    # What is chosen among several decides what else is asked, so it stays while the others are tried.
    trials = ({each.id for each in free if each.is_fact is chosen} for chosen in (False, True))
    needed = frozenset().union(*(_lacking(situation, trial) & trial for trial in trials if trial))
    return {each.id: _of(each, needed) for each in questions}


def _of(question: Question, needed: frozenset[str]) -> Obligation:
    if question.required:
        return Obligation.REQUIRED
    if question.id in needed:
        return Obligation.NEEDED
    return Obligation.NONE if question.type in _ALWAYS_ANSWERED else Obligation.OPTIONAL


def _lacking(situation: Situation, emptied: set[str]) -> frozenset[str]:
    """The questions whose answers the text lacks once these answers are gone, suggestions included."""
    values = {key: value for key, value in situation.answers.values.items() if key not in emptied}
    for question_id in emptied:
        if situation.library.questions[question_id].prefill:
            values[question_id] = ""
    signed = replace(situation.plan, companions=())  # what goes beside the agreement is not signed, and takes time
    answers = replace(situation.answers, values=values, confirmations={})
    trial = Situation(situation.library, signed, answers, situation.day)
    try:
        return frozenset(remark.question for remark in remarks(trial, document_set(trial)))
    except GeneratorError:
        return frozenset()
