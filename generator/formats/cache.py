"""Finished agreements in memory, so that the same text is made once however often it is fetched.

A file is found by the content it was made from: another letter anywhere gives another key. Only agreements are kept,
never anything about a person and never anything with a password; what has not been asked for lately makes room.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from threading import Lock

from generator import __version__
from generator.document import DocumentKind
from generator.formats.orders import Make, Order

MAX_BYTES = 24_000_000
"""A hundred agreements or so."""


class FileCache:
    """Finished files by the content they were made from. Safe to share between threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._size = 0

    def files(self, orders: Sequence[Order], make: Make) -> list[bytes]:
        """The files in order: from memory when made before, the others by one call of ``make``. Raises as it does."""
        keys = [_key(order) if _may_be_kept(order) else None for order in orders]
        found = [self._known(key) for key in keys]
        missing = [number for number, file in enumerate(found) if file is None]
        made = make([orders[number] for number in missing]) if missing else ()
        for number, file in zip(missing, made, strict=True):
            found[number] = file
            self._keep(keys[number], file)
        return [file for file in found if file is not None]

    def _known(self, key: str | None) -> bytes | None:
        if key is None:
            return None
        with self._lock:
            known = self._files.get(key)
            if known is not None:
                self._files.move_to_end(key)
            return known

    def _keep(self, key: str | None, made: bytes) -> None:
        if key is None or len(made) > self._max_bytes:
            return
        with self._lock:
            if key in self._files:
                return
            self._files[key] = made
            self._size += len(made)
            while self._size > self._max_bytes:
                _, oldest = self._files.popitem(last=False)
                self._size -= len(oldest)


def _may_be_kept(order: Order) -> bool:
    return order.document.kind is DocumentKind.AGREEMENT and order.options.password is None


def _key(order: Order) -> str:
    """A digest of everything that decides the bytes of the file."""
    digest = sha256()
    options = order.options
    attached = (options.shell, options.manifest, options.logotype)
    plain = replace(options, shell=None, manifest=None, logotype=None)
    for part in (__version__, order.format, repr(order.document), repr(plain)):
        digest.update(sha256(part.encode()).digest())
    for content in attached:
        digest.update(b"-" if content is None else sha256(content).digest())
    return digest.hexdigest()
