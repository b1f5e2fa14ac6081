"""Writes legal sources in running text: ``12 kap. 2 och 3 §§ offentlighets- och sekretesslagen (2009:400)``.

A statute carries its SFS number at the first mention in a document and not after, as Swedish legal writing does.
"""

from __future__ import annotations

from itertools import groupby

from generator.library.checks_text import citation_ids
from generator.library.model import LegalSource, Library
from generator.reference import swedish_list

_NO_BREAK = "\N{NO-BREAK SPACE}"


class Citations:
    """Writes citations for one document and remembers which statutes it has mentioned."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._mentioned: set[str] = set()

    def write(self, literal: str) -> str:
        """The citation of the ids in ``literal``, grouped by statute and chapter in the order given."""
        sources = [self._library.sources[source_id] for source_id in citation_ids(literal)]
        return swedish_list([self._act(act, list(group)) for act, group in groupby(sources, key=lambda each: each.act)])

    def _act(self, act_id: str, sources: list[LegalSource]) -> str:
        act = self._library.acts[act_id]
        chapters = [
            _chapter(chapter, list(group)) for chapter, group in groupby(sources, key=lambda each: each.chapter)
        ]
        name = act.name if act_id in self._mentioned else act.first_name
        self._mentioned.add(act_id)
        return f"{swedish_list(chapters)} {name}"


def _chapter(chapter: str, sources: list[LegalSource]) -> str:
    sections = swedish_list([source.section.replace(" ", _NO_BREAK) for source in sources])
    sign = "§§" if len(sources) > 1 else "§"
    numbered = f"{sections}{_NO_BREAK}{sign}"
    return f"{chapter.replace(' ', _NO_BREAK)}{_NO_BREAK}kap. {numbered}" if chapter else numbered
