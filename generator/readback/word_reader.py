"""Reads the text of a Word file as lines: a paragraph or a row of a table each.

Marks are read the way ``generator.marks`` writes them. What Word makes itself is no text: numbers of headings and of
lists, and the table of contents. A cross-reference is read as the bookmark it leads to, so that a new number elsewhere
changes nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from generator.marks import read_clause_tag
from generator.readback.word_package import WordPackage
from generator.readback.word_text import Change, Comment, Line, Revision, plain

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REFERENCE = re.compile(r"\s*REF\s+(_s_\w+)")
_TEXT_OF = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_TRACKED = ("ins", "del", "moveTo", "moveFrom")
_INLINE_FRAMES = ("r", "hyperlink", "sdt", "sdtContent", "smartTag", "customXml", "AlternateContent", "Choice")


def read_lines(package: WordPackage) -> list[Line]:
    """Every line of the text that says something, in reading order."""
    reader = _Reader(package)
    lines = list(reader.blocks(package.document.iter(f"{WORD}body")))
    for line in lines:
        line.accepted, line.original = plain(line.accepted), plain(line.original)
    return [line for line in lines if line.accepted or line.original]


def unread(package: WordPackage) -> list[str]:
    """What the file says where this reader does not look, in Swedish."""
    kinds = {"txbxContent": "textrutor", "footnoteReference": "fotnoter", "endnoteReference": "slutnoter"}
    found = [words for name, words in kinds.items() if package.document.find(f".//{WORD}{name}") is not None]
    return [f"Filen har {' och '.join(found)} vars text inte är läst."] if found else []


@dataclass
class _Run:
    """What holds for the text being read."""

    inserted: bool = False
    deleted: bool = False
    who: str = ""
    when: str = ""


class _Reader:
    """Walks the text in order and remembers what reaches over several lines: fields, bookmarks, comments."""

    def __init__(self, package: WordPackage) -> None:
        self._order = {element: place for place, element in enumerate(package.document.iter())}
        self._reach = self._bookmarks(package.document)
        self._comments = dict(_comments(package.comments))
        self._fields: list[list[str]] = []
        self._frames: list[tuple[int, str]] = []
        self._frame_count = 0

    def _bookmarks(self, root: etree._Element) -> dict[str, tuple[tuple[int, int], ...]]:
        """Name → the stretches that it reaches over; a start without an end reaches nowhere."""
        names: dict[str, str] = {}
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        for element in root.iter(f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd"):
            number = element.get(f"{WORD}id", "")
            if element.tag.endswith("Start"):
                names[number] = element.get(f"{WORD}name", "")
                starts.setdefault(names[number], self._order[element])
            elif number in names:
                ends[names[number]] = self._order[element]
        clauses = (name for name in starts if name in ends and name.startswith(("k_", "h_")))
        reach = {name: (starts[name], ends[name]) for name in clauses}
        return {name: tuple(_stretches(whole, reach.values())) for name, whole in reach.items()}

    def blocks(self, elements: Iterable[etree._Element], run: _Run | None = None) -> Iterator[Line]:
        """The lines of some blocks."""
        for element in elements:
            kind = _kind(element)
            if kind == "p":
                yield self._paragraph(element, run or _Run())
            elif kind == "tr":
                yield from self._row(element)
            elif kind == "sdt":
                yield from self._control(element)
            elif kind in _TRACKED:
                yield from self.blocks(element, _tracked(element, kind))
            elif kind in ("body", "tbl", "customXml", "smartTag", "sdtContent"):
                yield from self.blocks(element, run)

    def _control(self, element: etree._Element) -> Iterator[Line]:
        if element.find(f"{WORD}sdtPr/{WORD}docPartObj") is not None:
            return  # the table of contents
        tag = element.find(f"{WORD}sdtPr/{WORD}tag")
        name = tag.get(f"{WORD}val", "") if tag is not None else ""
        framed = read_clause_tag(name) is not None
        if framed:
            self._frame_count += 1
            self._frames.append((self._frame_count, name))
        yield from self.blocks(element.iterfind(f"{WORD}sdtContent"))
        if framed:
            self._frames.pop()

    def _row(self, element: etree._Element) -> Iterator[Line]:
        """A row of a table as one line, its cells kept apart. Cells that hold texts of several lines, as where people
        sign, only put these beside each other: they are lines like others, one cell after the other."""
        tracked = _Run()
        for kind in ("ins", "del"):
            mark = element.find(f"{WORD}trPr/{WORD}{kind}")
            tracked = tracked if mark is None else _tracked(mark, kind)
        found = list(element.iter(f"{WORD}tc"))
        if all(len(list(cell.iter(f"{WORD}p"))) > 1 for cell in found):
            for cell in found:
                yield from self.blocks(iter(cell), tracked)
            return
        row = self._new_line()
        cells = []
        for cell in found:
            lines = list(self.blocks(iter(cell), tracked))
            cells.append([" ".join(getattr(line, view) for line in lines) for view in ("accepted", "original")])
            for line in lines:
                _gather(row, line)
        row.accepted, row.original = (
            (" | ".join(texts) if any(texts) else "" for texts in zip(*cells, strict=True)) if cells else ("", "")
        )
        yield row

    def _new_line(self) -> Line:
        frame, tag = self._frames[-1] if self._frames else (0, "")
        return Line(frame=frame, tag=tag)

    def _paragraph(self, element: etree._Element, run: _Run) -> Line:
        line = self._new_line()
        style = element.find(f"{WORD}pPr/{WORD}pStyle")
        line.is_heading = style is not None and style.get(f"{WORD}val", "").lower().startswith(("heading", "rubrik"))
        line.runs_on_accepted = element.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None
        line.runs_on_original = element.find(f"{WORD}pPr/{WORD}rPr/{WORD}ins") is not None
        self._inlines(element, line, run)
        return line

    def _inlines(self, parent: etree._Element, line: Line, run: _Run) -> None:
        for element in parent:
            kind = _kind(element)
            if kind in _TRACKED:
                self._inlines(element, line, _tracked(element, kind))
            elif kind in _INLINE_FRAMES:
                self._inlines(element, line, run)
            elif kind in ("t", "delText", *_TEXT_OF):
                self._say(element, line, run, _TEXT_OF.get(kind, element.text or ""))
            elif kind in ("fldChar", "instrText"):
                self._field(element, kind, line, run)
            elif kind == "fldSimple":
                self._simple_field(element, line, run)
            else:
                self._note(element, kind, line)

    def _note(self, element: etree._Element, kind: str, line: Line) -> None:
        """What stands beside the text: where references lead, and comments."""
        if kind == "bookmarkStart" and element.get(f"{WORD}name", "").startswith("_s_"):
            line.anchors.append(element.get(f"{WORD}name", ""))
        elif kind == "commentReference" and (said := self._comments.get(element.get(f"{WORD}id", ""))):
            line.comments.append(said)

    def _simple_field(self, element: etree._Element, line: Line, run: _Run) -> None:
        if reference := _REFERENCE.match(element.get(f"{WORD}instr", "")):
            self._say(element, line, run, token(reference[1]))
        else:
            self._inlines(element, line, run)

    def _field(self, element: etree._Element, kind: str, line: Line, run: _Run) -> None:
        """Fields nest, and reach over lines: instructions first, then, after a separator, what the reader sees."""
        if kind == "instrText":
            if self._fields:
                self._fields[-1][1] += element.text or ""
            return
        step = element.get(f"{WORD}fldCharType")
        if step == "begin":
            self._fields.append(["begin", ""])
        elif step == "separate" and self._fields:
            self._fields[-1][0] = "separate"
            if reference := _REFERENCE.match(self._fields[-1][1]):
                self._fields[-1][0] = "begin"  # its result is left out: the bookmark stands for it
                self._say(element, line, run, token(reference[1]), in_field=True)
        elif step == "end" and self._fields:
            self._fields.pop()

    def _say(self, element: etree._Element, line: Line, run: _Run, text: str, *, in_field: bool = False) -> None:
        outer = self._fields[:-1] if in_field else self._fields
        if any(state == "begin" or told.lstrip().startswith("TOC") for state, told in outer):
            return
        line.accepted += "" if run.deleted else text
        line.original += "" if run.inserted else text
        if run.inserted or run.deleted:
            _add_revision(line, run, text)
        line.length += len(text)
        place = self._order[element]
        for name, stretches in self._reach.items():
            if any(start < place < end for start, end in stretches):
                line.covered[name] = line.covered.get(name, 0) + len(text)


def _stretches(whole: tuple[int, int], others: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a bookmark holds text of its own clause, from its first start to its last end.

    Clauses never lie in each other: one that does shows that a clause was cut in two, and a part put further down.
    """
    start, end = whole
    inside = [other for other in others if start < other[0] and other[1] < end]
    if not inside:
        yield whole
        return
    yield start, min(first for first, _ in inside)
    yield max(last for _, last in inside), end


