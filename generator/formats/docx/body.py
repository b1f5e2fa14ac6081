"""The document's text from first heading to last signature, and its table of contents.

**Contents.** The entries are there from the start, with numbers and headings, as the stored result of a TOC field, and
without page numbers. Only Word knows on which page a heading will fall, with the fonts and the printer at hand; a page
number guessed here would be wrong in a signed agreement, and asking Word to update on opening greets every reader with
a dialog. Agreements are cited by section number, each entry is a link, and one press of F9 (in LibreOffice: update
index) fills in the page numbers, for which the style already holds a dotted leader.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.document import Document, DocumentKind, Section
from generator.errors import RenderError
from generator.formats.contents import contents_of
from generator.formats.docx.blocks import blocks_xml
from generator.formats.docx.controls import frame
from generator.formats.docx.numbering import LEVELS, HeadingCounter
from generator.formats.docx.state import Look, State
from generator.formats.docx.styles import CONTENTS, HEADINGS, UNNUMBERED, ParagraphLook
from generator.formats.docx.wml import FIELD_END, TAB, bookmark, bookmark_paragraphs, field_begin, paragraph, run
from generator.marks import clause_bookmarks, clause_tag

_BODY_BOOKMARK = "_innehall"
"""The table of contents gathers headings within this bookmark, which leaves the title out."""


@dataclass(frozen=True)
class Body:
    """The parts of one document that are made of its text."""

    content: str
    contents: str
    """The table of contents, or empty."""
    ordered_lists: int


def body_of(document: Document, look: Look, *, fillable: bool) -> Body:
    """The document's text as XML. Raises RenderError for what Word would show differently or XML cannot hold."""
    state = State(document, look, fillable=fillable)
    writer = _SectionWriter(document, state)
    lead = blocks_xml(state, document.lead, below_title=True)
    content = lead + "".join(writer.write(1, section) for section in document.sections)
    contents = _contents(document, state)
    if contents:
        content = bookmark_paragraphs(state.next_number(), _BODY_BOOKMARK, content)
    return Body(content, contents, state.ordered_lists)


class _SectionWriter:
    """Writes sections in reading order and keeps count of what must be counted in that order."""

    def __init__(self, document: Document, state: State) -> None:
        self._state = state
        self._headings = HeadingCounter()
        # A document about one person says nothing of which wordings it was made from.
        self._marked = document.kind is not DocumentKind.PERSON
        self._clauses = iter(clause_bookmarks(document.wordings))

    def write(self, level: int, section: Section) -> str:
        """The section with all below it, framed and bookmarked when it prints a clause."""
        name = next(self._clauses) if section.wording else ""
        self._state.heading = section.heading
        xml = self._heading(level, section) + blocks_xml(self._state, section.blocks)
        xml += "".join(self.write(level + 1, child) for child in section.sections)
        if section.wording is None or not self._marked:
            return xml
        tag = clause_tag(section.wording.clause, section.wording.first_day)
        marked = bookmark_paragraphs(self._state.next_number(), name, xml)
        return frame(self._state, section.heading, tag, marked)

    def _heading(self, level: int, section: Section) -> str:
        if level > LEVELS:
            raise RenderError(f"Avsnittet {section.anchor} ligger på nivå {level}; Word-skalet har {LEVELS} nivåer.")
        if section.number:
            self._headings.check(level, section.number)
        look = (HEADINGS if section.number else UNNUMBERED)[level - 1]
        name = self._state.bookmark_of(section.anchor)
        properties = self._state.styles.paragraph(look, on_new_page=section.on_new_page)
        return paragraph(properties, bookmark(self._state.next_number(), name, run(section.heading)))


def _contents(document: Document, state: State) -> str:
    """The table of contents as a field with its entries in place; empty for a document that needs none."""
    listed = contents_of(document)
    if not listed:
        return ""
    depth = max(level for level, _ in listed)
    begin = field_begin(rf'TOC \b {_BODY_BOOKMARK} \o "1-{depth}" \h \z \u')
    lines = "".join(
        paragraph(
            state.styles.paragraph(CONTENTS[level - 1]), begin if position == 0 else "", _entry(state, section)
        )
        for position, (level, section) in enumerate(listed)
    )
    end = paragraph(state.styles.paragraph(ParagraphLook.HAIRLINE), FIELD_END)
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{state.next_number()}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{lines}{end}</w:sdtContent></w:sdt>"
    )


def _entry(state: State, section: Section) -> str:
    """A link of number and heading."""
    number = run(section.number) + TAB if section.number else ""
    name = state.bookmark_of(section.anchor)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{number}{run(section.heading)}</w:hyperlink>'
