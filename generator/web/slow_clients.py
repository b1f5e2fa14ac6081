"""Hangs up on whoever sends or takes in so slowly that a thread would only wait.

A worker of the service has a few threads, and a thread is taken as soon as the first byte of a request comes. Without
this a handful of clients that send one byte a minute would keep everybody else out.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from threading import Lock, Thread
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

READING_SECONDS = 10.0
"""To send a request's headers, and then for each piece of its body."""
PIECE_BYTES = 64 * 1024
ANSWERING_SECONDS = 120.0
"""From a whole request to a whole answer: waiting for a turn, making a document, sending it."""
_PAUSE_SECONDS = 0.5

_Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Patience:
    """When to hang up on each connection. Safe to share between threads; one thread of its own looks at the clock."""

    def __init__(self) -> None:
        self._ends: dict[socket.socket, float] = {}
        self._lock = Lock()
        self._thread: Thread | None = None

    def give(self, connection: socket.socket, seconds: float) -> None:
        """So long from now, instead of what it had."""
        with self._lock:
            self._ends[connection] = time.monotonic() + seconds
            if self._thread is None:
                self._thread = Thread(target=self._watch, daemon=True)
                self._thread.start()

    def forget(self, connection: socket.socket) -> None:
        """The connection waits for no thread any longer."""
        with self._lock:
            self._ends.pop(connection, None)

    def _watch(self) -> None:
        while True:
            time.sleep(_PAUSE_SECONDS)
            now = time.monotonic()
            with self._lock:
                over = [connection for connection, end in self._ends.items() if end < now]
                for connection in over:
                    del self._ends[connection]
                    with suppress(OSError):  # gone already
                        connection.shutdown(socket.SHUT_RDWR)


PATIENCE = Patience()
"""The one of this process."""


class TimedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's worker with threads, which waits for nobody for ever."""

    def handle(self, conn: Any) -> Any:
        """One request on a connection, in a thread. Called by gunicorn."""
        connection = conn.sock
        PATIENCE.give(connection, READING_SECONDS)
        try:
            return super().handle(conn)
        finally:
            PATIENCE.forget(connection)


class TimedRequests:
    """Around an application: gives each piece of a body its time, and a request that has come whole some more."""

    def __init__(self, app: _Wsgi) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Called by gunicorn with the headers read."""
        connection = environ.get("gunicorn.socket")
        if connection is not None:
            environ["wsgi.input"] = _TimedBody(environ["wsgi.input"], connection, _body_length(environ))
        return self._app(environ, start_response)


def _body_length(environ: dict[str, Any]) -> float:
    """How many bytes are still to come: unknown, and so without end, for a body in chunks."""
    return float("inf") if "HTTP_TRANSFER_ENCODING" in environ else int(environ.get("CONTENT_LENGTH") or 0)


class _TimedBody:
    """A request's body that gives its client time for each piece of it."""

    def __init__(self, stream: Any, connection: socket.socket, length: float) -> None:
        self._stream, self._connection, self._left = stream, connection, length
        self._came(0)

    def _came(self, size: int) -> None:
        self._left -= size
        PATIENCE.give(self._connection, READING_SECONDS if self._left > 0 else ANSWERING_SECONDS)

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, or all of them."""
        pieces: list[bytes] = []
        wanted = float("inf") if size < 0 else size
        while wanted > 0:
            piece: bytes = self._stream.read(int(min(wanted, PIECE_BYTES)))
            if not piece:
                self._left = 0
            self._came(len(piece))
            if not piece:
                break
            pieces.append(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """A line, or its first ``size`` bytes."""
        line: bytes = self._stream.readline(size)
        self._came(len(line))
        return line

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")
