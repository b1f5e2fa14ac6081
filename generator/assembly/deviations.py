"""Wordings of one agreement's own, or of its municipalities'. They are kept with its answers under one reserved key, so
that every version has its own and none is changed afterwards.

What is kept was read, checked and proved when it was saved. It is tried again on every library that the agreement is
seen on; where it no longer fits, the library's text is used and the fault is told.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from threading import Lock

from generator.assembly.proof import prove
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording, Overlaid, mark_of, overlay

KEY = "lokala-lydelser"
"""The reserved key among stored answers: a list of wordings. No page of questions posts it and no file may hold it."""
MOST = 40
"""How many wordings of its own an agreement can have; each is tried on the whole library."""
FROM_MUNICIPALITY = "kommun"
"""Source of what the agreement's municipalities have decided for all their agreements."""
_MOST_KEPT = 32


@dataclass(frozen=True)
class Deviation:
    """A wording of one agreement's own, and where it comes from."""

    local: LocalWording
    who: str
    """Who wrote it: the id of an account."""
    day: str
    """When, as ``2026-11-22``."""
    source: str = ""
    """``word`` when it was read from a file that came back, ``kommun`` when the municipalities have decided it for all
    their agreements; empty when it was written on a page."""

    @property
    def is_municipal(self) -> bool:
        """Whether the municipalities have decided it for all their agreements."""
        return self.source == FROM_MUNICIPALITY


def read_deviations(stored: Mapping[str, object]) -> tuple[Deviation, ...]:
    """The wordings among stored answers; what cannot be understood is passed over."""
    given = stored.get(KEY)
    rows = given if isinstance(given, list | tuple) else ()
    return tuple(_read(row) for row in rows if isinstance(row, Mapping) and _is_whole(row))


def with_deviations(stored: Mapping[str, object], deviations: Iterable[Deviation]) -> dict[str, object]:
    """The stored answers with exactly these wordings."""
    rest = {key: value for key, value in stored.items() if key != KEY}
    rows = [{**asdict(each.local), "who": each.who, "day": each.day, "source": each.source} for each in deviations]
    return {**rest, KEY: rows} if rows else rest


def marks_of(stored: Mapping[str, object]) -> dict[str, str]:
    """Clause → what its wording is called on a page, for each that is not the library's."""
    return {
        each.local.clause: "Kommunens egen lydelse" if each.is_municipal else "Lokal lydelse"
        for each in read_deviations(stored)
    }


def replaced(deviations: Iterable[Deviation], clause: str, new: Deviation | None) -> tuple[Deviation, ...]:
    """With another wording of a clause in its place; without it when there is none."""
    kept = list(deviations)
    place = next((number for number, each in enumerate(kept) if each.local.clause == clause), len(kept))
    kept[place : place + 1] = [new] if new else []
    return tuple(kept)


def with_municipal(stored: Mapping[str, object], municipal: Iterable[Deviation]) -> dict[str, object]:
    """The stored answers with these wordings of the municipalities' instead of those that they had before.

    A wording that was written for this very agreement goes before the municipalities' of the same clause.
    """
    own = [each for each in read_deviations(stored) if not each.is_municipal]
    written = {each.local.clause for each in own}
    taken = (each for each in municipal if each.local.clause not in written)
    return with_deviations(stored, [*own, *taken])


@dataclass(frozen=True)
class MunicipalChange:
    """How what the municipalities have decided differs from what an agreement has taken in."""

    coming: tuple[LocalWording, ...]
    """New, or with other words."""
    going: tuple[LocalWording, ...]
    """Withdrawn or run out, or left behind by other words."""

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.coming or self.going)


def municipal_change(stored: Mapping[str, object], municipal: Iterable[LocalWording]) -> MunicipalChange:
    """What taking in these wordings would change."""
    decided, now = tuple(municipal), read_deviations(stored)
    written = {each.local.clause for each in now if not each.is_municipal}
    taken = {_words(each.local): each.local for each in now if each.is_municipal}
    offered = {_words(each): each for each in decided if each.clause not in written}
    coming = tuple(each for key, each in offered.items() if key not in taken)
    return MunicipalChange(coming, tuple(each for key, each in taken.items() if key not in offered))


def _words(local: LocalWording) -> tuple[str, str]:
    return local.clause, mark_of(local)


def laid_over(library: Library, stored: Mapping[str, object], day: date) -> Overlaid:
    """The library with an agreement's own wordings; what has been tried before is remembered."""
    local = tuple(each.local for each in read_deviations(stored))
    return _tried(library, local, day) if local else Overlaid(library, {}, {}, ())


def _is_whole(row: Mapping[object, object]) -> bool:
    return {"kind", "clause", "heading", "text", "reason"} <= row.keys() and row["kind"] in set(LocalKind)


def _read(row: Mapping[str, object]) -> Deviation:
    told = {key: str(value) for key, value in row.items()}
    optional = {key: told.get(key, "") for key in ("base", "base_text", "after", "plan")}
    words = {key: told[key] for key in ("clause", "heading", "text", "reason")}
    local = LocalWording(LocalKind(told["kind"]), **words, **optional)
    return Deviation(local, told.get("who", ""), told.get("day", ""), told.get("source", ""))


_KNOWN: OrderedDict[tuple[str, tuple[LocalWording, ...], date], Overlaid] = OrderedDict()
_LOCK = Lock()


def _tried(library: Library, local: tuple[LocalWording, ...], day: date) -> Overlaid:
    """Trying takes about a second, and the same agreement is looked at again and again."""
    key = (library.version, local, day)
    with _LOCK:
        if key not in _KNOWN:
            _KNOWN[key] = overlay(library, local, day, lambda tried: prove(tried, day).findings)
        _KNOWN.move_to_end(key)
        while len(_KNOWN) > _MOST_KEPT:
            _KNOWN.popitem(last=False)
        return _KNOWN[key]
