"""What an interview is made of: questions with their choices, groups with part-questions, retired questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.library.conditions import Condition


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
    answered_by: str = ""
    """``kommunen`` or ``polisen`` when only that party knows the answer; empty when they answer it together."""
    covers: str = ""
    """For a group: id of a multi-choice question whose every chosen value needs a row. The rows name the value in a
    part-question with the same id."""
    parts: tuple[Question, ...] = ()
    """The part-questions of a group."""
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where its keys stand."""

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
