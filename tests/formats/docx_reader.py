"""Reads a Word file as Word would show it: text in paragraphs, numbers computed from the numbering part."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A Word file of these parts, as somebody's Word could have saved it."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return target.getvalue()


def part(content: bytes, name: str = "word/document.xml") -> Element:
    return ElementTree.fromstring(parts_of(content)[name])


def text_of(element: Element) -> str:
    """The text of a paragraph or of anything that holds some: tabs and line breaks as themselves, no field codes."""
    shown = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(
        shown.get(node.tag, node.text or "" if node.tag == f"{W}t" else "")
        for node in element.iter()
        if node.tag in (f"{W}t", f"{W}br") or (node.tag == f"{W}tab" and not node.keys())  # Tab stops have attributes.
    )


def paragraphs(content: bytes, name: str = "word/document.xml") -> list[str]:
    return [text_of(paragraph) for paragraph in part(content, name).iter(f"{W}p")]


def whole_text(content: bytes) -> str:
    """All that is printed, header and footer included."""
    printed = ("word/document", "word/header", "word/footer")
    names = sorted(name for name in parts_of(content) if name.startswith(printed))
    return "\n".join("\n".join(paragraphs(content, name)) for name in names)


def value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def values(content: bytes, tag: str, name: str = "word/document.xml") -> list[str]:
    """``w:val`` of every element with that local name, in order."""
    return [value(element) for element in part(content, name).iter(f"{W}{tag}")]


@dataclass
class Shown:
    """A paragraph as a reader meets it."""

    style: str
    """The style's name."""
    number: str
    text: str


@dataclass
class _Level:
    kind: str
    text: str
    start: int


@dataclass
class WordCounter:
    """Counts numbered paragraphs the way the standard says (ISO/IEC 29500-1, 17.9)."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Levels by abstract numbering."""
    abstract: dict[str, str] = field(default_factory=dict)
    """Abstract numbering by numbering instance."""
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: Element) -> WordCounter:
        made = cls()
        for definition in numbering.iter(f"{W}abstractNum"):
            made.levels[definition.get(f"{W}abstractNumId", "")] = {
                int(level.get(f"{W}ilvl", "0")): _Level(
                    value(level.find(f"{W}numFmt")),
                    value(level.find(f"{W}lvlText")),
                    int(value(level.find(f"{W}start"))),
                )
                for level in definition.iter(f"{W}lvl")
            }
        for num in numbering.iter(f"{W}num"):
            number = num.get(f"{W}numId", "")
            made.abstract[number] = value(num.find(f"{W}abstractNumId"))
            made.overrides[number] = {
                int(override.get(f"{W}ilvl", "0")): int(value(override.find(f"{W}startOverride")))
                for override in num.iter(f"{W}lvlOverride")
            }
        return made

    def next(self, number: str, level: int) -> str:
        """The label of the next paragraph of that list."""
        abstract = self.abstract[number]
        counts = self.counts.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            for overridden, start in self.overrides[number].items():
                counts[overridden] = start - 1
        counts[level] = counts.get(level, self.levels[abstract][level].start - 1) + 1
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        label = self.levels[abstract][level].text
        for shown in range(level + 1):
            label = label.replace(f"%{shown + 1}", self._figure(abstract, shown, counts.get(shown, 0)))
        return label

    def _figure(self, abstract: str, level: int, count: int) -> str:
        if self.levels[abstract][level].kind == "lowerLetter":
            return chr(96 + (count - 1) % 26 + 1) * ((count - 1) // 26 + 1)
        return str(count)


def shown_paragraphs(content: bytes) -> list[Shown]:
    """The body's paragraphs with the numbers that Word computes."""
    styles = {style.get(f"{W}styleId", ""): style for style in part(content, "word/styles.xml").iter(f"{W}style")}
    counter = WordCounter.read(part(content, "word/numbering.xml"))
    shown = []
    for paragraph in part(content).iter(f"{W}p"):
        style_id = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        number, level = _numbering(paragraph.find(f"{W}pPr/{W}numPr"), style_id, styles)
        label = counter.next(number, level) if number not in ("", "0") else ""
        shown.append(Shown(value(styles[style_id].find(f"{W}name")), label, text_of(paragraph)))
    return shown


def _numbering(direct: Element | None, style_id: str, styles: dict[str, Element]) -> tuple[str, int]:
    """List and level of a paragraph: its own, else its style's, else those of the style it is based on."""
    sources = [direct]
    while style_id:
        sources.append(styles[style_id].find(f"{W}pPr/{W}numPr"))
        style_id = value(styles[style_id].find(f"{W}basedOn"))
    found = [source for source in sources if source is not None]
    numbers = [value(source.find(f"{W}numId")) for source in found]
    levels = [value(source.find(f"{W}ilvl")) for source in found]
    return next(filter(None, numbers), ""), int(next(filter(None, levels), "0"))
