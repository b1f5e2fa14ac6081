"""Long work as rows: asked for by somebody, taken by one runner at a time, followed, stopped, ended.

Whoever does the work tells now and then that it is still alive. One that has been silent for a while died with its
process, and is marked as interrupted: it can be asked for again. Nothing about a person may be asked for here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, text, update

from generator.storage.database import reading, writing
from generator.storage.errors import UnknownJob
from generator.storage.job_table import JOBS
from generator.storage.tokens import new_id

SILENCE = timedelta(seconds=60)
"""After so long without a sign of life a job is taken to have died."""
KEPT = timedelta(days=90)
"""For how long an ended job can be looked at."""
_JOB_LOCK = 0x5A4D58  # any number of our own; whoever holds it may take a job in PostgreSQL
_LONGEST_REASON = 400
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class JobState(StrEnum):
    """How a job is doing."""

    WAITING = "vantar"
    RUNNING = "pagar"
    DONE = "klart"
    FAILED = "misslyckades"
    STOPPED = "stoppat"
    """By whoever asked for it."""
    INTERRUPTED = "avbrutet"
    """The process that did it ended."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class Job:
    """One piece of long work."""

    id: str
    kind: str
    owner: str
    """Id of the account that asked for it."""
    arguments: Mapping[str, object]
    state: JobState
    done: int
    total: int
    """How much there is to do; 0 until that is known."""
    cancel: bool
    """Whether somebody has asked for it to stop."""
    result: object
    """As JSON holds it; None until it is done."""
    reason: str
    """Why it failed, in Swedish."""
    created: datetime
    seen: datetime | None
    """When it last gave a sign of life."""
    ended: datetime | None


@dataclass(frozen=True)
class Ending:
    """How a job ended."""

    state: JobState
    result: object = None
    reason: str = ""


class JobStore:
    """The jobs of one database. Every method raises StorageError when the database fails."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, kind: str, owner: str, arguments: Mapping[str, object], moment: datetime) -> Job:
        """Ask for a job of a kind. It waits until a runner takes it."""
        row = {
            **{"id": new_id(), "kind": kind, "owner": owner, "arguments": dict(arguments)},
            **{"state": JobState.WAITING.value, "done": 0, "total": 0, "cancel": False, "result": None, "reason": ""},
            "created": moment,
        }
        with writing(self.engine) as connection:
            connection.execute(delete(JOBS).where(JOBS.c.ended < moment - KEPT))
            connection.execute(insert(JOBS).values(row))
        return self.read(str(row["id"]), owner)

    def read(self, job_id: str, owner: str) -> Job:
        """A job of somebody's own. Raises UnknownJob, also for somebody else's."""
        row = None
        if _ID.fullmatch(job_id):  # PostgreSQL would not even be asked about some of what no id can be
            query = select(JOBS).where(JOBS.c.id == job_id, JOBS.c.owner == owner)
            with reading(self.engine) as connection:
                row = connection.execute(query).one_or_none()
        if row is None:
            raise UnknownJob("Arbetet finns inte.")
        return _job(row)

    def newest(self, owner: str, limit: int) -> tuple[Job, ...]:
        """Somebody's own jobs, the newest first."""
        query = select(JOBS).where(JOBS.c.owner == owner).order_by(JOBS.c.created.desc(), JOBS.c.id).limit(limit)
        with reading(self.engine) as connection:
            return tuple(_job(row) for row in connection.execute(query))

    def stop(self, job_id: str, owner: str, moment: datetime) -> None:
        """Ask for a job of one's own to stop. One that waits ends at once; one that is over is left as it is.

        Raises UnknownJob.
        """
        self.read(job_id, owner)
        mine = (JOBS.c.id == job_id) & (JOBS.c.owner == owner)
        waits = mine & (JOBS.c.state == JobState.WAITING.value)
        with writing(self.engine) as connection:
            connection.execute(update(JOBS).where(waits).values(state=JobState.STOPPED.value, ended=moment))
            runs = mine & (JOBS.c.state == JobState.RUNNING.value)
            connection.execute(update(JOBS).where(runs).values(cancel=True))

    # --- For whoever does the work -----------------------------------------------------------------------------------

    def take(self, moment: datetime) -> Job | None:
        """The job that has waited longest, now running; None when none waits or another one runs.

        Those that have been silent for too long are marked as interrupted.
        """
        if not self._has_any_open():
            return None
        with writing(self.engine) as connection:
            _one_at_a_time(connection)
            _interrupt(connection, moment - SILENCE, moment)
            running = select(func.count()).select_from(JOBS).where(JOBS.c.state == JobState.RUNNING.value)
            if connection.execute(running).scalar_one():
                return None
            waiting = select(JOBS).where(JOBS.c.state == JobState.WAITING.value)
            row = connection.execute(waiting.order_by(JOBS.c.created, JOBS.c.id).limit(1)).one_or_none()
            if row is None:
                return None
            taken = {"state": JobState.RUNNING.value, "seen": moment}
            connection.execute(update(JOBS).where(JOBS.c.id == row.id).values(taken))
            return _job(connection.execute(select(JOBS).where(JOBS.c.id == row.id)).one())

    def _has_any_open(self) -> bool:
        is_open = JOBS.c.state.in_([JobState.WAITING.value, JobState.RUNNING.value])
        with reading(self.engine) as connection:
            return connection.execute(select(JOBS.c.id).where(is_open).limit(1)).first() is not None

    def tell(self, job_id: str, progress: tuple[int, int] | None, moment: datetime) -> bool:
        """Give a sign of life, with how much is done of how much, when that is known.

        Returns whether the work is to go on: not when somebody has asked for it to stop, or taken it for dead.
        """
        known = {} if progress is None else {"done": progress[0], "total": progress[1]}
        runs = (JOBS.c.id == job_id) & (JOBS.c.state == JobState.RUNNING.value)
        with writing(self.engine) as connection:
            alive = connection.execute(update(JOBS).where(runs).values(seen=moment, **known)).rowcount
            if not alive:
                return False
            return not connection.execute(select(JOBS.c.cancel).where(JOBS.c.id == job_id)).scalar_one()

    def end(self, job_id: str, ending: Ending, moment: datetime) -> bool:
        """Write down how a running job ended; whether it was still running. What has ended is never changed."""
        told = {"state": ending.state.value, "result": ending.result, "reason": ending.reason[:_LONGEST_REASON]}
        runs = (JOBS.c.id == job_id) & (JOBS.c.state == JobState.RUNNING.value)
        with writing(self.engine) as connection:
            return bool(connection.execute(update(JOBS).where(runs).values(**told, ended=moment)).rowcount)


def _one_at_a_time(connection: Connection) -> None:
    """In SQLite there is only one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _JOB_LOCK})


def _interrupt(connection: Connection, silent_since: datetime, moment: datetime) -> None:
    silent = (JOBS.c.state == JobState.RUNNING.value) & (JOBS.c.seen < silent_since)
    connection.execute(update(JOBS).where(silent).values(state=JobState.INTERRUPTED.value, ended=moment))


def _job(row: Row[Any]) -> Job:
    return Job(**{**row._mapping, "state": JobState(row.state)})
