"""Which clauses stand in the documents of an agreement, and which questions a case meets: tables that can be read."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.assembly.answers import read_answers
from generator.assembly.assemble import document_set
from generator.assembly.situation import Situation
from generator.cli.answers_file import AnswersFile, read_answers_file
from generator.library.model import Library
from tests.cases.documents import CASES, CASES_DIR, library

FOLDER = Path(__file__).parent
ASKED = FOLDER / "asked.yaml"
UPDATE = "python -m tests.content.interview"
_HEADING = "# Vilka frågor varje fall möter. En fråga som dyker upp på fel ställe, eller försvinner, märks här.\n"
DAY = date(2026, 11, 21)
AGREEMENT = "samverkansoverenskommelse"
COMMON: dict[str, object] = {"kommuner": ["0484"], "akut_ingang": "egen_socialjour", "problemlage": "ingen_kand"}
"""What is answered in every row that does not say otherwise."""


@cache
def expectations() -> list[dict[str, Any]]:
    """The rows of ``expectations.yaml``; scalars are text, as in the content files."""
    rows = yaml.load((FOLDER / "expectations.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return list(rows)


def unmet(library: Library, row: dict[str, Any]) -> list[str]:
    """What a row asks for that is not so."""
    plan = library.plans[row.get("dokument", AGREEMENT)]
    common = COMMON if plan.id == AGREEMENT else {}
    situation = Situation(library, plan, read_answers(library, plan, {**common, **row["svar"]}), DAY)
    asked_for = {question_id for question_id in plan.question_ids if situation.is_shown(question_id)}
    marks = {mark.clause for document in document_set(situation).documents for mark in document.wordings}
    return [
        *(f"{clause} saknas" for clause in row.get("med", []) if clause not in marks),
        *(f"{clause} är med" for clause in row.get("inte", []) if clause in marks),
        *(f"{question} frågas inte" for question in row.get("frågas", []) if question not in asked_for),
        *(f"{question} frågas" for question in row.get("frågas inte", []) if question in asked_for),
    ]


def asked(library: Library, case: AnswersFile) -> list[str]:
    """The questions that are asked with these answers, in order."""
    plan = library.plans[case.plan]
    situation = Situation(library, plan, read_answers(library, plan, case.answers), case.day or DAY)
    return [question_id for question_id in plan.question_ids if situation.is_shown(question_id)]


def asked_in_cases() -> dict[str, list[str]]:
    """The questions of every case as they are now."""
    return {case: asked(library(), read_answers_file(CASES_DIR / case / "answers.yaml")) for case in CASES}


def update() -> None:
    """Write down which questions the cases meet now. Read the difference before it is kept."""
    text = yaml.safe_dump(asked_in_cases(), allow_unicode=True, sort_keys=False, default_flow_style=None, width=116)
    ASKED.write_text(_HEADING + text, encoding="utf-8")


if __name__ == "__main__":
    update()
