"""What a document plan is made of: parts with clauses and places, pages of questions, annexes, blank forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.library.conditions import Condition
from generator.library.template import InlineTemplate


@dataclass(frozen=True)
class PlanItem:
    """A clause, or a place where one of several alternatives stands."""

    clause: str = ""
    place: str = ""
    required: bool = False
    line: int = 1
    option: str = ""
    """The name under which a draft can do without it; empty when it stands there whenever the answers call for it."""


@dataclass(frozen=True)
class PlanPart:
    """A numbered part of a document."""

    id: str
    heading: str
    items: tuple[PlanItem, ...]
    line: int = 1


@dataclass(frozen=True)
class PlanPage:
    """A page of the interview."""

    id: str
    heading: str
    lead: str
    questions: tuple[str, ...]
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where each question is listed."""


@dataclass(frozen=True)
class PlanAnnex:
    """Another plan that comes along, as an annex or beside the agreement, with conditions on when."""

    plan: str
    conditions: tuple[Condition, ...]
    line: int = 1
    each: str = ""
    """Id of the group that gives one document for each of its rows; empty for a single document."""


@dataclass(frozen=True)
class BlankForm:
    """A blank form made from a plan with some answers fixed."""

    id: str
    title: str
    use: str
    """When it is used, in one line."""
    answers: Mapping[str, object]
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where each answer stands."""


@dataclass(frozen=True)
class PlanTitle:
    """Another title for the document, when the conditions hold."""

    conditions: tuple[Condition, ...]
    title: str
    line: int = 1


class PlanKind(StrEnum):
    """What a plan makes. The values stand in the plan files."""

    AGREEMENT = "överenskommelse"
    ANNEX = "bilaga"
    OFFICIAL = "tjänstehandling"
    """Goes with an agreement without being a part of it, for example a proposal to the board."""
    PERSON = "person"

    @property
    def is_attached(self) -> bool:
        """Whether such a plan is made only together with another, whose answers it prints."""
        return self in (PlanKind.ANNEX, PlanKind.OFFICIAL)


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
    companions: tuple[PlanAnnex, ...] = ()
    """What goes with the agreement beside it, without a number."""
    blanks: tuple[BlankForm, ...] = ()
    titles: tuple[PlanTitle, ...] = ()
    """Titles for special cases; the first whose conditions hold is used instead of ``title``."""
    registration: tuple[tuple[str, str], ...] = ()
    """Label and question id of each registration number; ``group.part`` for one per row."""
    sha256: str = ""
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where each key stands, and each registration number (``diarienummer: question``)."""

    @property
    def attached(self) -> tuple[PlanAnnex, ...]:
        """Annexes and companions, in order."""
        return (*self.annexes, *self.companions)

    @property
    def items(self) -> tuple[PlanItem, ...]:
        """Every clause and place, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def question_ids(self) -> tuple[str, ...]:
        """Every question of the interview, in order."""
        return tuple(question for page in self.pages for question in page.questions)
