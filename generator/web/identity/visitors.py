"""Whose browser it is: the cookie that says so, and the account behind it.

The cookie holds a secret that the database knows the hash of, and nothing else. Flask's own signed cookie is only for
the tokens of forms; it is emptied when somebody comes or goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from flask import Flask, Response, g, request, session

from generator.errors import StorageError
from generator.storage.accounts import Account
from generator.storage.database import writing
from generator.storage.events import Event, Kind, append_event
from generator.storage.roles import ROLE_WORDS, Role
from generator.storage.sessions import SessionStore
from generator.web.services import services

COOKIE, SECURE_COOKIE = "samverkan-inloggad", "__Host-samverkan-inloggad"
"""The second is what a browser only takes over TLS, from this very host, for all of its pages."""
DEMO_PREFIX = "demo-"
"""Ids of accounts in the demonstration begin so; in production nobody is one of them."""


@dataclass(frozen=True)
class Visitor:
    """Whoever asks for a page."""

    account: Account | None = None

    @property
    def signed_in(self) -> bool:
        """Whether we know who it is."""
        return self.account is not None

    @property
    def name(self) -> str:
        """Empty when we do not know."""
        return self.account.name if self.account else ""

    @property
    def roles(self) -> frozenset[Role]:
        """Every role, in whichever organisation."""
        return self.account.roles if self.account else frozenset()

    @cached_property
    def role_words(self) -> str:
        """``kommunpolis, Polisen``."""
        if self.account is None:
            return ""
        if self.account.administrator:
            return ROLE_WORDS[Role.ADMINISTRATOR]
        return "; ".join(f"{ROLE_WORDS[each.role]}, {each.name}" for each in self.account.memberships)

    def organisations_as(self, roles: Iterable[Role]) -> frozenset[str]:
        """The organisations in which she is one of these."""
        wanted = frozenset(roles)
        memberships = self.account.memberships if self.account else ()
        return frozenset(each.organisation for each in memberships if each.role in wanted)


STRANGER = Visitor()


def sessions() -> SessionStore:
    """Who is signed in."""
    return SessionStore(services().agreements.engine)


def _cookie_name() -> str:
    return SECURE_COOKIE if services().settings.production else COOKIE


def cookie_token() -> str:
    """The secret that the browser sent; empty when it sent none."""
    return request.cookies.get(_cookie_name(), "")


def current_visitor() -> Visitor:
    """Who asks for the present page. Raises StorageError when the database cannot say."""
    if "visitor" not in g:
        g.visitor = STRANGER  # so that the page about a database that does not answer need not ask it again
        g.visitor = _visitor(cookie_token())
    found: Visitor = g.visitor
    return found


def visitor_if_known() -> Visitor:
    """The same for a page that anybody may see: it is shown also when the database does not answer."""
    with suppress(StorageError):
        return current_visitor()
    return STRANGER


def _visitor(token: str) -> Visitor:
    if not token:
        return STRANGER
    account = sessions().account_of(token, services().clock())
    if account and services().settings.production and account.id.startswith(DEMO_PREFIX):
        return STRANGER
    return Visitor(account)


def sign_in(account: Account) -> None:
    """Let the browser that asks for the present page in as somebody, with a new secret. Raises StorageError.

    Whatever it had before no longer works, so a secret that somebody else knew of is worth nothing.
    """
    moment = services().clock()
    if token := cookie_token():
        sessions().end(token)
    _give(sessions().begin(account.id, moment))
    g.visitor = Visitor(account)
    if account.administrator:
        with writing(services().agreements.engine) as connection:
            details: dict[str, str | int] = {"konto": account.id}
            append_event(connection, Event(Kind.ADMINISTRATOR_SIGNED_IN, moment, details, account.id))


def await_code(account: Account) -> None:
    """Let the browser on to the question about its one-time code, and no further. Raises StorageError."""
    if token := cookie_token():
        sessions().end(token)
    _give(sessions().begin(account.id, services().clock(), awaits_code=True))


def account_awaiting_code() -> Account | None:
    """Who has shown a password and not yet a code. Raises StorageError."""
    return sessions().account_of(cookie_token(), services().clock(), awaits_code=True)


def sign_out() -> None:
    """Forget the browser. Raises StorageError."""
    if token := cookie_token():
        sessions().end(token)
    _give("")
    g.visitor = STRANGER


def _give(token: str) -> None:
    session.clear()
    g.new_token = token


def configure_visitors(app: Flask) -> None:
    """Send the cookie that a page has decided on, and let templates ask who it is for."""
    app.after_request(_send_cookie)
    app.jinja_env.globals.update(visitor_now=visitor_if_known)


def _send_cookie(response: Response) -> Response:
    token = g.get("new_token")
    if token is None:
        return response
    secure = services().settings.production
    if token:
        response.set_cookie(_cookie_name(), token, httponly=True, samesite="Lax", secure=secure, path="/")
    else:
        response.delete_cookie(_cookie_name(), httponly=True, samesite="Lax", secure=secure, path="/")
    return response
