"""Reads a file from elsewhere in a process of its own, which is ended when it takes too long or too much memory.

The file comes and the text goes through pipes; nothing is written. A hostile file can at worst end its own process.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from multiprocessing.connection import Connection
from threading import BoundedSemaphore

from generator.readback.foreign import ForeignText, read_foreign
from generator.readback.word_package import ReturnedFileError

SECONDS = 30
_MEMORY_BYTES = 1_500_000_000
_TURNS = BoundedSemaphore(2)
"""How many files are read at once by one worker of the service."""
_BUSY = "Flera filer läses just nu. Vänta en stund och försök igen."
_TOO_SLOW = "Filen tog för lång tid att läsa. Dela upp den, eller klistra in texten."
_ENDED = "Filen gick inte att läsa. Spara om den i ett annat program, eller klistra in texten."


def read_apart(content: bytes, seconds: float = SECONDS) -> ForeignText:
    """The text of a file. Raises ReturnedFileError as ``read_foreign`` does, and when it takes too long."""
    if not _TURNS.acquire(timeout=seconds):
        raise ReturnedFileError(_BUSY)
    try:
        return _read(content, seconds)
    finally:
        _TURNS.release()


def _read(content: bytes, seconds: float) -> ForeignText:
    context = multiprocessing.get_context("forkserver")
    receiver, sender = context.Pipe()
    process = context.Process(target=_work, args=(sender, int(seconds) + 5), daemon=True)
    process.start()
    sender.close()  # ours is closed at once, so that the pipe ends when the process does
    try:
        receiver.send_bytes(content)
        if not receiver.poll(seconds):
            raise ReturnedFileError(_TOO_SLOW)
        outcome = receiver.recv()
    except (EOFError, OSError) as error:
        raise ReturnedFileError(_ENDED) from error
    finally:
        receiver.close()
        process.kill()
        process.join()
    if isinstance(outcome, ForeignText):
        return outcome
    raise ReturnedFileError(str(outcome))


def _work(pipe: Connection, seconds: int) -> None:
    """Read what comes, and send the text or why there is none. Ended by the kernel when nobody ended it in time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then ends us
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    try:
        outcome: ForeignText | str = read_foreign(pipe.recv_bytes())
    except ReturnedFileError as error:
        outcome = str(error)
    except (MemoryError, RecursionError):
        outcome = _ENDED
    pipe.send(outcome)
