"""The people who use the service: who they are, what they are in which organisation, and whether they may come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from generator.errors import StorageError
from generator.reference import swedish_key
from generator.storage.account_rules import Membership, checked_memberships, checked_name, normal_login, typed_login
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import ACCOUNTS, IDENTITIES, INVITATIONS, MEMBERSHIPS, ORGANISATIONS, SESSIONS
from generator.storage.roles import Role
from generator.storage.tokens import is_id, new_id

_ACCOUNTS = select(ACCOUNTS, exists().where(IDENTITIES.c.account_id == ACCOUNTS.c.id).label("signs_in_elsewhere"))


@dataclass(frozen=True)
class Account:
    """A person."""

    id: str
    login: str
    name: str
    administrator: bool
    disabled: bool
    has_password: bool
    has_codes: bool
    """Whether a one-time code is asked for."""
    memberships: tuple[Membership, ...]
    signs_in_elsewhere: bool = False
    """Whether another service says who it is and what the roles are; then there is no password here."""

    @property
    def roles(self) -> frozenset[Role]:
        """Every role, in whichever organisation."""
        return frozenset({Role.ADMINISTRATOR} if self.administrator else {each.role for each in self.memberships})


@dataclass(frozen=True)
class NewAccount:
    """What an administrator says of a person. Raises AccountProblem for what cannot be right."""

    login: str
    name: str
    memberships: tuple[Membership, ...] = ()
    administrator: bool = False

    def __post_init__(self) -> None:
        normal_login(self.login)
        checked_name(self.name)
        if self.administrator and self.memberships:
            raise AccountProblem("En administratör har inga andra roller och ser inga överenskommelser.")


class AccountStore:
    """The accounts of one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def create(self, new: NewAccount, moment: datetime, who: str) -> Account:
        """Add somebody who has no way in yet. Raises AccountProblem when the login is taken or a role does not fit."""
        account_id = new_id()
        try:
            with writing(self.engine) as connection:
                insert_account(connection, account_id, new, moment)
                append_event(connection, Event(Kind.ACCOUNT_CREATED, moment, {"konto": account_id}, who))
        except StorageError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise AccountProblem("Det finns redan ett konto med det inloggningsnamnet.") from error
            raise
        return self.find(account_id)

    def find(self, account_id: str) -> Account:
        """One account, disabled or not. Raises UnknownAccount."""
        with reading(self.engine) as connection:
            return read_account(connection, account_id)

    def by_login(self, login: str) -> Account | None:
        """The account that signs in with that name."""
        with reading(self.engine) as connection:
            found = connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.login == typed_login(login))).scalar()
            return read_account(connection, found) if found else None

    def all(self) -> tuple[Account, ...]:
        """Every account by name."""
        with reading(self.engine) as connection:
            rows = connection.execute(_ACCOUNTS).all()
            theirs = _memberships(connection)
        found = (_account(row, theirs.get(row.id, ())) for row in rows)
        return tuple(sorted(found, key=lambda each: (swedish_key(each.name), each.login)))

    def set_roles(self, account_id: str, memberships: Iterable[Membership], moment: datetime, who: str) -> None:
        """What somebody is from now on. Raises UnknownAccount, or AccountProblem when a role does not fit."""
        with writing(self.engine) as connection:
            account = read_account(connection, account_id)
            if account.signs_in_elsewhere:
                raise AccountProblem("Rollerna kommer från organisationens egen inloggning och ändras där.")
            wanted = checked_memberships(connection, memberships)
            if account.administrator and wanted:
                raise AccountProblem("En administratör har inga andra roller och ser inga överenskommelser.")
            replace_memberships(connection, account_id, wanted)
            append_event(connection, Event(Kind.ROLES_CHANGED, moment, {"konto": account_id}, who))

    def disable(self, account_id: str, moment: datetime, who: str) -> None:
        """Shut somebody out at once: sessions and invitations are gone. Raises UnknownAccount or AccountProblem."""
        with writing(self.engine) as connection:
            account = read_account(connection, account_id)
            if account.administrator and not _other_administrators(connection, account_id):
                raise AccountProblem("Det är den sista administratören. Gör någon annan till administratör först.")
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(disabled=True))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.account_id == account_id))
            connection.execute(
                delete(INVITATIONS).where(INVITATIONS.c.account_id == account_id, INVITATIONS.c.used.is_(None))
            )
            append_event(connection, Event(Kind.ACCOUNT_DISABLED, moment, {"konto": account_id}, who))

    def enable(self, account_id: str, moment: datetime, who: str) -> None:
        """Let somebody in again, with the same password. Raises UnknownAccount."""
        with writing(self.engine) as connection:
            read_account(connection, account_id)
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(disabled=False))
            append_event(connection, Event(Kind.ACCOUNT_ENABLED, moment, {"konto": account_id}, who))

    def for_identity(self, identity: tuple[str, str], new: NewAccount, moment: datetime) -> Account:
        """The account of somebody whom another service has signed in, given as issuer and subject.

        Made the first time, and with the roles of ``new`` every time. A disabled account stays disabled. An account
        with the same login that was not made by that service is never taken over: AccountProblem.
        """
        with reading(self.engine) as connection:
            found = _known_as(connection, identity)
        if found is None:
            return self._create_for(identity, new, moment)
        with writing(self.engine) as connection:
            account = read_account(connection, found)
            told = {"name": checked_name(new.name), "administrator": new.administrator}
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == found).values(told))
            if set(account.memberships) != set(new.memberships) or account.administrator != new.administrator:
                replace_memberships(connection, found, checked_memberships(connection, new.memberships))
                append_event(connection, Event(Kind.ROLES_CHANGED, moment, {"konto": found}, found))
        return self.find(found)

    def end_access(self, identity: tuple[str, str], moment: datetime) -> None:
        """Take every role from somebody of whom the other service no longer says that she has any, and end her
        sessions. Whoever never had an account gets none."""
        with writing(self.engine) as connection:
            found = _known_as(connection, identity)
            account = read_account(connection, found) if found else None
            if found is None or account is None:
                return
            connection.execute(delete(SESSIONS).where(SESSIONS.c.account_id == found))
            if account.roles:
                replace_memberships(connection, found, ())
                connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == found).values(administrator=False))
                append_event(connection, Event(Kind.ROLES_CHANGED, moment, {"konto": found}, found))

    def _create_for(self, identity: tuple[str, str], new: NewAccount, moment: datetime) -> Account:
        account_id = new_id()
        try:
            with writing(self.engine) as connection:
                insert_account(connection, account_id, new, moment)
                row = {"issuer": identity[0], "subject": identity[1], "account_id": account_id}
                connection.execute(insert(IDENTITIES).values(row))
                append_event(connection, Event(Kind.ACCOUNT_CREATED, moment, {"konto": account_id}, account_id))
        except StorageError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            with reading(self.engine) as connection:
                is_made = _known_as(connection, identity) is not None
            if not is_made:
                raise AccountProblem("Inloggningsnamnet används redan av ett annat konto.") from error
            return self.for_identity(identity, new, moment)  # she has signed in somewhere else in the same moment
        return self.find(account_id)


