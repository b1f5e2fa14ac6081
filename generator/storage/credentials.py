"""How somebody proves who they are: invitations, passwords, one-time codes. What is proved ends older sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from generator.storage import codes
from generator.storage.account_rules import typed_login
from generator.storage.accounts import Account, read_account
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import ACCOUNTS, INVITATIONS, SESSIONS
from generator.storage.passwords import hash_password, is_password, password_problem
from generator.storage.tokens import new_token, token_hash

INVITATION_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """A link that has been made; the token is shown once and kept nowhere."""

    token: str
    expires: datetime


class CredentialStore:
    """The ways in of one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine, key: str) -> None:
        self.engine = engine
        self._key = key

    def invite(self, account_id: str, moment: datetime, who: str) -> Invitation:
        """A new link to choose a password by. Earlier unused ones stop working. Raises UnknownAccount or
        AccountProblem."""
        token, expires = new_token(), moment + INVITATION_LASTS
        with writing(self.engine) as connection:
            account = read_account(connection, account_id)
            if account.disabled:
                raise AccountProblem("Kontot är avstängt. Öppna det först.")
            if account.signs_in_elsewhere:
                raise AccountProblem("Kontot har inget lösenord här. Personen loggar in hos sin organisation.")
            unused = (INVITATIONS.c.account_id == account_id) & INVITATIONS.c.used.is_(None)
            connection.execute(delete(INVITATIONS).where(unused))
            row = {"token_hash": token_hash(token), "account_id": account_id, "created": moment, "expires": expires}
            connection.execute(insert(INVITATIONS).values(row))
            append_event(connection, Event(Kind.INVITED, moment, {"konto": account_id}, who))
        return Invitation(token, expires)

    def invited(self, token: str, moment: datetime) -> Account:
        """Whom an unused link was made for. Raises UnknownAccount when it is unknown, used or too old."""
        with reading(self.engine) as connection:
            return _invited(connection, token, moment)

    def accept(self, token: str, password: str, moment: datetime) -> Account:
        """Use a link, once: the password is set and every older session ended. Raises UnknownAccount or
        AccountProblem for a password that is not good enough; then the link still works."""
        account = self.invited(token, moment)
        stored = _new_hash(password, account)
        with writing(self.engine) as connection:
            # The condition makes the link single-use also when it is used twice at once.
            used = connection.execute(
                update(INVITATIONS)
                .where(INVITATIONS.c.token_hash == token_hash(token), INVITATIONS.c.used.is_(None))
                .values(used=moment)
            ).rowcount
            if not used:
                raise UnknownAccount("Inbjudan är redan använd.")
            _set(connection, account.id, password_hash=stored)
            append_event(connection, Event(Kind.INVITATION_USED, moment, {"konto": account.id}, account.id))
        return account

    def proved_by_password(self, login: str, password: str) -> Account | None:
        """The account that has that login and password, unless it is disabled. Takes as long whatever is wrong."""
        with reading(self.engine) as connection:
            row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.login == typed_login(login))).one_or_none()
            account = read_account(connection, row.id) if row else None
        is_right = is_password(password, row.password_hash if row else None)
        return account if is_right and account and not account.disabled else None

    def change_password(self, account_id: str, password: str, moment: datetime) -> None:
        """A new password; every session of the account ends. Raises UnknownAccount or AccountProblem."""
        with reading(self.engine) as connection:
            account = read_account(connection, account_id)
        stored = _new_hash(password, account)
        with writing(self.engine) as connection:
            _set(connection, account_id, password_hash=stored)
            append_event(connection, Event(Kind.PASSWORD_CHANGED, moment, {"konto": account_id}, account_id))

    def proved_by_code(self, account_id: str, code: str, moment: datetime) -> bool:
        """Whether it is the right one-time code. A code that was right is not right again."""
        with writing(self.engine) as connection:
            theirs = select(ACCOUNTS).where(ACCOUNTS.c.id == account_id).with_for_update()
            row = connection.execute(theirs).one_or_none()
            secret = codes.unsealed(row.code_secret, self._key) if row and row.code_secret else ""
            step = codes.code_step(secret, code, moment, row.code_step) if row and secret else None
            if step is None:
                return False
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(code_step=step))
        return True

    def use_codes(self, account_id: str, secret: str, code: str, moment: datetime) -> None:
        """Ask for codes from now on. Raises AccountProblem unless the code shows that the app has the secret."""
        step = codes.code_step(secret, code, moment)
        if step is None:
            raise AccountProblem("Koden stämmer inte. Kontrollera telefonens klocka och skriv koden som visas nu.")
        values = {"code_secret": codes.sealed(secret, self._key), "code_step": step}
        with writing(self.engine) as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(values))
            append_event(connection, Event(Kind.CODES_ON, moment, {"konto": account_id}, account_id))

    def stop_codes(self, account_id: str, moment: datetime, who: str) -> None:
        """Ask for no codes any more; what an administrator does for somebody who has lost the telephone."""
        with writing(self.engine) as connection:
            read_account(connection, account_id)
            _set(connection, account_id, code_secret=None, code_step=None)
            append_event(connection, Event(Kind.CODES_OFF, moment, {"konto": account_id}, who))


def _invited(connection: Connection, token: str, moment: datetime) -> Account:
    usable = (INVITATIONS.c.token_hash == token_hash(token)) & INVITATIONS.c.used.is_(None)
    query = select(INVITATIONS.c.account_id).where(usable, INVITATIONS.c.expires > moment)
    found = connection.execute(query).scalar()
    account = read_account(connection, found) if found else None
    if account is None or account.disabled:
        raise UnknownAccount("Inbjudan gäller inte.")
    return account


def _new_hash(password: str, account: Account) -> str:
    if problem := password_problem(password, account.login):
        raise AccountProblem(problem)
    return hash_password(password)


def _set(connection: Connection, account_id: str, **values: object) -> None:
    """Change what somebody proves who they are with. Whoever came in by the old one is out."""
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(values))
    connection.execute(delete(SESSIONS).where(SESSIONS.c.account_id == account_id))
