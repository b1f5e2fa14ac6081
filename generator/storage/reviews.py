"""What lawyers have said of wordings: rows that are only added, each organisation's apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Row, func, insert, select

from generator.review.opinions import Decision, Opinion
from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import AGREEMENT_ORGANISATIONS as OWNED
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.ownership import Viewer
from generator.storage.review_rounds import hold_organisation
from generator.storage.review_table import REVIEWS
from generator.storage.roles import OrganisationKind

LONGEST_TEXT = 4_000


class Asked(NamedTuple):
    """An organisation that reviews an agreement's own wordings."""

    id: str
    name: str
    stands_in: bool = False
    """Whether no municipality of the agreement is in the service, so that this one only tells what it has answered."""


_NEEDS_TEXT = {
    Decision.REMARKED: "Skriv anmärkningen.",
    Decision.REJECTED: "Skriv varför texten inte kan godkännas.",
    Decision.COMMENT: "Skriv en kommentar.",
}


@dataclass(frozen=True)
class NewOpinion:
    """What somebody says of a wording. Raises AccountProblem when its text is missing, too long or cannot be stored."""

    organisation: str
    clause: str
    sha256: str
    decision: Decision
    text: str = ""
    agreement: str = ""
    by_board: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip() and self.decision in _NEEDS_TEXT:
            raise AccountProblem(_NEEDS_TEXT[self.decision])
        if not self.text.strip() and self.by_board:
            raise AccountProblem("Skriv varför nämnden svarar i stället för en jurist.")
        if len(self.text) > LONGEST_TEXT:
            raise AccountProblem(f"Texten har {len(self.text)} tecken. Den får ha högst {LONGEST_TEXT}.")
        if "\x00" in self.text:
            raise AccountProblem("Texten innehåller ett tecken som inte går att spara.")


class ReviewStore:
    """What has been said, as one viewer may say it. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine, viewer: Viewer) -> None:
        self.engine = engine
        self.viewer = viewer

    def add(self, new: NewOpinion, moment: datetime) -> Opinion:
        """Store an opinion, and the event of it. Raises UnknownAccount for an organisation that is not the viewer's."""
        if new.organisation not in self.viewer.organisations:
            raise UnknownAccount("Organisationen finns inte.")
        with writing(self.engine) as connection:
            number = _next_number(connection, new.organisation)
            row = {"organisation_id": new.organisation, "number": number, "agreement_id": new.agreement or None}
            said = {"clause": new.clause, "sha256": new.sha256, "decision": new.decision.value}
            told = {"moment": moment, "who": self.viewer.who, "text": new.text.strip(), "by_board": new.by_board}
            connection.execute(insert(REVIEWS).values(**row, **said, **told))
            details: dict[str, str | int] = {"organisation": new.organisation, "sha256": new.sha256}
            append_event(connection, Event(Kind.WORDING_REVIEWED, moment, details, self.viewer.who))
            added = connection.execute(select(REVIEWS).where(REVIEWS.c.number == number, _of(new.organisation))).one()
        return _opinion(added)

    def of(self, organisations: Collection[str]) -> tuple[Opinion, ...]:
        """Everything that was said in these organisations, in order. Whoever asks has seen to that it may be read."""
        query = select(REVIEWS).where(REVIEWS.c.organisation_id.in_(sorted(organisations)))
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(REVIEWS.c.organisation_id, REVIEWS.c.number)).all()
        return tuple(_opinion(row) for row in rows)

    def reviewers_of(self, agreement_id: str) -> tuple[Asked, ...]:
        """The organisations that review an agreement's own wordings: the municipalities that have it, or else everybody
        that has it, who then writes down what the municipality has answered."""
        query = select(ORGANISATIONS).join(OWNED).where(OWNED.c.agreement_id == agreement_id)
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(ORGANISATIONS.c.name, ORGANISATIONS.c.id)).all()
        municipal = [row for row in rows if row.kind == OrganisationKind.MUNICIPALITY.value]
        if municipal:
            return tuple(Asked(row.id, row.name) for row in municipal)
        return tuple(Asked(row.id, f"kommunen (svaret förs in av {row.name})", stands_in=True) for row in rows)


def _next_number(connection: Connection, organisation: str) -> int:
    hold_organisation(connection, organisation)
    query = select(func.max(REVIEWS.c.number)).where(_of(organisation))
    return int(connection.execute(query).scalar_one() or 0) + 1


def _of(organisation: str) -> ColumnElement[bool]:
    return REVIEWS.c.organisation_id == organisation


def _opinion(row: Row[tuple[object, ...]]) -> Opinion:
    told = row._mapping
    return Opinion(
        organisation=told["organisation_id"],
        number=told["number"],
        clause=told["clause"],
        sha256=told["sha256"],
        decision=Decision(told["decision"]),
        moment=told["moment"],
        who=told["who"],
        text=told["text"],
        agreement=told["agreement_id"] or "",
        by_board=told["by_board"],
    )
