"""How the wordings of one agreement stand with those who review it, from what has been said and by what rules. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.assembly.deviations import Deviation
from generator.clock import STOCKHOLM
from generator.library.overlay import Overlaid
from generator.review.opinions import ONE, Decision, Opinion, Rules, Seen, Standing, State, decisions_about, standing
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
    """Organisation → its rules."""
    day: date
    """On which it is asked whether the law has changed since."""

    def of(self, clause: str, organisation: str) -> Standing:
        """How the wording in use stands with an organisation. Whoever wrote an own wording cannot approve it."""
        wording = self.laid.library.wordings_at(self.law_day).get(clause)
        if wording is None:
            return Standing(State.NEW)
        seen = Seen(self.laid.library, self.day, self.rules.get(organisation, ONE))
        return standing(seen, wording, self._decisions(clause, organisation), self._authors(clause))

    def resting(self, organisation: tuple[str, str], clauses: Iterable[str]) -> Resting:
        """The review at an organisation (id and name) that these clauses rest on."""
        asked, name = organisation
        decided = [each for each in self._theirs(asked) if each.decision is not Decision.COMMENT]
        newest = max(decided, key=lambda each: each.number, default=None)
        day = newest.moment.astimezone(STOCKHOLM).date() if newest else None
        standings = {clause: self.of(clause, asked) for clause in dict.fromkeys(clauses)}
        persons = self.rules.get(asked, ONE).persons
        return Resting(name, newest.number if newest else 0, day, standings, persons, asked)

    def _theirs(self, organisation: str) -> list[Opinion]:
        here = ("", self.agreement)
        return [each for each in self.said if each.organisation == organisation and each.agreement in here]

    def _decisions(self, clause: str, organisation: str) -> tuple[Opinion, ...]:
        """What counts: of the library's wording, or of the own one, here or in all the municipality's agreements."""
        said = self._theirs(organisation)
        if clause not in self.laid.used:
            return decisions_about(said, clause)
        municipal = any(each.is_municipal and each.local.clause == clause for each in self.own)
        everywhere = decisions_about(said, review_key(clause)) if municipal else ()
        return (*decisions_about(said, clause, self.agreement), *everywhere)

    def _authors(self, clause: str) -> frozenset[str]:
        return frozenset(each.who for each in self.own if each.local.clause == clause and clause in self.laid.used)
