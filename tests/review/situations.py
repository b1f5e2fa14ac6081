"""Situations of the shipped library to compare: a case with some answers changed."""

from __future__ import annotations

from datetime import date

from generator.assembly.assemble import situation_for
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from tests.cases.documents import CASES_DIR, library


def case(name: str, day: date | None = None, **changed: object) -> Situation:
    """The situation of a case, with these answers instead of its own; None takes an answer away."""
    file = read_answers_file(CASES_DIR / name / "answers.yaml")
    answers = {key: value for key, value in {**file.answers, **changed}.items() if value is not None}
    return situation_for(library(), plan_for(library(), file.plan), answers, day or file.day)
