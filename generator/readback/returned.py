"""What became of each clause of an agreement that went out as a Word file and came back edited.

The dataclasses hold only plain values, so that a program can be told them as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.readback.word_text import Comment, Revision
from generator.review.word_marks import LineChange


class State(StrEnum):
    """What became of a clause's text."""

    UNCHANGED = "oförändrad"
    MODIFIED = "ändrad"
    REMOVED = "borttagen"
    ADDED = "tillagd"
    """Not a clause of the standard text."""
    REPLACED = "ersatt av alternativ"
    """Another clause of the library stands where this one stood."""


class Remark(StrEnum):
    """What more is to be said of a clause."""

    MOVED = "flyttad"
    COPIED = "kopierad"
    SPLIT = "delad"
    """Its text lies in more than one place."""
    MERGED = "sammanslagen"
    """Its text and another clause's share a paragraph."""
    UNSURE = "osäker"
    """Its mark is gone; it was recognised by its words alone."""
    NOT_CALLED_FOR = "svaren kallar inte längre på den"
    OUT_OF_DATE = "en nyare lydelse finns"


@dataclass(frozen=True)
class ReturnedClause:
    """One clause, in the order of the returned file; what was removed stands where it stood."""

    clause: str
    """Its id; empty for text that is no clause of the library."""
    heading: str
    state: State
    remarks: tuple[Remark, ...] = ()
    mandatory: bool = False
    """Whether the document must hold it."""
    lines: tuple[LineChange, ...] = ()
    """Its text word by word against the standard; empty when unchanged."""
    alternate: str = ""
    """For REPLACED: id of the clause that stands there now."""
    before_tracked: State | None = None
    """What its state would be if every tracked change were rejected, where that differs."""
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def deviates(self) -> bool:
        """Whether its text is another than the standard's."""
        return self.state is not State.UNCHANGED

    @property
    def text(self) -> str:
        """Its text as it came back, a paragraph a line."""
        return "\n".join(line.after for line in self.lines if line.after)


@dataclass(frozen=True)
class Returned:
    """A returned file against the standard text."""

    clauses: tuple[ReturnedClause, ...]
    outside: tuple[LineChange, ...]
    """Changed lines that belong to no clause: title, parties, registration numbers, headings of parts."""
    remarks: tuple[str, ...]
    """About the file as a whole, in Swedish."""

    @property
    def is_unchanged(self) -> bool:
        """Whether the text is the standard's, word for word."""
        return not self.outside and not deviations(self)


def deviations(returned: Returned) -> tuple[ReturnedClause, ...]:
    """The clauses whose text is another than the standard's."""
    return tuple(each for each in returned.clauses if each.deviates)
