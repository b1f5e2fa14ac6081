"""A line of a Word file's text, with the clause it is marked as, its tracked changes and its comments."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from generator.marks import ClauseMark, read_clause_bookmark

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TO_CONFIRM = re.compile(r"\s*\[BEKRÄFTA[^\]]*\]")
"""A mark that is settled beside the text and then no longer printed: neither its coming nor its going is an edit."""
_SAME = str.maketrans({"“": "”", "„": "”", '"': "”", "‘": "’", "'": "’", "\u2010": "-", "\u2011": "-", "…": "..."})


class Change(StrEnum):
    """What somebody did with Word's tracked changes on."""

    INSERTED = "infogat"
    DELETED = "borttaget"


@dataclass(frozen=True)
class Revision:
    """A tracked change."""

    change: Change
    who: str
    when: str
    """As Word writes it, ``2026-11-21T13:05:00Z``; may be empty."""
    text: str


@dataclass(frozen=True)
class Comment:
    """A comment beside the text."""

    who: str
    when: str
    text: str


@dataclass
class Line:
    """One line under way, later of the text."""

    accepted: str = ""
    """As it reads when every tracked change is accepted."""
    original: str = ""
    """As it reads when they are all rejected."""
    frame: int = 0
    """Which content control it stands in, counted from 1; 0 for none."""
    tag: str = ""
    """That control's tag."""
    covered: dict[str, int] = field(default_factory=dict)
    """Name of each clause's bookmark → how many characters of the line it covers."""
    length: int = 0
    """Characters in all, tracked or not."""
    is_heading: bool = False
    anchors: list[str] = field(default_factory=list)
    """Names of the bookmarks that cross-references lead to."""
    revisions: list[Revision] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    runs_on_accepted: bool = False
    """Whether its end was deleted, so that the next line belongs to it."""
    runs_on_original: bool = False

    @property
    def marks(self) -> list[tuple[ClauseMark, int]]:
        """The clauses whose bookmarks cover it, most of it first."""
        found = ((read_clause_bookmark(name), covered) for name, covered in self.covered.items())
        return sorted(((mark, covered) for mark, covered in found if mark), key=lambda each: -each[1])


def plain(text: str) -> str:
    """A text as it compares: one kind of space, quotation mark and hyphen, nothing invisible."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_SAME)
    return " ".join(_TO_CONFIRM.sub("", composed).split()).replace(" - ", " – ")
