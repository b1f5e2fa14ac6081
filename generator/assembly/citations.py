"""Writes legal sources in running text: ``12 kap. 2 och 3 §§ offentlighets- och sekretesslagen (2009:400)``.

A statute carries its SFS number at the first mention in a document and not after, as Swedish legal writing does.
"""

from __future__ import annotations

from itertools import groupby

from generator.library.checks_text import citation_ids
from generator.library.model import LegalSource, Library
from generator.library.phrases import IN_CHAPTER, NO_BREAK, OF_ACT, PROVISION, PROVISIONS, SEVERAL_IN_CHAPTER


class Citations:
    """Writes citations for one document and remembers which statutes it has mentioned."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._speech = library.speech
        self._mentioned: set[str] = set()

    def write(self, literal: str) -> str:
        """The citation of the ids in ``literal``, grouped by statute and chapter in the order given."""
        sources = [self._library.sources[source_id] for source_id in citation_ids(literal)]
        grouped = groupby(sources, key=lambda each: each.act)
        return self._speech.listed([self._act(act, list(group)) for act, group in grouped])

    def _act(self, act_id: str, sources: list[LegalSource]) -> str:
        act = self._library.acts[act_id]
        chapters = [
            self._chapter(chapter, list(group)) for chapter, group in groupby(sources, key=lambda each: each.chapter)
        ]
        name = act.name if act_id in self._mentioned else act.first_name
        self._mentioned.add(act_id)
        return self._speech.say(OF_ACT, bestämmelse=self._speech.listed(chapters), lag=self._speech.say(name))

    def _chapter(self, chapter: str, sources: list[LegalSource]) -> str:
        numbers = self._speech.listed([source.section.replace(" ", NO_BREAK) for source in sources])
        if not chapter:
            return self._speech.say(PROVISIONS if len(sources) > 1 else PROVISION, paragraf=numbers)
        pattern = SEVERAL_IN_CHAPTER if len(sources) > 1 else IN_CHAPTER
        return self._speech.say(pattern, kapitel=chapter.replace(" ", NO_BREAK), paragraf=numbers)
