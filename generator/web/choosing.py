"""What a person chooses among the optional clauses of a draft: to do without one, or to take it in again. No Flask."""

from __future__ import annotations

from enum import StrEnum

from generator.assembly.left_out import left_out_in, with_left_out
from generator.library.optional import optional_clauses
from generator.web.interview import Basis


class Choice(StrEnum):
    """A choice; the value is what its button sends, followed by the clause's name."""

    LEAVE_OUT = "valj-bort"
    TAKE_IN = "ta-med"


def is_choice(action: str) -> bool:
    """Whether the name of a button is one of the choices."""
    return action in set(Choice)


def is_optional(basis: Basis, name: str) -> bool:
    """Whether the draft can do without what has that name."""
    return name in optional_clauses(basis.library, basis.plan).values()


def after_choice(basis: Basis, choice: Choice, name: str) -> dict[str, object]:
    """The stored answers after a choice; as they were when the draft cannot do without it.

    Names that the library no longer knows go away with the first choice that is made.
    """
    if not is_optional(basis, name):
        return dict(basis.stored)
    known = {each for each in left_out_in(basis.stored) if is_optional(basis, each)}
    return with_left_out(basis.stored, known | {name} if choice is Choice.LEAVE_OUT else known - {name})


def anchor_of(name: str) -> str:
    """Where the choice of a clause stands on a page, whether it is in or left out."""
    return f"valfri-{name}"
