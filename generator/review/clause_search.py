"""Finds clauses by their words, document, part, provision and standing. Pure; an index is made once for each day.

Letter case does not matter, but å, ä and ö are letters of their own. Every word that is typed must be found in
the clause, also as part of a word: ``sekretess`` finds ``sekretessprövning``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.assembly.explain import conditions_in_words
from generator.library.model import Clause, DocumentPlan, Library, Wording
from generator.review.clause_pieces import Pieces
from generator.review.clause_reading import Standing, Use, reading_order, shown_wording, standing_on, uses
from generator.review.register import status_on

LONGEST_QUERY = 200
_MOST_WORDS = 12
_MOST_LINES = 3


class State(StrEnum):
    """What somebody may want to see the clauses of. The values stand in addresses."""

    IN_FORCE = "galler"
    COMING = "kommande"
    PAST = "upphort"
    CHANGED = "andrad"
    """With more than one wording."""
    BROKEN = "lagrum"
    """Resting on a provision that is not in force, or that nobody has read."""


@dataclass(frozen=True)
class Entry:
    """A clause as it is searched."""

    clause: str
    wording: Wording
    standing: Standing
    uses: tuple[Use, ...]
    lines: tuple[str, ...]
    """Heading, text, guidance, conditions and reason, as they are read."""
    states: frozenset[State]


@dataclass(frozen=True)
class Query:
    """What is asked for; what is empty does not narrow."""

    words: str = ""
    plan: str = ""
    part: str = ""
    provision: str = ""
    state: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.words.strip() or self.plan or self.part or self.provision or self.state)


@dataclass(frozen=True)
class Stretch:
    """Some words of a line, found or around what was found."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Hit:
    """A clause that fits, with the lines where the words stand."""

    entry: Entry
    lines: tuple[tuple[Stretch, ...], ...]


def index(library: Library, plans: Iterable[DocumentPlan], day: date) -> tuple[Entry, ...]:
    """Every clause as it is searched on a day, in reading order."""
    pieces = Pieces(library)
    return tuple(_entry(library, library.clauses[each], pieces, day) for each in reading_order(library, plans))


def _entry(library: Library, clause: Clause, pieces: Pieces, day: date) -> Entry:
    wording = shown_wording(clause, day)
    lines = (
        wording.heading,
        *pieces.lines(wording.blocks),
        *wording.guidance,
        *conditions_in_words(library, wording.conditions),
        wording.reason,
        clause.id,
    )
    standing = standing_on(clause, day)
    states = frozenset(_states(library, clause, wording, (standing, day)))
    return Entry(clause.id, wording, standing, uses(library, clause), lines, states)


_OF_STANDING = {Standing.IN_FORCE: State.IN_FORCE, Standing.COMING: State.COMING, Standing.PAST: State.PAST}


def _states(library: Library, clause: Clause, wording: Wording, at: tuple[Standing, date]) -> Iterator[State]:
    standing, day = at
    yield _OF_STANDING[standing]
    if len(clause.wordings) > 1:
        yield State.CHANGED
    sources = [library.sources[each] for each in wording.sources if each in library.sources]
    if any(status_on(each, day) != "gäller" or each.checked is None for each in sources):
        yield State.BROKEN


def search(entries: Iterable[Entry], query: Query) -> tuple[Hit, ...]:
    """The clauses that fit, in their order; those with the words in the heading first."""
    patterns = _patterns(query.words)
    hits = [_hit(entry, patterns) for entry in entries if _fits(entry, query) and _has(entry, patterns)]
    if not patterns:
        return tuple(hits)
    return tuple(sorted(hits, key=lambda hit: not all(each.search(hit.entry.wording.heading) for each in patterns)))


def _patterns(words: str) -> list[re.Pattern[str]]:
    typed = words[:LONGEST_QUERY].split()[:_MOST_WORDS]
    return [re.compile(re.escape(each), re.IGNORECASE) for each in dict.fromkeys(typed)]


def _fits(entry: Entry, query: Query) -> bool:
    placed = not (query.plan or query.part) or any(
        query.plan in ("", use.plan.id) and query.part in ("", use.part.id) for use in entry.uses
    )
    return (
        placed
        and (not query.provision or query.provision in entry.wording.sources)
        and (not query.state or query.state in entry.states)
    )


def _has(entry: Entry, patterns: list[re.Pattern[str]]) -> bool:
    return all(any(pattern.search(line) for line in entry.lines) for pattern in patterns)


def _hit(entry: Entry, patterns: list[re.Pattern[str]]) -> Hit:
    """The heading stands by itself; the lines shown are the others."""
    if not patterns:
        return Hit(entry, ())
    either = re.compile("|".join(each.pattern for each in patterns), re.IGNORECASE)
    found = (line for line in entry.lines[1:] if either.search(line))
    return Hit(
        entry, tuple(tuple(_stretches(line, either)) for line, _ in zip(found, range(_MOST_LINES), strict=False))
    )


def _stretches(line: str, either: re.Pattern[str]) -> Iterator[Stretch]:
    place = 0
    for match in either.finditer(line):
        if match.start() > place:
            yield Stretch(line[place : match.start()], False)
        yield Stretch(match.group(), True)
        place = match.end()
    if place < len(line):
        yield Stretch(line[place:], False)
