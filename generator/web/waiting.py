"""What waits for whom: from where an agreement stands and what somebody is. One table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.storage.lifecycle import Status
from generator.storage.roles import Role
from generator.storage.statuses import REOPENED, StatusRow

AWAITED: Mapping[tuple[Role, Status], str] = {
    (Role.KOMMUNJURIST, Status.REVIEW): "Granska",
    (Role.SOCIALCHEF, Status.READY): "Skriv under",
    (Role.LOKALPOLISOMRADESCHEF, Status.READY): "Skriv under",
    (Role.SAMORDNARE, Status.READY): "Registrera den undertecknade filen",
    (Role.KOMMUNPOLIS, Status.READY): "Registrera den undertecknade filen",
    (Role.SAMORDNARE, Status.DRAFT): "Ändra och lämna igen",
    (Role.KOMMUNPOLIS, Status.DRAFT): "Ändra och lämna igen",
}
"""Role and status → what somebody with the role is waited for to do. A draft waits only when it was handed back."""


def awaited(roles: Iterable[Role], row: StatusRow | None) -> str:
    """What somebody with these roles is waited for to do; empty for nothing."""
    if row is None or (row.status is Status.DRAFT and row.reason == REOPENED):
        return ""
    return next((words for role in Role if role in set(roles) and (words := AWAITED.get((role, row.status), ""))), "")
