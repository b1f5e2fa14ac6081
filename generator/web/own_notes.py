"""What a clause's own page says of the municipalities that have decided about it, to those who may read that."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from generator.errors import StorageError
from generator.review.own_wordings import Act, counting_on, local_on
from generator.storage.own_wordings import Keeper, OwnWordingStore
from generator.storage.ownership import NOBODY, Viewer
from generator.storage.roles import READERS
from generator.web.identity.visitors import visitor_if_known
from generator.web.services import services


@dataclass(frozen=True)
class OwnNote:
    """What one municipality has decided."""

    keeper: Keeper
    act: Act | None
    """None when the library's text counts there."""

    @property
    def words(self) -> str:
        """The same in words, with the municipality's name."""
        if self.act is Act.REPLACE:
            return f"{self.keeper.name} har en egen lydelse"
        if self.act is Act.ADOPT:
            return f"{self.keeper.name} har antagit den nationella lydelsen"
        return f"Egen lydelse för {self.keeper.name}"


def own_notes(clause: str) -> tuple[OwnNote, ...]:
    """A note for each municipality whose own wordings the visitor may read; none for a stranger, or when the database
    does not answer: the page is public."""
    viewer = _viewer()
    store = OwnWordingStore(services().agreements.engine, viewer)
    with suppress(StorageError):
        notes = [_note(store, each, clause) for each in store.keepers()] if viewer.organisations else []
        # The police may cover many municipalities; only those that have decided something are worth a line to them.
        return tuple(each for each in notes if each.act or each.keeper.id in viewer.organisations)
    return ()


def own_clauses() -> frozenset[str]:
    """The clauses of which the visitor's own municipality has a wording of its own; none for a stranger."""
    viewer = _viewer()
    store = OwnWordingStore(services().agreements.engine, viewer)
    with suppress(StorageError):
        keepers = store.keepers() if viewer.organisations else ()
        mine = (each for each in keepers if each.id in viewer.organisations)
        return frozenset(local.clause for each in mine for local in local_on(store.of(each.id), services().today))
    return frozenset()


def _viewer() -> Viewer:
    """The visitor of a page that anybody may see."""
    visitor = visitor_if_known()
    return Viewer(visitor.account.id, visitor.organisations_as(READERS)) if visitor.account else NOBODY


def _note(store: OwnWordingStore, keeper: Keeper, clause: str) -> OwnNote:
    row = counting_on(store.of(keeper.id), services().today).get(clause)
    return OwnNote(keeper, row.act.act if row else None)
