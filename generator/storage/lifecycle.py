"""What can become of an agreement: draft, review, ready to sign, signed, ended. The one table of allowed steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where an agreement stands."""

    DRAFT = "utkast"
    REVIEW = "granskning"
    READY = "klar"
    SIGNED = "signerad"
    ENDED = "upphord"

    @property
    def words(self) -> str:
        """What it is called on a page."""
        return _WORDS[self]

    @property
    def is_open(self) -> bool:
        """Whether answers may be changed. What has been signed is never changed: it is copied or renewed."""
        return self in (Status.DRAFT, Status.REVIEW, Status.READY)


_WORDS: Mapping[Status, str] = {
    Status.DRAFT: "Utkast",
    Status.REVIEW: "Granskning",
    Status.READY: "Klar att signera",
    Status.SIGNED: "Signerad",
    Status.ENDED: "Upphörd",
}


class Needs(StrEnum):
    """What must be so before a step is taken."""

    NOTHING = ""
    NOTHING_LEFT = "inget-aterstar"
    """Nothing remains of what stands between the draft and a signature."""
    SIGNED_FILE = "undertecknad-fil"
    """The signed file is registered, in the same moment."""
    DAY_AND_REASON = "dag-och-skal"
    """Somebody says from which day, and why."""


@dataclass(frozen=True)
class Step:
    """An allowed step from one status to another."""

    before: Status
    after: Status
    button: str
    """What the button says."""
    needs: Needs = Needs.NOTHING


STEPS = (
    Step(Status.DRAFT, Status.REVIEW, "Lämna för granskning"),
    Step(Status.REVIEW, Status.READY, "Godkänn: klar att signera", Needs.NOTHING_LEFT),
    Step(Status.REVIEW, Status.DRAFT, "Lämna tillbaka för ändring"),
    Step(Status.READY, Status.SIGNED, "Registrera undertecknad fil", Needs.SIGNED_FILE),
    Step(Status.READY, Status.REVIEW, "Granska på nytt"),
    Step(Status.SIGNED, Status.ENDED, "Överenskommelsen har upphört", Needs.DAY_AND_REASON),
)
"""Every step that somebody can take. One more is taken by itself: a change of what is under review, or ready to sign,
makes it a draft again."""


def steps_from(status: Status) -> tuple[Step, ...]:
    """The steps that can be taken from a status."""
    return tuple(step for step in STEPS if step.before is status)


def step_between(before: Status, after: Status) -> Step | None:
    """The step from one status to another, if it is allowed."""
    return next((step for step in STEPS if (step.before, step.after) == (before, after)), None)


class Saved(StrEnum):
    """How a version came about."""

    ANSWERS = "svar"
    CONFIRMED = "bekraftelse"
    """Somebody settled what the text asks to have confirmed. That is a part of the review and does not end it."""
    MOVED = "flyttad"
    """The draft was moved to a newer library."""
    RESTORED = "aterstalld"
    """An older version was taken up again."""
    COPIED = "kopia"
    RENEWED = "fornyad"
    FROM_FILE = "fran-fil"
    CHOICE = "klausulval"
    """An optional clause was left out, or taken in again."""
    WORDING = "lydelse"
    """A wording of the agreement's own was written, changed or taken away."""
    MUNICIPAL = "egna-lydelser"
    """What its municipalities have decided for all their agreements was taken in."""

    @property
    def words(self) -> str:
        """What it is called in a list of versions."""
        return _SAVED[self]

    @property
    def keeps_status(self) -> bool:
        """Whether a review goes on although something was saved."""
        return self is Saved.CONFIRMED


_SAVED: Mapping[Saved, str] = {
    Saved.ANSWERS: "Svar ändrade",
    Saved.CONFIRMED: "Bekräftelse",
    Saved.MOVED: "Flyttad till nyare bibliotek",
    Saved.RESTORED: "Äldre version återställd",
    Saved.COPIED: "Kopia",
    Saved.RENEWED: "Förnyad",
    Saved.FROM_FILE: "Läst ur en fil",
    Saved.CHOICE: "Valfri klausul bortvald eller tagen med",
    Saved.WORDING: "Lokal lydelse ändrad",
    Saved.MUNICIPAL: "Kommunens egna lydelser tagna in",
}
