"""Secrets that somebody holds and we only recognise: made by chance, stored as SHA-256. And ids that nobody guesses."""

from __future__ import annotations

import hashlib
import re
import secrets

_ID_BYTES = 16  # 128 bits
_TOKEN_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_id() -> str:
    """A new id: 22 letters, digits, hyphens and underscores. A hyphen first would be an option on the command line."""
    made = secrets.token_urlsafe(_ID_BYTES)
    return f"_{made[1:]}" if made.startswith("-") else made


def is_id(text: str) -> bool:
    """Whether it could be an id. PostgreSQL is not even asked about the rest: some of it it cannot read."""
    return _ID.fullmatch(text) is not None


def new_token() -> str:
    """A new secret of 256 bits, to be shown once: 43 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is stored of a token, in hexadecimal; empty, and so never found, for what no token can be."""
    return hashlib.sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else ""
