"""What a municipality answers alike in every document for a person: who is responsible, how to reach it. Never a word
about anybody whom such a document is for.

They are read by those who work in the municipality, and saved by those of them whom the page is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select

from generator.storage.database import reading, writing
from generator.storage.errors import AccountProblem, UnknownAccount
from generator.storage.events import Event, Kind, append_event
from generator.storage.identity_tables import ORGANISATIONS
from generator.storage.ownership import Viewer
from generator.storage.roles import OrganisationKind
from generator.storage.standing_answer_table import STANDING_ANSWERS


@dataclass(frozen=True)
class StandingAnswers:
    """The answers of one municipality as they stand."""

    organisation: str
    name: str
    """The organisation's."""
    number: int = 0
    """How many times they have been saved."""
    answers: Mapping[str, object] = field(default_factory=dict)
    """Question → answer as it is stored; a question without an answer is not there."""
    moment: datetime | None = None
    """When they were last saved; None when they never were."""
    who: str = ""
    """Who saved them: the id of an account."""


class StandingAnswerStore:
    """The standing answers of one database, as one viewer sees them. Every method raises StorageError when it fails."""

    def __init__(self, engine: Engine, viewer: Viewer) -> None:
        self.engine = engine
        self.viewer = viewer

    def mine(self) -> tuple[StandingAnswers, ...]:
        """Those of the municipalities that the viewer works in, by name; also of one that has not saved any."""
        with reading(self.engine) as connection:
            return tuple(_latest(connection, *each) for each in _municipalities(connection, self.viewer))

    def of(self, organisation: str) -> StandingAnswers:
        """Those of one of them. Raises UnknownAccount for any other."""
        found = next((each for each in self.mine() if each.organisation == organisation), None)
        if found is None:
            raise UnknownAccount("Kommunen finns inte.")
        return found

    def save(self, organisation: str, answers: Mapping[str, object], expected: int, moment: datetime) -> None:
        """Save all the answers after those with number ``expected``, and the event of it.

        Raises UnknownAccount for a municipality that is not the viewer's, AccountProblem when somebody else has saved
        in between.
        """
        with writing(self.engine) as connection:
            _lock(connection, organisation)
            if organisation not in {each for each, _ in _municipalities(connection, self.viewer)}:
                raise UnknownAccount("Kommunen finns inte.")
            if _count(connection, organisation) != expected:
                raise AccountProblem("Någon annan har sparat kommunens uppgifter medan du skrev.")
            row = {"organisation_id": organisation, "number": expected + 1, "answers": dict(answers)}
            connection.execute(insert(STANDING_ANSWERS).values(**row, moment=moment, who=self.viewer.who))
            details: dict[str, str | int] = {"organisation": organisation, "nummer": expected + 1}
            append_event(connection, Event(Kind.STANDING_ANSWERS_SAVED, moment, details, self.viewer.who))


def _municipalities(connection: Connection, viewer: Viewer) -> list[tuple[str, str]]:
    """Id and name of each municipality that the viewer works in."""
    query = select(ORGANISATIONS.c.id, ORGANISATIONS.c.name).where(
        ORGANISATIONS.c.kind == OrganisationKind.MUNICIPALITY.value,
        ORGANISATIONS.c.id.in_(sorted(viewer.organisations)),
    )
    return [(row.id, row.name) for row in connection.execute(query.order_by(ORGANISATIONS.c.name, ORGANISATIONS.c.id))]


def _latest(connection: Connection, organisation: str, name: str) -> StandingAnswers:
    theirs = select(STANDING_ANSWERS).where(STANDING_ANSWERS.c.organisation_id == organisation)
    row = connection.execute(theirs.order_by(STANDING_ANSWERS.c.number.desc()).limit(1)).one_or_none()
    if row is None:
        return StandingAnswers(organisation, name)
    return StandingAnswers(organisation, name, row.number, row.answers, row.moment, row.who)


def _count(connection: Connection, organisation: str) -> int:
    counted = select(func.count()).where(STANDING_ANSWERS.c.organisation_id == organisation)
    return int(connection.execute(counted).scalar_one())


def _lock(connection: Connection, organisation: str) -> None:
    # Two who save in the same moment take turns, on either database: SQLite lets one write at a time.
    if connection.dialect.name == "postgresql":
        connection.execute(select(ORGANISATIONS.c.id).where(ORGANISATIONS.c.id == organisation).with_for_update())
