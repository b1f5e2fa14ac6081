"""Several documents for one person as one page of questions, and the sheets that its answers give. No Flask.

Each fact is asked once. Whoever signs has a sheet of her own: the young person one, each guardian one, and what a
guardian has said herself is asked for each guardian apart, so that no sheet holds what is another's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.assembly.answers import Answers
from generator.assembly.situation import Situation
from generator.library.model import DocumentPlan, Library, PlanKind, PlanPage, Question

CHOSEN = "_handling"
"""The name under which the chosen documents are posted."""
SHEET, CODE = "p_blad", "p_arendekod"
_IDENTITY = ("p_identitet", "p_namn", "p_personnummer")
"""Asked only when every document can be told by name; otherwise all have the case's code."""
YOUNG, GUARDIAN = "den_unge", "vardnadshavare"
_AGE = "p_under_18"
"""Asked first: everything else depends on it."""
CLOSING = "p_genomgang"
"""Asked last, when everything else has been gone through."""
_KNOWN_BEFOREHAND = "information-personuppgifter"
_SHARED, _LAST = "Om ärendet", "Till sist"
_SECOND = "_2"
"""After a question's id: the same asked about the second guardian."""
ALONE = frozenset({"medgivande-narstaende"})
"""Documents about somebody else than the person that the others are about: each is made by itself."""


@dataclass(frozen=True)
class Sheet:
    """One file to be."""

    words: str
    """What it is and whose, for those who make it; never in the file's name."""
    situation: Situation


@dataclass(frozen=True)
class Together:
    """Documents made together."""

    library: Library
    """With the plan of the common page, and the questions asked about a second guardian."""
    plan: DocumentPlan
    plans: tuple[DocumentPlan, ...]
    guardians: int
    parts: Mapping[str, str]
    """Question → heading of the part of the page where it is asked."""

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions of the page. Whose sheet it is, is never asked: each gets one."""
        return tuple(each for each in self.plan.question_ids if each != SHEET)

    @property
    def signers(self) -> tuple[str, ...]:
        """Whose sheets there may be."""
        return (YOUNG, GUARDIAN) if SHEET in self.plan.question_ids else ("",)


def together(library: Library, plans: Sequence[DocumentPlan], guardians: int) -> Together:
    """One page for the plans, with the questions of each guardian apart when they are two."""
    known = dict(library.questions)
    parts: dict[str, str] = {}
    for each, heading in _once(plans).items():
        parts[each] = heading
        if guardians > 1 and _is_guardians_own(known[each]):
            parts[each + _SECOND] = heading
            known[each + _SECOND] = _about(known[each], each + _SECOND, "vårdnadshavare 2")
            known[each] = _about(known[each], each, "vårdnadshavare 1")
    page = PlanPage("handlingar", "Handlingar", "", tuple(parts))
    plan = DocumentPlan("handlingar", "Handlingar", (), PlanKind.PERSON, "", (), (page,))
    common = replace(library, questions=known, plans={**library.plans, plan.id: plan})
    return Together(common, plan, tuple(plans), guardians, parts)


def _once(plans: Sequence[DocumentPlan]) -> dict[str, str]:
    """Question → heading of its part of the page: what several documents ask first, then what each asks alone, and
    last how it was all gone through. What a municipality knows beforehand comes after what the person is there for."""
    coded = [plan for plan in plans if CODE in plan.question_ids]
    left_out = () if all(_IDENTITY[0] in plan.question_ids for plan in coded) else _IDENTITY
    times = Counter(each for plan in plans for each in plan.question_ids if each not in left_out)
    shared = {each: _SHARED for each in sorted(times, key=lambda each: each != _AGE) if _is_shared(each, times[each])}
    own = {
        each: plan.title
        for plan in sorted(plans, key=lambda plan: plan.id == _KNOWN_BEFOREHAND)
        for each in plan.question_ids
        if each in times and each not in shared and each != CLOSING
    }
    return {**shared, **own, **({CLOSING: _LAST} if CLOSING in times else {})}


def _is_shared(question_id: str, times: int) -> bool:
    return times > 1 and question_id != CLOSING


def _is_guardians_own(question: Question) -> bool:
    return any(condition.fact == SHEET for condition in question.shown_when)


def _about(question: Question, question_id: str, whom: str) -> Question:
    return replace(
        question, id=question_id, wording=f"{question.wording} ({whom})", label=f"{question.label} ({whom})"
    )


def sheets(made: Together, library: Library, situations: Sequence[Situation], day: date) -> tuple[Sheet, ...]:
    """Every file to be, in the order of the documents. ``situations`` are those of the page, one for each signer;
    ``library`` is the ordinary one."""
    found = [
        Sheet(words, Situation(library, plan, answers, day))
        for plan in made.plans
        for words, answers in _sheets_of(made, plan, situations)
    ]
    return tuple(found)


def asked_for(sheet: Sheet) -> tuple[str, ...]:
    """The questions of the common page that a file rests on."""
    asked = sheet.situation.plan.question_ids
    return (*asked, *(each + _SECOND for each in asked))


def _sheets_of(made: Together, plan: DocumentPlan, situations: Sequence[Situation]) -> Iterator[tuple[str, Answers]]:
    first = situations[0]
    if SHEET not in plan.question_ids or not first.is_shown(SHEET):
        yield plan.title, _answers(plan, first)
        return
    yield f"{plan.title}, den unges blad", _answers(plan, first)
    for number in range(1, made.guardians + 1):
        whose = f"vårdnadshavare {number}" if made.guardians > 1 else "vårdnadshavaren"
        yield f"{plan.title}, blad till {whose}", _answers(plan, situations[-1], _SECOND if number > 1 else "")


def _answers(plan: DocumentPlan, situation: Situation, ending: str = "") -> Answers:
    """The answers that the plan asks for. With an ending, what is a guardian's own is taken from the questions that
    have it, and never from the other guardian's."""
    given = situation.answers.values
    questions = situation.library.questions
    found = {}
    for each in plan.question_ids:
        source = each + ending if ending and _is_guardians_own(questions[each]) else each
        if source in given:
            found[each] = given[source]
    return Answers(found)
