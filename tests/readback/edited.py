"""Edits a Word file of ours the way people do, with a library of its own for Word files, clause by clause."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph


class Edited:
    """A Word file under editing."""

    def __init__(self, content: bytes) -> None:
        self.word: WordDocument = docx.Document(BytesIO(content))

    @property
    def content(self) -> bytes:
        """The file as it is now."""
        stream = BytesIO()
        self.word.save(stream)
        return stream.getvalue()

    def frame(self, clause: str) -> OxmlElement:
        """The content control around a clause."""
        found = self.word.element.body.xpath(f"//w:sdt[starts-with(w:sdtPr/w:tag/@w:val, '{clause}@')]")
        return found[0]

    def paragraphs(self, clause: str) -> list[Paragraph]:
        """Heading first."""
        return [Paragraph(each, self.word) for each in self.frame(clause).iter(qn("w:p"))]

    def reword(self, clause: str, line: int, text: str) -> None:
        """Give a line of a clause another text."""
        paragraph = self.paragraphs(clause)[line]
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = text

    def remove(self, clause: str) -> None:
        """Take a clause away."""
        frame = self.frame(clause)
        frame.getparent().remove(frame)

    def move(self, clause: str, after: str) -> None:
        """Cut a clause out and put it after another."""
        self.frame(after).addnext(self.frame(clause))

    def copy(self, clause: str, after: str) -> None:
        """Put a second copy of a clause after another."""
        self.frame(after).addnext(deepcopy(self.frame(clause)))

    def unmark(self, clause: str) -> None:
        """Take away the control and the bookmark and leave the text."""
        frame = self.frame(clause)
        content = frame.find(qn("w:sdtContent"))
        names = {}
        for start in list(content.iter(qn("w:bookmarkStart"))):
            if start.get(qn("w:name")).startswith(("k_", "h_")):
                names[start.get(qn("w:id"))] = start
        for element in [*content.iter(qn("w:bookmarkEnd"))]:
            if element.get(qn("w:id")) in names:
                element.getparent().remove(element)
        for start in names.values():
            start.getparent().remove(start)
        for element in list(content):
            frame.addprevious(element)
        frame.getparent().remove(frame)

    def split(self, clause: str, after: str) -> None:
        """Cut the last paragraph of a clause out, with its content control, and put it after another clause."""
        frame = self.frame(clause)
        part = deepcopy(frame)
        for kept, cut in ((frame, slice(-1, None)), (part, slice(None, -1))):
            for element in list(kept.iter(qn("w:p")))[cut]:
                element.getparent().remove(element)
        self.frame(after).addnext(part)

    def merge(self, clause: str, other: str) -> None:
        """Write the last paragraph of a clause and the first of the next together, as when the line break between
        them is deleted; the bookmarks stay, the content controls go."""
        last, first = self.paragraphs(clause)[-1]._p, self.paragraphs(other)[0]._p
        for element in list(first):
            if element.tag != qn("w:pPr"):
                last.append(element)
        first.getparent().remove(first)
        for each in (clause, other):
            frame = self.frame(each)
            for element in list(frame.find(qn("w:sdtContent"))):
                frame.addprevious(element)
            frame.getparent().remove(frame)

    def write_after(self, clause: str, heading: str, *texts: str) -> None:
        """Own text after a clause; without a heading when it is empty."""
        place = self.frame(clause)
        lines = [(heading, "Heading2"), *((text, "BodyText") for text in texts)]
        for text, style in reversed([line for line in lines if line[0]]):
            place.addnext(_paragraph(text, style))

    def replace_text(self, clause: str, heading: str, texts: list[str]) -> None:
        """Write other words in a clause's frame; the marks stay."""
        first, *rest = self.paragraphs(clause)
        last = rest[-1]._p
        self.reword(clause, 0, heading)
        for paragraph in rest[:-1]:
            paragraph._p.getparent().remove(paragraph._p)
        for element in [each for each in first._p.getparent() if each.tag == qn("w:tbl")]:
            element.getparent().remove(element)
        for text in texts[:-1]:
            last.addprevious(_paragraph(text, "BodyText"))
        for run in last.findall(qn("w:r")):
            last.remove(run)
        made = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = texts[-1]
        made.append(words)
        end = last.find(qn("w:bookmarkEnd"))
        end.addprevious(made) if end is not None else last.append(made)

    def track(self, clause: str, line: int, inserted: str, who: str) -> None:
        """Insert words last in a line with tracked changes on."""
        paragraph = self.paragraphs(clause)[line]._p
        change = _tracked("w:ins", who)
        change.append(_run("w:t", inserted))
        paragraph.findall(qn("w:r"))[-1].addnext(change)

    def track_removal(self, clause: str, line: int, who: str) -> None:
        """Delete the words of a line with tracked changes on."""
        paragraph = self.paragraphs(clause)[line]._p
        for run in paragraph.findall(qn("w:r")):
            change = _tracked("w:del", who)
            run.addprevious(change)
            change.append(run)
            for text in run.findall(qn("w:t")):
                text.tag = qn("w:delText")

    def comment(self, clause: str, line: int, text: str, who: str) -> None:
        """A comment at a line."""
        self.word.add_comment(self.paragraphs(clause)[line].runs, text=text, author=who)


def _paragraph(text: str, style: str) -> OxmlElement:
    made = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    named = OxmlElement("w:pStyle")
    named.set(qn("w:val"), style)
    properties.append(named)
    made.append(properties)
    made.append(_run("w:t", text))
    return made


def _run(kind: str, text: str) -> OxmlElement:
    run = OxmlElement("w:r")
    words = OxmlElement(kind)
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def _tracked(kind: str, who: str) -> OxmlElement:
    change = OxmlElement(kind)
    change.set(qn("w:id"), "90001")
    change.set(qn("w:author"), who)
    change.set(qn("w:date"), "2026-11-21T10:00:00Z")
    return change
