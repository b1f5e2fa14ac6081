"""Attempts to sign in that failed, and how long one has to wait after too many. The same for names that nobody has."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from generator.storage.database import writing
from generator.storage.identity_tables import SIGN_IN_ATTEMPTS as ATTEMPTS
from generator.storage.tokens import new_id

FREE = 5
"""So many may fail before anybody has to wait."""
_FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
_REMEMBERED = timedelta(hours=24)
_LOCK_BITS = 15


class AttemptStore:
    """The failed attempts in one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine, key: str) -> None:
        self.engine = engine
        self._key = key.encode()

    def begin(self, login: str, moment: datetime) -> datetime | None:
        """Note an attempt before it is tried, so that many at once count as many; ``forget`` it when it succeeds.

        When one has to wait nothing is noted, and the moment until which is returned.
        """
        hashed = self._hashed(login)
        with writing(self.engine) as connection:
            _one_at_a_time(connection, hashed)
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.moment <= moment - _REMEMBERED))
            known = select(func.count(), func.max(ATTEMPTS.c.moment)).where(ATTEMPTS.c.login_hash == hashed)
            count, last = connection.execute(known).one()
            until: datetime | None = last + wait_after(count) if count >= FREE else None
            if until and moment < until:
                return until
            connection.execute(insert(ATTEMPTS).values(id=new_id(), login_hash=hashed, moment=moment))
        return None

    def count(self, login: str) -> int:
        """How many have failed of late."""
        with writing(self.engine) as connection:
            known = select(func.count()).where(ATTEMPTS.c.login_hash == self._hashed(login))
            return connection.execute(known).scalar_one()

    def forget(self, login: str) -> None:
        """Begin again from nothing: somebody has come in."""
        with writing(self.engine) as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.login_hash == self._hashed(login)))

    def _hashed(self, login: str) -> str:
        return hmac.new(self._key, login.strip().lower().encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def wait_after(failed: int) -> timedelta:
    """How long one waits after so many failures: nothing, then a minute, then twice as long each time up to an hour."""
    if failed < FREE:
        return timedelta(0)
    return min(_FIRST_WAIT * (1 << min(failed - FREE, 10)), LONGEST_WAIT)


def _one_at_a_time(connection: Connection, hashed: str) -> None:
    """In PostgreSQL two attempts at once would not see each other; SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(hashed[:_LOCK_BITS], 16)})
