"""What waits to be reviewed for the present visitor, and by which day: the clause set, changed law, drafts' texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from generator.assembly.deviations import read_deviations
from generator.library.model import PlanKind
from generator.review.entered_changes import EnteredChange, change_words
from generator.review.opinions import ApprovedSet, Opinion, Rules, Standing, State, approved_set
from generator.storage.agreements import Agreement
from generator.storage.review_rounds import LIBRARY, ReviewDay, review_days
from generator.storage.roles import Role
from generator.web.access import current_visitor
from generator.web.agreement import stored_draft
from generator.web.draft_review import draft_review, rules_of
from generator.web.draft_stores import status_of
from generator.web.own_keeping import OwnLine, own_lines
from generator.web.reviewing import Reviewer, reviewer, reviewers_of, reviews
from generator.web.services import services

_MOST_DRAFTS = 200
OWN = "egna-lydelser"
"""What a day is set on for a municipality's own wordings."""


@dataclass(frozen=True)
class Waiting:
    """A wording of one agreement's own that waits for the visitor."""

    agreement: str
    name: str
    clause: str
    heading: str


@dataclass(frozen=True)
class Round:
    """Wordings that wait together, with the day by which they should be reviewed."""

    subject: str
    """What the day is set on: LIBRARY, OWN, or the id of an agreement or of a change of the law."""
    organisation: Reviewer
    words: str
    """What it is, as a heading."""
    count: int
    """How many wordings wait."""
    address: str
    due: date | None = None


def review_of(organisation: str) -> tuple[ApprovedSet, tuple[Opinion, ...], Rules]:
    """How the clause set stands with an organisation today, what has been said there, and by what rules."""
    said = reviews().of([organisation])
    rules = rules_of([organisation])[organisation]
    return approved_set(services().library, services().today, said, rules), said, rules


def waits_for(standing: Standing, who: str) -> bool:
    """Whether a wording waits for this person: whoever has approved it already waits for somebody else."""
    if standing.state is State.HALF:
        return who not in {each.who for each in standing.approved_by}
    return standing.state in (State.NEW, State.REOPENED)


def rounds_as_lawyer() -> tuple[Round, ...]:
    """Everything that waits for the visitor where she is a lawyer: the earliest day first, then what has no day."""
    mine = current_visitor().organisations_as({Role.KOMMUNJURIST})
    account = current_visitor().account
    names = {each.organisation: each.name for each in account.memberships} if account else {}
    asked = (reviewer(each, names[each]) for each in sorted(mine))
    found = (each for one in asked for each in rounds_of(one))
    return tuple(sorted(found, key=lambda each: (each.due is None, each.due or date.min, each.words)))


def rounds_of(asked: Reviewer) -> Iterator[Round]:
    """What waits at one organisation. The clause set is a round once somebody has begun on it, or set a day for it."""
    days = {each.subject: each for each in review_days(services().agreements.engine, [asked.id])}
    found, _, rules = review_of(asked.id)
    who = services().agreements.viewer.who
    waiting = {clause for clause, each in found.standings.items() if waits_for(each, who)}
    by_law = {each.id: opened_by(each, found) & waiting for each in rules.changes}
    for change in rules.changes:
        if by_law[change.id]:
            words = f"Granska efter lagändring: {change_words(services().library, change.change)}"
            address = url_for("law_watch.show", change_id=change.id)
            yield Round(change.id, asked, words, len(by_law[change.id]), address, _day(days, change.id))
    rest = waiting - frozenset[str]().union(*by_law.values())
    has_begun = any(each.decided for each in found.standings.values())
    if rest and (LIBRARY in days or has_begun):
        address = url_for("review.index", organisation=asked.id)
        words = f"Granska klausulbiblioteket: {asked.name}"
        yield Round(LIBRARY, asked, words, len(rest), address, _day(days, LIBRARY))
    own = own_waiting(asked.id)
    if own:
        address = url_for("own_wordings.show", organisation=asked.id)
        yield Round(OWN, asked, f"Granska kommunens egna lydelser: {asked.name}", len(own), address, _day(days, OWN))
    yield from _drafts(asked, days)


def own_waiting(organisation: str) -> tuple[OwnLine, ...]:
    """A municipality's own wordings that wait for the visitor: not those that she has written herself."""
    who = services().agreements.viewer.who
    return tuple(
        each
        for each in own_lines(organisation)
        if each.standing is not None and each.row.who != who and waits_for(each.standing, who)
    )


def opened_by(change: EnteredChange, found: ApprovedSet) -> frozenset[str]:
    """The clauses whose review a change of the law has opened again, and that are open still."""
    wordings = services().library.wordings_at(services().today)
    return frozenset(
        clause
        for clause, each in found.standings.items()
        if each.state is State.REOPENED
        and each.decided is not None
        and change.opens(wordings[clause].sources, each.decided.moment)
    )


def _drafts(asked: Reviewer, days: dict[str, ReviewDay]) -> Iterator[Round]:
    found: dict[str, list[Waiting]] = {}
    for each in waiting_at(asked):
        found.setdefault(each.agreement, []).append(each)
    for agreement, waiting in found.items():
        one = waiting[0]
        only = len(waiting) == 1
        address = (
            url_for("local_wording.page", agreement_id=agreement, clause_id=one.clause)
            if only
            else url_for("overview.show", agreement_id=agreement, _anchor="kvar")
        )
        words = f"Granska lokal lydelse: {one.heading}, {one.name}" if only else f"Granska lokala lydelser: {one.name}"
        yield Round(agreement, asked, words, len(waiting), address, _day(days, agreement))


def _day(days: dict[str, ReviewDay], subject: str) -> date | None:
    return days[subject].day if subject in days else None


def waiting_at(asked: Reviewer) -> Iterator[Waiting]:
    """The wordings of drafts' own that wait for the visitor at an organisation, the newest draft first."""
    who = services().agreements.viewer.who
    # What the municipality has decided for all its agreements is reviewed once, at its own page.
    elsewhere = {(each.row.act.clause, each.row.act.sha256) for each in own_lines(asked.id)}
    for agreement in services().agreements.newest(_MOST_DRAFTS):
        if not read_deviations(agreement.answers) or not _is_open(agreement):
            continue
        if asked.id not in {each.id for each in reviewers_of(agreement.id)} or not _is_draft(agreement):
            continue
        draft = stored_draft(agreement.id)
        review = draft_review(draft)
        for clause in review.own_clauses:
            wording = review.wording(clause)
            if wording is None or (clause, wording.sha256) in elsewhere or who in review.authors(clause):
                continue
            if waits_for(review.standing(clause, asked.id), who):
                yield Waiting(agreement.id, draft.name, clause, wording.heading)


def _is_open(agreement: Agreement) -> bool:
    return status_of(agreement.id).is_open


def _is_draft(agreement: Agreement) -> bool:
    plan = services().library.plans.get(agreement.plan)
    return plan is not None and plan.kind is PlanKind.AGREEMENT and bool(plan.pages)


def earliest(organisations: Iterable[str], subjects: Sequence[str]) -> dict[str, date]:
    """Subject → the earliest day that any of the organisations has for it."""
    found: dict[str, date] = {}
    for each in review_days(services().agreements.engine, frozenset(organisations)):
        if each.subject in subjects:
            found.setdefault(each.subject, each.day)
    return found
