"""How the wordings of one draft stand with those who review it: now, or as it was when the agreement was signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from generator.assembly.deviations import read_deviations
from generator.clock import STOCKHOLM
from generator.document import DocumentSet
from generator.library.model import Wording
from generator.library.overlay import Overlaid
from generator.review.draft_standing import DraftStanding
from generator.review.opinions import (
    Decision,
    Opinion,
    Rules,
    Standing,
    State,
)
from generator.review.resting import Resting
from generator.storage.law_changes import entered_changes, in_effect
from generator.storage.lifecycle import Status
from generator.storage.review_rounds import persons_required
from generator.web.agreement import Draft
from generator.web.draft_stores import statuses
from generator.web.remaining import Remaining
from generator.web.reviewing import Reviewer, reviewers_of, reviews
from generator.web.services import services

_REFUSED = "den lokala lydelsen går inte att använda, så bibliotekets text står kvar. Rätta den eller ta bort den"
_OUTDATED = "den nationella texten har ändrats sedan den lokala lydelsen skrevs. Den måste ses över"


def rules_of(organisations: Collection[str], at: datetime | None = None) -> Mapping[str, Rules]:
    """What each organisation's decisions are held against, now or at a moment."""
    engine = services().agreements.engine
    persons, entered = persons_required(engine, organisations, at), entered_changes(engine, organisations)
    return {each: Rules(persons[each], in_effect(entered, each, at)) for each in organisations}


@dataclass(frozen=True)
class DraftReview:
    """What was said of a draft's wordings, and by what rules."""

    draft: Draft
    asked: tuple[Reviewer, ...]
    said: tuple[Opinion, ...]
    rules: Mapping[str, Rules]
    """Organisation → its rules."""
    day: date
    """On which it is asked whether the law has changed since somebody read a wording: today, or when it was signed."""
    is_settled: bool = False
    """Whether the agreement is signed: then nothing said later is any news to it."""

    @cached_property
    def laid(self) -> Overlaid:
        """The library with the wordings of the agreement's own."""
        return self.draft.basis.laid

    @cached_property
    def _standings(self) -> DraftStanding:
        own, day = read_deviations(self.draft.basis.stored), self.draft.pin.day
        return DraftStanding(self.draft.id, self.laid, day, own, self.said, self.rules, self.day)

    def wording(self, clause: str) -> Wording | None:
        """The wording in use."""
        return self._standings.wording(clause)

    def is_local(self, clause: str) -> bool:
        """Whether the wording in use is the agreement's own."""
        return self._standings.is_local(clause)

    def decisions(self, clause: str, organisation: str) -> tuple[Opinion, ...]:
        """What an organisation has decided of the clause here."""
        return self._standings.decisions(clause, organisation)

    def standing(self, clause: str, organisation: str) -> Standing:
        """How the wording in use stands with an organisation."""
        return self._standings.of(clause, organisation)

    def authors(self, clause: str) -> frozenset[str]:
        """Who has written the wording in use; nobody of the library's. They cannot approve it."""
        return self._standings.authors(clause)

    @property
    def own_clauses(self) -> tuple[str, ...]:
        """The clauses that have a wording of the agreement's own."""
        return tuple(self.laid.used)

    def approvals(self, clause: str) -> tuple[tuple[str, Opinion], ...]:
        """Name of an organisation, and an approval there that counts."""
        return tuple((each.name, one) for each in self.asked for one in self.standing(clause, each.id).approved_by)

    def missing(self, clause: str) -> tuple[str, ...]:
        """The organisations that have not approved it, or not by as many as they ask for."""
        states = ((each.name, self.standing(clause, each.id).state) for each in self.asked)
        return tuple(name for name, state in states if state is not State.APPROVED)

    def resting(self, clauses: Iterable[str]) -> tuple[Resting, ...]:
        """The review that these clauses of the draft rest on, one for each organisation that reviews."""
        wanted = tuple(dict.fromkeys(clauses))
        found = ((each, self._standings.resting((each.id, each.name), wanted)) for each in self.asked)
        return tuple(replace(resting, is_mine=each.is_mine) for each, resting in found)

    def decided_since(self, moment: datetime, clauses: Iterable[str]) -> tuple[Opinion, ...]:
        """What was decided of these clauses after a moment, the last decision of each."""
        last: dict[tuple[str, str], Opinion] = {}
        for clause in () if self.is_settled else dict.fromkeys(clauses):
            for asked in self.asked:
                for each in self.decisions(clause, asked.id):
                    if each.moment > moment:
                        # What is said of a municipality's own wording is kept under another key than the clause's.
                        last[clause, asked.id] = replace(each, clause=clause)
        return tuple(last.values())


