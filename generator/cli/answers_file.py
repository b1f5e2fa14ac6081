"""Reads an answers file: ``dokument:``, ``dag:`` and one answer per question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.errors import AnswerProblem, AnswersError, GeneratorError
from generator.library.fields import parse_day
from generator.library.model import DocumentPlan, Library, PlanKind
from generator.library.plans import plain
from generator.library.reader import Findings, parse_yaml, read_text

DEFAULT_PLAN = "samverkansoverenskommelse"
_MAX_BYTES = 5_000_000


class InputError(GeneratorError):
    """A file that was given cannot be used."""

    code = "indata-fel"


@dataclass(frozen=True)
class AnswersFile:
    """What an answers file holds."""

    plan: str
    day: date | None
    answers: dict[str, object]


def read_answers_file(path: Path) -> AnswersFile:
    """The file's content. Raises InputError when it is no answers file, AnswersError when its day is no day."""
    if not path.is_file():
        raise InputError(f"Svarsfilen ”{path}” finns inte.")
    if path.stat().st_size > _MAX_BYTES:
        raise InputError(f"Svarsfilen ”{path}” är större än {_MAX_BYTES // 1_000_000} megabyte.")
    findings = Findings(str(path))
    text = read_text(path, findings)
    root = parse_yaml(text, findings) if text is not None else None
    if root is None or findings.found:
        raise InputError("\n".join(str(finding) for finding in findings.found))
    answers = {key: plain(value) for key, value in root.entries.items()}
    plan, day_text = answers.pop("dokument", DEFAULT_PLAN), answers.pop("dag", "")
    day = parse_day(day_text) if isinstance(day_text, str) and day_text else None
    if day_text and day is None:
        raise AnswersError([AnswerProblem("dag", f"”{day_text}” är ingen dag. Skriv till exempel 2026-01-31.")])
    return AnswersFile(str(plan), day, answers)


def plan_for(library: Library, plan_id: str) -> DocumentPlan:
    """The plan with that id. Raises AnswersError that lists the plans there are."""
    plan = library.plans.get(plan_id)
    if plan is None or plan.kind is PlanKind.ANNEX:
        allowed = ", ".join(each.id for each in library.plans.values() if each.kind is not PlanKind.ANNEX)
        message = f"Dokumentet ”{plan_id[:60]}” finns inte. Tillåtna: {allowed}."
        raise AnswersError([AnswerProblem("dokument", message)])
    return plan
