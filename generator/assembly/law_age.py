"""Law that nobody has read for a long time: what an agreement cites of it, and the question to whoever reviews.

The age of a provision is no fault of the draft. It is asked about once, and the answer belongs to exactly these
provisions as they were read: with a newer reading, or another provision, the question comes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.assembly.citations import Citations
from generator.assembly.printing import day_in_words
from generator.assembly.situation import Situation
from generator.document import DocumentKind, DocumentSet, Section
from generator.library.model import LegalSource

LAW_REVIEWER = "kommunjurist"
"""The role that is asked."""
MOST_DAYS = 365
"""A provision that was read longer ago than this is asked about."""
MOST_NAMED = 6
"""Provisions that are named one by one."""


@dataclass(frozen=True)
class OldLaw:
    """The provisions to check before signing."""

    sources: tuple[LegalSource, ...]
    """In the order of the register."""
    checked: date
    """The day when the first of them was read."""
    document: str
    """Id of the first document that cites one of them."""
    anchor: str
    """The first section there that does."""

    @property
    def key(self) -> str:
        """Which provisions they are and when each was read."""
        return ", ".join(f"{source.id} {source.checked}" for source in self.sources)


def old_law(situation: Situation, documents: DocumentSet) -> OldLaw | None:
    """What the agreement and its annexes cite that was read too long ago; None when there is nothing of the kind.

    A document for a person is never asked about: nothing of it may be kept, not even an answer.
    """
    if documents.main.kind is not DocumentKind.AGREEMENT:
        return None
    cited: dict[str, tuple[str, str]] = {}
    for document in documents.documents:
        if document.kind in (DocumentKind.AGREEMENT, DocumentKind.ANNEX):
            for _, section in document.walk():
                for source in _old_in(section, situation):
                    cited.setdefault(source, (document.id, section.anchor))
    found = tuple(each for id_, each in situation.library.sources.items() if id_ in cited)
    days = [source.checked for source in found if source.checked is not None]
    return OldLaw(found, min(days), *next(iter(cited.values()))) if days else None


def ask_for_check(old: OldLaw, situation: Situation) -> str:
    """The question, in two sentences. Many provisions are counted, since nobody would read the list."""
    ids = [source.id for source in old.sources]
    cited = Citations(situation.library).write(", ".join(ids)) if len(ids) <= MOST_NAMED else f"{len(ids)} lagrum"
    return (
        "Rättsläget: bekräfta att lagen är kontrollerad t.o.m. den dag du anger. "
        f"Det gäller {cited}, som lästes senast den {day_in_words(old.checked)}."
    )


def _old_in(section: Section, situation: Situation) -> Iterator[str]:
    """Ids of the provisions that the section's clause cites and that were read too long ago."""
    clause = situation.library.clauses.get(section.wording.clause) if section.wording else None
    wording = clause.at(situation.day) if clause else None
    for source_id in wording.sources if wording else ():
        source = situation.library.sources.get(source_id)
        if source and source.checked and (situation.day - source.checked).days > MOST_DAYS:
            yield source_id
