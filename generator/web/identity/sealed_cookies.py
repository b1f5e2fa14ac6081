"""Two cookies that only we can read: what a sign-in elsewhere has to remember on its way, and how to leave again."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from flask import Flask, Response, g, request

from generator.settings import Settings
from generator.web.services import services

ON_THE_WAY, WAY_OUT = "samverkan-pa-vag", "samverkan-vag-ut"
LASTS = timedelta(minutes=10)
"""How long somebody may take at the other service."""
_LARGEST = 3_900
"""Browsers keep no larger cookie."""


class TooOld(Exception):  # noqa: N818 - says what happened
    """It is ours, but from too long ago."""


def give(name: str, told: Mapping[str, str]) -> None:
    """Send a cookie with the present page, unless it is too large for a browser; then it is as if there were none."""
    cipher, moment = _cipher(services().settings.secret_key, name), _seconds(services().clock())
    sealed = cipher.encrypt_at_time(json.dumps(dict(told)).encode(), moment).decode()
    _to_send()[name] = sealed if len(sealed) <= _LARGEST else ""


def take_away(name: str) -> None:
    """Take a cookie away with the present page."""
    if _full_name(services().settings, name) in request.cookies:
        _to_send()[name] = ""


def read(name: str, lasts: timedelta | None = None) -> Mapping[str, str] | None:
    """What we put in the cookie; None without one, or with one that is not ours. Raises TooOld."""
    settings = services().settings
    sealed = request.cookies.get(_full_name(settings, name), "").encode()
    cipher = _cipher(settings.secret_key, name)
    try:
        told: dict[str, str] = json.loads(cipher.decrypt(sealed))
        made = cipher.extract_timestamp(sealed)
    except InvalidToken:
        return None
    if lasts and _seconds(services().clock()) - made > lasts.total_seconds():
        raise TooOld
    return told


def configure_sealed_cookies(app: Flask) -> None:
    """Send what pages have decided on."""
    app.after_request(_send)


def _to_send() -> dict[str, str]:
    if "sealed_cookies" not in g:
        g.sealed_cookies = {}
    found: dict[str, str] = g.sealed_cookies
    return found


def _send(response: Response) -> Response:
    settings = services().settings
    for name, value in g.get("sealed_cookies", {}).items():
        full = _full_name(settings, name)
        if value:
            # Lax, since the browser comes back with it from the other service.
            response.set_cookie(full, value, httponly=True, samesite="Lax", secure=settings.production, path="/")
        else:
            response.delete_cookie(full, httponly=True, samesite="Lax", secure=settings.production, path="/")
    return response


def _full_name(settings: Settings, name: str) -> str:
    return f"__Host-{name}" if settings.production else name


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _cipher(key: str, name: str) -> Fernet:
    """One key for each cookie, so that neither can be taken for the other."""
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key.encode(), f"samverkan: {name}".encode(), "sha256")))
