"""Lets the garbage collector rest while a document is made.

A document is set from some hundred thousand small objects that all live until it is done; to look through them again
and again for garbage takes a fifth of the time and finds none.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_RARELY = (700_000, 50, 100)
_lock = Lock()
_resting = 0
_usual = gc.get_threshold()


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect seldom until the block is left. Blocks in several threads may overlap; the last one out restores."""
    _begin()
    try:
        yield
    finally:
        _end()


def _begin() -> None:
    global _resting, _usual  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        if _resting == 0:
            _usual = gc.get_threshold()
            gc.set_threshold(*_RARELY)
        _resting += 1


def _end() -> None:
    global _resting  # noqa: PLW0603 - as above
    with _lock:
        _resting -= 1
        if _resting == 0:
            gc.set_threshold(*_usual)
