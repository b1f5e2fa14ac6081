"""The neutral document: what is said and in which order, with no idea of DOCX, PDF or HTML.

Every format is a picture of these objects, so every word a reader meets stands here, labels included.
All classes are frozen and hold tuples, so that a document can be hashed, compared and cached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.languages import SWEDISH_FURNITURE, Furniture

LANGUAGE = "sv-SE"


class RunStyle(StrEnum):
    """How a run of text differs from the text around it."""

    PLAIN = "plain"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CONFIRM = "confirm"
    """A ``[BEKRÄFTA …]``: stands out until a named role has confirmed it."""
    MISSING = "missing"
    """An answer that is not given yet, shown as ``[…]``; stands out."""


@dataclass(frozen=True)
class Run:
    """Text in one style. The text is data: nothing in it is markup. It may hold ``\\n`` only as a forced line break."""

    text: str
    style: RunStyle = RunStyle.PLAIN
    language: str = ""
    """BCP 47 tag of words in another language than the document's; else empty."""


@dataclass(frozen=True)
class Reference:
    """A cross-reference to the section whose ``anchor`` is ``target``; ``text`` is its number, for example ``4.2``."""

    target: str
    text: str
    language: str = ""
    """BCP 47 tag of the words around it, where they are in another language than the document's; else empty."""


class FieldKind(StrEnum):
    """What a person may put in a field of a form."""

    TEXT = "text"
    MULTILINE = "multiline"
    DATE = "date"
    CHECKBOX = "checkbox"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """A place to fill in, on screen or with a pen. Names are unique within a document."""

    name: str
    """ASCII, for example ``person-namn`` or ``samtycke-parter.polisen``."""
    kind: FieldKind
    label: str
    """Accessible name, in Swedish, understandable on its own."""
    hint: str = ""
    choices: tuple[str, ...] = ()
    """Visible choices, for ``CHOICE`` only."""


Inline = Run | Reference | Field


class ParagraphStyle(StrEnum):
    """The role of a paragraph."""

    BODY = "body"
    QUOTE = "quote"
    """A marked quotation, with its source in the text."""


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    inlines: tuple[Inline, ...]
    style: ParagraphStyle = ParagraphStyle.BODY


@dataclass(frozen=True)
class ListItem:
    """One item. ``label`` is printed before it and made by the format's own numbering: ``a)`` or ``–``."""

    label: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class ListBlock:
    """A list one level deep. Ordered lists restart at ``a)`` each time."""

    ordered: bool
    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Cell:
    """One table cell."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; ``header`` is never empty."""

    caption: str
    """Names the table for everyone. Empty when the heading of its section does so already: then nothing is printed,
    and who cannot see the table is told that heading."""
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_headers: bool = False
    """True when the first cell of each row names the row."""
    widths: tuple[int, ...] = ()
    """Relative column widths; empty means equal."""


@dataclass(frozen=True)
class FieldRow:
    """A label with what was answered (or a field to fill in), for forms."""

    label: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Option:
    """One box in a list of choices. ``field`` is set when the box is to be ticked by the reader."""

    text: str
    checked: bool
    field: Field | None = None


@dataclass(frozen=True)
class ChoiceList:
    """A question with boxes, ticked or empty, one under the other."""

    legend: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class SignatureRow:
    """A labelled line of a signature; ``value`` is empty when it is to be written by hand."""

    label: str
    value: str = ""


@dataclass(frozen=True)
class Signer:
    """One who signs. ``id`` names the signature field and is unique within the document."""

    id: str
    heading: str
    """Whom the signer signs for, for example ``För Bjurholms kommun, socialnämnden``."""
    rows: tuple[SignatureRow, ...]
    """Name in print, title, deciding body, place, date … in print order."""
    line_label: str = "Underskrift"


