"""Where in the text an optional clause stood that somebody has left out, so that it can be taken in again there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask import get_template_attribute
from markupsafe import Markup

from generator.document import Document
from generator.web.draft_addresses import Addresses
from generator.web.explaining import ClauseNote, chosen_out
from generator.web.preview import anchors_by_clause


@dataclass(frozen=True)
class LeftPlaces:
    """What to show in the places of the clauses that are left out."""

    under: dict[str, Markup] = field(default_factory=dict)
    """Anchor of a section → what to show under its heading."""
    after: dict[str, Markup] = field(default_factory=dict)
    """Anchor of a section → what to show after it."""
    options: set[str] = field(default_factory=set)
    """The names of the clauses that have a place in the text."""

    def with_under(self, notes: Mapping[str, Markup]) -> dict[str, Markup]:
        """What is shown under each heading, beside what other ``notes`` say there."""
        return {each: notes.get(each, Markup()) + self.under.get(each, Markup()) for each in {**notes, **self.under}}


def left_places(notes: Sequence[ClauseNote], document: Document, addresses: Addresses) -> LeftPlaces:
    """A place for each optional clause that is left out; ``notes`` are all of the document's, in the plan's order."""
    shown = get_template_attribute("parts/optional.html", "left_here")
    anchors = anchors_by_clause(document)
    parts = {each.heading: each.anchor for each in document.sections if each.sections}
    found = LeftPlaces()
    for note in chosen_out(notes):
        if note.follows:
            continue
        before = list(_printed(notes[: notes.index(note)], anchors))
        near = [anchor for part, anchor in before if part == note.part]
        into, anchor = found.after, before[-1][1] if before else ""
        if not near and note.part in parts:
            into, anchor = found.under, parts[note.part]
        if anchor:
            into[anchor] = into.get(anchor, Markup()) + shown(note, addresses)
            found.options.add(note.option)
    return found


def _printed(notes: Iterable[ClauseNote], anchors: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The part and the anchor of every clause that the text has."""
    return ((each.part, anchors[each.wording.clause]) for each in notes if each.wording.clause in anchors)
