"""Every stored agreement as a situation, on the library that it was made with, to see what a change would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from sqlalchemy import Engine

from generator.assembly.answers import try_answers
from generator.assembly.deviations import laid_over
from generator.assembly.left_out import KEY as LEFT_OUT
from generator.assembly.situation import Situation
from generator.errors import LibraryError
from generator.library.model import Library
from generator.library.overlay import Overlaid
from generator.library.packing import unpack_library
from generator.storage.agreements import Agreement, AgreementStore
from generator.storage.errors import UnknownAgreement
from generator.storage.lifecycle import Status
from generator.storage.ownership import SERVICE, Viewer
from generator.storage.statuses import FIRST, StatusStore
from generator.storage.versions import LibraryCopies, VersionStore

_MOST = 100_000
_MOST_LIBRARIES = 8


@dataclass(frozen=True)
class StoredSituation:
    """One agreement as it stands."""

    agreement: Agreement
    status: Status
    situation: Situation
    is_own_library: bool
    """Whether it is seen on the library that it was made with; else on today's."""
    laid: Overlaid
    """That library with the agreement's own wordings, and what kept some of them out."""


@dataclass(frozen=True)
class Seen:
    """How the agreements are looked at."""

    library: Library
    """Today's."""
    day: date
    folder: Path
    """Where an old library may lie while it is read."""
    viewer: Viewer = SERVICE


def stored_situations(engine: Engine, seen: Seen, on_library: Library | None = None) -> Iterator[StoredSituation]:
    """Every agreement that the viewer may read, newest first; all on ``on_library`` when that is given.

    One whose plan no longer exists is passed over. Raises StorageError.
    """
    agreements = AgreementStore(engine, seen.viewer).newest(_MOST)
    statuses = StatusStore(engine, seen.viewer).current(each.id for each in agreements)
    find = _finder(LibraryCopies(engine), seen)
    for agreement in agreements:
        library = on_library or find(agreement.library_version) or seen.library
        day = seen.day if on_library else agreement.law_day or seen.day
        if agreement.plan in library.plans:
            status = statuses[agreement.id].status if agreement.id in statuses else FIRST
            yield _stored(agreement, status, library, day)


def stored_version(engine: Engine, seen: Seen, agreement_id: str, number: int | None = None) -> StoredSituation:
    """One agreement as it is, or one of its versions, on the library that it rests on.

    Raises UnknownAgreement, also when its plan no longer exists, or StorageError.
    """
    newest = AgreementStore(engine, seen.viewer).read(agreement_id)
    agreement = newest if number is None else VersionStore(engine, seen.viewer).read(agreement_id, number)
    library = _finder(LibraryCopies(engine), seen)(agreement.library_version) or seen.library
    if agreement.plan not in library.plans:
        raise UnknownAgreement("Överenskommelsens dokument finns inte längre.")
    found = StatusStore(engine, seen.viewer).current([agreement_id])
    status = found[agreement_id].status if agreement_id in found else FIRST
    return _stored(agreement, status, library, agreement.law_day or seen.day)


def _stored(agreement: Agreement, status: Status, library: Library, day: date) -> StoredSituation:
    laid = laid_over(library, agreement.answers, day)
    is_own = library.version == agreement.library_version
    return StoredSituation(agreement, status, _situation(laid.library, agreement, day), is_own, laid)


def _situation(laid: Library, agreement: Agreement, day: date) -> Situation:
    """The agreement on a library with its own wordings."""
    plan = laid.plans[agreement.plan]
    asked = {*plan.question_ids, *laid.retired, LEFT_OUT}
    answers, _ = try_answers(laid, plan, {key: value for key, value in agreement.answers.items() if key in asked})
    return Situation(laid, plan, answers, day)


def _finder(copies: LibraryCopies, seen: Seen) -> Callable[[str], Library | None]:
    """Finds libraries by version: today's, or a kept one, read once; None for one that cannot be read."""
    known: dict[str, Library | None] = {seen.library.version: seen.library}

    def find(version: str) -> Library | None:
        if version not in known and len(known) < _MOST_LIBRARIES:
            content = copies.read(version)
            try:
                known[version] = unpack_library(content, version, seen.folder) if content else None
            except (LibraryError, BadZipFile):
                known[version] = None
        return known.get(version)

    return find
