"""A municipality's own wordings as pages show them: what counts today, how it stands with lawyers, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort

from generator.assembly.deviations import Deviation, laid_over, with_deviations
from generator.errors import Finding
from generator.library.model import DocumentPlan, PlanKind, Wording
from generator.library.overlay import Overlaid, text_of
from generator.review.opinions import Opinion, Seen, Standing, State, decisions_about, standing
from generator.review.own_wordings import Act, OwnWording, coming, counting_on, local_on, review_key
from generator.review.shown_text import three_texts
from generator.review.three_way import ThreeWayRow
from generator.storage.own_wordings import Keeper
from generator.storage.roles import Role
from generator.web.access import current_visitor
from generator.web.draft_review import rules_of
from generator.web.own_offered import own_wordings
from generator.web.reviewing import reviews
from generator.web.services import services


@dataclass(frozen=True)
class OwnLine:
    """A clause that the municipality has decided something about, as it stands today."""

    row: OwnWording
    heading: str
    national: Wording | None
    """The library's wording today; None for a clause of the municipality's own, or one that is gone."""
    standing: Standing | None
    """How it stands with the lawyers; None for an act that leaves the library as it is."""
    refused: tuple[Finding, ...]
    """Why it is not used, if it is not."""

    @property
    def is_outdated(self) -> bool:
        """Whether the national text has changed since it was decided against."""
        act = self.row.act
        return act.act is not Act.ADD and (self.national is None or self.national.sha256 != act.base)

    @property
    def three_texts(self) -> tuple[ThreeWayRow, ...]:
        """The national text then, the national text now, and the municipality's."""
        act = self.row.act
        ours = act.text if act.act is Act.REPLACE else act.base_text
        return three_texts(services().library, act.base_text, text_of(self.national) if self.national else "", ours)

    @property
    def waits(self) -> str:
        """What somebody has to do with it; empty when nothing."""
        if self.refused:
            return "Går inte att använda"
        if self.is_outdated:
            return "Den nationella texten har ändrats"
        return "" if self.standing is None or self.standing.state is State.APPROVED else self.standing.state.words


@dataclass(frozen=True)
class Kept:
    """Everything that one municipality has decided."""

    keeper: Keeper
    rows: tuple[OwnWording, ...]
    laid: Overlaid
    """Today's library with what counts today."""
    opinions: tuple[Opinion, ...]
    is_writer: bool
    """Whether the visitor writes for it: she is its lawyer."""

    @property
    def counting(self) -> dict[str, OwnWording]:
        """Clause → the act that counts today."""
        return counting_on(self.rows, services().today)

    @property
    def coming(self) -> tuple[OwnLine, ...]:
        """All that begin later, the nearest first; each can be reviewed already."""
        return tuple(self.line(row) for row in coming(self.rows, services().today))

    def line(self, row: OwnWording) -> OwnLine:
        """One of them as it stands today, or as it will on its first day."""
        clause, day = row.act.clause, max(services().today, row.act.first_day)
        laid = self.laid if day == services().today else laid_by(self.rows, day)
        national = services().library.wordings_at(day).get(clause)
        heading = row.act.heading or (national.heading if national else clause)
        return OwnLine(row, heading, national, self._standing(row, laid, day), laid.refused.get(clause, ()))

    @property
    def lines(self) -> tuple[OwnLine, ...]:
        """All that count today."""
        return tuple(self.line(row) for row in self.counting.values())

    def said(self, clause: str) -> tuple[Opinion, ...]:
        """What has been said of its wordings of a clause, comments too."""
        return tuple(each for each in self.opinions if each.clause == review_key(clause))

    def _standing(self, row: OwnWording, laid: Overlaid, day: date) -> Standing | None:
        wording = laid.library.wordings_at(day).get(row.act.clause)
        if row.act.local is None or wording is None or wording.sha256 != row.act.sha256:
            return None
        rules = rules_of([self.keeper.id])[self.keeper.id]
        seen = Seen(laid.library, services().today, rules)
        return standing(seen, wording, decisions_about(self.opinions, row.key), {row.who})


def kept_by(organisation: str) -> Kept:
    """What a municipality has decided; 404 for one that the visitor may not read."""
    keeper = next((each for each in keepers() if each.id == organisation), None) or abort(404)
    rows = own_wordings().of(organisation)
    laid = laid_by(rows, services().today)
    lawyer = current_visitor().organisations_as({Role.KOMMUNJURIST})
    return Kept(keeper, rows, laid, reviews().of([organisation]), organisation in lawyer)


def own_lines(organisation: str) -> tuple[OwnLine, ...]:
    """What counts today with an organisation, and what begins later; nothing for one that keeps no wordings."""
    if all(each.id != organisation for each in keepers()):
        return ()
    kept = kept_by(organisation)
    return (*kept.lines, *kept.coming)


def keepers() -> tuple[Keeper, ...]:
    """The municipalities whose own wordings the visitor may read."""
    return own_wordings().keepers()


def laid_by(rows: Sequence[OwnWording], day: date) -> Overlaid:
    """The library of a day with the wordings that count then; what has been tried before is remembered."""
    deviations = (Deviation(local, "", "") for local in local_on(rows, day))
    return laid_over(services().library, with_deviations({}, deviations), day)


def clauses_by_plan() -> list[tuple[DocumentPlan, list[Wording]]]:
    """The documents that can hold a municipality's wording, each with its clauses in order: not those for a person."""
    library = services().library
    wordings = library.wordings_at(services().today)
    found = []
    for plan in (each for each in services().all_plans() if each.kind is not PlanKind.PERSON):
        names = (
            name for item in plan.items for name in ((item.clause,) if item.clause else library.places[item.place])
        )
        found.append((plan, [wordings[name] for name in dict.fromkeys(names) if name in wordings]))
    return [(plan, held) for plan, held in found if held]
