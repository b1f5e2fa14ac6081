"""How an organisation reviews: how many of its people must approve a wording, and by which day something is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine, Select, delete, insert, select

from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.ownership import Viewer
from generator.storage.review_table import DAYS, RULES

FEWEST, MOST = 1, 2
LIBRARY = "bibliotek"
"""What a day is about when it is the library's texts and not one agreement or one change of the law."""
_NO_DAY = "ingen"


@dataclass(frozen=True)
class ReviewDay:
    """By which day an organisation is to have reviewed something."""

    organisation: str
    subject: str
    """LIBRARY, or the id of an agreement or of a change of the law."""
    day: date
    moment: datetime
    who: str


@dataclass(frozen=True)
class NewDay:
    """The day that is set for several organisations; None takes it away."""

    organisations: tuple[str, ...]
    subject: str
    day: date | None
    is_agreement: bool = False


def persons_required(engine: Engine, organisations: Collection[str], at: datetime | None = None) -> Mapping[str, int]:
    """Organisation → how many persons must approve, now or at a moment. Raises StorageError."""
    with reading(engine) as connection:
        rows = connection.execute(_rules(organisations)).all()
    known = {each.organisation_id: int(each.persons) for each in rows if at is None or each.moment <= at}
    return {each: known.get(each, FEWEST) for each in organisations}


def require_persons(engine: Engine, organisation: str, persons: int, told: tuple[datetime, str]) -> None:
    """Set how many must approve, with an event; ``told`` is when, and who says so.

    Nothing happens when it is so already. Raises UnknownAccount, AccountProblem for another number than one or two, or
    StorageError.
    """
    if not FEWEST <= persons <= MOST:
        raise AccountProblem("Välj om en eller två personer ska godkänna.")
    moment, who = told
    with writing(engine) as connection:
        hold_organisation(connection, organisation)
        if connection.execute(select(ORGANISATIONS.c.id).where(ORGANISATIONS.c.id == organisation)).first() is None:
            raise UnknownAccount("Organisationen finns inte.")
        rows = connection.execute(_rules([organisation])).all()
        if persons == (rows[-1].persons if rows else FEWEST):
            return
        row = {"organisation_id": organisation, "number": len(rows) + 1, "persons": persons}
        connection.execute(insert(RULES).values(**row, moment=moment, who=who))
        details: dict[str, str | int] = {"organisation": organisation, "personer": persons}
        append_event(connection, Event(Kind.REVIEW_RULE_SET, moment, details, who))


def _rules(organisations: Collection[str]) -> Select[tuple[object, ...]]:
    theirs = RULES.c.organisation_id.in_(sorted(organisations))
    return select(RULES).where(theirs).order_by(RULES.c.organisation_id, RULES.c.number)


def hold_organisation(connection: Connection, organisation: str) -> None:
    """Let two who write of one organisation take turns, on either database: SQLite lets one write at a time."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(ORGANISATIONS.c.id).where(ORGANISATIONS.c.id == organisation).with_for_update())


def review_days(engine: Engine, organisations: Collection[str]) -> tuple[ReviewDay, ...]:
    """Every day that these organisations have something to review by, the earliest first. Raises StorageError."""
    query = select(DAYS).where(DAYS.c.organisation_id.in_(sorted(organisations)))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(DAYS.c.day, DAYS.c.organisation_id, DAYS.c.subject)).all()
    return tuple(
        ReviewDay(each.organisation_id, each.subject, date.fromisoformat(each.day), each.moment, each.who)
        for each in rows
    )


def set_review_day(engine: Engine, viewer: Viewer, new: NewDay, moment: datetime) -> None:
    """Set the day, or take it away, with an event for each organisation.

    Whether the viewer may say it for these organisations is for the caller to know. Raises StorageError.
    """
    with writing(engine) as connection:
        for organisation in sorted(new.organisations):
            hold_organisation(connection, organisation)
            same = (DAYS.c.organisation_id == organisation) & (DAYS.c.subject == new.subject)
            connection.execute(delete(DAYS).where(same))
            if new.day is not None:
                row = {"organisation_id": organisation, "subject": new.subject, "day": new.day.isoformat()}
                agreement = new.subject if new.is_agreement else None
                told = {"moment": moment, "who": viewer.who}
                connection.execute(insert(DAYS).values(**row, agreement_id=agreement, **told))
            day = new.day.isoformat() if new.day else _NO_DAY
            details: dict[str, str | int] = {"organisation": organisation, "granskning": new.subject, "dag": day}
            append_event(connection, Event(Kind.REVIEW_DAY_SET, moment, details, viewer.who))
