"""What an account may be called, and which roles fit which organisation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from generator.storage.errors import AccountProblem
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.roles import ROLE_WORDS, ROLES_OF, OrganisationKind, Role

_LONGEST = 200
_LOGIN = re.compile(r"[^\s@,;<>\"'\\]+(@[^\s@,;<>\"'\\]+)?")


@dataclass(frozen=True)
class Membership:
    """A role in an organisation."""

    organisation: str
    """Its id."""
    role: Role
    name: str = field(default="", compare=False)
    """What the organisation is called, when it has been read."""


def normal_login(login: str) -> str:
    """The name somebody signs in with, as it is stored. Raises AccountProblem."""
    normal = unicodedata.normalize("NFC", login).strip().lower()
    if not (_LOGIN.fullmatch(normal) and normal.isprintable() and len(normal) <= _LONGEST):
        raise AccountProblem("Skriv ett inloggningsnamn utan mellanslag, till exempel en e-postadress.")
    return normal


def typed_login(login: str) -> str:
    """The stored form of what somebody typed to be found by; empty, and so never found, for what no login can be."""
    try:
        return normal_login(login)
    except AccountProblem:
        return ""


def checked_name(name: str) -> str:
    """Somebody's name, as it is stored. Raises AccountProblem."""
    normal = unicodedata.normalize("NFC", name).strip()
    if not (normal and normal.isprintable() and len(normal) <= _LONGEST):
        raise AccountProblem("Skriv namnet på en rad.")
    return normal


def checked_memberships(connection: Connection, wanted: Iterable[Membership]) -> tuple[Membership, ...]:
    """The memberships, each once. Raises AccountProblem when an organisation is unknown or has no such role."""
    given = tuple(dict.fromkeys(wanted))
    kinds = {row.id: OrganisationKind(row.kind) for row in connection.execute(select(ORGANISATIONS))}
    for each in given:
        if each.organisation not in kinds:
            raise AccountProblem("Organisationen finns inte.")
        if each.role not in ROLES_OF[kinds[each.organisation]]:
            raise AccountProblem(f"Rollen {ROLE_WORDS[each.role]} finns inte i den organisationen.")
    return given
