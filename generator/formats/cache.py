"""Finished agreements in memory, so that the same text is made once however often it is fetched.

A file is found by the content it was made from: another letter anywhere gives another key. Only agreements are kept,
never anything about a person and never anything with a password; what has not been asked for lately makes room.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from hashlib import sha256
from threading import Lock

from generator import __version__
from generator.document import Document, DocumentKind
from generator.formats.options import Format, RenderOptions

MAX_BYTES = 24_000_000
"""A hundred agreements or so."""


class FileCache:
    """Finished files by the content they were made from. Safe to share between threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._size = 0

    def render(self, maker: Format, document: Document, options: RenderOptions) -> bytes:
        """The file, from memory when it has been made before. Raises RenderError as the format does."""
        if not _may_be_kept(document, options):
            return maker.render(document, options)
        key = _key(maker.name, document, options)
        with self._lock:
            known = self._files.get(key)
            if known is not None:
                self._files.move_to_end(key)
                return known
        made = maker.render(document, options)
        with self._lock:
            self._keep(key, made)
        return made

    def _keep(self, key: str, made: bytes) -> None:
        if key in self._files or len(made) > self._max_bytes:
            return
        self._files[key] = made
        self._size += len(made)
        while self._size > self._max_bytes:
            _, oldest = self._files.popitem(last=False)
            self._size -= len(oldest)


def _may_be_kept(document: Document, options: RenderOptions) -> bool:
    return document.kind is DocumentKind.AGREEMENT and options.password is None


def _key(name: str, document: Document, options: RenderOptions) -> str:
    """A digest of everything that decides the bytes of the file."""
    digest = sha256()
    attached = (options.shell, options.manifest, options.logotype)
    plain = replace(options, shell=None, manifest=None, logotype=None)
    for part in (__version__, name, repr(document), repr(plain)):
        digest.update(sha256(part.encode()).digest())
    for content in attached:
        digest.update(b"-" if content is None else sha256(content).digest())
    return digest.hexdigest()
