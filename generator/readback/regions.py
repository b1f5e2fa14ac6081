"""Lines of a Word file put together into the clauses they are marked as, in one view of the tracked changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.marks import digest, fit, read_clause_tag
from generator.readback.word_text import Line

_SHARED = 20
"""So many characters of another clause in a line make it shared; fewer are a bookmark that slipped a little. A bookmark
over the whole line has been stretched by copying: then the line is not shared either."""


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


class Marks:
    """Which clauses the lines of one file are marked as, also where a mark only holds a digest of the id."""

    def __init__(self, clauses: Iterable[str], lines: Iterable[Line]) -> None:
        self._by_digest = {digest(clause): clause for clause in clauses}
        self._framed = {self._in_tag(line.tag) for line in lines}

    def of(self, line: Line) -> tuple[str, ...]:
        """The clauses that the line is marked as, if any; the first one has it, others share it.

        A clause that has a content control has no line by its bookmark, which copying may have stretched.
        """
        marked = ((self._by_digest.get(mark.digest, ""), count) for mark, count in line.marks)
        covered = [(clause, count) for clause, count in marked if clause and (line.tag or clause not in self._framed)]
        first = self._in_tag(line.tag) or (covered[0][0] if covered else "")
        sharing = (clause for clause, count in covered if _SHARED <= count < line.length)
        return tuple(dict.fromkeys((first, *sharing))) if first else ()

    def _in_tag(self, tag: str) -> str:
        """The id behind a content control's tag; empty when it is nobody's."""
        read = read_clause_tag(tag)
        if read is None:
            return ""
        cut, _ = read
        known = self._by_digest.values()
        return cut if cut in known else next((each for each in known if fit(each, len(cut)) == cut), "")


def shown_lines(lines: Iterable[Line], view: View, marks: Marks) -> list[Shown]:
    """The lines as one view shows them: a line whose end is gone runs on into the next."""
    shown: list[Shown] = []
    runs_on = False
    for line in lines:
        text = str(getattr(line, view.value))
        clause, *others = marks.of(line) or ("",)
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
