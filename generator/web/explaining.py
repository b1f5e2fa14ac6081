"""Why each clause is there or not, with what it rests on, for somebody who knows no ids. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.assembly.changes import Change
from generator.assembly.citations import Citations
from generator.assembly.explain import LEFT_OUT_WORDS, Explainer, Explanation, conditions_in_words
from generator.assembly.select import candidates
from generator.assembly.situation import Situation
from generator.library.model import DocumentPlan, LegalSource, Library, Wording
from generator.library.overlay import OWN_PREFIX


@dataclass(frozen=True)
class SourceNote:
    """A provision that a clause rests on."""

    citation: str
    """``4 kap. 1 § socialtjänstlagen (2025:400)``."""
    heading: str
    checked: date | None
    """Up to which day somebody has read that it is in force as used."""


@dataclass(frozen=True)
class ClauseNote:
    """What there is to say about a clause."""

    wording: Wording
    part: str
    """Heading of the part of the document it belongs to."""
    included: bool
    conditions: tuple[str, ...]
    """When the clause is used, in words."""
    reasons: tuple[str, ...]
    ways: tuple[tuple[Change, ...], ...]
    """The smallest sets of changed answers that would bring it in or take it out."""
    sources: tuple[SourceNote, ...]
    option: str = ""
    """The name under which the draft can do without it; empty when it is not optional, or goes with one that is."""
    left_out: bool = False
    """Whether somebody has left it out of the draft."""

    @property
    def is_called_for(self) -> bool:
        """Whether the answers call for it, left out or not."""
        return self.included or self.reasons == (LEFT_OUT_WORDS,)

    @property
    def follows(self) -> bool:
        """Whether it is a municipality's own clause, which is left out and taken in with the one that it follows."""
        return self.wording.clause.startswith(OWN_PREFIX)


def clause_notes(situation: Situation, plan: DocumentPlan) -> tuple[ClauseNote, ...]:
    """A note for every clause that the document could use, or one that goes with it, in the order of its plan."""
    parts = dict(_parts_of(plan, situation.library))
    conditions = next((annex.conditions for annex in situation.plan.attached if annex.plan == plan.id), ())
    explainer = Explainer(situation)
    return tuple(
        _note(explainer.explain(wording, conditions, plan.id), wording, parts[wording.clause], situation.library)
        for wording in dict.fromkeys(candidates(situation.seen_from(plan)))
    )


def _note(explanation: Explanation, wording: Wording, part: str, library: Library) -> ClauseNote:
    sources = source_notes(library, wording.sources)
    return ClauseNote(
        wording,
        part,
        explanation.included,
        conditions_in_words(library, wording.conditions),
        explanation.reasons,
        explanation.would_change,
        sources,
        "" if wording.clause.startswith(OWN_PREFIX) else explanation.option,
        explanation.left_out,
    )


def chosen_out(notes: Iterable[ClauseNote]) -> tuple[ClauseNote, ...]:
    """The optional clauses that somebody has left out, each name once: the alternative that the answers call for."""
    found: dict[str, ClauseNote] = {}
    for note in notes:
        if note.left_out and note.option and (note.option not in found or note.is_called_for):
            found[note.option] = note
    return tuple(found.values())


def _parts_of(plan: DocumentPlan, library: Library) -> Iterator[tuple[str, str]]:
    """Clause id → heading of its part."""
    for part in plan.parts:
        for item in part.items:
            clauses = (item.clause,) if item.clause else library.places.get(item.place, ())
            yield from ((clause, part.heading) for clause in clauses)


def source_notes(library: Library, ids: Iterable[str]) -> tuple[SourceNote, ...]:
    """Each provision written out with its statute's number, its heading and when it was last read."""
    return tuple(_source_note(library, library.sources[each]) for each in ids if each in library.sources)


def _source_note(library: Library, source: LegalSource) -> SourceNote:
    return SourceNote(Citations(library).write(source.id), source.heading, source.checked)
