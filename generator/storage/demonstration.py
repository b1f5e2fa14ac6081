"""Puts made-up organisations and people into the database of a demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from generator.errors import StorageError
from generator.storage.account_rules import Membership
from generator.storage.accounts import NewAccount, insert_account
from generator.storage.database import reading, writing
from generator.storage.identity_tables import ACCOUNTS, AGREEMENT_ORGANISATIONS
from generator.storage.organisations import NewOrganisation, insert_organisation
from generator.storage.ownership import Reason, ownerless
from generator.storage.roles import ROLE_WORDS, Role


@dataclass(frozen=True)
class DemoOrganisation:
    """An organisation and everybody in it."""

    id: str
    organisation: NewOrganisation
    people: Mapping[str, Role]
    """Account id → role."""


def prepare_demonstration(
    engine: Engine, organisations: Sequence[DemoOrganisation], administrator: str, moment: datetime
) -> None:
    """Make what is not there, without events: nobody did it. Drafts that belong to nobody become the first
    organisation's. Raises StorageError."""
    with reading(engine) as connection:
        is_made = connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == administrator)).first() is not None
    if not is_made:
        _make(engine, organisations, administrator, moment)
    for each in ownerless(engine):
        row = {"agreement_id": each.id, "organisation_id": organisations[0].id, "reason": Reason.GIVEN.value}
        with writing(engine) as connection:
            connection.execute(insert(AGREEMENT_ORGANISATIONS).values(row))


def _make(engine: Engine, organisations: Sequence[DemoOrganisation], administrator: str, moment: datetime) -> None:
    try:
        with writing(engine) as connection:
            for each in organisations:
                insert_organisation(connection, each.id, each.organisation, moment)
                for account_id, role in each.people.items():
                    made = NewAccount(account_id, _name(role), (Membership(each.id, role),))
                    insert_account(connection, account_id, made, moment)
            made = NewAccount(administrator, _name(Role.ADMINISTRATOR), administrator=True)
            insert_account(connection, administrator, made, moment)
    except StorageError as error:
        if not isinstance(error.__cause__, IntegrityError):  # another worker made them in the same moment
            raise


def _name(role: Role) -> str:
    return f"{ROLE_WORDS[role].capitalize()} (demonstration)"
