"""Lines of a Word file put together into the clauses they are marked as, in one view of the tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.marks import digest, fit, read_clause_tag
from generator.readback.word_text import Line

_SHARED = 20
"""So many characters of another clause in a line make it shared; fewer are a bookmark that slipped a little."""


class View(StrEnum):
    """How tracked changes are read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


@dataclass(frozen=True)
class Shown:
    """A line in one view."""

    text: str
    clause: str = ""
    """Id of the clause it is marked as; empty for none."""
    frame: int = 0
    is_heading: bool = False
    shared_with: tuple[str, ...] = ()
    """Other clauses that the same line holds text of."""


@dataclass
class Region:
    """Lines that follow on each other and are marked as the same clause, or as none."""

    clause: str
    lines: list[Shown] = field(default_factory=list)
    place: int = 0
    """Where it begins among the lines shown."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its lines as text."""
        return tuple(line.text for line in self.lines)


class Known:
    """The clauses there are, found again behind marks that may only hold a digest of the id."""

    def __init__(self, clauses: Iterable[str]) -> None:
        self._by_digest = {digest(clause): clause for clause in clauses}
        self._clauses = frozenset(self._by_digest.values())

    def in_tag(self, tag: str) -> str:
        """The id behind a content control's tag; empty when it is nobody's."""
        read = read_clause_tag(tag)
        if read is None:
            return ""
        cut, _ = read
        limit = len(cut)
        return cut if cut in self._clauses else next((each for each in self._clauses if fit(each, limit) == cut), "")

    def in_bookmarks(self, line: Line) -> tuple[str, ...]:
        """The ids behind the bookmarks that cover the line, most of it first."""
        found: list[str] = []
        for mark, covered in line.marks:
            clause = self._by_digest.get(mark.digest, "")
            if clause and (covered >= _SHARED or not found):
                found.append(clause)
        return tuple(dict.fromkeys(found))


    def of(self, line: Line) -> tuple[str, ...]:
        """The clauses that the line is marked as. A control counts before a bookmark, which editing may stretch."""
        tagged = self.in_tag(line.tag)
        marked = self.in_bookmarks(line)
        return tuple(dict.fromkeys((tagged, *marked))) if tagged else marked


def shown_lines(lines: Iterable[Line], view: View, known: Known) -> list[Shown]:
    """The lines as one view shows them: a line whose end is gone runs on into the next."""
    shown: list[Shown] = []
    runs_on = False
    for line in lines:
        text = str(getattr(line, view.value))
        clause, *others = known.of(line) or ("",)
        if runs_on and shown:
            before = shown.pop()
            shared = tuple(dict.fromkeys((*before.shared_with, *({clause} - {before.clause, ""}))))
            joined = f"{before.text} {text}".strip()
            shown.append(Shown(joined, before.clause or clause, before.frame, before.is_heading, shared))
        elif text:
            shown.append(Shown(text, clause, line.frame, line.is_heading, tuple(others)))
        runs_on = bool(getattr(line, f"runs_on_{view.value}")) and bool(shown)
    return shown


def regions_of(shown: Iterable[Shown], headings: Mapping[str, str]) -> list[Region]:
    """The lines as regions. Text without a mark is divided at headings; ``headings`` (text → clause) are those of the
    standard text, which may have lost their look. So is a heading of somebody's own inside a clause."""
    regions: list[Region] = []
    own = False
    for place, line in enumerate(shown):
        current = regions[-1] if regions else None
        same = current is not None and current.lines[-1].clause == line.clause and current.lines[-1].frame == line.frame
        starts = line.is_heading or line.text in headings
        foreign = bool(line.clause) and line.is_heading and same and line.text not in headings
        own = foreign or (own and same and not starts)
        if not same or (starts and (not line.clause or foreign)) or current is None:
            regions.append(Region("" if own else line.clause, [line], place))
        else:
            current.lines.append(line)
    return regions
