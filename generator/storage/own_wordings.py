"""What municipalities have decided about wordings for all their agreements: rows that are only added.

A municipality's are read by itself and by the police organisations that cover it; for everybody else there are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Row, insert, select

from generator.library.overlay import LocalWording
from generator.review.own_wordings import Act, OwnAct, OwnWording, counting_on, local_on, shared
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import ORGANISATION_MUNICIPALITIES as COVERED
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.own_wording_table import OWN_WORDINGS
from generator.storage.ownership import Viewer
from generator.storage.roles import OrganisationKind

MOST = 40
"""Wordings of its own that a municipality can have in use at once; all are tried together on the whole library."""
LONGEST_REASON = 4_000
_LONGEST_ID = 72
"""Leaves room for what opinions about it are kept under."""


@dataclass(frozen=True)
class Keeper:
    """A municipality that can have wordings of its own."""

    id: str
    name: str
    code: str


@dataclass(frozen=True)
class Offered:
    """A wording that all the municipalities of an agreement have decided."""

    local: LocalWording
    who: str
    """Who wrote it, in the first of them: the id of an account."""
    moment: datetime


class OwnWordingStore:
    """The own wordings of one database, as one viewer sees them. Every method raises StorageError when it fails."""

    def __init__(self, engine: Engine, viewer: Viewer) -> None:
        self.engine = engine
        self.viewer = viewer

    def keepers(self) -> tuple[Keeper, ...]:
        """The municipalities whose own wordings the viewer may read, by name."""
        with reading(self.engine) as connection:
            return tuple(sorted(_readable(connection, self.viewer), key=lambda each: (each.name, each.id)))

    def of(self, organisation: str) -> tuple[OwnWording, ...]:
        """Every act of a municipality, in order. Raises UnknownAccount for one that the viewer may not read."""
        with reading(self.engine) as connection:
            if organisation not in {each.id for each in _readable(connection, self.viewer)}:
                raise UnknownAccount("Kommunen finns inte.")
            return _rows(connection, organisation)

    def add(self, organisation: str, act: OwnAct, expected: int, moment: datetime) -> OwnWording:
        """Store an act after number ``expected``, and the event of it.

        Raises UnknownAccount for a municipality that the viewer does not write for, AccountProblem for what cannot be
        stored, or when somebody else has written in between.
        """
        _refuse(act)
        with writing(self.engine) as connection:
            _lock(connection, organisation)
            if organisation not in self.viewer.organisations or not _is_municipality(connection, organisation):
                raise UnknownAccount("Kommunen finns inte.")
            rows = _rows(connection, organisation)
            if len(rows) != expected:
                raise AccountProblem("Någon annan har ändrat kommunens egna lydelser. Läs in sidan på nytt.")
            if act.act is not Act.WITHDRAW and _is_full(rows, act):
                raise AccountProblem(f"Kommunen har redan {MOST} egna lydelser, och fler kan den inte ha.")
            row = {"organisation_id": organisation, "number": expected + 1, **_values(act)}
            connection.execute(insert(OWN_WORDINGS).values(**row, moment=moment, who=self.viewer.who))
            details: dict[str, str | int] = {"organisation": organisation, "nummer": expected + 1}
            append_event(connection, Event(Kind.OWN_WORDING, moment, details, self.viewer.who))
        return OwnWording(organisation, expected + 1, act, moment, self.viewer.who)

    def offered(self, codes: Collection[str], day: date) -> tuple[Offered, ...]:
        """What an agreement between these municipalities is laid over with: what all of them have decided alike.

        Nothing when one of them is not registered, or when the viewer may read none of them.
        """
        with reading(self.engine) as connection:
            parties = _municipal(connection, codes)
            mine = {each.id for each in _readable(connection, self.viewer)}
            if {each.code for each in parties} != set(codes) or not mine & {each.id for each in parties}:
                return ()
            rows = [_rows(connection, each.id) for each in parties]
        first = counting_on(rows[0], day)
        alike = shared([local_on(each, day) for each in rows])
        return tuple(Offered(each, first[each.clause].who, first[each.clause].moment) for each in alike)


def _readable(connection: Connection, viewer: Viewer) -> Iterable[Keeper]:
    """The viewer's own municipalities, and those that her police organisations cover."""
    query = select(COVERED.c.code).where(COVERED.c.organisation_id.in_(sorted(viewer.organisations)))
    police = query.join(ORGANISATIONS).where(ORGANISATIONS.c.kind == OrganisationKind.POLICE.value)
    covered = set(connection.execute(police).scalars())
    return [
        each
        for each in _municipal(connection, None)
        if viewer.is_service or each.id in viewer.organisations or each.code in covered
    ]


