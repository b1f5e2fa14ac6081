"""A change of the law as an organisation entered it: from then on what rests on the provision is reviewed again. Pure.

The register of the library says what is in force; a bare amendment of a provision's text changes nothing there. So
somebody says it, and what was decided before she did no longer counts for a wording that rests on the provision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.assembly.printing import day_in_words
from generator.clock import STOCKHOLM
from generator.library.model import Library
from generator.review.law_change import Fate, LawChange
from generator.review.register import provision_name

WHAT_HAPPENS: Mapping[Fate, str] = {Fate.REPEALED: "upphävs", Fate.REPLACED: "ersätts", Fate.AMENDED: "ändras"}
"""What becomes of a provision, in the words of a sentence."""


@dataclass(frozen=True)
class EnteredChange:
    """A change of one provision, as somebody in an organisation has entered it."""

    id: str
    organisation: str
    change: LawChange
    note: str
    """What the change means and where it stands, in the words of whoever entered it; may be empty."""
    moment: datetime
    who: str
    withdrawn: datetime | None = None
    """When somebody took it back: then it has changed nothing."""

    def counts_at(self, moment: datetime | None) -> bool:
        """Whether it was entered and not taken back at a moment; None is now."""
        if moment is None:
            return self.withdrawn is None
        return self.moment <= moment and (self.withdrawn is None or self.withdrawn > moment)

    def opens(self, sources: Collection[str], decided: datetime) -> bool:
        """Whether what was decided at a moment of a wording with these sources must be decided again."""
        return decided <= self.moment and not set(self.change.provisions).isdisjoint(sources)


def change_words(library: Library, change: LawChange) -> str:
    """``12 kap. 1 § socialtjänstlagen (2025:400) ändras från 1 januari 2027``, without a full stop."""
    names = [_name(library, each) for each in change.provisions]
    successor = f" av {_name(library, change.successor)}" if change.successor else ""
    return f"{', '.join(names)} {WHAT_HAPPENS[change.fate]} från {day_in_words(change.first_day)}{successor}"


def why_again(library: Library, entered: EnteredChange) -> str:
    """Why a wording must be reviewed again, as whole sentences."""
    said = f" {entered.note.rstrip('. ')}." if entered.note.strip() else ""
    entered_on = day_in_words(entered.moment.astimezone(STOCKHOLM).date())
    return f"{change_words(library, entered.change)}.{said} Infört {entered_on}."


def _name(library: Library, provision: str) -> str:
    source = library.sources.get(provision)
    return provision_name(library, source) if source else provision
