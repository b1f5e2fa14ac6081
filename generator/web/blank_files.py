"""Finished blank forms in memory, so that a form that many ask for is made once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from threading import Lock

from generator.assembly.assemble import blank_form
from generator.formats.orders import Make, Order, make_files
from generator.formats.production import Production
from generator.library.model import BlankForm, DocumentPlan, Library


@dataclass(frozen=True)
class Rendered:
    """A finished file."""

    content: bytes
    etag: str


class BlankFiles:
    """Finished files by form and format, for one day at a time: a new day may bring new wordings."""

    def __init__(self, make: Make = make_files, production: Production | None = None) -> None:
        self._make = make
        self._production = production or Production()
        self._day: date | None = None
        self._files: dict[tuple[str, str], Rendered] = {}
        self._lock = Lock()

    def get(self, library: Library, found: tuple[DocumentPlan, BlankForm], name: str, day: date) -> Rendered:
        """The file, made at first asking. Two who ask at once may both make it; they get the same bytes.

        Raises as ``make`` does.
        """
        plan, blank = found
        with self._lock:
            if self._day != day:
                self._day, self._files = day, {}
            known = self._files.get((blank.id, name))
        if known is None:
            order = Order(name, blank_form(library, plan, blank, day), self._production.blank(name))
            (content,) = self._make([order])
            known = Rendered(content, hashlib.sha256(content).hexdigest()[:32])
            with self._lock:
                self._files[blank.id, name] = known
        return known
