"""What the library is made of: clauses with dated wordings, questions, facts, legal sources and document plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from generator.library.conditions import Condition
from generator.library.glossary import Term
from generator.library.model_languages import SWEDISH, Language, Speech, Translation
from generator.library.model_plans import (
    BlankForm,
    DocumentPlan,
    PlanAnnex,
    PlanItem,
    PlanKind,
    PlanPage,
    PlanPart,
    PlanTitle,
)
from generator.library.model_questions import Choice, Question, QuestionType, RetiredQuestion
from generator.library.requirements import Requirement
from generator.library.signs import NO_SIGNS, Signs
from generator.library.template import BlockTemplate

__all__ = [
    "ROLES",
    "Act",
    "BlankForm",
    "Choice",
    "Clause",
    "DocumentPlan",
    "Fact",
    "FactKind",
    "Language",
    "LegalSource",
    "Library",
    "PlanAnnex",
    "PlanItem",
    "PlanKind",
    "PlanPage",
    "PlanPart",
    "PlanTitle",
    "Question",
    "QuestionType",
    "Requirement",
    "RetiredQuestion",
    "Speech",
    "Translation",
    "Wording",
]

ROLES: Mapping[str, str] = {
    "kommunjurist": "kommunjurist",
    "kommunpolis": "kommunpolis",
    "socialchef": "socialchef",
    "samordnare": "samordnare",
    "lokalpolisområdeschef": "lokalpolisområdeschef",
    "handläggare": "handläggare",
}
"""Who may answer for a wording."""


@dataclass(frozen=True)
class Wording:
    """A clause's text from one day until the day before the next wording (lydelse)."""

    clause: str
    first_day: date
    heading: str
    conditions: tuple[Condition, ...]
    sources: tuple[str, ...]
    """Ids of the legal sources it rests on."""
    owner: str
    reason: str
    """Why this wording exists, in Swedish."""
    blocks: tuple[BlockTemplate, ...]
    guidance: tuple[str, ...]
    place: str = ""
    """Id of the place this clause is an alternative for; empty when it is none."""
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    withdrawn: bool = False
    """True when the clause ends on ``first_day``; then there is no text."""
    sha256: str = ""
    """Of the file's bytes."""
    file: str = ""
    """Path relative to the library root."""
    body_line: int = 1
    source: str = field(default="", compare=False, repr=False)
    """The text as it is written in the file, guidance included."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where each key stands, and each thing listed under it (``lagrum: SoL 4:1``)."""

    def line_of(self, key: str, item: str = "") -> int:
        """The line of a key or of one thing listed under it; 1 when nobody knows."""
        return self.lines.get(f"{key}: {item}", self.lines.get(key, 1))


@dataclass(frozen=True)
class Clause:
    """A clause through time. Wordings are in order of first day."""

    id: str
    area: str
    wordings: tuple[Wording, ...]

    def at(self, day: date) -> Wording | None:
        """The wording in force that day, or None before the first and after a withdrawal."""
        current = None
        for wording in self.wordings:
            if wording.first_day <= day:
                current = wording
        return None if current is None or current.withdrawn else current


class FactKind(StrEnum):
    """Where a fact comes from."""

    ANSWER = "svar"
    """The answer to a question with the same id."""
    CLASS = "klass"
    """Computed in Python from numbers, lists and reference data."""
    DERIVED = "härledd"
    """A formula over other facts."""


@dataclass(frozen=True)
class Fact:
    """Something that conditions can test. A finite domain, always."""

    id: str
    name: str
    """In plain words, for explanations: ``parterna utbyter personuppgifter``."""
    kind: FactKind
    questions: tuple[str, ...] = ()
    """The questions whose answers change it, the most natural first."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Domain of a choice: id → words. Empty for yes/no."""
    multiple: bool = False
    operator: str = ""
    """``alla``, ``någon`` or ``inte`` for a derived fact."""
    operands: tuple[Condition, ...] = ()
    line: int = 1


@dataclass(frozen=True)
class Act:
    """A statute: how it is named at first mention and later."""

    id: str
    name: str
    first_name: str
    sfs: str


@dataclass(frozen=True)
class LegalSource:
    """A provision (lagrum) that wordings may cite."""

    id: str
    act: str
    chapter: str
    """Empty for acts without chapters."""
    section: str
    heading: str
    checked: date | None
    """Up to which day somebody has read that it is in force as used."""
    origin: str
    """Where it was read."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day in force."""
    repealed: date | None = None
    replaced_by: str = ""
    amended_by: str = ""
    preparatory_works: str = ""
    line: int = 1

    def in_force(self, day: date) -> bool:
        """Whether nothing known says that it is not in force that day."""
        started = self.valid_from is None or self.valid_from <= day
        ended = (self.valid_to is not None and self.valid_to < day) or (
            self.repealed is not None and self.repealed <= day
        )
        return started and not ended


@dataclass(frozen=True)
class Library:
    """Everything in ``clauses/``, read and cross-checked."""

    clauses: Mapping[str, Clause]
    questions: Mapping[str, Question]
    retired: Mapping[str, RetiredQuestion]
    facts: Mapping[str, Fact]
    acts: Mapping[str, Act]
    sources: Mapping[str, LegalSource]
    plans: Mapping[str, DocumentPlan]
    version: str
    """Short hash of every file in ``clauses/`` that decides text; not of git."""

    requirements: tuple[Requirement, ...] = ()
    """What documents must hold, whatever is answered."""

    signs: Signs = NO_SIGNS
    """How to read texts from elsewhere."""

    languages: Mapping[str, Language] = field(default_factory=dict)
    """The languages that documents are offered in, besides ordinary Swedish, by id."""
    translations: Mapping[tuple[str, date, str], Translation] = field(default_factory=dict)
    """By clause, first day and language; not all of them need be fresh."""
    speech: Speech = SWEDISH
    """How the program speaks in documents made from this library."""
    glossary: tuple[Term, ...] = ()
    """Words explained to those who use the service, in the order of the file."""

    def wordings_at(self, day: date) -> dict[str, Wording]:
        """Clause id → wording in force that day."""
        pairs = ((clause.id, clause.at(day)) for clause in self.clauses.values())
        return {clause_id: wording for clause_id, wording in pairs if wording is not None}

    @cached_property
    def places(self) -> Mapping[str, tuple[str, ...]]:
        """Place → ids of the clauses that any wording puts there."""
        found: dict[str, list[str]] = {}
        for clause in self.clauses.values():
            for place in {wording.place for wording in clause.wordings if wording.place}:
                found.setdefault(place, []).append(clause.id)
        return {place: tuple(sorted(ids)) for place, ids in found.items()}
