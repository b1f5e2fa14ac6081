"""One's own account: who one is, the password, one-time codes, and signing out everywhere."""

from __future__ import annotations

import re

import segno
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from generator.storage import codes
from generator.storage.accounts import Account
from generator.storage.errors import AccountProblem
from generator.web.identity.openid import way_out
from generator.web.identity.signing_in import attempts, credentials, locked_words
from generator.web.identity.visitors import current_visitor, sessions, sign_in, sign_out
from generator.web.services import services

blueprint = Blueprint("account", __name__, url_prefix="/konto")

_PASSWORD, _CODES = "losenord", "engangskoder"
_WRONG_NOW = "Det nuvarande lösenordet stämmer inte."
_SECRET_FIELD = "hemlighet"  # noqa: S105 - the name of a field
_SECRET = re.compile(r"[A-Z2-7]{32}")


def own_account() -> Account:
    """The account of whoever is signed in; the table of access sees to it that there is one."""
    return current_visitor().account or abort(403)


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """Who one is, and what one can change."""
    return _page()


@blueprint.post("/losenord")
def change_password() -> ResponseReturnValue:
    """Change the password. Everywhere else one is signed out."""
    account = own_account()
    if problem := _problem_with_password(account):
        return _page(problem, _PASSWORD), 422
    try:
        credentials().change_password(account.id, request.form.get("nytt", ""), services().clock())
    except AccountProblem as error:
        return _page(str(error), _PASSWORD), 422
    sign_in(account)
    return redirect(url_for("account.page", klart=_PASSWORD), 303)


@blueprint.get("/engangskoder")
def codes_page() -> ResponseReturnValue:
    """The secret for an authenticator app, new each time it is shown until codes are on."""
    account = own_account()
    return redirect(url_for("account.page"), 303) if account.has_codes else _codes_page(account, codes.new_secret())


@blueprint.post("/engangskoder")
def use_codes() -> ResponseReturnValue:
    """Ask for codes from now on, when the typed one shows that the app works and the password that it is she."""
    account, secret = own_account(), request.form.get(_SECRET_FIELD, "")
    if account.has_codes or not _SECRET.fullmatch(secret):
        return redirect(url_for("account.codes_page"), 303)
    if problem := _problem_with_password(account):
        return _codes_page(account, secret, problem), 422
    try:
        credentials().use_codes(account.id, secret, request.form.get("kod", ""), services().clock())
    except AccountProblem as error:
        return _codes_page(account, secret, str(error)), 422
    return redirect(url_for("account.page", klart=_CODES), 303)


@blueprint.post("/engangskoder/av")
def stop_codes() -> ResponseReturnValue:
    """Ask for no codes any more."""
    account = own_account()
    if problem := _problem_with_password(account):
        return _page(problem, _CODES), 422
    credentials().stop_codes(account.id, services().clock(), account.id)
    sign_in(account)
    return redirect(url_for("account.page", klart=_CODES), 303)


@blueprint.post("/logga-ut-overallt")
def leave_everywhere() -> ResponseReturnValue:
    """Sign out in every browser, this one too."""
    onward = way_out()
    sessions().end_all(own_account().id)
    sign_out()
    return redirect(onward, 303)


def _problem_with_password(account: Account) -> str:
    """What is wrong with the present password, which every change asks for; wrong ones are counted."""
    if until := attempts().begin(account.login, services().clock()):
        return locked_words(until)
    if credentials().proved_by_password(account.login, request.form.get("losenord", "")) is None:
        return _WRONG_NOW
    attempts().forget(account.login)
    return ""


def _page(problem: str = "", about: str = "") -> str:
    done = request.args.get("klart", "")
    return render_template("identity/account.html", account=own_account(), problem=problem, about=about, done=done)


def _codes_page(account: Account, secret: str, problem: str = "") -> str:
    address = codes.app_address(secret, account.login)
    picture = Markup(segno.make(address).svg_inline(scale=4, border=4))  # noqa: S704 - drawn from what we made ourselves
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template(
        "identity/codes.html", picture=picture, secret=secret, spaced=spaced, problem=problem, field_name=_SECRET_FIELD
    )