def _municipal(connection: Connection, codes: Collection[str] | None) -> list[Keeper]:
    query = select(ORGANISATIONS.c.id, ORGANISATIONS.c.name, COVERED.c.code).join(COVERED)
    query = query.where(ORGANISATIONS.c.kind == OrganisationKind.MUNICIPALITY.value)
    if codes is not None:
        query = query.where(COVERED.c.code.in_(sorted(codes)))
    return [Keeper(*row) for row in connection.execute(query.order_by(COVERED.c.code, ORGANISATIONS.c.id))]


def _is_municipality(connection: Connection, organisation: str) -> bool:
    return any(each.id == organisation for each in _municipal(connection, None))


def _lock(connection: Connection, organisation: str) -> None:
    # Two who write in the same moment take turns, on either database: SQLite lets one write at a time.
    if connection.dialect.name == "postgresql":
        connection.execute(select(ORGANISATIONS.c.id).where(ORGANISATIONS.c.id == organisation).with_for_update())


def _of(organisation: str) -> ColumnElement[bool]:
    return OWN_WORDINGS.c.organisation_id == organisation


def _rows(connection: Connection, organisation: str) -> tuple[OwnWording, ...]:
    query = select(OWN_WORDINGS).where(_of(organisation)).order_by(OWN_WORDINGS.c.number)
    return tuple(_read(row) for row in connection.execute(query))


def _is_full(rows: Iterable[OwnWording], act: OwnAct) -> bool:
    counting = counting_on(rows, act.first_day)
    return act.clause not in counting and len(counting) >= MOST


def _refuse(act: OwnAct) -> None:
    """Raise AccountProblem for what no column can hold."""
    if not act.reason.strip():
        raise AccountProblem("Skälet saknas. Skriv varför.")
    if len(act.reason) > LONGEST_REASON:
        raise AccountProblem(f"Skälet har {len(act.reason)} tecken. Det får ha högst {LONGEST_REASON}.")
    if act.last_day is not None and act.last_day < act.first_day:
        raise AccountProblem("Sista dagen ligger före den första.")
    if any("\x00" in each for each in (act.heading, act.text, act.reason)):
        raise AccountProblem("Texten innehåller ett tecken som inte går att spara.")
    if max(map(len, (act.clause, act.after, act.plan))) > _LONGEST_ID:
        raise AccountProblem(f"Klausulens namn är för långt. Högst {_LONGEST_ID} tecken.")


def _values(act: OwnAct) -> Mapping[str, str]:
    return {
        **{"act": act.act.value, "clause": act.clause, "heading": act.heading, "text": act.text},
        **{"reason": act.reason.strip(), "base": act.base, "base_text": act.base_text},
        **{"after": act.after, "plan": act.plan, "first_day": act.first_day.isoformat()},
        "last_day": act.last_day.isoformat() if act.last_day else "",
    }


def _read(row: Row[tuple[object, ...]]) -> OwnWording:
    told = row._mapping
    words = {key: told[key] for key in ("clause", "heading", "text", "reason", "base", "base_text", "after", "plan")}
    last = date.fromisoformat(told["last_day"]) if told["last_day"] else None
    act = OwnAct(Act(told["act"]), first_day=date.fromisoformat(told["first_day"]), last_day=last, **words)
    return OwnWording(told["organisation_id"], told["number"], act, told["moment"], told["who"])
