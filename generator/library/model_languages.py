"""Other languages than ordinary Swedish: what each is, how a clause reads in it, and how the program speaks it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from generator.library.template import BlockTemplate

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A place for a value in what the program says: ``{nummer}``."""


class LanguageForm(StrEnum):
    """How a language is given to the reader. The values stand in the language files."""

    BESIDE = "bredvid"
    """Beside the Swedish, which is binding, in one paper that is signed."""
    AID = "lässtöd"
    """In a paper of its own that is read first and never signed."""


@dataclass(frozen=True)
class Language:
    """A language that documents are offered in, besides ordinary Swedish."""

    id: str
    """The name of its file, and of its translations: ``en``."""
    name: str
    """As people choose it: ``engelska``."""
    tag: str
    """BCP 47: ``en``."""
    form: LanguageForm
    statement: str
    """Said first in the document, in Swedish: which text is binding."""
    plans: tuple[str, ...]
    """Ids of the plans that are to be offered in it."""
    texts: Mapping[str, str]
    """What is printed and does not stand in a clause: the Swedish → the same in this language."""
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where each text stands, and each plan (``planer: samtycke``)."""


@dataclass(frozen=True)
class Translation:
    """One wording as it reads in another language."""

    clause: str
    first_day: date
    language: str
    renders: str
    """Digest of the Swedish it was made from."""
    heading: str
    blocks: tuple[BlockTemplate, ...]
    file: str = ""
    renders_line: int = 1
    body_line: int = 1

    @property
    def key(self) -> tuple[str, date, str]:
        """What it is a translation of, and into which language."""
        return self.clause, self.first_day, self.language


@dataclass(frozen=True)
class Speech:
    """How the program itself speaks in one language; what it has no words for it says in Swedish."""

    locale: str = "sv"
    texts: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: str, **values: str) -> str:
        """The text in this language, with each ``{name}`` in it replaced. Spaces of all kinds count as the same."""
        said = self.texts.get(as_key(text), text)
        return PLACEHOLDER.sub(lambda match: values[match.group(1)], said) if values else said

    def listed(self, items: Sequence[str]) -> str:
        """``a, b och c``; empty for none."""
        if len(items) <= 1:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.say(AND)} {items[-1]}"


AND = "och"
SWEDISH = Speech()


def as_key(text: str) -> str:
    """A text as it is looked up: with single plain spaces."""
    return " ".join(text.split())