def token(bookmark: str) -> str:
    """What stands for a cross-reference to a section."""
    return f"‹{bookmark}›"


def _kind(element: etree._Element) -> str:
    """Name of an element without its namespace; empty for what is no element, or only for older programs."""
    if not isinstance(element.tag, str) or element.tag == _FALLBACK:
        return ""
    return etree.QName(element).localname


def _tracked(element: etree._Element, kind: str) -> _Run:
    who, when = element.get(f"{WORD}author", ""), element.get(f"{WORD}date", "")
    inserted = kind in ("ins", "moveTo")
    return _Run(inserted, not inserted, who, when)


def _add_revision(line: Line, run: _Run, text: str) -> None:
    """Note a change; what one person did in one stroke is one change."""
    change = Change.INSERTED if run.inserted else Change.DELETED
    last = line.revisions[-1] if line.revisions else None
    if last and (last.change, last.who, last.when) == (change, run.who, run.when):
        line.revisions[-1] = Revision(change, run.who, run.when, last.text + text)
    else:
        line.revisions.append(Revision(change, run.who, run.when, text))


def _gather(row: Line, line: Line) -> None:
    row.length += line.length
    for name, covered in line.covered.items():
        row.covered[name] = row.covered.get(name, 0) + covered
    row.revisions.extend(line.revisions)
    row.comments.extend(line.comments)
    row.anchors.extend(line.anchors)


def _comments(root: etree._Element | None) -> Iterator[tuple[str, Comment]]:
    for element in root.iter(f"{WORD}comment") if root is not None else ():
        text = plain(" ".join(each.text or "" for each in element.iter(f"{WORD}t")))
        yield (
            element.get(f"{WORD}id", ""),
            Comment(element.get(f"{WORD}author", ""), element.get(f"{WORD}date", ""), text),
        )
