"""Changes that somebody had tracked before a file came back keep their name and day when the file is compared.

The program that compares takes every earlier change for made, and then tracks the whole difference as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from generator.readback.word_package import DOCUMENT, open_word
from generator.readback.word_reader import WORD, read_lines
from generator.readback.word_text import Change, Revision, plain

_KINDS = {f"{WORD}ins": Change.INSERTED, f"{WORD}del": Change.DELETED}
_TEXTS = (f"{WORD}t", f"{WORD}delText")


def with_earlier_authors(compared: bytes, returned: bytes) -> bytes:
    """The Word file ``compared`` in which every change that was tracked already in ``returned`` is its author's.

    A change is the same when its words are the whole of an earlier one of its kind, or several words of it. Raises
    ReturnedFileError when either file cannot be read.
    """
    earlier = [change for line in read_lines(open_word(returned)) for change in line.revisions]
    if not earlier:
        return compared
    package = open_word(compared)
    for element, change, text in _changes(package.document):
        author = _author(earlier, change, text)
        if author is not None:
            element.set(f"{WORD}author", author.who)
            if author.when:
                element.set(f"{WORD}date", author.when)
    return _with_document(compared, etree.tostring(package.document, xml_declaration=True, encoding="UTF-8"))


def _changes(root: etree._Element) -> Iterator[tuple[etree._Element, Change, str]]:
    for element in root.iter(*_KINDS):
        text = plain("".join(each.text or "" for each in element.iter(*_TEXTS)))
        if text:
            yield element, _KINDS[str(element.tag)], text


def _author(earlier: Sequence[Revision], change: Change, text: str) -> Revision | None:
    own = [(each, plain(each.text)) for each in earlier if each.change is change and each.who]
    whole = next((each for each, said in own if said == text), None)
    return whole or next((each for each, said in own if " " in text and text in said), None)


def _with_document(content: bytes, document: bytes) -> bytes:
    """The same package with another text part."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, document if entry.filename == DOCUMENT else old.read(entry))
    return target.getvalue()
