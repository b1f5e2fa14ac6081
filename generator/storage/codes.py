"""One-time codes of an authenticator app: the secret kept encrypted, each code usable once."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

ISSUER = "Samverkan"
SECONDS = 30
_EARLIER_OR_LATER = 1
"""How many codes before and after the present one are taken: clocks differ."""


def new_secret() -> str:
    """A secret for an authenticator app, as it is typed there."""
    return pyotp.random_base32()


def app_address(secret: str, login: str) -> str:
    """What the picture for an authenticator app says."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def code_step(secret: str, code: str, moment: datetime, after: int | None = None) -> int | None:
    """The time step that a code belongs to; None for a wrong one, or one that is not later than step ``after``."""
    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit()):
        return None
    now = int(moment.timestamp()) // SECONDS
    maker = pyotp.TOTP(secret)
    for step in range(now - _EARLIER_OR_LATER, now + _EARLIER_OR_LATER + 1):
        if hmac.compare_digest(maker.generate_otp(step), typed) and (after is None or step > after):
            return step
    return None


def sealed(secret: str, key: str) -> str:
    """The secret as it is stored."""
    return _cipher(key).encrypt(secret.encode()).decode()


def unsealed(stored: str, key: str) -> str:
    """The secret again; empty, and so never matching, when the service's key has been changed."""
    try:
        return _cipher(key).decrypt(stored.encode()).decode()
    except InvalidToken:
        return ""


def _cipher(key: str) -> Fernet:
    derived = hmac.digest(key.encode(), b"samverkan: one-time codes", "sha256")
    return Fernet(base64.urlsafe_b64encode(derived))
