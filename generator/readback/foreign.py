"""Reads the text of an agreement made elsewhere: Word, PDF with text, or plain text. Nothing is stored or fetched.

The file may be hostile. What cannot be read is said plainly, together with what to do; what could only be read in part
comes with remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from generator.readback.file_kinds import OLD_OFFICE, other_kind
from generator.readback.word_package import MAX_FILE, ReturnedFileError, WordPackage, open_word

MAX_TEXT = 2_000_000
"""Characters that are read; the rest is left out with a remark. Our longest agreement is a thirtieth of it."""
MAX_PAGES = 500
_FEW_LETTERS = 25
"""A page with fewer has a number and perhaps a name on it, but no text."""
_MOST_LISTED = 10
_WORDS = re.compile(r"[^\W\d_]+")
_SWEDISH = frozenset({"och", "att", "är", "för", "ska", "inte", "från"})
"""Every twelfth word of Swedish or so is one of these; its neighbours spell them otherwise."""
_LEAST_SWEDISH = 0.03
_FEW_WORDS = 60
"""A shorter text says too little of its language."""
_LOOKED_AT = 50_000
"""So many letters say it."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": ""}
_LEFT_OUT = ("del", "moveFrom", "Fallback", "instrText")


@dataclass(frozen=True)
class ForeignText:
    """What could be read."""

    text: str
    """Paragraphs with empty lines between them, as far as the file tells."""
    kind: str
    """``Word``, ``PDF`` or ``text``."""
    remarks: tuple[str, ...] = ()
    """What could not be read, or was not looked at, in Swedish."""


def read_foreign(content: bytes) -> ForeignText:
    """The text of a file. Raises ReturnedFileError when there is none to be had, with the reason in Swedish."""
    if len(content) > MAX_FILE:
        size, most = len(content) // 1_000_000, MAX_FILE // 1_000_000
        raise ReturnedFileError(f"Filen är för stor: {size} MB. Högst {most} MB går att läsa.")
    if not content.strip():
        raise ReturnedFileError("Filen är tom.")
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        found = _from_pdf(content)
    elif content.startswith((b"PK\x03\x04", OLD_OFFICE)):
        found = _from_word(content)
    else:
        found = _from_text(content)
    if not any(letter.isalpha() for letter in found.text):
        raise ReturnedFileError("Filen har ingen text.")
    found = _shortened(found)
    return replace(found, remarks=(*found.remarks, *language_remarks(found.text)))


def language_remarks(text: str) -> tuple[str, ...]:
    """A remark when a text of some length does not seem to be Swedish."""
    words = _WORDS.findall(text[:_LOOKED_AT].casefold())
    is_swedish = sum(word in _SWEDISH for word in words) >= _LEAST_SWEDISH * len(words)
    if is_swedish or len(words) < _FEW_WORDS:
        return ()
    return ("Texten verkar inte vara på svenska. Lagrum och delar går bara att hitta i svensk text.",)


def _shortened(found: ForeignText) -> ForeignText:
    if len(found.text) <= MAX_TEXT:
        return found
    remark = f"Texten är mycket lång. Bara de första {MAX_TEXT // 1_000_000} miljonerna tecken är lästa."
    return ForeignText(found.text[:MAX_TEXT], found.kind, (*found.remarks, remark))


# --- Word -------------------------------------------------------------------------------------------------------------


def _from_word(content: bytes) -> ForeignText:
    package = open_word(content, partly=True)
    text = "\n\n".join(paragraph for paragraph in _paragraphs(package) if paragraph.strip())
    tracked = package.document.find(f".//{_WORD}ins") is not None or package.document.find(f".//{_WORD}del") is not None
    told = ("Filen har spårade ändringar. Texten är läst som om de vore godkända.",) if tracked else ()
    return ForeignText(text, "Word", (*package.remarks, *told))


def _paragraphs(package: WordPackage) -> Iterator[str]:
    """Every paragraph, those of tables, text boxes and notes too."""
    for root in (package.document, *package.notes):
        yield from _paragraphs_of(root)


def _paragraphs_of(root: etree._Element) -> Iterator[str]:
    """A paragraph inside another, in a text box, comes after it."""
    texts: dict[etree._Element, list[str]] = {}
    under_way: list[etree._Element] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start" and skipped is None and kind in _LEFT_OUT:
            skipped = element
        elif event == "end" and element is skipped:
            skipped = None
        elif skipped is None and kind == "p" and element.tag == f"{_WORD}p":
            if event == "start":
                texts[element] = []
                under_way.append(element)
            else:
                under_way.pop()
        elif skipped is None and event == "start" and under_way:
            texts[under_way[-1]].append(_TEXT_OF.get(kind, (element.text or "") if element.tag == f"{_WORD}t" else ""))
    yield from ("".join(parts) for parts in texts.values())


# --- PDF --------------------------------------------------------------------------------------------------------------


def _from_pdf(content: bytes) -> ForeignText:
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReturnedFileError("PDF-filen är låst med lösenord. Spara den utan lösenord och försök igen.")
        count = len(reader.pages)
        texts = [_page_text(reader, number) for number in range(min(count, MAX_PAGES))]
    except ReturnedFileError:
        raise
    except Exception as error:  # a broken PDF breaks the library in any way
        raise ReturnedFileError("PDF-filen är skadad och går inte att läsa. Skriv ut den till PDF på nytt.") from error
    empty = [number for number, text in enumerate(texts, start=1) if sum(map(str.isalpha, text)) < _FEW_LETTERS]
    if len(empty) == len(texts):
        raise ReturnedFileError(
            "PDF-filen har ingen text, troligen för att den är inskannad. Gör om den med textigenkänning (OCR), "
            "eller klistra in texten."
        )
    remarks = [_without_text(empty)] if empty else []
    if count > MAX_PAGES:
        remarks.append(f"Filen har {count} sidor. Bara de första {MAX_PAGES} är lästa.")
    return ForeignText("\n".join(texts), "PDF", tuple(remarks))


def _page_text(reader: PdfReader, number: int) -> str:
    """The text of one page; nothing for a page that cannot be read, which is then told as a page without text."""
    try:
        return reader.pages[number].extract_text()
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return ""


def _without_text(pages: Sequence[int]) -> str:
    """Which pages were not read, for people."""
    if len(pages) == 1:
        return f"Sidan {pages[0]} saknar text, troligen för att den är inskannad. Den är inte läst."
    listed = f"{', '.join(map(str, pages[:-1]))} och {pages[-1]}"
    which = f"Sidorna {listed}" if len(pages) <= _MOST_LISTED else f"{len(pages)} sidor"
    return f"{which} saknar text, troligen för att de är inskannade. De är inte lästa."


# --- Plain text -------------------------------------------------------------------------------------------------------


def _from_text(content: bytes) -> ForeignText:
    kind = other_kind(content)
    if kind:
        raise ReturnedFileError(f"Filen är {kind}.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ForeignText(content.decode("utf-16", errors="replace"), "text")
    if b"\x00" in content:
        raise ReturnedFileError("Filen är varken en Word-fil, en PDF eller vanlig text. Den läses inte.")
    try:
        return ForeignText(content.decode("utf-8-sig"), "text")
    except UnicodeDecodeError:
        remark = "Filen är inte UTF-8. Den är läst som Windows text; stämmer inte å, ä och ö, spara den som UTF-8."
        return ForeignText(content.decode("cp1252", errors="replace"), "text", (remark,))
