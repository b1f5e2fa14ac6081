"""Passwords: which ones are good enough, and how one is kept so that nobody can read it back."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1, type=Type.ID)
"""About 40 milliseconds and 19 MB: many who sign in at once must not fill the machine's memory."""

_COMMON = frozenset(
    {
        *("123456789012", "1234567890123", "12345678901234", "123456123456", "111111111111", "000000000000"),
        *("qwertyuiop12", "qwertyuiop123", "qwertyuiopåä", "qwerty123456", "asdfghjklöäz", "password1234"),
        *("password12345", "passwordpassword", "passw0rd1234", "iloveyou1234", "administrator", "administratör"),
        *("lösenord1234", "losenord1234", "lösenordlösenord", "losenordlosenord", "hemligt12345", "välkommen123"),
        *("valkommen123", "välkommen1234", "sommar202612", "vintern20262", "sverigesverige", "polisenpolisen"),
        *("samverkan1234", "samverkan2026", "kommunkommun", "avhoppare1234", "abcdefghijkl", "abc123abc123"),
    }
)
"""What people choose when twelve letters are asked for."""


def password_problem(password: str, login: str = "") -> str:
    """What is wrong with a new password, in Swedish; empty when it is good enough. No rules about kinds of letters."""
    plain = _normal(password).casefold()
    if len(password) < SHORTEST:
        return f"Lösenordet ska ha minst {SHORTEST} tecken. Flera vanliga ord efter varandra går bra."
    if len(password) > LONGEST:
        return f"Lösenordet får ha högst {LONGEST} tecken."
    if plain in _COMMON or len(set(plain)) < 4 or (login and login.partition("@")[0] == plain):  # noqa: PLR2004
        return "Lösenordet är för lätt att gissa. Välj ett annat."
    return ""


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _HASHER.hash(_normal(password))


def is_password(password: str, stored: str | None) -> bool:
    """Whether it is the password that was stored. Takes as long when nothing was."""
    try:
        return _HASHER.verify(stored or _nobodys(), _normal(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("ingen har det här lösenordet")


def _normal(password: str) -> str:
    """The same letters however a keyboard composes them; never more than anybody may choose."""
    return unicodedata.normalize("NFC", password[: LONGEST + 1].encode("utf-8", "replace").decode())
