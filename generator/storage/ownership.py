"""Whose an agreement is. Access comes from what an administrator has registered, never from what somebody typed.

An agreement belongs to the organisation that made it, to the registered municipalities that its answers name and, when
a municipality made it, to the police organisations that cover them. The last two follow the answers at each save.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Engine, delete, exists, insert, or_, select, true

from generator.storage.database import reading, writing
from generator.storage.errors import UnknownAccount, UnknownAgreement
from generator.storage.events import LOCAL, Event, Kind, append_event
from generator.storage.identity_tables import AGREEMENT_ORGANISATIONS as OWNED
from generator.storage.identity_tables import ORGANISATION_MUNICIPALITIES as COVERED
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.roles import OrganisationKind
from generator.storage.tables import AGREEMENTS
from generator.storage.tokens import is_id

MUNICIPALITIES_QUESTION = "kommuner"
"""The question whose answer says which municipalities take part."""


class Reason(StrEnum):
    """Why an agreement is an organisation's."""

    MADE = "gjord"
    GIVEN = "tilldelad"
    TAKES_PART = "deltar"


@dataclass(frozen=True)
class Viewer:
    """On whose behalf agreements are read and saved. Whoever is given no organisation sees nothing."""

    who: str
    """As events name it: the id of an account."""
    organisations: frozenset[str] = frozenset()
    """Ids of the organisations in whose name she may do what she is doing now."""
    guest_of: str = ""
    """The one agreement that a guest may read besides."""
    is_service: bool = False
    """The service itself, on the command line: everything."""


SERVICE = Viewer(LOCAL, is_service=True)
NOBODY = Viewer("ingen")


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that an agreement may be read."""
    return or_(writable(viewer), AGREEMENTS.c.id == viewer.guest_of) if viewer.guest_of else writable(viewer)


def writable(viewer: Viewer) -> ColumnElement[bool]:
    """The condition that an agreement may be changed."""
    if viewer.is_service:
        return true()
    return exists().where(OWNED.c.agreement_id == AGREEMENTS.c.id, OWNED.c.organisation_id.in_(viewer.organisations))


def give_to_makers(connection: Connection, agreement_id: str, viewer: Viewer, answers: Mapping[str, object]) -> None:
    """A new agreement is its makers'. Somebody in several organisations makes it for those whose municipalities it
    concerns, or else for all of them."""
    covering = select(COVERED.c.organisation_id).where(COVERED.c.code.in_(_codes(answers)))
    concerned = viewer.organisations & set(connection.execute(covering).scalars())
    for organisation in sorted(concerned or viewer.organisations):
        connection.execute(insert(OWNED).values(_row(agreement_id, organisation, Reason.MADE)))


def follow_answers(connection: Connection, agreement_id: str, answers: Mapping[str, object]) -> None:
    """Let those who take part according to the answers, and no others besides the makers, have the agreement."""
    theirs = OWNED.c.agreement_id == agreement_id
    connection.execute(delete(OWNED).where(theirs, OWNED.c.reason == Reason.TAKES_PART.value))
    owners = {
        row.id: row.kind
        for row in connection.execute(select(ORGANISATIONS.c.id, ORGANISATIONS.c.kind).join(OWNED).where(theirs))
    }
    kinds = [OrganisationKind.MUNICIPALITY.value]
    if owners and OrganisationKind.POLICE.value not in owners.values():
        kinds.append(OrganisationKind.POLICE.value)
    taking_part = (
        select(ORGANISATIONS.c.id)
        .join(COVERED)
        .where(COVERED.c.code.in_(_codes(answers)), ORGANISATIONS.c.kind.in_(kinds))
        .distinct()
    )
    for organisation in sorted(set(connection.execute(taking_part).scalars()) - owners.keys()):
        connection.execute(insert(OWNED).values(_row(agreement_id, organisation, Reason.TAKES_PART)))


def _codes(answers: Mapping[str, object]) -> list[str]:
    given = answers.get(MUNICIPALITIES_QUESTION)
    return [str(each) for each in given] if isinstance(given, list | tuple) else []


def _row(agreement_id: str, organisation: str, reason: Reason) -> dict[str, str]:
    return {"agreement_id": agreement_id, "organisation_id": organisation, "reason": reason.value}


@dataclass(frozen=True)
class Ownerless:
    """An agreement from before there were accounts, as an administrator sees it: nothing of what is in it."""

    id: str
    plan: str
    updated: datetime


_OWNED_BY_SOMEBODY = exists().where(OWNED.c.agreement_id == AGREEMENTS.c.id)


def ownerless(engine: Engine) -> tuple[Ownerless, ...]:
    """The agreements that belong to nobody, the oldest first. Raises StorageError."""
    query = select(AGREEMENTS.c.id, AGREEMENTS.c.plan, AGREEMENTS.c.updated).where(~_OWNED_BY_SOMEBODY)
    with reading(engine) as connection:
        return tuple(Ownerless(*row) for row in connection.execute(query.order_by(AGREEMENTS.c.updated)))


def give_ownerless(engine: Engine, agreement_id: str, organisation: str, told: tuple[datetime, str]) -> None:
    """Let an organisation have an agreement that belongs to nobody; ``told`` is when, and who says so.

    Raises UnknownAgreement, also when it belongs to somebody, UnknownAccount, or StorageError.
    """
    if not (is_id(agreement_id) and is_id(organisation)):
        raise UnknownAgreement("Överenskommelsen eller organisationen finns inte.")
    with writing(engine) as connection:
        free = select(AGREEMENTS.c.id).where(AGREEMENTS.c.id == agreement_id, ~_OWNED_BY_SOMEBODY)
        if connection.execute(free).one_or_none() is None:
            raise UnknownAgreement("Överenskommelsen finns inte.")
        if connection.execute(select(ORGANISATIONS.c.id).where(ORGANISATIONS.c.id == organisation)).first() is None:
            raise UnknownAccount("Organisationen finns inte.")
        give(connection, (agreement_id,), organisation, told)


def give(connection: Connection, agreements: Iterable[str], organisation: str, told: tuple[datetime, str]) -> None:
    """Let an organisation have agreements, each with an event, in the caller's transaction."""
    for agreement_id in agreements:
        connection.execute(insert(OWNED).values(_row(agreement_id, organisation, Reason.GIVEN)))
        details: dict[str, str | int] = {"overenskommelse": agreement_id, "organisation": organisation}
        append_event(connection, Event(Kind.AGREEMENT_GIVEN, told[0], details, told[1]))
