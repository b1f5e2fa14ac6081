"""What happens in a process that does one piece of long work: it works, gives signs of life, and says how it ended."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import suppress
from threading import Event, Thread
from typing import Self

from generator.clock import now
from generator.errors import GeneratorError, StorageError
from generator.storage.database import open_database
from generator.storage.jobs import Ending, Job, JobState, JobStore
from generator.web.answerless import kinds_of, places_of
from generator.web.job_kinds import Work

_BEAT_SECONDS = 1.0
_POLITE = 10
"""How far the work stands back for pages and documents."""
_TRIES = 30
_OURS = "Något gick fel hos oss. Försök igen, och tala med den som sköter tjänsten om det händer igen."


def run(database_url: str, job: Job, work: Work) -> None:
    """Do the work and write down how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then ends us
    os.nice(_POLITE)
    store = JobStore(open_database(database_url))
    with _Life(store, job.id) as life:
        ending = _ending(work, life, job)
    _write_down(store, job, ending)


class _Life:
    """Tells now and then how far the work has come, and listens for whether it should stop."""

    def __init__(self, store: JobStore, job_id: str) -> None:
        self._store, self._job_id = store, job_id
        self._progress: tuple[int, int] | None = None
        self._stopped, self._over = Event(), Event()
        self._thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def report_progress(self, done: int, total: int) -> None:
        """Remember it until the next sign of life."""
        self._progress = max(done, 0), max(total, 0)

    def is_cancelled(self) -> bool:
        """Whether somebody has asked for the work to stop."""
        return self._stopped.is_set()

    def _beat(self) -> None:
        is_last = False
        while not is_last:
            is_last = self._over.wait(_BEAT_SECONDS)
            with suppress(StorageError):  # the database may come back before we are taken for dead
                if not self._store.tell(self._job_id, self._progress, now()):
                    self._stopped.set()


def _ending(work: Work, life: _Life, job: Job) -> Ending:
    try:
        result = work(life.report_progress, life.is_cancelled, job.arguments)
        if life.is_cancelled():
            return Ending(JobState.STOPPED)
        return Ending(JobState.DONE, json.loads(json.dumps(result, ensure_ascii=False)))
    except GeneratorError as error:
        return Ending(JobState.FAILED, reason=str(error))
    except Exception as error:
        print(job.kind, kinds_of(error), *places_of(error), sep="\n", file=sys.stderr, flush=True)
        return Ending(JobState.FAILED, reason=_OURS)


def _write_down(store: JobStore, job: Job, ending: Ending) -> None:
    for _ in range(_TRIES):
        with suppress(StorageError):
            store.end(job.id, ending, now())
            return
        time.sleep(_BEAT_SECONDS)
