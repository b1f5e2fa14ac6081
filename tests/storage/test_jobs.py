"""Long work: taken once, followed, stopped, and never left running by a process that died."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.storage.backup import write_backup
from generator.storage.database import open_database
from generator.storage.errors import UnknownJob
from generator.storage.job_table import JOBS
from generator.storage.jobs import KEPT, SILENCE, Ending, Job, JobState, JobStore
from generator.storage.restore import restore_backup
from tests.databases import Databases

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DONE = Ending(JobState.DONE, {"antal": 3})


@pytest.fixture
def store(databases: Databases) -> Iterator[JobStore]:
    engine = open_database(databases.new())
    yield JobStore(engine)
    engine.dispose()


def added(store: JobStore, owner: str = "anna", moment: datetime = NOON) -> Job:
    return store.add("prov", owner, {"plan": "överenskommelse", "antal": 2}, moment)


def test_what_is_asked_for_waits_and_is_read_back_as_it_was(store: JobStore) -> None:
    job = added(store)
    assert (job.state, job.done, job.total) == (JobState.WAITING, 0, 0)
    assert (job.result, job.seen, job.ended) == (None, None, None)
    assert job.arguments == {"plan": "överenskommelse", "antal": 2}
    assert store.read(job.id, "anna") == job


def test_somebody_elses_job_does_not_exist(store: JobStore) -> None:
    job = added(store)
    with pytest.raises(UnknownJob):
        store.read(job.id, "bo")
    with pytest.raises(UnknownJob):
        store.stop(job.id, "bo", NOON)
    with pytest.raises(UnknownJob):
        store.read("x", "anna")
    assert store.newest("bo", 10) == ()
    assert store.read(job.id, "anna") == job


def test_jobs_are_taken_in_the_order_they_came_and_one_at_a_time(store: JobStore) -> None:
    jobs = [added(store, moment=NOON + number * SECOND) for number in (2, 0, 1)]
    taken = []
    while job := store.take(NOON):
        assert store.take(NOON) is None
        assert job.state is JobState.RUNNING
        taken.append(job.id)
        store.end(job.id, DONE, NOON)
    assert taken == [jobs[1].id, jobs[2].id, jobs[0].id]


def test_two_runners_never_take_the_same_job(store: JobStore) -> None:
    added(store)
    with ThreadPoolExecutor(6) as threads:
        taken = [job for job in threads.map(lambda _: store.take(NOON), range(12)) if job]
    assert len(taken) == 1


def test_progress_is_told_and_the_result_kept(store: JobStore) -> None:
    job = added(store)
    store.take(NOON)
    assert store.tell(job.id, (3, 10), NOON + SECOND)
    told = store.read(job.id, "anna")
    assert (told.done, told.total, told.seen) == (3, 10, NOON + SECOND)
    assert store.tell(job.id, None, NOON + 2 * SECOND)
    assert store.read(job.id, "anna").done == 3
    assert store.end(job.id, DONE, NOON + 3 * SECOND)
    ended = store.read(job.id, "anna")
    assert (ended.state, ended.result, ended.ended) == (JobState.DONE, {"antal": 3}, NOON + 3 * SECOND)


def test_a_waiting_job_that_is_stopped_is_never_taken(store: JobStore) -> None:
    job = added(store)
    store.stop(job.id, "anna", NOON)
    assert store.read(job.id, "anna").state is JobState.STOPPED
    assert store.take(NOON) is None


def test_a_running_job_that_is_asked_to_stop_hears_of_it_at_its_next_sign_of_life(store: JobStore) -> None:
    job = added(store)
    store.take(NOON)
    store.stop(job.id, "anna", NOON)
    assert store.read(job.id, "anna").state is JobState.RUNNING
    assert not store.tell(job.id, (1, 2), NOON)


def test_a_job_that_has_been_silent_is_interrupted_and_the_next_one_is_taken(store: JobStore) -> None:
    silent, waiting = added(store), added(store, moment=NOON + SECOND)
    store.take(NOON)
    assert store.take(NOON + SILENCE) is None
    later = NOON + SILENCE + SECOND
    taken = store.take(later)
    assert taken
    assert taken.id == waiting.id
    assert store.read(silent.id, "anna").state is JobState.INTERRUPTED
    assert store.read(silent.id, "anna").ended == later
    assert not store.tell(silent.id, (5, 5), later)
    assert not store.end(silent.id, DONE, later)
    assert store.read(silent.id, "anna").result is None


def test_a_silent_job_is_interrupted_though_nothing_else_waits(store: JobStore) -> None:
    job = added(store)
    store.take(NOON)
    assert store.take(NOON + SILENCE + SECOND) is None
    assert store.read(job.id, "anna").state is JobState.INTERRUPTED


@pytest.mark.parametrize("state", [state for state in JobState if state.is_over])
def test_what_has_ended_is_never_changed(store: JobStore, state: JobState) -> None:
    job = added(store)
    store.take(NOON)
    assert store.end(job.id, Ending(state, reason="ett skäl"), NOON)
    ended = store.read(job.id, "anna")
    assert not store.end(job.id, DONE, NOON)
    assert not store.tell(job.id, (1, 1), NOON)
    store.stop(job.id, "anna", NOON)
    assert store.read(job.id, "anna") == ended


def test_the_newest_come_first(store: JobStore) -> None:
    for number in range(5):
        added(store, moment=NOON + number * SECOND)
    newest = store.newest("anna", 3)
    assert len(newest) == 3
    assert all(one.created > other.created for one, other in pairwise(newest))


def test_what_ended_long_ago_is_removed_when_something_new_is_asked_for(store: JobStore) -> None:
    old, waiting = added(store), added(store, moment=NOON + SECOND)
    store.take(NOON)
    store.end(old.id, DONE, NOON)
    new = added(store, moment=NOON + KEPT + SECOND)
    assert {job.id for job in store.newest("anna", 10)} == {waiting.id, new.id}


def test_a_long_reason_is_cut_rather_than_refused(store: JobStore) -> None:
    job = added(store)
    store.take(NOON)
    assert store.end(job.id, Ending(JobState.FAILED, reason="ö" * 1_000), NOON)
    assert store.read(job.id, "anna").reason == "ö" * 400


def test_jobs_are_in_a_backup_and_one_that_ran_is_interrupted_where_it_is_read_back(
    databases: Databases, tmp_path: Path, store: JobStore
) -> None:
    job = added(store)
    store.take(NOON)
    file = tmp_path / "kopia.zip"
    write_backup(store.engine, file, NOON)
    other = databases.new()
    restore_backup(other, file, NOON)
    engine = open_database(other)
    restored = JobStore(engine)
    restored.take(NOON + SILENCE + SECOND)
    assert restored.read(job.id, "anna").state is JobState.INTERRUPTED
    assert restored.read(job.id, "anna").arguments == job.arguments
    engine.dispose()


_WHAT = st.sampled_from(["add", "take", "tell", "end", "stop", "wait"])
_STEPS = st.lists(st.tuples(_WHAT, st.integers(0, 3)), max_size=25)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=_STEPS)
def test_whatever_happens_at_most_one_job_runs_and_nothing_over_comes_back(
    store: JobStore, steps: list[tuple[str, int]]
) -> None:
    with store.engine.begin() as connection:
        connection.execute(JOBS.delete())
    jobs: list[str] = []
    over: dict[str, Job] = {}
    now = NOON
    for what, which in steps:
        now += SILENCE * 2 if what == "wait" else SECOND
        if what == "add" or not jobs:
            jobs.append(added(store, moment=now).id)
        job_id = jobs[which % len(jobs)]
        if what == "take":
            store.take(now)
        elif what == "tell":
            store.tell(job_id, (which, 3), now)
        elif what == "end":
            store.end(job_id, DONE, now)
        elif what == "stop":
            store.stop(job_id, "anna", now)
        found = {each: store.read(each, "anna") for each in jobs}
        assert sum(job.state is JobState.RUNNING for job in found.values()) <= 1
        assert all(found[each] == job for each, job in over.items())
        over = {each: job for each, job in found.items() if job.state.is_over}
