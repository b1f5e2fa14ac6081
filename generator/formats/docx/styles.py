"""The Word styles that the document uses, by the names a person sees in Word, and how a shell's ids are found for them.

Word makes up style ids anew in the user's language when a shell is saved ("Heading1" becomes "Rubrik1"), but keeps the
names of built-in styles in English in the file. So styles are looked up by name, never by id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class ParagraphLook(StrEnum):
    """Paragraph styles, with their name in the file."""

    BODY = "Body Text"
    BODY_AFTER_BLOCK = "Brödtext med luft före"
    BODY_AFTER_LIST = "Brödtext efter lista"
    QUOTE = "Quote"
    ORDERED = "List Number"
    BULLETS = "List Bullet"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    UNNUMBERED_1 = "Onumrerad rubrik 1"
    UNNUMBERED_2 = "Onumrerad rubrik 2"
    UNNUMBERED_3 = "Onumrerad rubrik 3"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    HAIRLINE = "Sidbrytning"
    CAPTION = "caption"
    FIGURE = "Figurbeskrivning"
    CELL = "Tabelltext"
    HEADER_CELL = "Tabellrubrik"
    FIELD_LABEL = "Fältetikett"
    FIELD_HINT = "Fältvägledning"
    FIELD_ANSWER = "Fältsvar"
    PEN_LINE = "Skrivrad"
    PEN_BOX = "Skrivruta"
    CHOICE = "Kryssalternativ"
    SIGNER = "Undertecknare"
    SIGNATURE_LINE = "Underskriftslinje"
    SIGNATURE_LINE_LAST = "Underskriftslinje sist"
    SIGNATURE_ROW = "Underskriftsrad"
    SIGNATURE_ROW_EMPTY = "Underskriftsrad tom"
    SIGNATURE_ROW_LAST = "Underskriftsrad sist"
    SIGNATURE_ROW_EMPTY_LAST = "Underskriftsrad tom sist"
    SIGNATURE_NARROW = "Underskriftsrad smal"
    SIGNATURE_NARROW_EMPTY = "Underskriftsrad smal tom"


class CharacterLook(StrEnum):
    """Character styles, with their name in the file."""

    EMPHASIS = "Emphasis"
    STRONG = "Strong"
    CONFIRM = "Bekräfta"
    MISSING = "Saknas"
    PLACEHOLDER = "Placeholder Text"
    BOX = "Kryssruta"
    PEN_LINE = "Skrivlinje"
    SIGNATURE_LABEL = "Underskriftsetikett"


class TableLook(StrEnum):
    """Table styles, with their name in the file."""

    DOCUMENT = "Dokumenttabell"
    FORM = "Ifyllnadstabell"
    SIGNATURE = "Underskriftstabell"


HEADINGS = (ParagraphLook.HEADING_1, ParagraphLook.HEADING_2, ParagraphLook.HEADING_3)
UNNUMBERED = (ParagraphLook.UNNUMBERED_1, ParagraphLook.UNNUMBERED_2, ParagraphLook.UNNUMBERED_3)
CONTENTS = (ParagraphLook.CONTENTS_1, ParagraphLook.CONTENTS_2)

_KINDS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("paragraph", ParagraphLook),
    ("character", CharacterLook),
    ("table", TableLook),
)


@dataclass(frozen=True)
class StyleSheet:
    """A shell's styles, by what they are used for."""

    ids: Mapping[str, str]
    """Style id by look. In a shell that has passed its checks every look has one."""

    @classmethod
    def read(cls, styles: Element) -> StyleSheet:
        """Find the id of every style that the shell has."""
        found = {
            (style.get(f"{W}type", ""), name.get(f"{W}val", "").casefold()): style.get(f"{W}styleId", "")
            for style in styles.iterfind(f"{W}style")
            for name in style.iterfind(f"{W}name")
        }
        wanted = [(kind, str(look)) for kind, looks in _KINDS for look in looks]
        return cls({look: style for kind, look in wanted if (style := found.get((kind, look.casefold())))})

    @property
    def missing(self) -> tuple[str, ...]:
        """The styles that the document needs and the shell lacks."""
        return tuple(str(look) for _, looks in _KINDS for look in looks if str(look) not in self.ids)

    def paragraph(
        self, look: ParagraphLook, numbering: str = "", *, kept: bool = False, on_new_page: bool = False
    ) -> str:
        """``w:pPr`` for the style; ``numbering`` is a ready ``w:numPr`` or empty. A paragraph that is ``kept`` stays on
        the page of the next one, and one ``on_new_page`` begins a page."""
        together = "<w:keepNext/>" * kept + "<w:pageBreakBefore/>" * on_new_page
        return f'<w:pPr><w:pStyle w:val="{self.ids[look]}"/>{together}{numbering}</w:pPr>'

    def character(self, look: CharacterLook) -> str:
        """``w:rPr`` for the style."""
        return f'<w:rPr><w:rStyle w:val="{self.ids[look]}"/></w:rPr>'
