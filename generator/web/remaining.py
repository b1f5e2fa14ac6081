"""What the panel beside an agreement tells: what remains before it can be signed, and what has been confirmed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.assembly.readiness import Remark, remarks, settled
from generator.assembly.situation import Situation
from generator.document import DocumentSet
from generator.errors import AnswerProblem
from generator.library.model import Question
from generator.library.questions import ANSWERERS
from generator.review.resting import Resting
from generator.web.interview import question_of

BOARD_ANSWERS = "Nämnden svarar"
"""How a confirmation begins that a board has given in the place of a lawyer that it does not have."""


@dataclass(frozen=True)
class Remaining:
    """One thing that an answer settles, or that a part of the text lacks."""

    message: str
    question: str = ""
    """Id of the question whose answer settles it; empty when none does."""
    document: str = ""
    """Id of the document it stands in."""
    anchor: str = ""
    """The section it stands in."""
    who: str = ""
    """Which party answers; empty where they do it together, and where no answer settles it."""
    is_precise: bool = False
    """Whether the message says more than that the question is not answered."""


@dataclass(frozen=True)
class ToConfirm:
    """One ``[BEKRÄFTA …]`` of the text."""

    mark: str
    message: str
    who: str
    """The role that can confirm; may be empty."""
    document: str
    anchor: str
    by: str = ""
    """Who has confirmed it, in what role and when; empty until somebody has."""

    @property
    def board_may(self) -> bool:
        """Whether the board may answer in the place of the one who is named: not every municipality has a lawyer."""
        return "jurist" in self.who

    @property
    def key(self) -> str:
        """The mark as a part of an element's id."""
        return self.mark.replace(".", "-")


@dataclass(frozen=True)
class Panel:
    """Everything in the panel."""

    answers: tuple[Remaining, ...]
    to_confirm: tuple[ToConfirm, ...]
    confirmed: tuple[ToConfirm, ...]
    unreviewed: tuple[Remaining, ...] = ()
    """Wordings of its own that no lawyer has approved, and wordings that one has rejected."""
    resting: tuple[Resting, ...] = ()
    """The reviews that its wordings rest on."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands between the draft and a signature."""
        return not (self.answers or self.to_confirm or self.unreviewed)

    def by_answerer(self, side: str) -> tuple[tuple[str, tuple[Remaining, ...]], ...]:
        """The answers that are missing, under words for who gives them, as somebody of a party sees it: one's own
        first, then what the parties answer together, then what one waits for."""
        words = {"": "Ni svarar tillsammans"}
        for each in ANSWERERS:
            words[each] = f"{each.capitalize()} svarar" if side in ("", each) else f"Väntar på {each}"
        order = sorted(words, key=lambda who: (who != side, who != ""))
        found = ((words[who], tuple(each for each in self.answers if each.who == who)) for who in order)
        return tuple((heading, answers) for heading, answers in found if answers)

    @property
    def confirmers(self) -> tuple[str, ...]:
        """Those who have confirmed something, without the day: the same person often confirms more."""
        own = (each.by.rpartition(", ")[0] for each in self.confirmed if not each.by.startswith(BOARD_ANSWERS))
        return tuple(dict.fromkeys(own))


def panel_of(situation: Situation, documents: DocumentSet, problems: Iterable[AnswerProblem]) -> Panel:
    """The panel for a draft; ``problems`` are answers that contradict each other."""
    questions = situation.library.questions
    wrong = [_settled_by(problem.message, questions[question_of(problem)], True) for problem in problems]
    found = remarks(situation, documents)
    answers = [_answer(remark, situation) for remark in found if not remark.mark]
    marks = {remark.mark: _to_confirm(remark) for remark in reversed(found) if remark.mark}
    confirmed = (_to_confirm(remark, by) for remark, by in settled(situation))
    return Panel(tuple(_in_order([*wrong, *answers], situation)), tuple(reversed(marks.values())), tuple(confirmed))


def _in_order(answers: Iterable[Remaining], situation: Situation) -> list[Remaining]:
    """Each thing once, as the questions come; what no answer settles last. Of a question about which something more
    precise is told, the question itself is not told too."""
    place = {question: number for number, question in enumerate(situation.asked)}
    found = sorted(dict.fromkeys(answers), key=lambda each: place.get(each.question, len(place)))
    precise = {each.question for each in found if each.is_precise}
    return [each for each in found if each.is_precise or each.question not in precise]


def _answer(remark: Remark, situation: Situation) -> Remaining:
    """One line for each question, however many places of the text lack its answer."""
    if remark.question:
        question, is_precise = situation.library.questions[remark.question], remark.code == "rod-trad"
        return _settled_by(remark.message if is_precise else question.wording, question, is_precise)
    return Remaining(f"{remark.message}.", "", remark.document, remark.place)


def _settled_by(message: str, question: Question, is_precise: bool) -> Remaining:
    return Remaining(message, question.id, who=question.answered_by, is_precise=is_precise)


def _to_confirm(remark: Remark, by: str = "") -> ToConfirm:
    return ToConfirm(remark.mark, remark.message, remark.who, remark.document, remark.place, by)
