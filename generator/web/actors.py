"""The names of those who have done something, for a page: what is stored is the id of an account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.storage.accounts import AccountStore
from generator.storage.errors import UnknownAccount
from generator.storage.events import LOCAL
from generator.web.services import services

_NO_ACCOUNT = "Någon på den här datorn"
_GONE = "Någon som inte har konto längre"


def names_of(ids: Iterable[str]) -> Mapping[str, str]:
    """Id of an account → the name of whoever has it. Raises StorageError."""
    accounts = AccountStore(services().agreements.engine)
    return {each: _name(accounts, each) for each in set(ids)}


def _name(accounts: AccountStore, account_id: str) -> str:
    if account_id == LOCAL:
        return _NO_ACCOUNT
    try:
        return accounts.find(account_id).name
    except UnknownAccount:
        return _GONE
