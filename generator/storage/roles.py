"""What somebody can be in an organisation, and what the service calls it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class OrganisationKind(StrEnum):
    """The two kinds of authorities that work here."""

    POLICE = "polis"
    MUNICIPALITY = "kommun"


class Role(StrEnum):
    """What somebody is."""

    KOMMUNPOLIS = "kommunpolis"
    LOKALPOLISOMRADESCHEF = "lokalpolisomradeschef"
    SAMORDNARE = "samordnare"
    SOCIALCHEF = "socialchef"
    KOMMUNJURIST = "kommunjurist"
    HANDLAGGARE = "handlaggare"
    ADMINISTRATOR = "administrator"
    """Of the service itself and not in an organisation: accounts and settings, no agreements."""


ROLES_OF: Mapping[OrganisationKind, tuple[Role, ...]] = {
    OrganisationKind.POLICE: (Role.KOMMUNPOLIS, Role.LOKALPOLISOMRADESCHEF),
    OrganisationKind.MUNICIPALITY: (Role.SAMORDNARE, Role.SOCIALCHEF, Role.KOMMUNJURIST, Role.HANDLAGGARE),
}
"""Which roles there are in an organisation of each kind."""

ROLE_WORDS: Mapping[Role, str] = {
    Role.KOMMUNPOLIS: "kommunpolis",
    Role.LOKALPOLISOMRADESCHEF: "lokalpolisområdeschef",
    Role.SAMORDNARE: "samordnare",
    Role.SOCIALCHEF: "socialchef",
    Role.KOMMUNJURIST: "kommunjurist",
    Role.HANDLAGGARE: "handläggare",
    Role.ADMINISTRATOR: "administratör",
}
"""What each is called on the pages."""

DRAFTERS = frozenset({Role.KOMMUNPOLIS, Role.LOKALPOLISOMRADESCHEF, Role.SAMORDNARE, Role.SOCIALCHEF})
"""Those who write agreements."""
READERS = DRAFTERS | {Role.KOMMUNJURIST}
"""Those who read, comment on and confirm what is written."""
STAFF = READERS | {Role.HANDLAGGARE}
"""Everybody but the administrator."""
KEEPERS = frozenset({Role.SAMORDNARE, Role.SOCIALCHEF, Role.KOMMUNJURIST})
"""Those who save what their municipality answers alike in every document for a person: they speak for the board and
have the data protection officer to ask. A handläggare changes an answer on a paper of hers alone; an administrator
runs the service and works in no municipality."""
