"""What a failing database means for the one whose work it is, in Swedish; never what was to be stored."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping

from sqlalchemy.exc import DBAPIError

from generator.errors import StorageError
from generator.storage.errors import (
    DatabaseAway,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseReadOnly,
    DiskFull,
)

_LOCKED = DatabaseLocked, "Databasen är upptagen av något annat. Vänta en stund och försök igen."
_READ_ONLY = DatabaseReadOnly, "Databasen går bara att läsa, så inget kan sparas. Tala med den som sköter tjänsten."
_FULL = DiskFull, "Disken är full, så inget kan sparas. Tala med den som sköter tjänsten."
_AWAY = DatabaseAway, "Databasen går inte att nå. Vänta en stund och försök igen."
_DAMAGED = DatabaseDamaged, "Databasen är skadad. Den som sköter tjänsten behöver läsa in en säkerhetskopia."
_OTHER = StorageError, "Databasen svarar inte eller går inte att skriva i. Försök igen om en stund."

_Told = tuple[type[StorageError], str]

_SQLITE: Mapping[int, _Told] = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _AWAY,
}
_PRIMARY = 0xFF
"""SQLite says the kind of failure in the lowest byte of its codes, and more about it in the others."""

_POSTGRESQL: Mapping[str, _Told] = {
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "25006": _READ_ONLY,
    "53100": _FULL,
    "53300": _AWAY,
    "XX001": _DAMAGED,
}
_AWAY_CLASSES = ("08", "57P")
"""The first letters of what PostgreSQL says when it stops, starts or has lost the connection."""

_SYSTEM: Mapping[int, _Told] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}


def storage_error(error: Exception) -> StorageError:
    """The error to raise instead."""
    kind, message = _told(error)
    return kind(message)


def _told(error: Exception) -> _Told:
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, _OTHER)
    if not isinstance(error, DBAPIError):
        return _OTHER
    if isinstance(error.orig, sqlite3.Error):
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY, _OTHER)
    state = getattr(error.orig, "sqlstate", None) or ""
    if state.startswith(_AWAY_CLASSES) or error.connection_invalidated or _never_connected(error, state):
        return _AWAY
    return _POSTGRESQL.get(state, _OTHER)


def _never_connected(error: DBAPIError, state: str) -> bool:
    """No statement and no code: there was nobody to send one to."""
    return not state and error.statement is None
