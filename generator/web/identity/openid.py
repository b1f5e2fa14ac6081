"""Signing in at one's own organisation, by OpenID Connect, and leaving there too.

Nobody is known by name or e-mail: an account belongs to what the issuer calls a subject. The roles are read anew every
time, and whoever has none left is out.
"""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from generator.openid_settings import OpenIdSettings
from generator.settings import Settings
from generator.storage.accounts import Account, AccountStore
from generator.storage.errors import AccountProblem
from generator.storage.organisations import OrganisationStore
from generator.storage.tokens import token_hash
from generator.web.error_pages import RETRY_SECONDS
from generator.web.identity import sealed_cookies
from generator.web.identity.granted import Rule, granted, new_account, read_rules
from generator.web.identity.issuer import Begun, Issuer, Proved
from generator.web.identity.onward import FIELD, safe_address
from generator.web.identity.sealed_cookies import LASTS, ON_THE_WAY, WAY_OUT, TooOld
from generator.web.identity.troubles import PAGES, SignInStopped, Trouble
from generator.web.identity.visitors import cookie_token, current_visitor, sign_in
from generator.web.log import log_failure, request_id
from generator.web.services import services

blueprint = Blueprint("openid", __name__, url_prefix="/logga-in/organisation")

_EXTENSION = "samverkan-openid"
_THIS_MACHINE = ("127.0.0.1", "localhost")
_LONGEST_CODE = 4_000


@dataclass(frozen=True)
class _Elsewhere:
    """The other service, as this process knows it."""

    settings: OpenIdSettings
    issuer: Issuer
    rules: tuple[Rule, ...]


def configure_openid(app: Flask, settings: Settings) -> None:
    """Read the rules about roles. Raises SettingsError when they cannot be read."""
    elsewhere = settings.openid
    made = _Elsewhere(elsewhere, Issuer(elsewhere), read_rules(elsewhere)) if elsewhere else None
    app.extensions[_EXTENSION] = made
    app.jinja_env.globals["signs_in_elsewhere"] = made is not None
    sealed_cookies.configure_sealed_cookies(app)


def _elsewhere() -> _Elsewhere:
    """The other service; where there is none, neither are its pages."""
    return cast("_Elsewhere | None", current_app.extensions[_EXTENSION]) or abort(404)


@blueprint.get("")
def begin() -> ResponseReturnValue:
    """Go there. Nothing of ours but what the protocol asks for goes along."""
    elsewhere, onward = _elsewhere(), safe_address(request.args.get(FIELD, ""))
    as_another = request.args.get("byt") == "ja"
    if current_visitor().signed_in and not as_another:
        return redirect(onward, 303)
    moment = services().clock()
    address, begun = elsewhere.issuer.begin(_own_address("openid.arrive"), moment, as_another=as_another)
    sealed_cookies.give(ON_THE_WAY, {**asdict(begun), FIELD: onward})
    return redirect(address, 303)


@blueprint.get("/svar")
def arrive() -> ResponseReturnValue:
    """Come back. Everything is checked before anybody is let in."""
    elsewhere = _elsewhere()
    begun, onward = _remembered()
    sealed_cookies.take_away(ON_THE_WAY)
    elsewhere.issuer.check_sender(request.args.get("iss"), services().clock())
    if error := request.args.get("error"):
        raise SignInStopped(Trouble.CANCELLED if error == "access_denied" else Trouble.REFUSED)
    code = request.args.get("code", "")
    if not 0 < len(code) <= _LONGEST_CODE:
        raise SignInStopped(Trouble.UNTRUSTED)
    proved = elsewhere.issuer.finish(begun, code, services().clock())
    sign_in(_account(elsewhere, proved))
    sealed_cookies.give(WAY_OUT, {"id_token": proved.id_token, "session": token_hash(g.new_token)})
    return redirect(onward, 303)


@blueprint.get("/utloggad")
def left() -> ResponseReturnValue:
    """Having left."""
    _elsewhere()
    return render_template("identity/left.html", still_there=request.args.get("kvar") == "ja")


def way_out() -> str:
    """Where a browser goes that signs out: past the other service when it came in from there, and otherwise home."""
    elsewhere = cast("_Elsewhere | None", current_app.extensions[_EXTENSION])
    told = sealed_cookies.read(WAY_OUT)
    sealed_cookies.take_away(WAY_OUT)
    if elsewhere is None or told is None or not hmac.compare_digest(told["session"], token_hash(cookie_token())):
        return url_for("start.home")
    try:
        address = elsewhere.issuer.way_out(told["id_token"], _own_address("openid.left"), services().clock())
    except SignInStopped as stopped:
        _log(stopped)
        address = None
    return address or url_for("openid.left", kvar="ja")


def _remembered() -> tuple[Begun, str]:
    """What this browser took along when it went, and where it was on its way."""
    try:
        told = sealed_cookies.read(ON_THE_WAY, LASTS)
    except TooOld as error:
        raise SignInStopped(Trouble.LATE) from error
    state = request.args.get("state", "")
    if told is None or not hmac.compare_digest(told["state"].encode(), state.encode("utf-8", "replace")):
        raise SignInStopped(Trouble.STRAY)
    onward = safe_address(told[FIELD])
    return Begun(**{name: value for name, value in told.items() if name != FIELD}), onward


def _account(elsewhere: _Elsewhere, proved: Proved) -> Account:
    """Whose account it is, with the roles that the other service gives today. Nobody without a role gets one."""
    engine, moment = services().agreements.engine, services().clock()
    accounts, identity = AccountStore(engine), (elsewhere.settings.issuer, proved.subject)
    given = granted(proved.claims, elsewhere.rules, elsewhere.settings, OrganisationStore(engine).all())
    if not given.is_something:
        accounts.end_access(identity, moment)
        raise SignInStopped(Trouble.NO_ROLE)
    try:
        made = new_account(identity, proved.claims, given, lambda login: accounts.by_login(login) is None)
        account = accounts.for_identity(identity, made, moment)
    except AccountProblem as error:
        raise SignInStopped(Trouble.TAKEN) from error
    if account.disabled:
        raise SignInStopped(Trouble.DISABLED)
    return account


def _own_address(endpoint: str) -> str:
    """A page of ours as the other service has to know it. Whoever comes from elsewhere always comes over TLS."""
    is_here = urlsplit(f"//{request.host}").hostname in _THIS_MACHINE
    return f"{'http' if is_here else 'https'}://{request.host}{url_for(endpoint)}"


def _log(stopped: SignInStopped) -> None:
    log_failure(stopped.__cause__ or stopped, f"{stopped.code} {stopped.trouble.value}")


@blueprint.errorhandler(SignInStopped)
def _stopped(stopped: SignInStopped) -> Response:
    """The page about what went wrong. What the other service said of it is neither shown nor kept."""
    _log(stopped)
    page = PAGES[stopped.trouble]
    html = render_template("identity/stopped.html", page=page, request_id=request_id())
    response = make_response(html, page.status)
    if stopped.trouble is Trouble.AWAY:
        response.headers["Retry-After"] = RETRY_SECONDS
    return response
