"""Each document in a process of its own: same bytes, ended in time, replaced when it dies, never more than fit."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from generator.assembly.editions import SWEDISH_ID, blank_edition
from generator.errors import RenderError
from generator.formats.options import RenderOptions
from generator.formats.orders import Make, Order, make_files
from generator.formats.printable import CharacterError
from generator.library.checks_translations import languages_for
from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir
from generator.settings import Settings
from generator.web.answerless import kinds_of, places_of
from generator.web.app import create_app
from generator.web.services import EXTENSION
from generator.web.work import MakingFailed, ProcessEnded, QueueFull, TookTooLong, WorkError
from generator.web.work_pool import DocumentProcesses
from tests.formats.sample import sample_agreement, sample_form
from tests.tools import REPOSITORY
from tests.web import troublesome
from tests.web.conftest import NOON
from tests.web.pages import Site
from tests.web.test_person import ADDRESS, TYPED, filled

TEXT = Order("txt", sample_form(), RenderOptions())


@pytest.fixture(scope="session")
def processes() -> DocumentProcesses:
    """As the service has them."""
    return DocumentProcesses()


def in_time(orders: list[Order], seconds: float = 1.0) -> list[bytes]:
    return DocumentProcesses(seconds=seconds).make_files(orders)


@pytest.mark.parametrize("name", ["pdf", "docx", "html", "txt"])
def test_a_file_is_the_same_wherever_it_is_made(processes: DocumentProcesses, name: str) -> None:
    orders = [Order(name, each, RenderOptions(fillable=True)) for each in (sample_form(), sample_agreement())]
    assert processes.make_files(orders) == make_files(orders)


def test_a_refusal_comes_back_with_its_own_kind_and_words(processes: DocumentProcesses) -> None:
    unprintable = replace(sample_form(), subtitle="\x07")
    with pytest.raises(CharacterError, match="styrtecken"):
        processes.make_files([replace(TEXT, document=unprintable)])
    with pytest.raises(RenderError, match="lösenord"):
        processes.make_files([replace(TEXT, options=RenderOptions(password="hemligt-ord"))])  # noqa: S106


def test_a_document_that_takes_too_long_is_given_up_and_its_process_is_ended(processes: DocumentProcesses) -> None:
    processes.make_files([TEXT])  # the server process is warm
    began = time.monotonic()
    with pytest.raises(TookTooLong, match="Försök sedan igen"):
        in_time([troublesome.order(troublesome.sleep)], 0.5)
    assert time.monotonic() - began < 60
    assert multiprocessing.active_children() == []
    assert processes.make_files([TEXT]) == make_files([TEXT])


@pytest.mark.parametrize("trouble", [troublesome.die, troublesome.eat_memory])
def test_a_process_that_dies_or_wants_too_much_memory_is_told_and_the_next_document_is_made(
    processes: DocumentProcesses, trouble: Callable[[], None]
) -> None:
    with pytest.raises(ProcessEnded):
        processes.make_files([troublesome.order(trouble)])
    assert processes.make_files([TEXT]) == make_files([TEXT])


def test_an_error_of_ours_tells_where_it_came_from_and_never_what_it_said(processes: DocumentProcesses) -> None:
    with pytest.raises(MakingFailed) as failed:
        processes.make_files([troublesome.order(troublesome.fail)])
    told = f"{failed.value}{kinds_of(failed.value)}{places_of(failed.value)}{failed.value.__dict__}"
    assert "MakingFailed ← ValueError" in told
    assert "troublesome.py" in told
    assert troublesome.TYPED not in told
    assert failed.value.__cause__ is None


def running(program: str) -> subprocess.Popen[str]:
    """A program of its own, with a server process of its own; what any of them prints comes back."""
    begun = f"""
import functools
from tests.web import troublesome
from generator.web import work_pool
if __name__ == "__main__":
    {program}
