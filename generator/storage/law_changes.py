"""The changes of the law that organisations have entered: each opens the reviews of what rests on the provision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, Row, insert, select, update

from generator.review.entered_changes import EnteredChange
from generator.review.law_change import Fate, LawChange
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.ownership import Viewer
from generator.storage.review_table import LAW_CHANGES
from generator.storage.tokens import is_id, new_id

LONGEST_NOTE = 1_000
_LONGEST_SUCCESSOR = 200


@dataclass(frozen=True)
class NewChange:
    """A change that somebody enters for several organisations at once. Raises AccountProblem when it cannot be kept."""

    organisations: tuple[str, ...]
    change: LawChange
    """Of one provision."""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.organisations:
            raise AccountProblem("Välj vilken kommun som ändringen förs in för.")
        if len(self.note) > LONGEST_NOTE or len(self.change.successor) > _LONGEST_SUCCESSOR:
            raise AccountProblem(f"Texten är för lång. Den får ha högst {LONGEST_NOTE} tecken.")
        if "\x00" in f"{self.note}{self.change.successor}":
            raise AccountProblem("Texten innehåller ett tecken som inte går att spara.")


def enter_change(engine: Engine, viewer: Viewer, new: NewChange, moment: datetime) -> tuple[EnteredChange, ...]:
    """Enter a change, once for each organisation, with events.

    Raises UnknownAccount for an organisation that is not the viewer's, or StorageError.
    """
    if not set(new.organisations) <= viewer.organisations:
        raise UnknownAccount("Organisationen finns inte.")
    change = new.change
    told = {"fate": change.fate.value, "first_day": change.first_day.isoformat(), "successor": change.successor}
    ids = []
    with writing(engine) as connection:
        for organisation in new.organisations:
            (provision,) = change.provisions
            ids.append(new_id())
            row = {"id": ids[-1], "organisation_id": organisation, "provision": provision, "note": new.note.strip()}
            said = {"moment": moment, "who": viewer.who, "withdrawn": None, "withdrawn_by": ""}
            connection.execute(insert(LAW_CHANGES).values(**row, **told, **said))
            details: dict[str, str | int] = {"organisation": organisation, "lagandring": ids[-1]}
            append_event(connection, Event(Kind.LAW_CHANGE_ENTERED, moment, details, viewer.who))
    return tuple(each for each in entered_changes(engine, new.organisations) if each.id in ids)


def entered_changes(engine: Engine, organisations: Collection[str]) -> tuple[EnteredChange, ...]:
    """Every change that these organisations have entered, also taken back; the newest first. Raises StorageError."""
    query = select(LAW_CHANGES).where(LAW_CHANGES.c.organisation_id.in_(sorted(organisations)))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(LAW_CHANGES.c.moment.desc(), LAW_CHANGES.c.id)).all()
    return tuple(_entered(each) for each in rows)


def find_change(engine: Engine, viewer: Viewer, change_id: str) -> EnteredChange:
    """One that an organisation of the viewer's has entered. Raises UnknownAccount or StorageError."""
    if is_id(change_id):
        for each in entered_changes(engine, viewer.organisations):
            if each.id == change_id:
                return each
    raise UnknownAccount("Lagändringen finns inte.")


def withdraw_change(engine: Engine, viewer: Viewer, change_id: str, moment: datetime) -> None:
    """Take a change back, with an event: what was decided before it counts again. Raises as ``find_change`` does."""
    found = find_change(engine, viewer, change_id)
    with writing(engine) as connection:
        still = (LAW_CHANGES.c.id == change_id) & LAW_CHANGES.c.withdrawn.is_(None)
        taken = connection.execute(
            update(LAW_CHANGES).where(still).values(withdrawn=moment, withdrawn_by=viewer.who)
        ).rowcount
        if taken:
            details: dict[str, str | int] = {"organisation": found.organisation, "lagandring": change_id}
            append_event(connection, Event(Kind.LAW_CHANGE_WITHDRAWN, moment, details, viewer.who))


def in_effect(changes: Iterable[EnteredChange], organisation: str, at: datetime | None) -> tuple[EnteredChange, ...]:
    """Those of one organisation that count, now (None) or at a moment."""
    return tuple(each for each in changes if each.organisation == organisation and each.counts_at(at))


def _entered(row: Row[tuple[object, ...]]) -> EnteredChange:
    told = row._mapping
    first_day = date.fromisoformat(told["first_day"])
    return EnteredChange(
        id=told["id"],
        organisation=told["organisation_id"],
        change=LawChange((told["provision"],), first_day, Fate(told["fate"]), told["successor"]),
        note=told["note"],
        moment=told["moment"],
        who=told["who"],
        withdrawn=told["withdrawn"],
    )
