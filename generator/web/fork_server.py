"""The server process that every process of ours is a copy of, whoever asks for the first one.

What makes it ready also forbids the kernel to write its memory down, and every copy inherits that. So there is one way
to it: had anybody started it otherwise, every later copy would have been born cold and without that promise.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

_READY = "generator.web.work_warm"


def fork_server() -> ForkServerContext:
    """Where to ask for a process. The server process starts with the first one, if ``start`` has not been called."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_READY])
    return context


def start() -> None:
    """Start the server process, or see that it lives. It is ready a moment later."""
    fork_server()
    forkserver.ensure_running()
