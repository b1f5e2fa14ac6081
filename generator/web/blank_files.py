"""Finished blank forms in memory, so that a form that many ask for is made once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from threading import Lock

from generator.assembly.editions import blank_edition
from generator.formats.orders import Make, Order, make_files
from generator.formats.production import Production
from generator.library.model import BlankForm, DocumentPlan, Library


@dataclass(frozen=True)
class BlankEdition:
    """A blank form in one of the languages that it is offered in."""

    plan: DocumentPlan
    blank: BlankForm
    language: str
    """Id of the language; ``sv`` for ordinary Swedish."""


@dataclass(frozen=True)
class Rendered:
    """A finished file."""

    content: bytes
    etag: str


class BlankFiles:
    """Finished files by form, language and format, for one day at a time: a new day may bring new wordings."""

    def __init__(self, make: Make = make_files, production: Production | None = None) -> None:
        self._make = make
        self._production = production or Production()
        self._day: date | None = None
        self._files: dict[tuple[str, str, str], Rendered] = {}
        self._lock = Lock()

    def get(self, library: Library, wanted: BlankEdition, name: str, day: date) -> Rendered:
        """The file, made at first asking. Two who ask at once may both make it; they get the same bytes.

        Raises as ``make`` does.
        """
        plan, blank, key = wanted.plan, wanted.blank, (wanted.blank.id, wanted.language, name)
        with self._lock:
            if self._day != day:
                self._day, self._files = day, {}
            known = self._files.get(key)
        if known is None:
            document = blank_edition(library, plan, blank, day, wanted.language)
            order = Order(name, document, self._production.blank(name))
            (content,) = self._make([order])
            known = Rendered(content, hashlib.sha256(content).hexdigest()[:32])
            with self._lock:
                self._files[key] = known
        return known