@dataclass(frozen=True)
class SignatureBlock:
    """All who sign, in order. A signer is never split between two pages."""

    signers: tuple[Signer, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing whose words also stand in the text beside it."""

    svg: str
    alt: str
    caption: str = ""
    repeats_next: bool = False
    """True when the block below tells the same in words: a format that cannot draw needs no words of its own."""


Block = Paragraph | ListBlock | Table | FieldRow | ChoiceList | SignatureBlock | Figure


@dataclass(frozen=True)
class WordingRef:
    """Which clause wording a section prints: the mark that survives into DOCX and manifest."""

    clause: str
    first_day: date
    sha256: str


@dataclass(frozen=True)
class Section:
    """A numbered heading with text. ``number`` reads ``1`` or ``1.1``, without a trailing dot."""

    anchor: str
    """Unique within the document; ASCII; the clause's id or the part's id."""
    number: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    wording: WordingRef | None = None
    on_new_page: bool = False
    """Whether it begins on a page of its own: it goes with the document and is no part of it."""

    def walk(self, level: int = 1) -> Iterator[tuple[int, Section]]:
        """This section and all below it, with heading level from 1."""
        yield level, self
        for child in self.sections:
            yield from child.walk(level + 1)


class DocumentKind(StrEnum):
    """What the document is, which decides what may be kept about it."""

    AGREEMENT = "overenskommelse"
    ANNEX = "bilaga"
    OFFICIAL = "tjanstehandling"
    """Goes with the agreement without being a part of it: a proposal to the board, a memorandum before signing."""
    PERSON = "person"
    """Concerns one person: leaves no trace, carries no manifest, no author, no telling title."""


_FOLDERS = {DocumentKind.ANNEX: "bilagor", DocumentKind.OFFICIAL: "beslut"}


@dataclass(frozen=True)
class Document:
    """One file to be. ``subtitle`` and ``parties`` may be empty; all texts are final."""

    id: str
    """The plan's id, with a number where the plan makes several documents; also the stem of the file name."""
    kind: DocumentKind
    title: str
    day: date
    """The day whose law and wordings apply."""
    sections: tuple[Section, ...]
    subtitle: str = ""
    parties: str = ""
    """Short line for the page header, for example ``Bjurholms kommun – Polismyndigheten``."""
    annex_label: str = ""
    """``Bilaga 1`` for an annex, otherwise empty."""
    registration: tuple[tuple[str, str], ...] = ()
    """Pairs of label and registration number, for example ``("Kommunens diarienummer", "SN 2026/12")``; an empty
    number is printed as a line to fill in."""
    version_note: str = ""
    """The footer's line: which library version and day the text rests on."""
    language: str = LANGUAGE
    plan: str = ""
    """Id of the plan it is made from."""
    lead: tuple[Block, ...] = ()
    """What is said below the title before the first heading, for example which language is binding."""
    furniture: Furniture = SWEDISH_FURNITURE
    other_language: str = ""
    """BCP 47 tag of the language that stands beside the document's own, if any."""
    is_reading_aid: bool = False
    """True for a paper that only helps to understand another: large type, nothing to fill in or sign."""

    @property
    def folder(self) -> str:
        """Where its file lies when a whole set is written: ``bilagor`` or ``beslut``, empty for a main document."""
        return _FOLDERS.get(self.kind, "")

    @property
    def has_secrecy_box(self) -> bool:
        """Whether the authority may want to stamp it: what is meant to be read by all has no such place."""
        return self.kind in (DocumentKind.ANNEX, DocumentKind.PERSON) and not self.is_reading_aid

    def walk(self) -> Iterator[tuple[int, Section]]:
        """Every section in reading order with its heading level."""
        for section in self.sections:
            yield from section.walk()

    @property
    def wordings(self) -> tuple[WordingRef, ...]:
        """The wordings printed, in order."""
        return tuple(section.wording for _, section in self.walk() if section.wording)


@dataclass(frozen=True)
class DocumentSet:
    """A main document and the annexes that are files of their own, tried for secrecy one by one."""

    main: Document
    annexes: tuple[Document, ...] = ()
    """The numbered annexes, then what goes with the agreement beside it (``OFFICIAL``), which has no number."""
    manifest: bytes = b""
    """What the main document may carry about its origin, as JSON; empty for anything but an agreement."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Main document first, then the annexes."""
        return (self.main, *self.annexes)
