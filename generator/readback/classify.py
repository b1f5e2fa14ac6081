"""Holds a returned file against the standard text and says clause by clause what became of it.

A clause is found by its mark. Text without a mark is recognised by its words, and then said to be unsure. What is
recognised as nothing is text of somebody's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.document import Document
from generator.readback.footers import no_agreement
from generator.readback.likeness import Likeness, likeness
from generator.readback.regions import Marks, Region, Shown, View, regions_of, shown_lines
from generator.readback.returned import Remark, Returned, ReturnedClause, State
from generator.readback.standard import Standard
from generator.readback.word_package import ReturnedFileError, open_word
from generator.readback.word_reader import read_lines, unread
from generator.readback.word_text import Line
from generator.review.deviation_list import bookmark
from generator.review.word_marks import LineChange, Mark, compare_lines, reworded, whole_line

RECOGNISED = 0.6
"""Share of words in common from which text without a mark is taken to be a clause."""
_ALTERNATE = 0.85
"""Share of words in common with an alternate from which a clause is taken to be replaced by it."""
_LEAST_OURS = 0.1
"""Share of the standard clauses that must be found for the file to be a version of the agreement at all."""


@dataclass(frozen=True)
class Text:
    """One clause of the standard text."""

    clause: str
    heading: str
    lines: tuple[str, ...]


def read_returned(content: bytes, standard: Standard, render: Callable[[Document], bytes]) -> Returned:
    """What became of each clause in the file ``content``. ``render`` makes a Word file of a document, as it went out.

    Raises ReturnedFileError when the file cannot be read or is no version of the agreement.
    """
    package = open_word(content)
    whole = read_lines(package)
    lines = _without_list(whole)
    marks = Marks(standard.known, lines)
    base = _Base(standard, render)
    accepted = _Reading(base, shown_lines(lines, View.ACCEPTED, marks))
    found = accepted.clauses()
    _refuse_foreign(found, base, content)
    rejected = (
        _Reading(base, shown_lines(lines, View.ORIGINAL, marks)) if any(line.revisions for line in lines) else None
    )
    before = {each.clause: each.state for each in rejected.clauses()} if rejected else {}
    left = (_LIST_UNREAD,) if len(lines) < len(whole) else ()
    remarks = (*package.remarks, *unread(package), *left, *standard.remarks)
    notes = _Notes(lines, marks)
    clauses = tuple(notes.beside(each, before) for each in found)
    return Returned(tuple(map(base.displayed, clauses)), base.displayed_lines(accepted.outside()), remarks)


_LIST_UNREAD = (
    "Listan över avvikelser och godkännanden sist i filen hör inte till överenskommelsen och är inte jämförd. "
    "Det gäller också det som någon har skrivit efter den."
)


def _without_list(lines: list[Line]) -> list[Line]:
    """The lines without the list of deviations that may stand last: we made it, and it is no part of the agreement. A
    clause that somebody has moved down there keeps its mark and is read."""
    first = next((place for place, line in enumerate(lines) if bookmark() in line.anchors), len(lines))
    return [line for place, line in enumerate(lines) if place < first or line.tag or line.marks]


def _refuse_foreign(found: Sequence[ReturnedClause], base: _Base, content: bytes) -> None:
    kept = [each for each in found if each.clause in base.texts and each.state is not State.REMOVED]
    if len(kept) < _LEAST_OURS * len(base.texts):
        raise ReturnedFileError(
            no_agreement(content)
            or "Texten liknar inte överenskommelsen: nästan ingen av dess klausuler finns i filen. "
            "Kontrollera att det är rätt fil och rätt överenskommelse."
        )


class _Notes:
    """The tracked changes and comments of a file, by clause; those of unmarked text by the text."""

    def __init__(self, lines: Sequence[Line], marks: Marks) -> None:
        self._lines: dict[str, list[Line]] = {}
        for line in lines:
            if line.revisions or line.comments:
                marked = marks.of(line)
                self._lines.setdefault(marked[0] if marked else f" {line.accepted}", []).append(line)

    def beside(self, clause: ReturnedClause, before: Mapping[str, State]) -> ReturnedClause:
        """The clause with its notes, and what it would be without the tracked changes where that differs."""
        keys = (clause.clause,) if clause.clause else tuple(f" {each.after}" for each in clause.lines)
        own = [line for key in keys for line in self._lines.get(key, ())]
        earlier = before.get(clause.clause) if clause.clause else None
        return replace(
            clause,
            revisions=tuple(each for line in own for each in line.revisions),
            comments=tuple(each for line in own for each in line.comments),
            before_tracked=earlier if earlier is not clause.state else None,
        )


class _Base:
    """The standard text and its alternates, read from Word files by the same reader as the returned one."""

    def __init__(self, standard: Standard, render: Callable[[Document], bytes]) -> None:
        self.standard = standard
        lines = read_lines(open_word(render(standard.document)))
        self._headings = {anchor: line.accepted for line in lines for anchor in line.anchors}
        shown = shown_lines(lines, View.ACCEPTED, Marks(standard.known, lines))
        self.texts = {
            region.clause: Text(region.clause, region.texts[0], region.texts)
            for region in regions_of(shown, {})
            if region.clause
        }
        self.outside = tuple(line.text for line in shown if not line.clause)
        self.headings = {text.heading: text.clause for text in self.texts.values()}
        self.alternates = self._read_alternates(render) if standard.alternates_of else {}

    def _read_alternates(self, render: Callable[[Document], bytes]) -> dict[str, Text]:
        lines = read_lines(open_word(render(self.standard.alternates)))
        regions = regions_of(shown_lines(lines, View.ACCEPTED, Marks(self.standard.known, lines)), {})
        return {
            each.clause: Text(each.clause, each.texts[0], each.texts)
            for each in regions
            if each.clause and each.clause not in self.texts
        }

    def displayed(self, clause: ReturnedClause) -> ReturnedClause:
        """With the headings that cross-references lead to in place of their bookmarks."""
        return replace(clause, heading=self._said(clause.heading), lines=self.displayed_lines(clause.lines))

    def displayed_lines(self, lines: tuple[LineChange, ...]) -> tuple[LineChange, ...]:
        """Lines with the headings in place."""
        return tuple(
            replace(line, pieces=tuple(replace(piece, text=self._said(piece.text)) for piece in line.pieces))
            for line in lines
        )

    def _said(self, text: str) -> str:
        for anchor, heading in self._headings.items() if "‹" in text else ():
            text = text.replace(f"‹{anchor}›", f"”{heading}”")
        return text


class _Reading:
    """One view of a returned file."""

    def __init__(self, base: _Base, shown: Sequence[Shown]) -> None:
        self._base = base
        self._own: list[Region] = []
        self._marked: dict[str, list[Region]] = {}
        self._unsure: set[str] = set()
        self._copied: set[str] = set()
        self._missing_outside = list(base.outside)
        self._reworded_outside: list[LineChange] = []
        for region in regions_of(shown, base.headings):
            if region.clause:
                self._marked.setdefault(region.clause, []).append(region)
            else:
                self._take_unmarked(region)
        self._recognise()
        self._merged = {each for line in shown for each in (line.clause, *line.shared_with) if line.shared_with}

    def _take_unmarked(self, region: Region) -> None:
        """What the standard text has outside its clauses is taken away; the rest is recognised later."""
        rest = []
        for line in region.lines:
            if line.text in self._missing_outside:
                self._missing_outside.remove(line.text)
            else:
                rest.append(line)
        if rest:
            self._own.append(Region("", rest, region.place))

    def _recognise(self) -> None:
        """Text without a mark that is a clause by its words."""
        likeness_of = Likeness({text.clause: text.lines for text in self._base.texts.values()})
        left = []
        for region in self._own:
            region.lines = [line for line in region.lines if not self._is_reworded_outside(line)]
            best, share = likeness_of.best(region.texts)
            if share >= RECOGNISED:
                self._place_recognised(best, region)
            elif region.lines:
                left.append(region)
        self._own = left

    def _is_reworded_outside(self, line: Shown) -> bool:
        """Whether the line is a changed title, party or number."""
        for old in self._missing_outside:
            if likeness((old,), (line.text,)) >= RECOGNISED:
                self._missing_outside.remove(old)
                self._reworded_outside.append(reworded(old, line.text))
                return True
        return False

    def _place_recognised(self, clause: str, region: Region) -> None:
        standing = [text for each in self._marked.get(clause, []) for text in each.texts]
        lacking = set(self._base.texts[clause].lines) - set(standing)
        if standing and not lacking & set(region.texts):
            self._copied.add(clause)
            return
        self._unsure.add(clause)
        self._marked.setdefault(clause, []).append(region)

    def outside(self) -> tuple[LineChange, ...]:
        """Changed lines outside the clauses."""
        return (*self._reworded_outside, *(whole_line(each, Mark.REMOVED) for each in self._missing_outside))

    def clauses(self) -> list[ReturnedClause]:
        """Every clause of the standard and of the file, in the file's order; what is gone stands where it stood."""
        moved = self._moved()
        placed: list[tuple[tuple[int, int], ReturnedClause]] = []
        place = -1
        for number, (clause, text) in enumerate(self._base.texts.items()):
            regions = self._marked.get(clause, [])
            place = regions[0].place if regions else place
            placed.append(((place, number), self._clause(text, regions, clause in moved)))
        for clause, regions in self._marked.items():
            if clause not in self._base.texts and not self._stands_for_another(clause):
                placed.append(((regions[0].place, 0), self._foreign(clause, regions)))
        placed.extend(((region.place, 0), _own_text(region)) for region in self._own)
        return [clause for _, clause in sorted(placed, key=lambda each: each[0])]

    def _moved(self) -> set[str]:
        """The fewest clauses that must have been moved to give the file's order."""
        order = {clause: number for number, clause in enumerate(self._base.texts)}
        present = [(regions[0].place, clause) for clause, regions in self._marked.items() if clause in order]
        numbers = [order[clause] for _, clause in sorted(present)]
        kept = set(_longest_rising(numbers))
        return {clause for clause in self._marked if clause in order and order[clause] not in kept}

    def _clause(self, text: Text, regions: list[Region], moved: bool) -> ReturnedClause:
        regions, copied = self._without_copies(text, regions)
        lines = tuple(line for region in regions for line in region.texts)
        state, alternate = self._state(text, lines)
        against = lines or tuple(line for each in self._marked.get(alternate, ()) for line in each.texts)
        return ReturnedClause(
            clause=text.clause,
            heading=text.heading,
            state=state,
            remarks=tuple(self._remarks(text.clause, regions, moved, copied)),
            mandatory=text.clause in self._base.standard.mandatory,
            lines=() if state is State.UNCHANGED else compare_lines(text.lines, against),
            alternate=alternate,
        )

    def _without_copies(self, text: Text, regions: list[Region]) -> tuple[list[Region], bool]:
        """One of several whole copies, the one most like the standard; parts of one clause are kept together."""
        whole = [each for each in regions if likeness(text.lines, each.texts) >= RECOGNISED]
        if len(whole) > 1:
            return [max(whole, key=lambda each: likeness(text.lines, each.texts))], True
        return regions, text.clause in self._copied

    def _state(self, text: Text, lines: tuple[str, ...]) -> tuple[State, str]:
        others = self._base.standard.alternates_of.get(text.clause, ())
        if not lines:
            marked = next((each for each in others if each in self._marked), "")
            return (State.REPLACED, marked) if marked else (State.REMOVED, "")
        if lines == text.lines:
            return State.UNCHANGED, ""
        alternates = self._base.alternates
        shares = {each: likeness(alternates[each].lines, lines) for each in others if each in alternates}
        best = max(shares, key=lambda each: shares[each], default="")
        if best and shares[best] >= _ALTERNATE and shares[best] > likeness(text.lines, lines):
            return State.REPLACED, best
        return State.MODIFIED, ""

    def _remarks(self, clause: str, regions: list[Region], moved: bool, copied: bool) -> Iterator[Remark]:
        standard = self._base.standard
        said = {
            Remark.MOVED: moved,
            Remark.COPIED: copied,
            Remark.SPLIT: len(regions) > 1,
            Remark.MERGED: clause in self._merged,
            Remark.UNSURE: clause in self._unsure,
            Remark.NOT_CALLED_FOR: clause in standard.not_called_for,
            Remark.OUT_OF_DATE: clause in standard.outdated,
        }
        yield from (remark for remark, holds in said.items() if holds)

    def _stands_for_another(self, clause: str) -> bool:
        """Whether a clause of the library stands at the place of one that is gone: then it is told there."""
        pairs = self._base.standard.alternates_of.items()
        return any(clause in others and not self._marked.get(gone) for gone, others in pairs)

    def _foreign(self, clause: str, regions: list[Region]) -> ReturnedClause:
        """A clause of the library that the standard text lacks."""
        lines = tuple(whole_line(text, Mark.ADDED) for region in regions for text in region.texts)
        return ReturnedClause(clause, regions[0].texts[0], State.ADDED, (Remark.NOT_CALLED_FOR,), lines=lines)


def _own_text(region: Region) -> ReturnedClause:
    heading = region.lines[0].text if region.lines[0].is_heading else ""
    lines = tuple(whole_line(text, Mark.ADDED) for text in region.texts)
    return ReturnedClause("", heading, State.ADDED, lines=lines)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """A longest run of the numbers, gaps allowed, that only rises."""
    runs: list[list[int]] = []
    for number in numbers:
        before = max((run for run in runs if run[-1] < number), key=len, default=[])
        runs.append([*before, number])
    return max(runs, key=len, default=[])
