"""Signing in with a password and, where the account asks for it, a one-time code. Signing out."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.clock import STOCKHOLM
from generator.storage.accounts import Account, AccountStore
from generator.storage.attempts import FREE, AttemptStore
from generator.storage.credentials import CredentialStore
from generator.storage.database import writing
from generator.storage.events import Event, Kind, append_event
from generator.web.identity.onward import FIELD, safe_address
from generator.web.identity.openid import way_out
from generator.web.identity.visitors import account_awaiting_code, await_code, current_visitor, sign_in, sign_out
from generator.web.services import services

blueprint = Blueprint("signing_in", __name__)

_WRONG = "Inloggningsnamnet eller lösenordet stämmer inte."
_WRONG_CODE = "Koden stämmer inte, eller har redan använts. Vänta på nästa kod i appen."
_LONGEST_LOGIN = 200


def credentials() -> CredentialStore:
    """The ways in."""
    return CredentialStore(services().agreements.engine, services().settings.secret_key)


def accounts() -> AccountStore:
    """The accounts."""
    return AccountStore(services().agreements.engine)


def attempts() -> AttemptStore:
    """The failed attempts."""
    return AttemptStore(services().agreements.engine, services().settings.secret_key)


@blueprint.get("/logga-in")
def page() -> ResponseReturnValue:
    """The form; whoever has come in already goes on."""
    onward = safe_address(request.args.get(FIELD, ""))
    if current_visitor().signed_in:
        return redirect(onward, 303)
    return _form(onward)


@blueprint.post("/logga-in")
def enter() -> ResponseReturnValue:
    """Try a name and a password. The answer is the same whether or not there is such an account."""
    login, onward = request.form.get("inloggningsnamn", "")[:_LONGEST_LOGIN], safe_address(request.form.get(FIELD, ""))
    if until := attempts().begin(login, services().clock()):
        return _form(onward, login, locked_words(until)), 429
    account = credentials().proved_by_password(login, request.form.get("losenord", ""))
    if account is None:
        note_lockout(login)
        return _form(onward, login, _WRONG), 422
    attempts().forget(login)
    if account.has_codes:
        await_code(account)
        return redirect(url_for("signing_in.code_page", vidare=onward), 303)
    sign_in(account)
    return redirect(onward, 303)


@blueprint.get("/logga-in/kod")
def code_page() -> ResponseReturnValue:
    """The question about the one-time code."""
    onward = safe_address(request.args.get(FIELD, ""))
    if account_awaiting_code() is None:
        return redirect(url_for("signing_in.page", vidare=onward), 303)
    return _code_form(onward)


@blueprint.post("/logga-in/kod")
def enter_code() -> ResponseReturnValue:
    """Try a one-time code. Its attempts are counted apart from those of the password."""
    account, onward = account_awaiting_code(), safe_address(request.form.get(FIELD, ""))
    if account is None:
        return redirect(url_for("signing_in.page", vidare=onward), 303)
    counted = code_attempts_of(account)
    if until := attempts().begin(counted, services().clock()):
        return _code_form(onward, locked_words(until)), 429
    if not credentials().proved_by_code(account.id, request.form.get("kod", ""), services().clock()):
        note_lockout(counted, account)
        return _code_form(onward, _WRONG_CODE), 422
    attempts().forget(counted)
    sign_in(account)
    return redirect(onward, 303)


@blueprint.post("/logga-ut")
def leave() -> ResponseReturnValue:
    """Sign out here, and where one came in from."""
    onward = way_out()
    sign_out()
    return redirect(onward, 303)


def code_attempts_of(account: Account) -> str:
    """Under which name wrong codes are counted. No login has a space in it."""
    return f"{account.login} kod"


def locked_words(until: datetime) -> str:
    """What somebody is told who has tried too many times."""
    return (
        f"För många försök. Vänta till klockan {until.astimezone(STOCKHOLM):%H.%M} och försök sedan igen. "
        "Har du glömt lösenordet kan administratören ge dig en ny inbjudan."
    )


def note_lockout(counted: str, account: Account | None = None) -> None:
    """Put in the log of events that somebody who has an account must wait from now on."""
    if attempts().count(counted) != FREE:
        return
    locked = account or accounts().by_login(counted)
    if locked:
        with writing(services().agreements.engine) as connection:
            details: dict[str, str | int] = {"konto": locked.id}
            append_event(connection, Event(Kind.LOCKED_OUT, services().clock(), details, locked.id))


def _form(onward: str, login: str = "", problem: str = "") -> str:
    return render_template("identity/sign_in.html", onward=onward, login=login, problem=problem)


def _code_form(onward: str, problem: str = "") -> str:
    return render_template("identity/code.html", onward=onward, problem=problem)
