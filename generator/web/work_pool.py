"""Makes each document, and reads each file from outside, in a process of its own, ended when it takes too long.

A process lives for one document: nothing of one person can be left in it for the next. It is a copy of a server process
that has the fonts cut and the templates read, so it costs milliseconds. What is made and read comes and goes through
pipes, never through files. With the process ends every program that it has started.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Event, Thread, Timer
from typing import ParamSpec, TypeVar, cast

from generator.errors import GeneratorError
from generator.formats.orders import Order, make_files
from generator.web.fork_server import fork_server, start
from generator.web.work import MakingFailed, ProcessEnded, QueueFull, TookTooLong
from generator.web.work_process import Failed, Outcome, Terms, work

SECONDS = 30
AT_ONCE = 2
WAITING = 2
_GRACE = 15
"""How long after its time a process that nobody ended ends by itself."""
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class Processes:
    """Does work, ``at_once`` at a time; ``waiting`` more may wait for their turn. Safe to share between threads.

    Each worker of the service has its own.
    """

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._context = fork_server()
        self._turns = BoundedSemaphore(at_once)
        self._places = BoundedSemaphore(at_once + waiting)

    def warm_up(self) -> None:
        """Start the server process, without waiting for it to be ready."""
        Thread(target=start, daemon=True).start()

    def call(self, called: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs) -> _Result:
        """What the function returns. It stands at the top of a module, and takes and returns what can be pickled.

        Raises its refusals (``TOLD``), QueueFull at once when there is no place, TookTooLong, ProcessEnded, or
        MakingFailed for any other error.
        """
        with self._turn():
            outcome = self._outcome(pickle.dumps((called, given, named)))
        if isinstance(outcome, GeneratorError):
            raise outcome
        if isinstance(outcome, Failed):
            raise MakingFailed(outcome.kinds, outcome.places)
        return cast(_Result, outcome.result)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise QueueFull("Vänta en stund och försök igen.")
        try:
            with self._turns:
                yield
        finally:
            self._places.release()

    def _outcome(self, packed: bytes) -> Outcome:
        receiver, sender = self._context.Pipe(duplex=False)
        with _own_folder() as folder:
            terms = Terms(int(self._seconds) + _GRACE, folder)
            process = self._context.Process(target=work, args=(sender, packed, terms), daemon=True)
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


class DocumentProcesses(Processes):
    """Makes documents, each file of one order in the same process."""

    def make_files(self, orders: Sequence[Order]) -> list[bytes]:
        """The files of the orders. Raises RenderError as the formats do, and what ``call`` raises."""
        return self.call(make_files, orders)


@contextmanager
def _own_folder() -> Iterator[str]:
    """A temporary folder for one document, gone also when the process was killed in the middle of it.

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
        _kill(process)

    clock = Timer(seconds, end)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        clock.join()
        _kill(process)
        process.join()
        process.close()


def _kill(process: BaseProcess) -> None:
    """End the process and every program that it has started."""
    if process.pid is None:
        return
    with suppress(ProcessLookupError, PermissionError):  # it has not come so far, or is gone with all of them
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
