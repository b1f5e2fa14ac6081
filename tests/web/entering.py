"""People with passwords for tests of signing in, and a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from flask import Flask

from generator.storage import codes
from generator.storage.account_rules import Membership
from generator.storage.accounts import Account, AccountStore, NewAccount
from generator.storage.credentials import CredentialStore
from generator.storage.roles import Role
from generator.web.identity.demo import demo_account
from generator.web.services import EXTENSION
from tests.storage.people import CHOSEN
from tests.web.conftest import NOON
from tests.web.pages import ADMINISTRATOR, Page, Site


@dataclass
class Clock:
    """The time, as the service sees it."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def pass_time(self, **much: int) -> None:
        """Let time go by."""
        self.moment += timedelta(**much)


def credentials_of(app: Flask) -> CredentialStore:
    made = app.extensions[EXTENSION]
    return CredentialStore(made.agreements.engine, made.settings.secret_key)


def accounts_of(app: Flask) -> AccountStore:
    return AccountStore(app.extensions[EXTENSION].agreements.engine)


def somebody(app: Flask, login: str = "kim@example.se", role: Role | None = Role.KOMMUNPOLIS) -> Account:
    """A person with the password CHOSEN: in the demonstration's police, or its administrator."""
    made = app.extensions[EXTENSION]
    demo_account(made.agreements, ADMINISTRATOR, made.clock())  # so that the organisations are there
    memberships = (Membership("demo-polis", role),) if role else ()
    new = NewAccount(login, "Kim Kommunpolis", memberships, administrator=role is None)
    account = accounts_of(app).create(new, made.clock(), "test")
    token = credentials_of(app).invite(account.id, made.clock(), "test").token
    credentials_of(app).accept(token, CHOSEN, made.clock())
    return account


def with_codes(app: Flask, account: Account) -> pyotp.TOTP:
    """Let an account use one-time codes; what its telephone shows."""
    secret, now = codes.new_secret(), app.extensions[EXTENSION].clock()
    credentials_of(app).use_codes(
        account.id, secret, pyotp.TOTP(secret).at(now - timedelta(seconds=60)), now - timedelta(seconds=60)
    )
    return pyotp.TOTP(secret)


def enter(site: Site, login: str = "kim@example.se", password: str = CHOSEN, status: int = 200) -> Page:
    """Type a name and a password where one signs in."""
    form = site.get("/logga-in").form("form[data-sign-in]")
    return site.send(form.set("inloggningsnamn", login).set("losenord", password), status=status)


def is_in(site: Site) -> bool:
    """Whether the service knows who it is."""
    return site.client.get("/konto/").status_code == 200
