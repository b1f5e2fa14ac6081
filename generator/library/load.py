"""Reads the whole of ``clauses/`` at once and cross-checks it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generator.errors import Finding, LibraryError, Severity
from generator.library.checks import check_library
from generator.library.facts import answer_facts, read_facts
from generator.library.model import Clause, DocumentPlan, Library, Wording
from generator.library.plans import read_plan
from generator.library.questions import read_questions
from generator.library.reader import Findings, YamlMap, parse_yaml, read_text
from generator.library.sources import read_sources
from generator.library.wording import read_wording

PLANS_DIR = "documents"
_Part = TypeVar("_Part")


def load_library(root: Path) -> Library:
    """The library under ``root``. Raises LibraryError with every finding when any of them is an error."""
    library, findings = read_library(root)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise LibraryError(errors)
    return library


def read_library(root: Path) -> tuple[Library, list[Finding]]:
    """The library as far as it can be read, and every finding, sorted by file and line."""
    findings: list[Finding] = []
    questions, retired = _read_file(root, "fragor.yaml", read_questions, findings)
    declared = _read_file(root, "uppgifter.yaml", read_facts, findings)
    acts, sources = _read_file(root, "lagrum.yaml", read_sources, findings)
    clauses = _read_clauses(root, findings)
    plans = _read_plans(root, findings)
    library = Library(
        clauses=clauses,
        questions=questions,
        retired=retired,
        facts={**answer_facts(questions), **declared},
        acts=acts,
        sources=sources,
        plans=plans,
        version=library_version(root),
    )
    findings.extend(check_library(library))
    return library, sorted(set(findings))


def library_version(root: Path) -> str:
    """Twelve hexadecimal digits over the names and bytes of every content file."""
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.yaml"), *(path for path in root.rglob("*.md") if path.name != "README.md")]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _read_file(root: Path, name: str, read: Callable[[YamlMap, Findings], _Part], found: list[Finding]) -> _Part:
    """What the file holds. An unreadable file reads as an empty one, with its own finding and no others."""
    findings = Findings(name)
    text = read_text(root / name, findings)
    mapping = parse_yaml(text, findings) if text is not None else None
    result = read(mapping or YamlMap(), findings if mapping is not None else Findings(name))
    found.extend(findings.found)
    return result


def _read_clauses(root: Path, found: list[Finding]) -> dict[str, Clause]:
    wordings: dict[str, list[Wording]] = {}
    areas: dict[str, str] = {}
    for path in sorted(root.glob("*/*/*.md")):
        file = path.relative_to(root).as_posix()
        wording, findings = read_wording(path, file)
        found.extend(findings.found)
        area, clause_id = path.parts[-3], path.parts[-2]
        if areas.setdefault(clause_id, area) != area:
            found.append(
                Finding(file, 0, "klausul-dubbel", f"Klausulen ”{clause_id}” finns också i ”{areas[clause_id]}”.")
            )
        elif wording is not None:
            wordings.setdefault(clause_id, []).append(wording)
    return {
        clause_id: Clause(clause_id, areas[clause_id], tuple(sorted(found_here, key=lambda wording: wording.first_day)))
        for clause_id, found_here in wordings.items()
    }


def _read_plans(root: Path, found: list[Finding]) -> dict[str, DocumentPlan]:
    plans = {}
    for path in sorted((root / PLANS_DIR).glob("*.yaml")):
        plan, findings = read_plan(path, path.relative_to(root).as_posix())
        found.extend(findings.found)
        if plan is not None:
            plans[plan.id] = plan
    return plans