"""
    command = [sys.executable, "-c", begun]
    return subprocess.Popen(command, cwd=REPOSITORY, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_nothing_that_a_process_prints_reaches_the_log() -> None:
    shouting = "work_pool.DocumentProcesses().make_files([troublesome.order(troublesome.shout)])"
    said = running(shouting).communicate(timeout=60)[0]
    assert "MakingFailed" in said
    assert troublesome.TYPED not in said


def test_a_process_whose_service_was_killed_ends_by_itself(tmp_path: Path) -> None:
    told = tmp_path / "told"
    order = f"troublesome.order(functools.partial(troublesome.tell_who_and_sleep, {str(told)!r}))"
    with running(f"work_pool._GRACE = -28; work_pool.DocumentProcesses().make_files([{order}])") as program:
        soon(lambda: told.exists() and told.read_text().endswith("\n"))
        program.kill()
    maker = Path("/proc", told.read_text().strip())
    assert maker.exists()
    soon(lambda: not maker.exists())


def soon(happened: Callable[[], bool]) -> None:
    """Wait until it has happened, at most half a minute."""
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it never happened")


def test_no_memory_of_a_process_is_ever_written_down(processes: DocumentProcesses, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with pytest.raises(MakingFailed):
        processes.make_files([troublesome.order(partial(troublesome.tell_limits, str(told)))])
    assert told.read_text() == "0 0 0"


def test_the_promise_holds_also_in_a_process_of_a_server_that_was_started_cold(tmp_path: Path) -> None:
    told = tmp_path / "told"
    order = f"troublesome.order(functools.partial(troublesome.tell_limits, {str(told)!r}))"
    cold = "multiprocessing.get_context('forkserver').Process(target=print).start()"
    running(f"import multiprocessing; {cold}; work_pool.DocumentProcesses().make_files([{order}])").communicate(
        timeout=60
    )
    assert told.read_text() == "0 0 0"


def test_the_server_process_is_asked_for_in_one_place() -> None:
    asking = [path for path in (REPOSITORY / "generator").rglob("*.py") if '"forkserver"' in path.read_text("utf-8")]
    assert [path.name for path in asking] == ["fork_server.py"]


def test_the_server_process_is_replaced_when_it_is_killed(processes: DocumentProcesses) -> None:
    processes.make_files([TEXT])
    os.kill(server_process_id(), 9)
    time.sleep(0.2)
    assert processes.make_files([TEXT]) == make_files([TEXT])


def server_process_id() -> int:
    return int(multiprocessing.forkserver._forkserver._forkserver_pid)  # type: ignore[attr-defined]


@contextmanager
def held(pool: DocumentProcesses, count: int) -> Iterator[None]:
    """So many documents being made, or waiting, until the block ends."""
    with ThreadPoolExecutor(count) as threads:
        waiting = [threads.submit(pool.make_files, [troublesome.order(troublesome.sleep)]) for _ in range(count)]
        while vars(pool)["_places"]._value:
            time.sleep(0.01)
        yield
        for each in waiting:
            with pytest.raises(TookTooLong):
                each.result(timeout=60)


def test_what_does_not_fit_in_the_queue_is_refused_at_once() -> None:
    pool = DocumentProcesses(at_once=1, waiting=1, seconds=1.5)
    with held(pool, 2):
        began = time.monotonic()
        with pytest.raises(QueueFull):
            pool.make_files([TEXT])
        assert time.monotonic() - began < 1.2
    assert pool.make_files([TEXT]) == make_files([TEXT])


def test_no_more_documents_are_made_at_once_than_is_said() -> None:
    pool, running, most = DocumentProcesses(at_once=2, waiting=20), [], []

    def count() -> None:
        while not stop.is_set():
            running.append(len(multiprocessing.active_children()))
            time.sleep(0.002)
        most.append(max(running))

    stop, counter = threading.Event(), threading.Thread(target=count)
    counter.start()
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: pool.make_files([TEXT]), range(16)))
    stop.set()
    counter.join()
    assert made == [make_files([TEXT])] * 16
    assert most[0] <= 2


LIBRARY = load_library(clauses_dir())
DAY = NOON.date()


@pytest.mark.parametrize("plan_id", sorted(plan.id for plan in LIBRARY.plans.values() if plan.blanks))
def test_every_blank_form_in_every_language_comes_to_another_process_as_it_was(plan_id: str) -> None:
    plan = LIBRARY.plans[plan_id]
    languages = [SWEDISH_ID, *(each.id for each in languages_for(LIBRARY, plan, DAY))]
    for blank, language in product(plan.blanks, languages):
        order = Order("docx", blank_edition(LIBRARY, plan, blank, DAY, language), RenderOptions(fillable=True))
        sent = pickle.loads(pickle.dumps(order))  # noqa: S301 - our own
        assert sent == order
        assert make_files([sent]) == make_files([order])


def test_what_cannot_be_unpacked_is_told_without_what_it_held(processes: DocumentProcesses) -> None:
    with pytest.raises(MakingFailed) as failed:
        processes.make_files([Order("txt", troublesome.Unpackable(), RenderOptions())])  # type: ignore[arg-type]
    assert troublesome.TYPED not in f"{kinds_of(failed.value)}{places_of(failed.value)}{failed.value}"


# --- On the page -----------------------------------------------------------------------------------------------------


def refusing(error: WorkError) -> Make:
    def make(_: object) -> list[bytes]:
        raise error

    return make


@pytest.fixture
def site_where(settings: Settings, small_library: Library) -> Iterator[Callable[[Make], Site]]:
    """Somebody's browser at a service that makes its files in a certain way."""
    made: list[Flask] = []

    def at(make: Make) -> Site:
        made.append(create_app(settings, small_library, clock=lambda: NOON, make_files=make))
        return Site(made[-1].test_client())

    yield at
    for app in made:
        app.extensions[EXTENSION].agreements.engine.dispose()


