"""The few pieces of WordprocessingML that everything else is put together from: text, runs, paragraphs, fields.

All functions return XML as ``str``. What they are given as *text* is data and is escaped here; what they are given as
*xml* has already been through one of them.
"""

from __future__ import annotations

import re

from generator.errors import RenderError
from generator.languages import DIVIDER, TwoLanguages

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids, and the other control characters, which no reader shows and some turn into something else."""

_NOT_AS_IT_IS = re.compile(f"[&<>]|{_UNPRINTABLE.pattern}")
"""Most text has nothing of this, and is looked through once."""
_BREAK = re.compile("([\n\t])")
_FOREIGN_COLOUR = "3A5560"


class UnprintableError(RenderError):
    """A character that no Word file can hold."""


def check_text(text: str) -> None:
    """Raise UnprintableError, naming the character but never the text, when XML cannot hold ``text`` as it is."""
    found = _UNPRINTABLE.search(text)
    if found:
        raise UnprintableError(
            f"Texten innehåller ett tecken som inte kan stå i ett Word-dokument (U+{ord(found.group()):04X}). "
            "Ta bort tecknet och försök igen."
        )


def escape(text: str) -> str:
    """``text`` for use inside an element. Raises RenderError for a character that XML forbids."""
    if not _NOT_AS_IT_IS.search(text):
        return text
    check_text(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """``text`` for use inside a double-quoted attribute, in one line."""
    return escape(" ".join(text.split())).replace('"', "&quot;")


def text_nodes(text: str) -> str:
    """The text as ``w:t``, with ``\\n`` as a forced line break and tabs as tabs."""
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    nodes = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(nodes.get(piece) or text_nodes(piece) for piece in _BREAK.split(text))


def run(text: str, properties: str = "", language: str = "") -> str:
    """A run of text; ``properties`` is a ready ``w:rPr`` or empty. Nothing at all for empty text.

    Text in two languages becomes two runs, of which the second says which language it is in; ``language`` says it of a
    whole text.
    """
    if isinstance(text, TwoLanguages):
        return run(text.own + DIVIDER, properties) + run(text.other, properties, text.language)
    made = _in_language(properties, language) if language else properties
    return f"<w:r>{made}{text_nodes(text)}</w:r>" if text else ""


def _in_language(properties: str, language: str) -> str:
    """The properties with a language, and a colour that sets the words off from those beside them."""
    added = f'<w:color w:val="{_FOREIGN_COLOUR}"/><w:lang w:val="{attribute(language)}"/></w:rPr>'
    return properties.replace("</w:rPr>", added) if properties else f"<w:rPr>{added}"


TAB = "<w:r><w:tab/></w:r>"


def paragraph(properties: str, *content: str) -> str:
    """A paragraph of ready runs; ``properties`` is a ready ``w:pPr``."""
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def field_begin(instruction: str, language: str = "") -> str:
    """The start of a field, up to where its cached result is to follow. A result in another language than the
    document's keeps it when Word makes the result anew, since the instruction is in that language too."""
    properties = _in_language("", language) if language else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(number: int, name: str, runs: str) -> str:
    """Runs between a bookmark's start and end. ``number`` and ``name`` are unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def bookmark_paragraphs(number: int, name: str, paragraphs: str) -> str:
    """A bookmark from the first paragraph's start to the last one's end; ``paragraphs`` begins and ends with one.

    Its ends lie inside those paragraphs, where every word processor keeps them.
    """
    start = paragraphs.index("</w:pPr>") + len("</w:pPr>")
    end = paragraphs.rindex("</w:p>")
    return (
        f'{paragraphs[:start]}<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        f'{paragraphs[start:end]}<w:bookmarkEnd w:id="{number}"/>{paragraphs[end:]}'
    )
