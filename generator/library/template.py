"""Clause text as a small tree: paragraphs, lists, tables and quotes with places for values.

Markdown is parsed once, when the library is read, with the places already taken out. What a person types is put into
the finished tree as plain text, so nothing typed can ever be read as markup or as an expression.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Fixed text. ``style`` is ``plain``, ``emphasis``, ``strong`` or ``confirm``."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Slot:
    """A place for a value inside a sentence: ``{{ name.attribute | filter }}`` or ``{{ "literal" | filter }}``."""

    name: str
    """A word, a question's id, or empty when ``literal`` is set."""
    attribute: str = ""
    literal: str = ""
    filter: str = ""
    capital: bool = False
    """True when the first letter is to be a capital, because the word was written with one."""
    style: str = "plain"
    line: int = 0


InlineTemplate = Text | Slot


@dataclass(frozen=True)
class ParagraphTemplate:
    """A paragraph; ``quote`` for a marked quotation."""

    inlines: tuple[InlineTemplate, ...]
    quote: bool = False


@dataclass(frozen=True)
class ListTemplate:
    """A list one level deep."""

    ordered: bool
    items: tuple[tuple[InlineTemplate, ...], ...]
    figure: str = ""
    """Caption of the drawing that shows the items as steps; empty when there is none."""


@dataclass(frozen=True)
class TableTemplate:
    """A table with a header row."""

    header: tuple[tuple[InlineTemplate, ...], ...]
    rows: tuple[tuple[tuple[InlineTemplate, ...], ...], ...]
    figure: str = ""
    """Caption of the drawing that shows the rows as steps; empty when there is none."""


@dataclass(frozen=True)
class BlockSlot:
    """A whole block made from an answer: ``{{ name | tabell }}`` alone in a paragraph."""

    filter: str
    name: str = ""
    literal: str = ""
    line: int = 0


BlockTemplate = ParagraphTemplate | ListTemplate | TableTemplate | BlockSlot
