"""The processes of the running service: how large they are, that long work is done among them, and that none stays."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.clock import now
from generator.storage.database import open_database
from generator.storage.jobs import JobState, JobStore
from tests.web import long_work
from tests.web.real_server import RealServer, Visitor, real_server

LARGEST = 250_000
"""Kilobytes."""
_WITH_WORK = "from tests.web import long_work"


def soon(happened: Callable[[], bool]) -> None:
    for _ in range(1_200):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it never happened")


def most_memory(process: int) -> int:
    """The most that a process has ever had in memory, in kilobytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


def ended(processes: list[int]) -> bool:
    return not any(Path(f"/proc/{each}").exists() for each in processes)


def made_many(server: RealServer) -> None:
    """A few blank forms in every language, four at a time; some may be told to come back."""
    links = [each["href"] for each in Visitor(server.address).get("/blanketter").page.soup.select(".downloads a")]
    links = links[:: len(links) // 8]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda link: Visitor(server.address).get(link), links))
    assert {answer.status for answer in answers} <= {200, 503}
    assert sum(answer.is_file for answer in answers) > len(links) / 2


def test_no_process_of_the_service_grows_beyond_what_a_small_machine_has(tmp_path: Path) -> None:
    with real_server(tmp_path) as server:
        made_many(server)
        sizes = {process: most_memory(process) for process in server.processes()}
        processes = server.processes()
        assert len(sizes) >= 5  # the service, two workers, and a server of documents for each
        assert {process: size for process, size in sizes.items() if size > LARGEST} == {}
    soon(lambda: ended(processes))
    assert server.process.returncode == 0


def test_a_page_is_shown_within_a_second_while_documents_are_made(tmp_path: Path) -> None:
    with real_server(tmp_path) as server, ThreadPoolExecutor(1) as threads:
        made_many(server)
        making = threads.submit(made_many, server)
        slowest = 0.0
        while not making.done():
            began = time.monotonic()
            assert Visitor(server.address).get("/healthz").status == 200
            slowest = max(slowest, time.monotonic() - began)
        making.result()
        assert slowest < 5  # a second on a machine that does nothing else


def test_long_work_is_done_by_the_running_service_and_interrupted_when_it_stops(tmp_path: Path) -> None:
    with real_server(tmp_path, _WITH_WORK) as server:
        store = JobStore(open_database(f"sqlite:///{server.var}/samverkan.db"))
        quick = store.add("prov-count", "anna", {"antal": 5}, now())
        soon(lambda: store.read(quick.id, "anna").state.is_over)
        assert store.read(quick.id, "anna").state is JobState.DONE
        endless = store.add(f"prov-{long_work.turn_a_deaf_ear.__name__}", "anna", {"fil": str(tmp_path / "pid")}, now())
        soon((tmp_path / "pid").exists)
    assert store.read(endless.id, "anna").state is JobState.INTERRUPTED
    soon(lambda: ended([int((tmp_path / "pid").read_text())]))
    store.engine.dispose()


def test_a_worker_that_is_killed_is_replaced_and_leaves_no_process_behind(tmp_path: Path) -> None:
    with real_server(tmp_path) as server:
        before = server.processes()
        workers = [each for each in before if parent_of(each) == server.process.pid]
        below = [each for each in before if parent_of(each) == workers[0]]
        os.kill(workers[0], signal.SIGKILL)
        soon(lambda: ended([workers[0], *below]))
        soon(lambda: len([each for each in server.processes() if parent_of(each) == server.process.pid]) == 2)
        assert Visitor(server.address).get("/").status == 200


def parent_of(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except FileNotFoundError:
        return 0
