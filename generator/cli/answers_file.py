"""Reads an answers file: ``dokument:``, ``dag:`` and one answer per question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.assembly.values import short
from generator.cli.system_errors import InputError, reason
from generator.errors import AnswerProblem, AnswersError, Finding
from generator.library.fields import parse_day
from generator.library.model import DocumentPlan, Library
from generator.library.plans import plain
from generator.library.reader import Findings, parse_yaml, read_text

DEFAULT_PLAN = "samverkansoverenskommelse"
_MAX_BYTES = 2_000_000


@dataclass(frozen=True)
class AnswersFile:
    """What an answers file holds."""

    plan: str
    day: date | None
    answers: dict[str, object]


def read_answers_file(path: Path) -> AnswersFile:
    """The file's content. Raises InputError when it is no answers file, AnswersError when its day is no day."""
    _refuse_oddities(path)
    findings = Findings(path.name)
    text = read_text(path, findings)
    root = parse_yaml(text, findings) if text is not None else None
    if root is None or findings.found:
        raise InputError("\n".join(f"{_place(path, each)}: {each.message}" for each in findings.found))
    answers = {key: plain(value) for key, value in root.entries.items()}
    plan, day_text = answers.pop("dokument", DEFAULT_PLAN), answers.pop("dag", "")
    if not isinstance(plan, str):
        raise AnswersError([AnswerProblem("dokument", "Skriv ett enda dokument, till exempel ”samtycke”.")])
    day = parse_day(day_text) if isinstance(day_text, str) else None
    if day_text and day is None:
        shown = f"”{short(day_text)}” är ingen dag. " if isinstance(day_text, str) else ""
        raise AnswersError([AnswerProblem("dag", f"{shown}Skriv en dag, till exempel 2026-01-31.")])
    return AnswersFile(plan or DEFAULT_PLAN, day, answers)


def _refuse_oddities(path: Path) -> None:
    """Raise InputError for what is no readable file of reasonable size."""
    try:
        if path.is_dir():
            raise InputError(f"”{path}” är en mapp. Ange en svarsfil.")
        if not path.is_file():
            raise InputError(f"Svarsfilen ”{path}” finns inte.")
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"Svarsfilen ”{path}” är större än {_MAX_BYTES // 1_000_000} megabyte.")
    except OSError as error:
        raise InputError(f"Svarsfilen ”{path}” går inte att läsa: {reason(error)}.") from error


def _place(path: Path, finding: Finding) -> str:
    return f"{path}, rad {finding.line}" if finding.line else str(path)


def plan_for(library: Library, plan_id: str) -> DocumentPlan:
    """The plan with that id. Raises AnswersError that lists the plans there are."""
    plan = library.plans.get(plan_id)
    if plan is None or plan.kind.is_attached:
        allowed = ", ".join(each.id for each in library.plans.values() if not each.kind.is_attached)
        message = f"Dokumentet ”{short(plan_id)}” finns inte. Tillåtna: {allowed}."
        raise AnswersError([AnswerProblem("dokument", message)])
    return plan
