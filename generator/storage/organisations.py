"""The authorities that work here, as an administrator has registered them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from generator.reference import UnknownMunicipality, municipality, swedish_key
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import ORGANISATION_MUNICIPALITIES as COVERED
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.roles import OrganisationKind
from generator.storage.tokens import new_id

_LONGEST_NAME = 200
_MOST_MUNICIPALITIES = 290


@dataclass(frozen=True)
class Organisation:
    """An authority."""

    id: str
    kind: OrganisationKind
    name: str
    municipalities: tuple[str, ...]
    """Codes: the municipality itself, or those that the police organisation covers."""


@dataclass(frozen=True)
class NewOrganisation:
    """What an administrator says of an organisation. Raises AccountProblem for what cannot be right."""

    kind: OrganisationKind
    name: str
    municipalities: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.name.strip() and self.name.isprintable() and len(self.name) <= _LONGEST_NAME):
            raise AccountProblem("Skriv organisationens namn på en rad.")
        if self.kind is OrganisationKind.MUNICIPALITY and len(self.municipalities) != 1:
            raise AccountProblem("En kommun har en enda kommunkod.")
        if not 0 < len(set(self.municipalities)) <= _MOST_MUNICIPALITIES:
            raise AccountProblem("Ange vilka kommuner polisorganisationen arbetar i.")
        for code in self.municipalities:
            try:
                municipality(code)
            except UnknownMunicipality as error:
                raise AccountProblem(str(error)) from error


class OrganisationStore:
    """The organisations of one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, new: NewOrganisation, moment: datetime, who: str) -> Organisation:
        """Register an organisation, and the event of it."""
        organisation_id = new_id()
        with writing(self.engine) as connection:
            insert_organisation(connection, organisation_id, new, moment)
            append_event(connection, _saved(organisation_id, moment, who))
        return Organisation(organisation_id, new.kind, new.name.strip(), tuple(sorted(set(new.municipalities))))

    def change(self, organisation_id: str, new: NewOrganisation, moment: datetime, who: str) -> None:
        """Change its name and municipalities, never its kind. Raises UnknownAccount or AccountProblem."""
        with writing(self.engine) as connection:
            known = _read(connection).get(organisation_id)
            if known is None or known.kind is not new.kind:
                raise UnknownAccount("Organisationen finns inte.")
            theirs = update(ORGANISATIONS).where(ORGANISATIONS.c.id == organisation_id)
            connection.execute(theirs.values(name=new.name.strip()))
            connection.execute(delete(COVERED).where(COVERED.c.organisation_id == organisation_id))
            _cover(connection, organisation_id, new.municipalities)
            append_event(connection, _saved(organisation_id, moment, who))

    def all(self) -> tuple[Organisation, ...]:
        """Every organisation: the municipalities and then the police, by name."""
        with reading(self.engine) as connection:
            found = _read(connection)
        return tuple(sorted(found.values(), key=lambda each: (each.kind.value, swedish_key(each.name))))

    def find(self, organisation_id: str) -> Organisation:
        """One of them. Raises UnknownAccount."""
        with reading(self.engine) as connection:
            found = _read(connection).get(organisation_id)
        if found is None:
            raise UnknownAccount("Organisationen finns inte.")
        return found


def insert_organisation(connection: Connection, organisation_id: str, new: NewOrganisation, moment: datetime) -> None:
    """Add the rows of an organisation, in the caller's transaction."""
    row = {"id": organisation_id, "kind": new.kind.value, "name": new.name.strip(), "created": moment}
    connection.execute(insert(ORGANISATIONS).values(row))
    _cover(connection, organisation_id, new.municipalities)


def _cover(connection: Connection, organisation_id: str, codes: tuple[str, ...]) -> None:
    rows = [{"organisation_id": organisation_id, "code": code} for code in sorted(set(codes))]
    connection.execute(insert(COVERED), rows)


def _saved(organisation_id: str, moment: datetime, who: str) -> Event:
    return Event(Kind.ORGANISATION_SAVED, moment, {"organisation": organisation_id}, who)


def _read(connection: Connection) -> Mapping[str, Organisation]:
    covered: dict[str, list[str]] = {}
    for row in connection.execute(select(COVERED).order_by(COVERED.c.organisation_id, COVERED.c.code)):
        covered.setdefault(row.organisation_id, []).append(row.code)
    return {
        row.id: Organisation(row.id, OrganisationKind(row.kind), row.name, tuple(covered.get(row.id, ())))
        for row in connection.execute(select(ORGANISATIONS))
    }
