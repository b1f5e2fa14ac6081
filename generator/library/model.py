"""What the library is made of: clauses with dated wordings, questions, facts, legal sources and document plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from generator.library.conditions import Condition
from generator.library.template import BlockTemplate, InlineTemplate

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
    line: int = 1
    body_line: int = 1


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


class QuestionType(StrEnum):
    """What kind of answer a question takes. The values stand in ``fragor.yaml``."""

    MUNICIPALITIES = "kommuner"
    CHOICE = "val"
    MULTI = "flerval"
    YES_NO = "ja_nej"
    TEXT = "text"
    LONG_TEXT = "lång_text"
    DATE = "datum"
    NUMBER = "heltal"
    MONEY = "belopp"
    TEXT_LIST = "lista"
    AREAS = "områden"
    PARTY = "part"
    PERSONAL_NUMBER = "personnummer"
    GROUP = "grupp"


@dataclass(frozen=True)
class Choice:
    """One possible answer."""

    id: str
    text: str
    printed: str
    """How it reads inside a sentence; the same as ``text`` unless the file says otherwise."""
    description: str = ""


@dataclass(frozen=True)
class Question:
    """One question of an interview."""

    id: str
    type: QuestionType
    wording: str
    label: str
    """Short name, printed beside the answer in forms and tables."""
    why: str = ""
    hint: str = ""
    warning: str = ""
    choices: tuple[Choice, ...] = ()
    default: tuple[str, ...] = ()
    """Default answer: choice ids, or ``ja``/``nej``; empty when there is none."""
    required: bool = False
    shown_when: tuple[Condition, ...] = ()
    prefill: str = ""
    maximum: int | None = None
    minimum: int | None = None
    not_before: str = ""
    """Id of a date question that this date may not precede."""
    applies_to: str = ""
    """``kommun`` or ``polisen`` when it concerns only that kind of party; empty for both."""
    covers: str = ""
    """For a group: id of a multi-choice question whose every chosen value needs a row. The rows name the value in a
    part-question with the same id."""
    parts: tuple[Question, ...] = ()
    """The part-questions of a group."""
    line: int = 1

    def choice(self, choice_id: str) -> Choice | None:
        """The choice with that id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)

    def part(self, part_id: str) -> Question | None:
        """The part-question with that id, or None."""
        return next((part for part in self.parts if part.id == part_id), None)

    def concerns(self, is_police: bool) -> bool:
        """Whether it has anything to do with the police, or else with a municipality."""
        return not self.applies_to or (self.applies_to == "polisen") == is_police

    @property
    def is_fact(self) -> bool:
        """Whether conditions may test the answer itself."""
        return self.type in (QuestionType.CHOICE, QuestionType.MULTI, QuestionType.YES_NO)


@dataclass(frozen=True)
class RetiredQuestion:
    """A question that is no longer asked; ``replaced_by`` is empty when its answers are dropped."""

    id: str
    replaced_by: str
    reason: str


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
class PlanItem:
    """A clause, or a place where one of several alternatives stands."""

    clause: str = ""
    place: str = ""
    required: bool = False
    line: int = 1


@dataclass(frozen=True)
class PlanPart:
    """A numbered part of a document."""

    id: str
    heading: str
    items: tuple[PlanItem, ...]


@dataclass(frozen=True)
class PlanPage:
    """A page of the interview."""

    id: str
    heading: str
    lead: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class PlanAnnex:
    """An annex: another plan, with conditions on when it comes along."""

    plan: str
    conditions: tuple[Condition, ...]
    line: int = 1


@dataclass(frozen=True)
class BlankForm:
    """A blank form made from a plan with some answers fixed."""

    id: str
    title: str
    use: str
    """When it is used, in one line."""
    answers: Mapping[str, object]
    line: int = 1


@dataclass(frozen=True)
class PlanTitle:
    """Another title for the document, when the conditions hold."""

    conditions: tuple[Condition, ...]
    title: str


class PlanKind(StrEnum):
    """What a plan makes. The values stand in the plan files."""

    AGREEMENT = "överenskommelse"
    ANNEX = "bilaga"
    PERSON = "person"


@dataclass(frozen=True)
class DocumentPlan:
    """The order of a document: parts, clauses and places, pages of questions, annexes, blank forms."""

    id: str
    title: str
    subtitle: tuple[InlineTemplate, ...]
    kind: PlanKind
    description: str
    parts: tuple[PlanPart, ...]
    pages: tuple[PlanPage, ...] = ()
    annexes: tuple[PlanAnnex, ...] = ()
    blanks: tuple[BlankForm, ...] = ()
    titles: tuple[PlanTitle, ...] = ()
    """Titles for special cases; the first whose conditions hold is used instead of ``title``."""
    registration: tuple[tuple[str, str], ...] = ()
    """Label and question id of each registration number."""
    sha256: str = ""
    file: str = ""

    @property
    def items(self) -> tuple[PlanItem, ...]:
        """Every clause and place, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def question_ids(self) -> tuple[str, ...]:
        """Every question of the interview, in order."""
        return tuple(question for page in self.pages for question in page.questions)


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
