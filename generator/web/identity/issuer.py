"""The organisation's own sign-in: where to go, what a visit there has proved, and how to leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from requests import HTTPError, RequestException, Response, TooManyRedirects
from urllib3.exceptions import HTTPError as ConnectionProblem

from generator.openid_settings import OpenIdSettings, origin_of
from generator.web.identity.granted import is_told
from generator.web.identity.issuer_session import IssuerSession, show_secret
from generator.web.identity.issuer_tokens import proved_by
from generator.web.identity.troubles import SignInStopped, Trouble

_REMEMBERED = timedelta(hours=1)
_LEFT_ALONE = timedelta(seconds=15)
"""How long one that did not answer is not asked again: whoever tries meanwhile is told at once."""
_LONGEST_WAIT_FOR_ANOTHER = 2.0
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_ENDPOINTS = (*_NEEDED, "end_session_endpoint", "userinfo_endpoint")
_LISTS = ("id_token_signing_alg_values_supported", "token_endpoint_auth_methods_supported")
_ITS_OWN_FAULT = _NO_ANSWER = 500
_SAYS_WHO = "authorization_response_iss_parameter_supported"


@dataclass(frozen=True)
class Begun:
    """What has to be remembered between going there and coming back."""

    state: str
    nonce: str
    code_verifier: str
    back_to: str


@dataclass(frozen=True)
class Proved:
    """Somebody has shown there who she is."""

    subject: str
    claims: Mapping[str, Any]
    id_token: str


@dataclass(frozen=True)
class _Known:
    client: Any
    read: datetime

    def says(self, name: str) -> Any:
        return self.client.server_metadata.get(name)


class Issuer:
    """One service that signs people in. Every method raises SignInStopped."""

    def __init__(self, settings: OpenIdSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._known: _Known | None = None
        self._silent_until: datetime | None = None

    def begin(self, back_to: str, moment: datetime, *, as_another: bool = False) -> tuple[str, Begun]:
        """Where to send the browser, and what to remember of it. ``as_another`` asks for a new sign-in there too."""
        client = self._find(moment).client
        asked = {"prompt": "login"} if as_another else {}
        made = client.create_authorization_url(back_to, **asked)
        return made["url"], Begun(made["state"], made["nonce"], made["code_verifier"], back_to)

    def check_sender(self, named: str | None, moment: datetime) -> None:
        """Refuse an answer that names another sender, or none where this one always does."""
        if named is None and not self._find(moment).says(_SAYS_WHO):
            return
        if named != self._settings.issuer:
            raise SignInStopped(Trouble.STRANGER)

    def finish(self, begun: Begun, code: str, moment: datetime) -> Proved:
        """Who has come back with a code."""
        known = self._find(moment)
        with _told_calmly():
            told = known.client.fetch_access_token(
                redirect_uri=begun.back_to,
                code=code,
                code_verifier=begun.code_verifier,
                grant_type="authorization_code",
            )
            claims = proved_by(known.client, self._settings, told, begun.nonce, moment)
            if not all(is_told(claims, name) for name in self._wanted()):
                claims = {**self._asked_about(known, told, claims["sub"]), **claims}
        return Proved(claims["sub"], claims, told["id_token"])

    def way_out(self, id_token: str, back_to: str, moment: datetime) -> str | None:
        """Where to send a browser that leaves; None where nobody can sign out there."""
        known = self._find(moment)
        if not known.says("end_session_endpoint"):
            return None
        asked = {"post_logout_redirect_uri": back_to, "client_id": self._settings.client_id}
        with _told_calmly():
            url: str = known.client.create_logout_url(id_token_hint=id_token, **asked)["url"]
        return url

    def _wanted(self) -> list[str]:
        return [name for name in (self._settings.roles_claim, self._settings.organisation_claim) if name]

    def _asked_about(self, known: _Known, told: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        """What it says of somebody beside the token, when the token leaves it out."""
        address = known.says("userinfo_endpoint")
        if not address or not isinstance(told.get("access_token"), str):
            return {}
        with self._session() as session:
            headers = {"Authorization": f"Bearer {told['access_token']}"}
            found = _mapping(session.request("GET", address, withhold_token=True, headers=headers))
        if found.get("sub") != subject:
            raise SignInStopped(Trouble.UNTRUSTED)
        return found

    def _find(self, moment: datetime) -> _Known:
        """What is known of it, asked for again now and then. Only one at a time asks."""
        known = self._known
        if known and moment - known.read < _REMEMBERED:
            return known
        if self._silent_until and moment < self._silent_until:
            raise SignInStopped(Trouble.AWAY)
        if not self._lock.acquire(timeout=_LONGEST_WAIT_FOR_ANOTHER):
            raise SignInStopped(Trouble.AWAY)
        try:
            return self._look(known, moment)
        finally:
            self._lock.release()

    def _look(self, before: _Known | None, moment: datetime) -> _Known:
        if self._known and self._known is not before:
            return self._known
        try:
            with _told_calmly():
                made = _Known(self._client(self._discovered()), moment)
        except SignInStopped:
            self._silent_until = moment + _LEFT_ALONE
            raise
        self._known, self._silent_until = made, None
        return made

    def _discovered(self) -> Mapping[str, Any]:
        address = f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        with self._session() as session:
            told = _mapping(session.request("GET", address, withhold_token=True))
        if told.get("issuer") != self._settings.issuer:
            raise SignInStopped(Trouble.STRANGER)
        here = {name: told[name] for name in _ENDPOINTS if _is_of(self._settings.origin, told.get(name))}
        if any(name not in here for name in _NEEDED):
            raise SignInStopped(Trouble.UNTRUSTED)
        lists = {
            name: [each for each in told[name] if isinstance(each, str)] for name in _LISTS if _is_list(told, name)
        }
        return {**here, **lists, _SAYS_WHO: told.get(_SAYS_WHO) is True, "issuer": self._settings.issuer}

    def _client(self, told: Mapping[str, Any]) -> Any:
        ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        in_body = "client_secret_post" in ways and "client_secret_basic" not in ways
        return _Client(
            FlaskIntegration("organisation"),
            "organisation",
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            client_kwargs={
                **self._limits(),
                "scope": self._settings.scope,
                "code_challenge_method": "S256",
                "token_endpoint_auth_method": "client_secret_post" if in_body else show_secret,
            },
            **told,
        )

    def _limits(self) -> dict[str, Any]:
        authorities = self._settings.ca_file
        return {"origin": self._settings.origin, "verify": str(authorities) if authorities else True}

    def _session(self) -> IssuerSession:
        return IssuerSession(**self._limits())


@contextmanager
def _told_calmly() -> Iterator[None]:
    """Everything that can go wrong between us and it becomes one of the troubles that have a page."""
    try:
        yield
    except OAuthError as error:
        raise SignInStopped(Trouble.USED if error.error == "invalid_grant" else Trouble.REFUSED) from error
    except HTTPError as error:
        answered = error.response.status_code if error.response is not None else _NO_ANSWER
        raise SignInStopped(Trouble.AWAY if answered >= _ITS_OWN_FAULT else Trouble.REFUSED) from error
    except (TooManyRedirects, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SignInStopped(Trouble.UNTRUSTED) from error
    except (RequestException, ConnectionProblem, OSError) as error:
        raise SignInStopped(Trouble.AWAY) from error


def _mapping(response: Response) -> dict[str, Any]:
    response.raise_for_status()
    found = response.json()
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _is_of(origin: str, address: object) -> bool:
    return isinstance(address, str) and origin_of(address) == origin


def _is_list(told: Mapping[str, Any], name: str) -> bool:
    return isinstance(told.get(name), list)


class _Client(FlaskOAuth2App):  # type: ignore[misc]  # authlib ships no types
    client_cls = IssuerSession
