"""Who is signed in: one row for each browser, found by the hash of a secret that only the browser has."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, insert, or_, select, update

from generator.errors import StorageError
from generator.storage.accounts import Account, read_account
from generator.storage.database import reading, writing
from generator.storage.identity_tables import ACCOUNTS, SESSIONS
from generator.storage.tokens import new_token, token_hash

LONGEST = timedelta(hours=12)
"""A working day: then everybody signs in again."""
IDLE = timedelta(hours=2)
"""How long somebody may be away."""
FOR_THE_CODE = timedelta(minutes=10)
"""How long a one-time code is waited for."""
_NOTICED = timedelta(minutes=5)
"""How often a row is moved forward; not at every page, so that it says little and costs little."""


class SessionStore:
    """The sessions of one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def begin(self, account_id: str, moment: datetime, *, awaits_code: bool = False) -> str:
        """Let an account's browser in, or to the question about its code; the new secret to give it."""
        token = new_token()
        row = {"token_hash": token_hash(token), "account_id": account_id, "created": moment, "seen": moment}
        with writing(self.engine) as connection:
            connection.execute(delete(SESSIONS).where(_over(moment)))
            connection.execute(insert(SESSIONS).values(**row, awaits_code=awaits_code))
        return token

    def account_of(self, token: str, moment: datetime, *, awaits_code: bool = False) -> Account | None:
        """Whose secret it is; None for one that is unknown, too old, ended, or of a disabled account."""
        hashed = token_hash(token)
        query = (
            select(SESSIONS.c.account_id, SESSIONS.c.seen)
            .join(ACCOUNTS)
            .where(SESSIONS.c.token_hash == hashed, SESSIONS.c.awaits_code.is_(awaits_code), ~_over(moment))
            .where(~ACCOUNTS.c.disabled)
        )
        with reading(self.engine) as connection:
            row = connection.execute(query).one_or_none()
            account = read_account(connection, row.account_id) if row else None
        if row and moment - row.seen > _NOTICED:
            # Who can read is let in also when nothing can be written just now.
            with suppress(StorageError), writing(self.engine) as connection:
                connection.execute(update(SESSIONS).where(SESSIONS.c.token_hash == hashed).values(seen=moment))
        return account

    def end(self, token: str) -> None:
        """Forget a secret."""
        with writing(self.engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == token_hash(token)))

    def end_all(self, account_id: str) -> None:
        """Forget every secret of an account: signed out everywhere."""
        with writing(self.engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.account_id == account_id))


def _over(moment: datetime) -> ColumnElement[bool]:
    late_code = SESSIONS.c.awaits_code & (SESSIONS.c.created <= moment - FOR_THE_CODE)
    return or_(SESSIONS.c.created <= moment - LONGEST, SESSIONS.c.seen <= moment - IDLE, late_code)