REASONS = [
    (QueueFull("Vänta."), 503, "Många gör dokument just nu"),
    (TookTooLong("Korta."), 503, "Dokumentet tog för lång tid att göra"),
    (ProcessEnded("Försök igen."), 500, "Dokumentet gick inte att göra"),
]


@pytest.mark.parametrize(("error", "status", "told"), REASONS)
def test_a_document_about_a_person_that_is_not_made_is_told_on_the_same_page_with_everything_as_typed(
    site_where: Callable[[Make], Site], error: WorkError, status: int, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    site = site_where(refusing(error))
    page = site.send(filled(site.get(ADDRESS)), "pdf", status=status)
    assert told in page.notice
    assert page.value("person_namn") == TYPED["person_namn"]
    assert page.response.headers["Retry-After"] == "30"
    assert error.code in caplog.text
    assert "Zetterqvist" not in caplog.text


@pytest.mark.parametrize(("error", "status", "told"), REASONS)
def test_a_blank_form_that_is_not_made_gives_a_calm_page(
    site_where: Callable[[Make], Site], error: WorkError, status: int, told: str
) -> None:
    page = site_where(refusing(error)).get("/blanketter/papper-vuxen.pdf", status)
    assert page.heading == told
    assert page.response.headers["Retry-After"] == "30"


def test_pages_are_shown_while_every_place_for_documents_is_taken(site_where: Callable[[Make], Site]) -> None:
    pool = DocumentProcesses(at_once=1, waiting=1, seconds=2.0)
    site = site_where(pool.make_files)
    with held(pool, 2):
        began = time.monotonic()
        assert site.get("/").heading
        assert site.get("/klausuler/overenskommelse").heading
        page = site.send(filled(site.get(ADDRESS)), "docx", status=503)
        assert time.monotonic() - began < 1.5
    assert page.value("person_ord").split() == TYPED["person_ord"].split()
    assert site.fetch(page.form(), "docx").status_code == 200
