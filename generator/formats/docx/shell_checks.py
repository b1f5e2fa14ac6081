"""What a Word shell may not hold, as a file.

A shell lends its appearance and nothing else: no macros, nothing embedded, nothing that is fetched when a file is
opened, no comments or tracked changes with somebody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from generator.errors import Finding
from generator.formats.docx.package import CONTENT_TYPES, ROOT_RELATIONS, fault
from generator.formats.docx.styles import W

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
RELATIONS = "word/_rels/document.xml.rels"
_REQUIRED = (CONTENT_TYPES, ROOT_RELATIONS, DOCUMENT, STYLES, NUMBERING, RELATIONS)

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EDITS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference"))
_FOREIGN = frozenset(f"{W}{name}" for name in ("altChunk", "subDoc", "control", "object"))
_FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|LINK|DATABASE|IMPORT)\b")
"""Word's fields that read another file or program."""
_A4 = (11_906, 16_838)
_A4_TOLERANCE = 20


def package_faults(names: Mapping[str, bytes]) -> Iterator[Finding]:
    """What the names of the parts tell: that some are missing, or that there are macros or embedded objects."""
    missing = [name for name in _REQUIRED if name not in names]
    if missing:
        told = "Filen är inget Word-skal; den saknar " + ", ".join(missing) + ". Utgå från standardskalet."
        yield fault("skal-ofullstandigt", "", told)
    for name in sorted(names):
        if name.endswith(".bin"):
            yield fault("skal-makron", name, "Word-skalet innehåller makron. Spara det som .docx, som inga kan ha.")
        elif "/embeddings/" in name or "/activeX/" in name:
            told = "Word-skalet har inbäddade objekt. Ersätt dem med bilder eller text."
            yield fault("skal-inbaddat", name, told)


def type_faults(types: Element) -> Iterator[Finding]:
    """Another kind of Word file than a plain document."""
    for override in types:
        kind = override.get("ContentType", "")
        if override.get("PartName") == f"/{DOCUMENT}" and kind != _MAIN:
            is_macro = "macroEnabled" in kind
            told = "Word-skalet får ha makron" if is_macro else "Word-skalet är sparat som en annan sorts fil"
            rule = "skal-makron" if is_macro else "skal-inte-docx"
            yield fault(rule, CONTENT_TYPES, f"{told}. Spara det som Word-dokument (.docx).")


def relation_faults(name: str, relations: Element) -> Iterator[Finding]:
    """What Word would fetch by itself; a hyperlink waits for a click and is allowed."""
    for relation in relations:
        external = relation.get("TargetMode") == "External"
        kind = relation.get("Type", "").rpartition("/")[2]
        if external and kind != "hyperlink":
            told = f"Word-skalet hämtar något utifrån när det öppnas ({kind}). Bädda in det i skalet eller ta bort det."
            yield fault("skal-utifran", name, told)


def text_faults(name: str, part: Element) -> Iterator[Finding]:
    """What a part with text may not hold: somebody's remarks, other files, fields that read other files."""
    tags = {element.tag for element in part.iter()}
    if tags & _EDITS:
        told = "Word-skalet har kommentarer eller spårade ändringar. Godkänn eller ta bort dem först."
        yield fault("skal-andringar", name, told)
    if tags & _FOREIGN:
        yield fault("skal-inbaddat", name, "Word-skalet har inbäddade objekt. Ersätt dem med bilder eller text.")
    codes = "".join(element.text or "" for element in part.iter(f"{W}instrText"))
    codes += " ".join(element.get(f"{W}instr", "") for element in part.iter(f"{W}fldSimple"))
    for field in sorted(set(_FETCHING.findall(codes))):
        told = f"Word-skalet har fältet {field}, som läser en annan fil. Tillåtna är till exempel PAGE och NUMPAGES."
        yield fault("skal-utifran", name, told)


def style_faults(missing: tuple[str, ...]) -> Iterator[Finding]:
    """The styles that are missing, all in one remark."""
    if missing:
        told = "Word-skalet saknar formatmallarna: " + ", ".join(missing) + ". Hämta dem ur standardskalet."
        yield fault("skal-formatmall", STYLES, told)


def page_faults(document: Element) -> Iterator[Finding]:
    """A page whose size or margins are not told, so that tables cannot be made as wide as the text."""
    width, _, text = page_measures(document)
    if not width or text <= 0:
        yield fault("skal-sidmatt", DOCUMENT, "Word-skalet anger inte sidans storlek och marginaler.")


def is_a4(document: Element) -> bool:
    """Whether the page is A4, standing."""
    width, height, _ = page_measures(document)
    return abs(width - _A4[0]) <= _A4_TOLERANCE and abs(height - _A4[1]) <= _A4_TOLERANCE


def page_measures(document: Element) -> tuple[int, int, int]:
    """Width, height and width of the text in twentieths of a point, from the last section, which is the one that the
    body flows in; zeros when they are not told."""
    sections = list(document.iter(f"{W}sectPr"))
    size = sections[-1].find(f"{W}pgSz") if sections else None
    margins = sections[-1].find(f"{W}pgMar") if sections else None
    if size is None or margins is None:
        return 0, 0, 0
    width, height = _measure(size, "w"), _measure(size, "h")
    return width, height, width - _measure(margins, "left") - _measure(margins, "right")


def _measure(element: Element, name: str) -> int:
    text = element.get(f"{W}{name}", "")
    return int(text) if text.isascii() and text.isdigit() else 0
