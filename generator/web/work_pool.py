"""Makes each document in a process of its own, which is ended when it takes too long.

A process lives for one document: nothing of one person can be left in it for the next. It is a copy of a server process
that has the fonts cut and the templates read, so it costs milliseconds. Documents come and go through pipes, never
through files.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Event, Thread, Timer
from typing import cast

from generator.errors import RenderError
from generator.formats.orders import Order
from generator.web.work import MakingFailed, ProcessEnded, QueueFull, TookTooLong
from generator.web.work_process import Failed, Outcome, Terms, make

SECONDS = 30
AT_ONCE = 2
WAITING = 2
_GRACE = 15
"""How long after its time a process that nobody ended ends by itself."""


class DocumentProcesses:
    """Makes documents, ``at_once`` at a time; ``waiting`` more may wait for their turn. Safe to share between threads.

    Each worker of the service has its own.
    """

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["generator.web.work_warm"])
        self._turns = BoundedSemaphore(at_once)
        self._places = BoundedSemaphore(at_once + waiting)

    def warm_up(self) -> None:
        """Start the server process, without waiting for it to be ready."""
        Thread(target=forkserver.ensure_running, daemon=True).start()

    def make_files(self, orders: Sequence[Order]) -> list[bytes]:
        """The files of the orders.

        Raises RenderError as the formats do, QueueFull at once when there is no place, TookTooLong, ProcessEnded, or
        MakingFailed for an error of ours.
        """
        with self._turn():
            outcome = self._outcome(orders)
        if isinstance(outcome, RenderError):
            raise outcome
        if isinstance(outcome, Failed):
            raise MakingFailed(outcome.kinds, outcome.places)
        return outcome

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise QueueFull("Vänta en stund och försök igen.")
        try:
            with self._turns:
                yield
        finally:
            self._places.release()

    def _outcome(self, orders: Sequence[Order]) -> Outcome:
        receiver, sender = self._context.Pipe(duplex=False)
        with _own_folder() as folder:
            terms = Terms(int(self._seconds) + _GRACE, folder)
            process = self._context.Process(target=make, args=(sender, pickle.dumps(orders), terms), daemon=True)
            return self._received(process, receiver, sender)

    def _received(self, process: BaseProcess, receiver: Connection, sender: Connection) -> Outcome:
        late = Event()
        try:
            with receiver:
                with sender:  # ours is closed at once, so that the pipe ends when the process does
                    process.start()  # when the server process is ready: at its first document that takes seconds
                with _limited(process, self._seconds, late):
                    return cast(Outcome, receiver.recv())
        except (EOFError, OSError) as error:
            if late.is_set():
                raise TookTooLong("Är texten mycket lång, korta den. Försök sedan igen.") from error
            raise ProcessEnded("Försök igen. Är texten mycket lång, korta den.") from error


@contextmanager
def _own_folder() -> Iterator[str]:
    """A temporary folder for the fonts of one document, gone also when the process was killed in the middle of it.

    Empty when there can be none: the format that needs one says so.
    """
    try:
        folder = TemporaryDirectory(prefix="dokument-", ignore_cleanup_errors=True)
    except OSError:
        yield ""
        return
    with folder as name:
        yield name


@contextmanager
def _limited(process: BaseProcess, seconds: float, late: Event) -> Iterator[None]:
    """Ends the process after so many seconds, and sets the event, or at the end of the block."""

    def end() -> None:
        late.set()
        process.kill()

    clock = Timer(seconds, end)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        clock.join()
        process.kill()
        process.join()
        process.close()
