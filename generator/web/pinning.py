"""Which library and day a draft rests on. A draft keeps those it was made with until somebody moves it.

Where today's library gives the very same text, today's is used and nobody is bothered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from generator.assembly.assemble import document_set
from generator.assembly.situation import Situation
from generator.errors import GeneratorError, LibraryError
from generator.library.model import Library
from generator.library.packing import pack_library, unpack_library
from generator.resources import clauses_dir
from generator.review.compare import compare_sets
from generator.review.word_marks import Mark
from generator.storage.agreements import Agreement
from generator.web.draft_stores import library_copies
from generator.web.interview import Basis
from generator.web.services import services

_MOST_OLD = 4
"""Old libraries that a process keeps in memory; reading one takes about a second."""


@dataclass(frozen=True)
class Pin:
    """What a version of a draft rests on."""

    library: Library
    day: date
    is_behind: bool = False
    """Whether today's library gives another text."""
    is_lost: bool = False
    """Whether the library that it was made with can no longer be read, so that today's is used."""


def pin_today() -> Pin:
    """What a new draft rests on."""
    return Pin(services().library, services().today)


def pin_of(agreement: Agreement) -> Pin:
    """What a stored version rests on."""
    today = pin_today()
    day = agreement.law_day
    if day is None or _is_today(agreement, day, today):
        return today
    library = library_of(agreement.library_version)
    if library is None or agreement.plan not in library.plans:
        return Pin(today.library, today.day, is_lost=True)
    pinned = Pin(library, day)
    same = _same_text(agreement, pinned, today)
    return today if same else Pin(library, day, is_behind=True)


def situation_on(pin: Pin, plan_id: str, answers: Mapping[str, object]) -> Situation:
    """The situation that stored answers give on a library and day."""
    return Basis(pin.library, pin.library.plans[plan_id], pin.day, answers).situation()


def _is_today(agreement: Agreement, day: date, today: Pin) -> bool:
    """Whether the same wordings are in force in the same library."""
    if agreement.library_version != today.library.version:
        return False
    return day == today.day or today.library.wordings_at(day) == today.library.wordings_at(today.day)


def _same_text(agreement: Agreement, pinned: Pin, today: Pin) -> bool:
    if agreement.plan not in today.library.plans:
        return False
    try:
        old, new = (document_set(situation_on(each, agreement.plan, agreement.answers)) for each in (pinned, today))
    except GeneratorError:
        return False
    return all(each.mark is Mark.SAME for each in compare_sets(old, new))


# --- Libraries that versions were made with --------------------------------------------------------------------------

_OLD: OrderedDict[str, Library] = OrderedDict()
_LOCK = Lock()
_NOT_ON_DISK: set[str] = set()
"""Libraries in use whose files are no longer there, so that nobody looks for them at every save."""


def library_of(version: str) -> Library | None:
    """The library of a version: today's, or an old one from the database; None when it cannot be read any more."""
    if version == services().library.version:
        return services().library
    with _LOCK:  # several requests at once read it once
        if version not in _OLD:
            content = library_copies().read(version)
            if content is None:
                return None
            try:
                _OLD[version] = unpack_library(content, version, services().settings.var_dir)
            except LibraryError:
                return None
        _OLD.move_to_end(version)
        while len(_OLD) > _MOST_OLD:
            _OLD.popitem(last=False)
        return _OLD[version]


def keep_library() -> None:
    """See to it that today's library is kept, before a version says that it was made with it.

    The files may have been changed since the service started, while somebody works on them: then it is not kept, and a
    draft that was made with it moves on to the next library by itself.
    """
    library, copies = services().library, library_copies()
    if library.version in _NOT_ON_DISK or copies.has(library.version):
        return
    content = pack_library(clauses_dir(), library.version)
    if content is None:
        _NOT_ON_DISK.add(library.version)
    else:
        copies.keep(library.version, content, services().clock())
