"""How the wordings of one agreement stand with those who review it, from what has been said and by what rules. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.assembly.deviations import Deviation
from generator.clock import STOCKHOLM
from generator.library.model import Wording
from generator.library.overlay import Overlaid
from generator.review.opinions import Decision, Opinion, Rules, Seen, Standing, State, standing
from generator.review.own_wordings import review_key
from generator.review.resting import Resting


@dataclass(frozen=True)
class DraftStanding:
    """One agreement, and everything that its reviewers have said."""

    agreement: str
    """Its id."""
    laid: Overlaid
    """The library that it rests on, with its own wordings."""
    law_day: date
    """The day whose wordings it prints."""
    own: tuple[Deviation, ...]
    said: tuple[Opinion, ...]
    rules: Mapping[str, Rules]
    """Organisation → its rules; every organisation that is asked about."""
    day: date
    """On which it is asked whether the law has changed since somebody read a wording: today, or when it was signed."""

    def wording(self, clause: str) -> Wording | None:
        """The wording in use."""
        return self._wordings.get(clause)

    def is_local(self, clause: str) -> bool:
        """Whether the wording in use is the agreement's own."""
        return clause in self.laid.used

    def of(self, clause: str, organisation: str) -> Standing:
        """How the wording in use stands with an organisation."""
        wording = self.wording(clause)
        if wording is None:
            return Standing(State.NEW)
        seen = Seen(self.laid.library, self.day, self.rules[organisation])
        return standing(seen, wording, self.decisions(clause, organisation), self.authors(clause))

    def decisions(self, clause: str, organisation: str) -> tuple[Opinion, ...]:
        """What an organisation has decided of the clause here."""
        keys = [("", clause)]
        if self.is_local(clause):
            keys = [(self.agreement, clause)]
            # What the municipality has said of its own wording counts in every agreement that has taken it in.
            keys += [("", review_key(clause))] if self._is_municipal(clause) else []
        return tuple(each for key in keys for each in self._decisions.get((organisation, *key), ()))

    def authors(self, clause: str) -> frozenset[str]:
        """Who has written the wording in use; nobody of the library's. They cannot approve it."""
        return frozenset(each.who for each in self.own if each.local.clause == clause and self.is_local(clause))

    def resting(self, organisation: tuple[str, str], clauses: Iterable[str]) -> Resting:
        """The review at an organisation (id and name) that these clauses rest on."""
        asked, name = organisation
        here = ("", self.agreement)
        theirs = (each for each in self.said if each.organisation == asked and each.agreement in here)
        decided = (each for each in theirs if each.decision is not Decision.COMMENT)
        newest = max(decided, key=lambda each: each.number, default=None)
        standings = {clause: self.of(clause, asked) for clause in dict.fromkeys(clauses)}
        day = newest.moment.astimezone(STOCKHOLM).date() if newest else None
        return Resting(name, newest.number if newest else 0, day, standings, self.rules[asked].persons, asked)

    @cached_property
    def _wordings(self) -> Mapping[str, Wording]:
        return self.laid.library.wordings_at(self.law_day)

    @cached_property
    def _decisions(self) -> Mapping[tuple[str, str, str], tuple[Opinion, ...]]:
        """Organisation, agreement and clause → what was decided."""
        found: dict[tuple[str, str, str], tuple[Opinion, ...]] = {}
        for each in self.said:
            if each.decision is not Decision.COMMENT:
                key = (each.organisation, each.agreement, each.clause)
                found[key] = (*found.get(key, ()), each)
        return found

    def _is_municipal(self, clause: str) -> bool:
        return clause in {each.local.clause for each in self.own if each.is_municipal}
