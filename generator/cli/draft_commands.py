"""``review drafts`` and ``review draft``: the stored agreements, and what deviates from the library in one of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator import clock
from generator.assembly.deviations import Deviation, read_deviations
from generator.assembly.left_out import left_out_in
from generator.cli.json_output import print_json
from generator.cli.review_told import Told
from generator.cli.reviewing import names_of, rules_of
from generator.cli.stored_drafts import draft_lines, draft_told
from generator.cli.system_errors import InputError
from generator.library.load import load_library
from generator.library.model import Library
from generator.review.draft_standing import DraftStanding
from generator.review.law_change import wordings_in
from generator.review.opinions import State
from generator.settings import from_environment
from generator.storage.database import Database, opened
from generator.storage.lifecycle import Status
from generator.storage.ownership import SERVICE
from generator.storage.reviews import Asked, ReviewStore
from generator.storage.statuses import StatusStore
from generator.storage.stored_situations import Seen, StoredSituation, stored_situations


def drafts_command(options: Namespace) -> int:
    """Print every stored agreement, or those of one municipality, with how many wordings of its own each has."""
    library = load_library(options.klausuler)
    with opened(from_environment().database_url) as engine:
        told = [
            {**draft_told(each), "egna": len(read_deviations(each.agreement.answers))}
            for each in _stored(engine, library)
            if options.municipality in ("", *(one.code for one in each.situation.municipalities))
        ]
    if options.json:
        print_json({"version": library.version, "overenskommelser": told})
    else:
        print("\n".join(draft_lines(told)))
    return 0


def draft_command(options: Namespace) -> int:
    """Print what deviates in one agreement and how its wordings stand; 1 when an own wording is not approved by all."""
    library, day = load_library(options.klausuler), options.day or clock.today()
    with opened(from_environment().database_url) as engine:
        found = next((each for each in _stored(engine, library) if each.agreement.id == options.id), None)
        if found is None:
            raise InputError(f"Överenskommelsen ”{options.id[:40]}” finns inte. ”review drafts” räknar upp dem.")
        draft = _draft(engine, found, day)
    if options.json:
        print_json(draft.told())
    else:
        print("\n".join(draft.lines()))
    return int(not draft.is_approved)


def _stored(engine: Database, library: Library) -> Iterator[StoredSituation]:
    return stored_situations(engine, Seen(library, clock.today(), from_environment().var_dir))


def _draft(engine: Database, stored: StoredSituation, day: date) -> _Draft:
    """One agreement with what was said of it; of what is signed, as it was when it was signed."""
    store, agreement = ReviewStore(engine, SERVICE), stored.agreement
    steps = StatusStore(engine, SERVICE).of(agreement.id)
    at = next((each.moment for each in reversed(steps) if each.status is Status.SIGNED), None)
    asked = store.reviewers_of(agreement.id)
    ids = [each.id for each in asked]
    standings = DraftStanding(
        agreement.id,
        stored.laid,
        stored.situation.day,
        read_deviations(agreement.answers),
        tuple(each for each in store.of(ids) if at is None or each.moment <= at),
        rules_of(engine, ids, at),
        at.astimezone(clock.STOCKHOLM).date() if at else day,
    )
    return _Draft(stored, standings, asked, names_of(engine))


@dataclass(frozen=True)
class _Draft:
    """One agreement with its reviewers."""

    stored: StoredSituation
    standings: DraftStanding
    asked: Sequence[Asked]
    names: Mapping[str, str]

    @property
    def is_approved(self) -> bool:
        """Whether every own wording can be used and is approved by all that review it."""
        own = [each.local.clause for each in self.standings.own]
        states = (self.standings.of(clause, each.id).state for clause in own for each in self.asked)
        return not self.stored.laid.refused and all(state is State.APPROVED for state in states)

    def told(self) -> Told:
        """Everything, for programs."""
        return {
            **draft_told(self.stored),
            "dag": self.stored.situation.day,
            "bibliotek": self.stored.situation.library.version,
            "bortvalda": sorted(left_out_in(self.stored.agreement.answers)),
            "vilar_pa": [self._resting(each) for each in self.asked],
            "egna": [self._deviation(each) for each in self.standings.own],
        }

    def _resting(self, asked: Asked) -> Told:
        clauses = (each.clause for each in wordings_in(self.stored.situation))
        found = self.standings.resting((asked.id, asked.name), clauses)
        return {
            "organisation": found.organisation,
            "granskning": found.number,
            "granskad": found.day,
            "ord": found.sentences,
            "godkanda": found.clauses(State.APPROVED),
            "ogranskade": found.unreviewed,
            "avslagna": found.clauses(State.REJECTED),
        }

    def _deviation(self, deviation: Deviation) -> Told:
        local, laid = deviation.local, self.stored.laid
        found = [(each.name, self.standings.of(local.clause, each.id)) for each in self.asked]
        return {
            **{"klausul": local.clause, "rubrik": local.heading, "slag": local.kind.value, "text": local.text},
            **{"skal": local.reason, "kommunens": deviation.is_municipal},
            "vem": self.names.get(deviation.who, deviation.who),
            "dag": deviation.day,
            "galler": local.clause in laid.used,
            "anmarkningar": [each.message for each in laid.refused.get(local.clause, ())],
            "andrad_nationellt": local.clause in laid.outdated,
            "granskning": [
                {"organisation": name, "status": each.state.value, "skal": each.why} for name, each in found
            ],
        }

    def lines(self) -> Iterator[str]:
        """The same for people."""
        told = draft_told(self.stored)
        basis = f"bibliotek {self.stored.situation.library.version} den {self.standings.law_day}"
        yield f"{told['namn']} ({told['status']}), version {told['version']}, {basis}."
        yield from (f"  {self._resting(each)['ord']}" for each in self.asked)
        for each in self.standings.own:
            local = each.local
            states = ((one.name, self.standings.of(local.clause, one.id).state.words) for one in self.asked)
            told_states = "".join(f" {name}: {words}." for name, words in states)
            yield f"  EGEN LYDELSE  {local.heading} ({local.clause}), {local.kind}.{told_states} Skäl: {local.reason}"
        left_out = sorted(left_out_in(self.stored.agreement.answers))
        if left_out:
            yield f"  Bortvalda: {', '.join(left_out)}."
