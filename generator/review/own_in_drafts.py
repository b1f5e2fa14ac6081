"""Two libraries as one draft sees them: each laid over with the draft's own wordings. Pure.

A change of a national text is no change of a draft that prints its own text there; but whoever wrote that one should
hear of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.assembly.deviations import read_deviations
from generator.assembly.proof import prove
from generator.library.model import Library
from generator.library.overlay import LocalKind, LocalWording, Overlaid, overlay
from generator.review.footprint import Footprints


@dataclass(frozen=True)
class Pair:
    """What is compared: footprints on the present library and on the changed one."""

    before: Footprints
    after: Footprints
    reworded: frozenset[str]
    """Clauses of both, with other words in the second."""
    under_own: frozenset[str] = frozenset()
    """Clauses with other words nationally, where the draft goes on printing its own."""
    unusable: frozenset[str] = frozenset()
    """Clauses whose own wording fits the present library and not the changed one."""


def pair(before: Footprints, after: Footprints) -> Pair:
    """The two libraries as they are."""
    common = before.texts.keys() & after.texts.keys()
    return Pair(before, after, frozenset(each for each in common if before.texts[each] != after.texts[each]))


class OwnPairs:
    """Lays own wordings over two libraries, for each set of wordings once: trying a set takes about a second."""

    def __init__(self, national: Pair, day: date) -> None:
        """``national`` is used for what has no wordings of its own."""
        self._national, self._day = national, day
        self._known: dict[tuple[LocalWording, ...], Pair] = {}

    def of(self, stored: Mapping[str, object]) -> Pair:
        """The two libraries for a draft with these stored answers."""
        local = tuple(each.local for each in read_deviations(stored))
        if not local:
            return self._national
        if local not in self._known:
            self._known[local] = self._laid(local)
        return self._known[local]

    def _laid(self, local: tuple[LocalWording, ...]) -> Pair:
        before, after = (self._over(each.library, local) for each in (self._national.before, self._national.after))
        made = pair(Footprints(before.library, self._day), Footprints(after.library, self._day))
        own = {each for each, wording in after.used.items() if wording.kind is LocalKind.REPLACE}
        return Pair(
            made.before,
            made.after,
            made.reworded,
            under_own=self._national.reworded & own,
            unusable=frozenset(before.used.keys() - after.used.keys()),
        )

    def _over(self, library: Library, local: tuple[LocalWording, ...]) -> Overlaid:
        return overlay(library, local, self._day, lambda tried: prove(tried, self._day).findings)
