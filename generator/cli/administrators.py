"""The command that makes the first administrator, or lets an administrator in again who has lost the way."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from generator import clock
from generator.clock import STOCKHOLM
from generator.settings import Settings, from_environment
from generator.storage.accounts import Account, AccountStore, NewAccount
from generator.storage.attempts import AttemptStore
from generator.storage.credentials import CredentialStore
from generator.storage.database import opened
from generator.storage.errors import AccountProblem
from generator.storage.events import LOCAL


def admin_command(options: Namespace) -> int:
    """Make an administrator, or find the one with that login, and print a link to choose a password by."""
    settings, moment = from_environment(), clock.now()
    with opened(settings.database_url) as engine:
        accounts = AccountStore(engine)
        account = accounts.by_login(options.login)
        if account is None:
            new = NewAccount(options.login, options.name, administrator=True)
            account = accounts.create(new, moment, LOCAL)
        else:
            _open_again(accounts, account, settings, moment)
        invitation = CredentialStore(engine, settings.secret_key).invite(account.id, moment, LOCAL)
    until = invitation.expires.astimezone(STOCKHOLM)
    print(f"{account.name} ({account.login}) är administratör. Länken gäller en gång, till {until:%Y-%m-%d kl. %H.%M}:")
    print(f"{_address(settings)}/inbjudan/{invitation.token}")
    return 0


def _open_again(accounts: AccountStore, account: Account, settings: Settings, moment: datetime) -> None:
    """Whoever may run commands on the server may let an administrator in; nobody becomes one this way."""
    if not account.administrator:
        raise AccountProblem(f"Kontot {account.login} finns redan och är inte administratör.")
    if account.disabled:
        accounts.enable(account.id, moment, LOCAL)
    if account.has_codes:
        CredentialStore(accounts.engine, settings.secret_key).stop_codes(account.id, moment, LOCAL)
    AttemptStore(accounts.engine, settings.secret_key).forget(account.login)


def _address(settings: Settings) -> str:
    """Where browsers find the service."""
    return f"https://{settings.hosts[0]}" if settings.production else f"http://{settings.host}:{settings.port}"
