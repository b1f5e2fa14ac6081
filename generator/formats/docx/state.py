"""What the writers of one document share: the shell's styles, where sections are, and the numbers given out so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from generator.document import Document, Reference, Section
from generator.errors import RenderError
from generator.formats.docx.numbering import Numbering
from generator.formats.docx.styles import StyleSheet
from generator.marks import section_bookmarks


@dataclass(frozen=True)
class Look:
    """What of the shell the writers need."""

    styles: StyleSheet
    numbering: Numbering
    text_width: int
    """Width of the text column in twentieths of a point."""


class State:
    """One document under way. Numbers are given out in reading order, so the same document gets the same ones."""

    def __init__(self, document: Document, look: Look, *, fillable: bool) -> None:
        self.styles = look.styles
        self.numbering = look.numbering
        self.text_width = look.text_width
        self.fillable = fillable
        self.furniture = document.furniture
        self.ordered_lists = 0
        self.heading = ""
        """Heading of the section under way: it names a table that has no caption."""
        self._numbers = count(1)
        self._sections: Mapping[str, Section] = {section.anchor: section for _, section in document.walk()}
        self._bookmarks = section_bookmarks(self._sections)

    def next_number(self) -> int:
        """A number no bookmark or content control of the document has had."""
        return next(self._numbers)

    def next_list(self) -> str:
        """``w:numPr`` of a list that starts over."""
        self.ordered_lists += 1
        return self.numbering.list_properties(self.ordered_lists - 1)

    def bookmark_of(self, anchor: str) -> str:
        """The bookmark's name of the section with that anchor."""
        return self._bookmarks[anchor]

    def field_for(self, reference: Reference) -> str:
        """The field instruction for a cross-reference. Raises RenderError when Word would show something else."""
        section = self._sections.get(reference.target)
        if section is None:
            raise RenderError(f"En hänvisning pekar på {reference.target}, som inte finns i dokumentet.")
        wanted = section.number or section.heading
        if reference.text != wanted:
            raise RenderError(f"En hänvisning till {reference.target} lyder {reference.text} men Word visar {wanted}.")
        number = r" \r" if section.number else ""
        return rf"REF {self._bookmarks[reference.target]}{number} \h"
