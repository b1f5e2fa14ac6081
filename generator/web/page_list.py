"""The list of an interview's pages: which answers each lacks before signing, and which party knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from generator.assembly.assemble import document_set
from generator.assembly.readiness import remarks
from generator.assembly.situation import Origin, Situation
from generator.errors import GeneratorError
from generator.library.model import PlanPage, Question
from generator.library.questions import ANSWERERS
from generator.storage.roles import ROLES_OF, OrganisationKind, Role

_KINDS = dict(zip((OrganisationKind.MUNICIPALITY, OrganisationKind.POLICE), ANSWERERS, strict=True))


@dataclass(frozen=True)
class Step:
    """A page of the interview in the list of pages."""

    page: PlanPage
    address: str
    lacking: tuple[Question, ...]
    """The questions on it whose answers the agreement cannot be signed without."""
    touched: bool
    """Whether somebody has answered anything on it."""
    awaited: str = ""
    """The other party, when nobody else can give what is lacking."""

    @property
    def state(self) -> str:
        """How far it has come, in words; empty where nothing has been said and nothing lacks."""
        if self.awaited:
            return f"Väntar på {self.awaited}: {len(self.lacking)} svar"
        if self.lacking:
            return f"{len(self.lacking)} svar saknas"
        return "Klar" if self.touched else ""


def step_of(page: PlanPage, address: str, situation: Situation, lacking: Collection[str], side: str) -> Step:
    """A page of an interview, seen by somebody of one party; ``lacking`` are ids of questions on any page."""
    here = tuple(situation.library.questions[each] for each in page.questions if each in lacking)
    touched = any(situation.effective(each).origin is Origin.GIVEN for each in page.questions)
    return Step(page, address, here, touched, awaited_of(here, side))


def awaited_of(lacking: Iterable[Question], side: str) -> str:
    """The party that somebody of ``side`` waits for: the other one, when every answer is its to give."""
    knowing = {each.answered_by for each in lacking}
    (other,) = set(ANSWERERS) - {side} if side else {""}
    return other if other and knowing == {other} else ""


def side_of(roles: Collection[Role]) -> str:
    """The party that somebody belongs to; empty for neither, and for both."""
    sides = {_KINDS[kind] for kind, within in ROLES_OF.items() if set(within) & set(roles)}
    return next(iter(sides)) if len(sides) == 1 else ""


def lacking_answers(situation: Situation) -> frozenset[str]:
    """Ids of the questions that must be answered and are not, or whose answers the text to be signed lacks."""
    signed = replace(situation.plan, companions=())  # what goes beside the agreement is not signed, and takes time
    seen = Situation(situation.library, signed, situation.answers, situation.day)
    try:
        found = remarks(seen, document_set(seen))
    except GeneratorError:
        return frozenset(each.field.partition(".")[0] for each in situation.missing())
    return frozenset(each.question for each in found if each.question and not each.mark)
