"""What happens in a process that makes one document: it is born warm, keeps quiet, and ends.

The fork server imports this module once, which cuts the fonts and reads the templates; every process that makes a
document is a copy of it. It has never seen a database, a session or another person's answers.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import resource
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from generator.errors import RenderError
from generator.formats.orders import Order, make_files
from generator.formats.registry import warm_up
from generator.web.answerless import kinds_of, places_of

MEMORY_BYTES = 1_500_000_000
"""Address space, of which a long agreement uses a fifth as memory."""
_PR_SET_DUMPABLE = 4


@dataclass(frozen=True)
class Failed:
    """An error of ours, told without its message, which may hold answers."""

    kinds: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """What a process has to do with."""

    seconds: int
    """After so long the kernel ends it, if nobody else has."""
    folder: str
    """Where it may write the fonts of its document; empty for where everybody may."""


Outcome = list[bytes] | RenderError | Failed
"""What comes back: the files, a refusal with words for the person, or an error of ours."""


def leave_no_memory_image() -> None:
    """See to it that neither the kernel nor another process of the same user writes this process's memory down."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, AttributeError):  # not Linux
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def prepare() -> None:
    """Make everything ready that documents share. Called in the fork server, before there are any answers."""
    leave_no_memory_image()
    with suppress(Exception):  # told to whoever wants a document instead; the server process must live
        warm_up()
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector would write in every page of it


def make(sender: Connection, packed: bytes, terms: Terms) -> None:
    """Make the files of the orders, pickled, and send the outcome. Ended by the kernel when nobody ended it in time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then ends us
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(terms.seconds)
    if terms.folder:
        tempfile.tempdir = terms.folder
    _keep_quiet()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sender.send(_outcome(packed))


def _keep_quiet() -> None:
    """Nothing that a library may print reaches the log: it could quote what was typed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _outcome(packed: bytes) -> Outcome:
    try:
        # Unpacked here, where nothing is printed: an error about it could quote what was typed.
        orders: Sequence[Order] = pickle.loads(packed)  # noqa: S301 (packed by our own service a moment ago)
        return make_files(orders)
    except RenderError as error:
        return error
    except MemoryError:
        raise  # there is no room to tell about it in; that the process ends tells enough
    except Exception as error:
        return Failed(kinds_of(error), tuple(places_of(error)))
