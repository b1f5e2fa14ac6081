"""Word's own numbering: headings that Word counts, and lists that start over.

Word computes what the reader sees. So the numbers of the document are checked against what Word will count, and a
document whose numbers would differ is refused rather than printed wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.document import ListBlock
from generator.errors import Finding, RenderError
from generator.formats.docx.package import fault, parse
from generator.formats.docx.styles import HEADINGS, ParagraphLook, StyleSheet, W

PART = "word/numbering.xml"
LEVELS = len(HEADINGS)
BULLET = "–"
_HEADING_TEXTS = ("%1", "%1.%2", "%1.%2.%3")
_NUM_END = "</w:num>"


class HeadingCounter:
    """Counts headings as Word does and compares with the numbers the document carries."""

    def __init__(self) -> None:
        self._counts = [0] * LEVELS

    def check(self, level: int, number: str) -> None:
        """Count one numbered heading at ``level``, from 1 to LEVELS. Raises RenderError when Word would differ."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (LEVELS - level)
        counted = ".".join(str(count) for count in self._counts[:level])
        if counted != number:
            raise RenderError(f"Avsnitt {number} skulle få nummer {counted} i Word. Numren måste följa på varandra.")


def letter(position: int) -> str:
    """Word's lowerLetter for a 0-based position: a … z, aa, bb … zz, aaa."""
    return chr(ord("a") + position % 26) * (position // 26 + 1)


def check_labels(block: ListBlock) -> None:
    """Raise RenderError when a list's labels are not those that Word will print."""
    for position, item in enumerate(block.items):
        label = f"{letter(position)})" if block.ordered else BULLET
        if item.label not in ("", label):
            raise RenderError(f"Listpunkten {item.label} skulle få märket {label} i Word.")


@dataclass(frozen=True)
class Numbering:
    """A shell's numbering part, ready to get one restarted list for each ordered list of a document."""

    xml: str
    ordered: str
    """Id of the abstract numbering behind the style for ordered lists."""
    first_free: int
    """First number id that the shell does not use."""

    @classmethod
    def read(cls, xml: str, styles: Element, sheet: StyleSheet) -> Numbering:
        """The lists that the styles use, in a shell whose numbering has passed ``numbering_faults``."""
        abstracts = _abstracts(parse(PART, xml))
        return cls(xml, abstracts[_number_of(styles, sheet, ParagraphLook.ORDERED)], max(map(int, abstracts)) + 1)

    def list_properties(self, position: int) -> str:
        """``w:numPr`` of the document's ordered list with that 0-based position."""
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.first_free + position}"/></w:numPr>'

    def with_lists(self, count: int) -> bytes:
        """The numbering part with ``count`` ordered lists that each start at a)."""
        added = "".join(
            f'<w:num w:numId="{self.first_free + position}"><w:abstractNumId w:val="{self.ordered}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for position in range(count)
        )
        at = self.xml.rindex(_NUM_END) + len(_NUM_END)
        return (self.xml[:at] + added + self.xml[at:]).encode()


def numbering_faults(xml: str, styles: Element, sheet: StyleSheet) -> Iterator[Finding]:
    """Each kind of numbering that Word would do otherwise than the document needs. A style that is missing is told
    elsewhere. Raises ShellError for a part that cannot be read."""
    numbering = parse(PART, xml)
    abstracts = _abstracts(numbering)
    for looks, kind, texts, told in _WANTED:
        if not all(look in sheet.ids for look in looks):
            continue
        used = {abstracts.get(_number_of(styles, sheet, look)) for look in looks}
        abstract = used.pop() if len(used) == 1 else None
        if _levels(numbering, abstract)[: len(texts)] != [(kind, text, "1") for text in texts]:
            yield fault("skal-numrering", PART, f"Word-skalets numrering är ändrad. {told}")


_WANTED = (
    (
        HEADINGS, "decimal", _HEADING_TEXTS,
        "Rubrikerna ska numreras 1, 1.1, 1.1.1 utan punkt efter, med alla tre rubrikformat kopplade till samma "
        "flernivålista.",
    ),
    ((ParagraphLook.ORDERED,), "lowerLetter", ("%1)",), "Formatmallen List Number ska numreras a), b), c)."),
    ((ParagraphLook.BULLETS,), "bullet", (BULLET,), f"Formatmallen List Bullet ska ha tankstrecket {BULLET}."),
)


def _abstracts(numbering: Element) -> dict[str, str]:
    """Number id → id of the abstract numbering behind it."""
    return {
        num.get(f"{W}numId", ""): abstract.get(f"{W}val", "")
        for num in numbering.iterfind(f"{W}num")
        for abstract in num.iterfind(f"{W}abstractNumId")
    }


def _number_of(styles: Element, sheet: StyleSheet, look: ParagraphLook) -> str:
    """The number id that a paragraph style carries, or empty."""
    for style in styles.iterfind(f"{W}style[@{W}styleId='{sheet.ids[look]}']"):
        for number in style.iterfind(f"{W}pPr/{W}numPr/{W}numId"):
            return number.get(f"{W}val", "")
    return ""


def _levels(numbering: Element, abstract: str | None) -> list[tuple[str, ...]]:
    """Kind, text and first number of each level of an abstract numbering."""
    return [
        tuple(_value(level, name) for name in ("numFmt", "lvlText", "start"))
        for definition in numbering.iterfind(f"{W}abstractNum[@{W}abstractNumId='{abstract}']")
        for level in definition.iterfind(f"{W}lvl")
    ]


def _value(level: Element, name: str) -> str:
    element = level.find(f"{W}{name}")
    return "1" if element is None else element.get(f"{W}val", "")
