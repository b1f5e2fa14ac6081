"""Long work done in a process of its own: its progress, its result, and every way it can end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.clock import now
from generator.storage.jobs import Job, JobState, JobStore
from generator.web import job_runner
from generator.web.job_kinds import kind_of, register
from generator.web.job_runner import JobRunner
from tests.databases import Databases
from tests.tools import REPOSITORY
from tests.web import long_work

OWNER = "anna"


@pytest.fixture
def url(databases: Databases) -> str:
    return databases.new()


@pytest.fixture
def runner(url: str) -> Iterator[JobRunner]:
    made = JobRunner(url)
    yield made
    made.stop()


@pytest.fixture
def store(runner: JobRunner) -> JobStore:
    found: JobStore = vars(runner)["_store"]
    return found


def asked(store: JobStore, work: object, **arguments: object) -> Job:
    return store.add(f"prov-{work.__name__}", OWNER, arguments, now())  # type: ignore[attr-defined]


def soon(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it never happened")


def test_work_is_done_elsewhere_and_its_result_kept(runner: JobRunner, store: JobStore) -> None:
    job = asked(store, long_work.count, antal=40)
    assert runner.run_next()
    done = store.read(job.id, OWNER)
    assert (done.state, done.done, done.total) == (JobState.DONE, 40, 40)
    assert isinstance(done.result, dict)
    assert (done.result["antal"], done.result["ord"]) == (40, "räksmörgås")
    assert done.result["process"] != os.getpid()
    assert done.result["prio"] >= 10
    assert not runner.run_next()


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (long_work.refuse, "Planen finns inte längre."),
        (long_work.fail, "Något gick fel hos oss."),
        (long_work.answer_oddly, "Något gick fel hos oss."),
    ],
)
def test_work_that_fails_says_why_and_nothing_secret(
    runner: JobRunner, store: JobStore, work: object, reason: str
) -> None:
    job = asked(store, work)
    runner.run_next()
    failed = store.read(job.id, OWNER)
    assert (failed.state, failed.result) == (JobState.FAILED, None)
    assert failed.reason.startswith(reason)
    assert "hemligt" not in failed.reason


def test_work_of_a_kind_that_there_no_longer_is_fails_and_the_next_is_done(runner: JobRunner, store: JobStore) -> None:
    gone = store.add("fanns-forr", OWNER, {}, now())
    asked(store, long_work.count, antal=1)
    assert [runner.run_next(), runner.run_next(), runner.run_next()] == [True, True, False]
    assert store.read(gone.id, OWNER).state is JobState.FAILED


def test_work_whose_process_dies_is_interrupted(runner: JobRunner, store: JobStore) -> None:
    job = asked(store, long_work.die)
    runner.run_next()
    assert store.read(job.id, OWNER).state is JobState.INTERRUPTED


def test_work_that_somebody_stops_ends_as_stopped(runner: JobRunner, store: JobStore, tmp_path: Path) -> None:
    job = asked(store, long_work.count, antal=2, vanta=str(tmp_path / "aldrig"))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(runner.run_next)
        soon(lambda: store.read(job.id, OWNER).done == 2)
        store.stop(job.id, OWNER, now())
        assert running.result(timeout=60)
    assert store.read(job.id, OWNER).state is JobState.STOPPED


def test_work_that_does_not_listen_is_ended_all_the_same(
    runner: JobRunner, store: JobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_runner, "_GRACE_SECONDS", 0.5)
    told = tmp_path / "process"
    job = asked(store, long_work.turn_a_deaf_ear, fil=str(told))
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(runner.run_next)
        soon(told.exists)
        store.stop(job.id, OWNER, now())
        assert running.result(timeout=60)
    assert store.read(job.id, OWNER).state is JobState.STOPPED
    assert not Path("/proc", told.read_text()).exists()


def test_work_that_takes_too_long_is_ended_and_says_so(url: str, tmp_path: Path) -> None:
    runner = JobRunner(url, longest_seconds=4)
    store: JobStore = vars(runner)["_store"]
    job = asked(store, long_work.turn_a_deaf_ear, fil=str(tmp_path / "process"))
    runner.run_next()
    ended = store.read(job.id, OWNER)
    assert ended.state is JobState.FAILED
    assert "för lång tid" in ended.reason
    runner.stop()


def test_work_is_taken_by_itself_and_interrupted_when_the_service_stops(url: str, tmp_path: Path) -> None:
    runner = JobRunner(url)
    store = JobStore(vars(runner)["_store"].engine)
    job = asked(store, long_work.turn_a_deaf_ear, fil=str(tmp_path / "process"))
    runner.start()
    soon((tmp_path / "process").exists)
    runner.stop()
    assert store.read(job.id, OWNER).state is JobState.INTERRUPTED
    soon(lambda: not Path("/proc", (tmp_path / "process").read_text()).exists())


_RUN_AND_SAY = """
import sys
from generator.web.job_runner import JobRunner
from tests.web import long_work
if __name__ == "__main__":
    JobRunner(sys.argv[1]).run_next()
"""


def test_work_goes_on_when_the_worker_that_took_it_is_killed(store: JobStore, url: str, tmp_path: Path) -> None:
    go_on = tmp_path / "vidare"
    job = asked(store, long_work.count, antal=3, vanta=str(go_on))
    worker = subprocess.Popen([sys.executable, "-c", _RUN_AND_SAY, url], cwd=REPOSITORY)
    soon(lambda: store.read(job.id, OWNER).done == 3)
    worker.kill()
    worker.wait()
    go_on.touch()
    soon(lambda: store.read(job.id, OWNER).state.is_over)
    assert store.read(job.id, OWNER).state is JobState.DONE


def test_a_kind_is_registered_once() -> None:
    register("prov-count", long_work.count, "Ett prov", "health.health")
    with pytest.raises(ValueError, match="another"):
        register("prov-count", long_work.fail, "Ett prov")
    assert kind_of("prov-count")
    assert kind_of("finns-inte") is None
