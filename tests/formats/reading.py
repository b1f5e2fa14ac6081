"""Reads every format back as a person meets it, and makes the words of two formats comparable."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree

import pikepdf

from generator.document import Document, Figure
from tests.formats.docx_reader import shown_paragraphs, whole_text
from tests.tools import require_tool

_PAGE_WIDTH, _BODY_TOP, _BODY_HEIGHT = 595, 60, 730
"""A4 in points, and the part of it that is neither header nor footer."""


def pdf_text(content: bytes, *, furniture: bool = False) -> str:
    """The text of a PDF in the order it is painted, which is the order it is tagged in."""
    program = require_tool("pdftotext", "poppler-utils")
    area = [] if furniture else ["-x", "0", "-y", str(_BODY_TOP), "-W", str(_PAGE_WIDTH), "-H", str(_BODY_HEIGHT)]
    done = subprocess.run([program, "-raw", *area, "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def pdf_pages(content: bytes) -> list[str]:
    """The whole text of each page."""
    return pdf_text(content, furniture=True).split("\f")[:-1]


def docx_text(content: bytes) -> str:
    """The body of a Word file with the numbers that Word computes."""
    return "\n".join(f"{shown.number} {shown.text}" for shown in shown_paragraphs(content))


def html_text(content: bytes) -> str:
    """The text inside the body of a page."""
    reader = _HtmlText()
    reader.feed(content.decode())
    return "".join(reader.found)


class _HtmlText(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in ("head", "title", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("head", "title", "style")
        self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


READERS: dict[str, Callable[[bytes], str]] = {
    "txt": bytes.decode, "html": html_text, "pdf": pdf_text, "docx": docx_text,
}
"""How to read the body of each format. A new format adds its line here."""


WHOLE_READERS: dict[str, Callable[[bytes], str]] = {
    **READERS, "pdf": lambda content: pdf_text(content, furniture=True), "docx": whole_text,
}
"""How to read each format with its page header and footer."""


def body_words(document: Document, text: str) -> str:
    """The body from its first heading to its last word, without spaces and without what formats draw differently.

    Left out are the title block, a list of contents, lines and boxes to fill in, signs between cells and after labels,
    and the words of drawings.
    """
    text = comparable(text)
    for drawn in _drawings(document):
        for words in (f"[{drawn.alt}]", drawn.alt, _painted(drawn), drawn.caption):
            text = text.replace(comparable(words), "")
    first = document.sections[0]
    heading = comparable(f"{first.number} {first.heading}")
    start = text.index(heading)
    if "Innehåll" in text[:start]:
        start = text.index(heading, start + 1)
    return text[start:].removesuffix(comparable(document.version_note))


def comparable(text: str) -> str:
    """The text without spaces, unseen marks, boxes, blanks and separators."""
    text = re.sub(r"\[[ x]\]", "", text)
    return "".join(
        character
        for character in text
        if not (character.isspace() or unicodedata.category(character) in ("Cf", "Cc") or character in "☐☑☒_|:()")
    )


def _painted(drawn: Figure) -> str:
    """The words inside a drawing, in the order they are painted."""
    return "".join("".join(text.itertext()) for text in ElementTree.fromstring(drawn.svg).iterfind(".//{*}text"))


def _drawings(document: Document) -> list[Figure]:
    return [block for _, section in document.walk() for block in section.blocks if isinstance(block, Figure)]


def open_pdf(content: bytes) -> pikepdf.Pdf:
    """The objects of a PDF."""
    return pikepdf.open(BytesIO(content))


def tags_of(pdf: pikepdf.Pdf) -> list[tuple[str, ...]]:
    """The path of every structure element from the top, in reading order: ``("Document", "Art", "H1")``."""
    found: list[tuple[str, ...]] = []

    def walk(element: pikepdf.Object, path: tuple[str, ...]) -> None:
        here = (*path, str(element.S)[1:])
        found.append(here)
        for kid in elements_in(element):
            walk(kid, here)

    walk(pdf.Root.StructTreeRoot.K[0], ())
    return found


def elements_in(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements directly below an element."""
    below = element.get("/K", pikepdf.Array())
    kids = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def all_elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """Every structure element of a kind, in reading order."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object) -> None:
        if str(element.S) == f"/{kind}":
            found.append(element)
        for kid in elements_in(element):
            walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found
