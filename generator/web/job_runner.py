"""Takes long work as it comes and has it done in a process of its own, one piece at a time in the whole service."""

from __future__ import annotations

import time
from contextlib import suppress
from multiprocessing.process import BaseProcess
from threading import Event, Thread

from generator.clock import now
from generator.errors import StorageError
from generator.storage.database import open_database
from generator.storage.jobs import Ending, Job, JobState, JobStore
from generator.web.fork_server import fork_server
from generator.web.job_kinds import kind_of
from generator.web.job_process import run

LONGEST_SECONDS = 3_600
_GRACE_SECONDS = 20
"""How long a piece of work may take to stop when it is asked to."""
_PAUSE_SECONDS = 2.0
_UNKNOWN = Ending(JobState.FAILED, reason="Den här versionen av tjänsten kan inte göra arbetet.")
_TOO_LONG = Ending(JobState.FAILED, reason="Arbetet tog för lång tid och avbröts.")


class JobRunner:
    """Runs in a thread of every worker of the service; whoever is first takes the work.

    When a worker is killed its work goes on and ends by itself. When the service is stopped the work is interrupted.
    """

    def __init__(self, database_url: str, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._database_url = database_url
        self._longest = longest_seconds
        self._store = JobStore(open_database(database_url))
        self._stopping = Event()
        self._thread = Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """Begin to take work."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more, interrupt what is being done, and say so in the database."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._store.engine.dispose()

    def _keep_running(self) -> None:
        while not self._stopping.wait(_PAUSE_SECONDS):
            with suppress(StorageError):  # asked again in a moment
                while self.run_next() and not self._stopping.is_set():
                    pass

    def run_next(self) -> bool:
        """Do the piece of work that has waited longest, if any; whether there was one. Raises StorageError."""
        job = self._store.take(now())
        if job is None:
            return False
        kind = kind_of(job.kind)
        if kind is None:
            self._store.end(job.id, _UNKNOWN, now())
            return True
        process = fork_server().Process(target=run, args=(self._database_url, job, kind.work), daemon=True)
        process.start()
        ending = self._wait_for(process, job)
        process.kill()
        process.join()
        process.close()
        self._store.end(job.id, ending, now())  # says nothing new when the process had its say
        return True

    def _wait_for(self, process: BaseProcess, job: Job) -> Ending:
        """Wait until the process has ended or should be; how the work ended if the process did not say."""
        latest, if_late = time.monotonic() + self._longest, _TOO_LONG
        while process.is_alive():
            process.join(timeout=0.5)
            if self._stopping.is_set():
                break
            if time.monotonic() > latest:
                return if_late
            if if_late is _TOO_LONG and self._is_cancelled(job):
                latest, if_late = time.monotonic() + _GRACE_SECONDS, Ending(JobState.STOPPED)
        return Ending(JobState.INTERRUPTED)

    def _is_cancelled(self, job: Job) -> bool:
        with suppress(StorageError):
            return self._store.read(job.id, job.owner).cancel
        return False
