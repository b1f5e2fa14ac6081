"""An issuer that can be made to lie in any way, for what no certified provider would ever do."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.oidc.provider import CLIENT_ID, CLIENT_SECRET

Answer = Callable[[Request], Response]


@dataclass
class FakeIssuer:
    """Honest until told otherwise."""

    clock: Callable[[], datetime]
    address: str = ""
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "ett"}))
    published: list[Any] = field(default_factory=list)
    """The keys that it shows; its own when there are none here."""
    discovery: dict[str, Any] = field(default_factory=dict)
    """What its description says instead of the truth; None leaves a thing out."""
    people: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """What its tokens say instead of the truth; None leaves a thing out."""
    header: dict[str, Any] = field(default_factory=dict)
    tampered: Callable[[str], str] = lambda token: token
    beside: Mapping[str, Any] | None = None
    """What it tells of people when asked beside the token."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """Path → how it is answered instead."""
    asked: list[str] = field(default_factory=list)
    """Every path that it was asked for."""
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer a request, as WSGI has it."""
        request = Request(environ)
        self.asked.append(request.path)
        ways: Mapping[str, Answer] = {
            "/.well-known/openid-configuration": lambda _: _told(self._description()),
            "/jwks": lambda _: _told(KeySet(self.published or [self.key]).as_dict()),
            "/token": self._token,
            "/me": lambda _: _told(dict(self.beside or {})),
        }
        unknown: Answer = lambda _: Response(status=404)  # noqa: E731
        return {**ways, **self.answers}.get(request.path, unknown)(request)(environ, start_response)

    def _description(self) -> dict[str, Any]:
        truth = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/auth",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "userinfo_endpoint": f"{self.address}/me",
            "end_session_endpoint": f"{self.address}/leave",
            "id_token_signing_alg_values_supported": ["ES256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return _without_nothing({**truth, **self.discovery})

    def back(self, sent_to: str, who: str, **instead: str | None) -> str:
        """Where somebody's browser is sent back to who was sent here, with a code; or with something else instead."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(sent_to).query).items()}
        code = secrets.token_urlsafe(16)
        self._codes[code] = {**asked, "sub": who}
        answered = {"code": code, "state": asked["state"], "iss": self.address, **instead}
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(_without_nothing(answered))}"

    def _token(self, request: Request) -> Response:
        asked = self._codes.pop(request.form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(request.form["code_verifier"].encode()).digest()).decode()
        if (
            asked is None
            or _client_of(request) != (CLIENT_ID, CLIENT_SECRET)
            or proof.rstrip("=") != asked["code_challenge"]
            or (asked["code_challenge_method"], asked["redirect_uri"]) != ("S256", request.form["redirect_uri"])
        ):
            return _told({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        now = int(self.clock().timestamp())
        truth = {
            **{"iss": self.address, "sub": asked["sub"], "aud": CLIENT_ID, "iat": now, "exp": now + 300},
            **{"nonce": asked["nonce"], "at_hash": create_half_hash(access, "ES256").decode()},
            **self.people.get(asked["sub"], {}),
        }
        token = self.sign(_without_nothing({**truth, **self.claims}))
        return _told({"access_token": access, "token_type": "Bearer", "id_token": self.tampered(token)})

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token that says something."""
        header = {"alg": "ES256", "kid": self.key.kid, **self.header}
        if header["alg"] == "none":
            parts = (json.dumps(each).encode() for each in (header, claims))
            return ".".join(base64.urlsafe_b64encode(each).decode().rstrip("=") for each in parts) + "."
        key = OctKey.import_key(CLIENT_SECRET) if header["alg"] == "HS256" else self.key
        return jwt.encode(header, dict(claims), key, algorithms=[header["alg"]])


def _client_of(request: Request) -> tuple[str, ...]:
    if "client_secret" in request.form:
        return request.form["client_id"], request.form["client_secret"]
    shown = base64.b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
    return tuple(unquote_plus(each) for each in shown.split(":"))


def _told(what: Any, status: int = 200) -> Response:
    return Response(json.dumps(what), status, content_type="application/json")


def _without_nothing(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def drip(_: Request) -> Response:
    """An answer that never ends, a byte at a time."""

    def bytes_in_a_while() -> Iterator[bytes]:
        while True:
            yield b" "
            time.sleep(0.02)

    return Response(bytes_in_a_while(), content_type="application/json")


@contextmanager
def served(issuer: FakeIssuer) -> Iterator[FakeIssuer]:
    """The issuer on a free port of this machine."""
    server = make_server("127.0.0.1", 0, issuer, threaded=True)
    issuer.address = f"http://127.0.0.1:{server.port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield issuer
    server.shutdown()
    server.server_close()
