"""What pages that anybody may read say of changed law: to those whose own organisation has entered the change."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from generator.errors import StorageError
from generator.review.entered_changes import change_words
from generator.storage.law_changes import entered_changes
from generator.storage.roles import READERS
from generator.web.identity.visitors import visitor_if_known
from generator.web.services import services


@dataclass(frozen=True)
class LawNote:
    """A change that has been entered and not taken back."""

    id: str
    words: str
    provisions: tuple[str, ...]


def law_notes() -> tuple[LawNote, ...]:
    """Those of the visitor's own organisations, the newest first, each said once.

    None for a stranger, or when the database does not answer: the pages are public.
    """
    mine, made = visitor_if_known().organisations_as(READERS), services()
    with suppress(StorageError):
        entered = entered_changes(made.agreements.engine, mine) if mine else ()
        found = (
            LawNote(each.id, change_words(made.library, each.change), each.change.provisions)
            for each in entered
            if each.withdrawn is None
        )
        return tuple({note.words: note for note in found}.values())
    return ()


def notes_on(sources: Collection[str]) -> tuple[LawNote, ...]:
    """Those of these provisions."""
    return tuple(each for each in law_notes() if not set(each.provisions).isdisjoint(sources))
