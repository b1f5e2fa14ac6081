"""How the commands about reviews tell what they found, as JSON for programs. Lines for people are made of the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.cli.reviewing import Reviewing
from generator.library.model import Library
from generator.review.entered_changes import EnteredChange, change_words
from generator.review.law_change import affected
from generator.review.opinions import ApprovedSet, Opinion, Standing, State

OPEN = (State.NEW, State.HALF, State.REOPENED)
"""Where somebody still has something to say."""
Told = dict[str, object]


def opinion_told(opinion: Opinion, reviews: Reviewing) -> Told:
    """One thing that somebody has said."""
    return {
        "nummer": opinion.number,
        "beslut": opinion.decision.value,
        "nar": opinion.moment,
        "vem": reviews.name(opinion.who),
        "text": opinion.text,
        "namnden": opinion.by_board,
        "sha256": opinion.sha256,
        "overenskommelse": opinion.agreement or None,
    }


def standing_told(standing: Standing, reviews: Reviewing) -> Told:
    """How a wording stands."""
    return {
        "status": standing.state.value,
        "skal": standing.why,
        "beslut": opinion_told(standing.decided, reviews) if standing.decided else None,
        "godkand_av": [reviews.name(each.who) for each in standing.approved_by],
    }


def status_told(library: Library, day: date, found: ApprovedSet, reviews: Reviewing) -> Told:
    """How every wording of the library stands with a municipality, and what waits."""
    wordings = library.wordings_at(day)
    return {
        "dag": day,
        "version": library.version,
        "kommun": reviews.organisation.municipalities[0],
        "organisation": reviews.organisation.name,
        "granskning": found.number,
        "granskad": found.day,
        "personer": reviews.rules.persons,
        "antal": {state.value: found.count(state) for state in State},
        "vantar": list(waiting(library, day, found, reviews)),
        "klausuler": [
            {
                "klausul": clause,
                "rubrik": wordings[clause].heading,
                "lydelse": wordings[clause].first_day,
                "sha256": wordings[clause].sha256,
                **standing_told(standing, reviews),
            }
            for clause, standing in found.standings.items()
        ],
    }


def waiting(library: Library, day: date, found: ApprovedSet, reviews: Reviewing) -> Iterable[Told]:
    """What is to be reviewed together: what each change of the law has opened, then the rest of the clause set."""
    left = {clause: each for clause, each in found.standings.items() if each.state in OPEN}
    wordings = library.wordings_at(day)
    for change in reviews.rules.changes:
        opened = [
            clause
            for clause, each in left.items()
            if each.decided is not None and change.opens(wordings[clause].sources, each.decided.moment)
        ]
        if opened:
            yield _round(f"lagandring:{change.id}", change_words(library, change.change), opened, reviews, change.id)
        for clause in opened:
            del left[clause]
    if left:
        yield _round("bibliotek", "Klausulbiblioteket", list(left), reviews, "bibliotek")


def _round(subject: str, words: str, clauses: list[str], reviews: Reviewing, key: str) -> Told:
    due = reviews.days.get(key)
    return {"vad": subject, "ord": words, "antal": len(clauses), "senast": due, "klausuler": clauses}


def change_told(library: Library, entered: EnteredChange, reviews: Reviewing) -> Told:
    """A change of the law that a municipality has entered, and what rests on the provision."""
    change = entered.change
    return {
        "id": entered.id,
        "kommun": reviews.organisation.municipalities[0],
        "lagrum": change.provisions,
        "fran": change.first_day,
        "andring": change.fate.value,
        "ersatt_av": change.successor or None,
        "ord": change_words(library, change),
        "anteckning": entered.note,
        "infort": entered.moment,
        "vem": reviews.name(entered.who),
        "aterkallad": entered.withdrawn,
        "senast": reviews.days.get(entered.id),
        "klausuler": [each.wording.clause for each in affected(library, change).wordings],
    }
