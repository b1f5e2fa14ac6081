"""The stores that a draft's pages use, as the present visitor sees them."""

from __future__ import annotations

from generator.storage.files import FileStore
from generator.storage.lifecycle import Status
from generator.storage.statuses import FIRST, StatusStore
from generator.storage.versions import LibraryCopies, VersionStore
from generator.web.services import services


def statuses() -> StatusStore:
    """Where the statuses are."""
    store = services().agreements
    return StatusStore(store.engine, store.viewer)


def status_of(agreement_id: str) -> Status:
    """Where an agreement stands now."""
    row = statuses().current([agreement_id]).get(agreement_id)
    return row.status if row else FIRST


def versions() -> VersionStore:
    """Where the versions are."""
    store = services().agreements
    return VersionStore(store.engine, store.viewer)


def kept_files() -> FileStore:
    """Where released and signed files are."""
    return FileStore(services().agreements.engine)


def library_copies() -> LibraryCopies:
    """Where the libraries are that versions were made with."""
    return LibraryCopies(services().agreements.engine)
