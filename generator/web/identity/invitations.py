"""Invitations: somebody whom an administrator has given an account chooses a password, once."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from generator.storage.accounts import Account
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.web.error_pages import ErrorPage, error_response
from generator.web.identity.signing_in import attempts, code_attempts_of, credentials
from generator.web.identity.visitors import sign_in
from generator.web.services import services

blueprint = Blueprint("invitations", __name__, url_prefix="/inbjudan")

_OVER = ErrorPage(
    "Inbjudan gäller inte",
    "Den är använd, har blivit för gammal eller är ersatt av en nyare. Be administratören om en ny.",
)


@blueprint.get("/<token>")
def page(token: str) -> ResponseReturnValue:
    """Choose a password."""
    try:
        account = credentials().invited(token, services().clock())
    except UnknownAccount:
        return error_response(404, _OVER)
    return _page(token, account)


@blueprint.post("/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Keep the password, and let the person in. A password that is not good enough does not use the invitation up."""
    try:
        account = credentials().invited(token, services().clock())
        if request.form.get("losenord", "") != request.form.get("igen", ""):
            return _page(token, account, "Lösenorden är inte lika. Skriv samma lösenord två gånger."), 422
        credentials().accept(token, request.form.get("losenord", ""), services().clock())
    except UnknownAccount:
        return error_response(404, _OVER)
    except AccountProblem as error:
        return _page(token, account, str(error)), 422
    # Whoever was locked out and got a new invitation begins afresh.
    attempts().forget(account.login)
    attempts().forget(code_attempts_of(account))
    if account.has_codes:
        return redirect(url_for("signing_in.page"), 303)
    sign_in(account)
    return redirect(url_for("account.page"), 303)


def _page(token: str, account: Account, problem: str = "") -> str:
    return render_template("identity/invitation.html", token=token, account=account, problem=problem)
