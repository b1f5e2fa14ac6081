"""Reads the whole of ``clauses/`` at once and cross-checks it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.errors import Finding, LibraryError, Severity
from generator.library.checks import check_library
from generator.library.content_file import read_content
from generator.library.facts import answer_facts, read_facts
from generator.library.glossary import GLOSSARY_FILE, read_glossary
from generator.library.languages import LANGUAGES_DIR, read_language
from generator.library.model import Clause, DocumentPlan, Language, Library, Translation, Wording
from generator.library.plans import read_plan
from generator.library.questions import read_questions
from generator.library.reader import Findings, YamlMap, parse_content
from generator.library.release import RELEASED_FILE
from generator.library.requirements import REQUIREMENTS_FILE, read_requirements
from generator.library.signs import NO_SIGNS, SIGNS_FILE, read_signs
from generator.library.sources import read_sources
from generator.library.translations import TRANSLATION_NAME, read_translation
from generator.library.unread import FACTS_FILE, PLANS_DIR, QUESTIONS_FILE, SOURCES_FILE, Unread
from generator.library.wording import read_wording

_Part = TypeVar("_Part")
_FLAT_DIRS = (PLANS_DIR, LANGUAGES_DIR)
"""Folders of YAML files side by side."""
_FLAT_DEPTH, _WORDING_DEPTH = 2, 3
_ROOT_FILES = (QUESTIONS_FILE, FACTS_FILE, SOURCES_FILE, REQUIREMENTS_FILE, RELEASED_FILE, SIGNS_FILE, GLOSSARY_FILE)
_NOT_OF_DOCUMENTS = ("README.md", SIGNS_FILE, GLOSSARY_FILE)


def load_library(root: Path) -> Library:
    """The library under ``root``. Raises LibraryError with every finding when any of them is an error."""
    library, findings = read_library(root)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise LibraryError(errors)
    return library


def read_library(root: Path) -> tuple[Library, list[Finding]]:
    """The library as far as it can be read, and every finding, sorted by file and line."""
    reading = _Reading(root)
    questions, retired = reading.read_file(QUESTIONS_FILE, read_questions)
    declared = reading.read_file(FACTS_FILE, read_facts)
    acts, sources = reading.read_file(SOURCES_FILE, read_sources)
    library = Library(
        clauses=reading.read_clauses(),
        questions=questions,
        retired=retired,
        facts={**answer_facts(questions), **declared},
        acts=acts,
        sources=sources,
        plans=reading.read_plans(),
        languages=reading.read_languages(),
        translations=reading.read_translations(),
        version=library_version(root),
        requirements=reading.read_file(REQUIREMENTS_FILE, read_requirements) if _has(root, REQUIREMENTS_FILE) else (),
        signs=reading.read_file(SIGNS_FILE, read_signs) if _has(root, SIGNS_FILE) else NO_SIGNS,
        glossary=reading.read_file(GLOSSARY_FILE, read_glossary) if _has(root, GLOSSARY_FILE) else (),
    )
    unread = Unread(frozenset(reading.unread_names), frozenset(reading.unread_files))
    findings = [*reading.found, *_strays(root), *check_library(library, unread)]
    return library, sorted(set(findings))


def _has(root: Path, file: str) -> bool:
    """Whether there is such a file: some are not needed."""
    return (root / file).exists()


def library_version(root: Path) -> str:
    """Twelve hexadecimal digits over the names and bytes of every content file.

    What is only used to read texts from elsewhere, or to explain words, does not count: it changes no document.
    """
    digest = hashlib.sha256()
    content = [path for path in (*root.rglob("*.yaml"), *root.rglob("*.md")) if path.name not in _NOT_OF_DOCUMENTS]
    for path in sorted(content):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


class _Reading:
    """Reads the files of one library and remembers what went wrong."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.found: list[Finding] = []
        self.unread_names: set[str] = set()
        self.unread_files: set[str] = set()

    def _note(self, findings: Findings, is_read: bool) -> None:
        self.found.extend(findings.found)
        self.unread_names.update(findings.unread)
        if not is_read:
            self.unread_files.add(findings.file)

    def read_file(self, name: str, read: Callable[[YamlMap, Findings], _Part]) -> _Part:
        """What the file holds. An unreadable file reads as an empty one, with its own finding and no others."""
        findings = Findings(name)
        text = read_content(self._root / name, findings)
        mapping = parse_content(text, findings) if text is not None else None
        result = read(mapping or YamlMap(), findings if mapping is not None else Findings(name))
        self._note(findings, mapping is not None)
        return result

    def read_clauses(self) -> dict[str, Clause]:
        """Every clause with the wordings that could be read, by id."""
        wordings: dict[str, list[Wording]] = {}
        areas: dict[str, str] = {}
        for path in sorted(self._root.glob("*/*/*.md")):
            file = path.relative_to(self._root).as_posix()
            area, clause_id = path.parts[-3], path.parts[-2]
            if not is_content(file) or TRANSLATION_NAME.fullmatch(path.name):
                continue
            wording, findings = read_wording(path, file)
            if areas.setdefault(clause_id, area) != area:
                message = f"Klausulen ”{clause_id}” finns också i ”{areas[clause_id]}”. Byt id eller ta bort den ena."
                findings.add(0, "klausul-dubbel", message)
            elif wording is not None:
                wordings.setdefault(clause_id, []).append(wording)
            self._note(findings, wording is not None)
        return {
            clause_id: Clause(clause_id, areas[clause_id], tuple(sorted(found, key=lambda each: each.first_day)))
            for clause_id, found in wordings.items()
        }

    def read_plans(self) -> dict[str, DocumentPlan]:
        """Every plan that could be read, by id."""
        plans = {}
        if not (self._root / PLANS_DIR).is_dir():
            missing = Findings(PLANS_DIR)
            missing.add(0, "fil-saknas", "Mappen finns inte. Där ska dokumentplanerna ligga.")
            self._note(missing, is_read=False)
        for path in sorted((self._root / PLANS_DIR).glob("*.yaml")):
            plan, findings = read_plan(path, path.relative_to(self._root).as_posix())
            self._note(findings, plan is not None)
            if plan is not None:
                plans[plan.id] = plan
        return plans

    def read_languages(self) -> dict[str, Language]:
        """Every language that could be read, by id. A library may do without."""
        languages = {}
        for path in sorted((self._root / LANGUAGES_DIR).glob("*.yaml")):
            language, findings = read_language(path, path.relative_to(self._root).as_posix())
            self._note(findings, language is not None)
            if language is not None:
                languages[language.id] = language
        return languages

    def read_translations(self) -> dict[tuple[str, date, str], Translation]:
        """Every translation that could be read. One that could not is no reason to doubt its clause."""
        translations = {}
        for path in sorted(self._root.glob("*/*/*.md")):
            if TRANSLATION_NAME.fullmatch(path.name):
                translation, findings = read_translation(path, path.relative_to(self._root).as_posix())
                self.found.extend(findings.found)
                if translation is not None:
                    translations[translation.key] = translation
        return translations


def is_content(file: str) -> bool:
    """Whether a file at that path, from the library's root, is one that is read."""
    parts = file.split("/")
    if len(parts) == 1:
        return file in _ROOT_FILES
    if parts[0] in _FLAT_DIRS:
        return len(parts) == _FLAT_DEPTH and file.endswith(".yaml")
    return len(parts) == _WORDING_DEPTH and file.endswith(".md")


def _strays(root: Path) -> Iterator[Finding]:
    """Files that nobody reads: a text saved in the wrong place would else be missed in silence."""
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root).as_posix()
        is_hidden = any(part.startswith(".") for part in file.split("/"))
        if path.is_file() and not is_hidden and path.name != "README.md" and not is_content(file):
            message = (
                "Ingen läser filen här. En lydelse ligger i <område>/<klausul-id>/<första-dag>.md, "
                f"en plan i {PLANS_DIR}/<plan-id>.yaml, ett språk i {LANGUAGES_DIR}/<språk>.yaml."
            )
            yield Finding(file, 0, "fil-plats", message)