def draft_review(draft: Draft) -> DraftReview:
    """The review of a stored draft; of what is signed, as it was when it was signed. Raises StorageError."""
    asked = reviewers_of(draft.id) if draft.id else ()
    ids = [each.id for each in asked]
    at = _signed_at(draft)
    said = tuple(each for each in reviews().of(ids) if at is None or each.moment <= at)
    day = at.astimezone(STOCKHOLM).date() if at else services().today
    return DraftReview(draft, asked, said, rules_of(ids, at), day, at is not None)


def _signed_at(draft: Draft) -> datetime | None:
    rows = statuses().of(draft.id) if draft.id else ()
    return next((row.moment for row in reversed(rows) if row.status is Status.SIGNED), None)


def clauses_of(documents: DocumentSet) -> tuple[str, ...]:
    """The clauses that a set of documents prints, in order, each once."""
    return tuple(dict.fromkeys(mark.clause for each in documents.documents for mark in each.wordings))


def unreviewed(review: DraftReview, documents: DocumentSet) -> tuple[Remaining, ...]:
    """What stands between a draft's wordings and a signature. ``question`` of each is the clause's id."""
    return tuple(dict.fromkeys(_unreviewed(review, documents)))


def _unreviewed(review: DraftReview, documents: DocumentSet) -> Iterator[Remaining]:
    laid = review.laid
    wordings = laid.library.wordings_at(review.draft.pin.day)
    for clause in laid.refused:
        heading = wordings[clause].heading if clause in wordings else clause
        yield Remaining(f"{heading}: {_REFUSED}.", clause)
    for clause in clauses_of(documents):
        heading = wordings[clause].heading
        if clause in laid.outdated:
            yield Remaining(f"{heading}: {_OUTDATED}.", clause)
        for asked in review.asked:
            told = _held_back_by(review, clause, asked)
            if told:
                yield Remaining(f"{heading}: {told}.", clause)


def _held_back_by(review: DraftReview, clause: str, asked: Reviewer) -> str:
    """Of a wording of the agreement's own: what is missing with whoever has not approved it. Of the library's: whether
    it has been rejected. A rejection stands until somebody approves, also when the law has changed since."""
    wording, found = review.wording(clause), review.standing(clause, asked.id)
    decided = found.decided
    exact = decided is not None and wording is not None and decided.sha256 == wording.sha256
    if exact and decided is not None and decided.decision is Decision.REJECTED:
        return f"lydelsen är avslagen av {asked.name}"
    if not review.is_local(clause) or found.state is State.APPROVED:
        return ""
    if found.state is State.HALF:
        return f"den lokala lydelsen är godkänd av en person hos {asked.name} och behöver godkännas av en till"
    if exact and found.why:
        return f"den lokala lydelsen måste granskas igen av {asked.name}. {' '.join(found.why).rstrip('.')}"
    return f"den lokala lydelsen är inte granskad av {asked.name}"


def review_marks(draft: Draft, moments: Iterable[datetime]) -> Mapping[datetime, tuple[tuple[str, Opinion], ...]]:
    """Moment → each reviewing organisation's name with the last decision that it had made by then."""
    asked = reviewers_of(draft.id)
    said = [each for each in reviews().of([each.id for each in asked]) if each.decision is not Decision.COMMENT]
    return {moment: tuple(_last_by(asked, said, moment, draft.id)) for moment in moments}


def _last_by(
    asked: Iterable[Reviewer], said: Iterable[Opinion], moment: datetime, draft_id: str
) -> Iterator[tuple[str, Opinion]]:
    by_then = [each for each in said if each.moment <= moment and each.agreement in ("", draft_id)]
    for each in asked:
        theirs = (one for one in by_then if one.organisation == each.id)
        last = max(theirs, key=lambda one: one.number, default=None)
        if last is not None:
            yield each.name, last