def _known_as(connection: Connection, identity: tuple[str, str]) -> str | None:
    issuer, subject = identity
    theirs = (IDENTITIES.c.issuer == issuer) & (IDENTITIES.c.subject == subject)
    found: str | None = connection.execute(select(IDENTITIES.c.account_id).where(theirs)).scalar()
    return found


def insert_account(connection: Connection, account_id: str, new: NewAccount, moment: datetime) -> None:
    """Add the rows of an account, in the caller's transaction. Raises AccountProblem when a role does not fit."""
    row = {"id": account_id, "login": normal_login(new.login), "name": checked_name(new.name), "created": moment}
    connection.execute(insert(ACCOUNTS).values(**row, administrator=new.administrator, disabled=False))
    replace_memberships(connection, account_id, checked_memberships(connection, new.memberships))


def replace_memberships(connection: Connection, account_id: str, wanted: tuple[Membership, ...]) -> None:
    """Put these in place of whatever somebody was."""
    connection.execute(delete(MEMBERSHIPS).where(MEMBERSHIPS.c.account_id == account_id))
    for each in wanted:
        row = {"account_id": account_id, "organisation_id": each.organisation, "role": each.role.value}
        connection.execute(insert(MEMBERSHIPS).values(row))


def read_account(connection: Connection, account_id: str) -> Account:
    """One account, in the caller's transaction. Raises UnknownAccount."""
    theirs = _ACCOUNTS.where(ACCOUNTS.c.id == account_id)
    row = connection.execute(theirs).one_or_none() if is_id(account_id) else None
    if row is None:
        raise UnknownAccount("Kontot finns inte.")
    return _account(row, _memberships(connection, account_id).get(account_id, ()))


def _account(row: Row[tuple[object, ...]], memberships: tuple[Membership, ...]) -> Account:
    told = row._mapping
    return Account(
        id=told["id"],
        login=told["login"],
        name=told["name"],
        administrator=told["administrator"],
        disabled=told["disabled"],
        has_password=told["password_hash"] is not None,
        has_codes=told["code_secret"] is not None,
        memberships=memberships,
        signs_in_elsewhere=told["signs_in_elsewhere"],
    )


def _memberships(connection: Connection, account_id: str | None = None) -> Mapping[str, tuple[Membership, ...]]:
    query = select(MEMBERSHIPS, ORGANISATIONS.c.name).join(ORGANISATIONS).order_by(ORGANISATIONS.c.name)
    if account_id is not None:
        query = query.where(MEMBERSHIPS.c.account_id == account_id)
    found: dict[str, tuple[Membership, ...]] = {}
    for row in connection.execute(query.order_by(MEMBERSHIPS.c.role)):
        each = Membership(row.organisation_id, Role(row.role), row.name)
        found[row.account_id] = (*found.get(row.account_id, ()), each)
    return found


def _other_administrators(connection: Connection, account_id: str) -> bool:
    others = ACCOUNTS.c.administrator & ~ACCOUNTS.c.disabled & (ACCOUNTS.c.id != account_id)
    return connection.execute(select(ACCOUNTS.c.id).where(others).limit(1)).first() is not None
