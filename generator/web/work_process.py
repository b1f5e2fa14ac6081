"""What happens in a process that makes one document, or reads one file: it is born warm, keeps quiet, and ends.

The fork server imports this module once, which cuts the fonts and reads the templates; every such process is a copy of
it. It has never seen a database, a session or another person's answers.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import resource
import signal
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from generator.errors import GeneratorError, RenderError
from generator.formats.registry import warm_up
from generator.readback.manifest import ManifestError
from generator.readback.word_package import ReturnedFileError
from generator.web.answerless import kinds_of, places_of

MEMORY_BYTES = 1_500_000_000
"""What may be written in, of which a long agreement uses a fifth. Memory that is only set aside does not count: the
program that compares Word files sets a great deal aside. Holds for each program that the process starts, too."""
FILE_BYTES = 100_000_000
"""How long a file may become; nothing of ours comes near."""
_PR_SET_DUMPABLE = 4
TOLD = (RenderError, ReturnedFileError, ManifestError)
"""Refusals with words for the person, which come back as they are."""


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
    """Where it may write what it needs on the way, such as fonts; empty for where everybody may."""


@dataclass(frozen=True)
class Done:
    """What the work came to."""

    result: object


Outcome = Done | GeneratorError | Failed
"""What comes back: the result, a refusal with words for the person, or an error of ours."""


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


def work(sender: Connection, packed: bytes, terms: Terms) -> None:
    """Call a function with what it is given, both pickled, and send the outcome. Ended by the kernel when nobody ended
    it in time."""
    _leave_the_group()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then ends us
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(terms.seconds)
    if terms.folder:
        tempfile.tempdir = terms.folder
        os.putenv("TMPDIR", terms.folder)  # for programs that it starts
    _keep_quiet()
    leave_no_memory_image()
    _limit(resource.RLIMIT_DATA, MEMORY_BYTES)
    _limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    _limit(resource.RLIMIT_CPU, 2 * terms.seconds)  # the alarm is ours alone; this one a program we start has as well
    sender.send(_outcome(packed))


def _leave_the_group() -> None:
    """Begin a group of processes of its own, so that a program that it starts can be ended together with it."""
    with suppress(PermissionError):  # it leads one already
        os.setsid()


def _limit(kind: int, most: int) -> None:
    """Never more than is allowed already."""
    known = [each for each in resource.getrlimit(kind) if each != resource.RLIM_INFINITY]
    least = min((most, *known))
    resource.setrlimit(kind, (least, least))


def _keep_quiet() -> None:
    """Nothing that a library may print reaches the log: it could quote what was typed."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _outcome(packed: bytes) -> Outcome:
    try:
        # Unpacked here, where nothing is printed: an error about it could quote what was typed.
        called, given, named = pickle.loads(packed)  # noqa: S301 (packed by our own service a moment ago)
        return Done(called(*given, **named))
    except TOLD as error:
        return error
    except MemoryError:
        raise  # there is no room to tell about it in; that the process ends tells enough
    except Exception as error:
        return Failed(kinds_of(error), tuple(places_of(error)))
