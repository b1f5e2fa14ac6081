"""How far the making of a PDF has come, told page by page by the library that sets the pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOGGER = logging.getLogger("weasyprint.progress")
_PAGE = re.compile(r"Page (\d+)$")


@contextmanager
def each_page(told: Callable[[int], None]) -> Iterator[None]:
    """While the block makes a PDF, call ``told`` with the number of each page when it is begun.

    What ``told`` raises ends the making. Only one block at a time in a process.
    """
    handler = _Pages(told)
    level, propagates = _LOGGER.level, _LOGGER.propagate
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    try:
        yield
    finally:
        _LOGGER.removeHandler(handler)
        _LOGGER.setLevel(level)
        _LOGGER.propagate = propagates


class _Pages(logging.Handler):
    """Listens for the number of a page among what the library says of its work."""

    def __init__(self, told: Callable[[int], None]) -> None:
        super().__init__()
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        """Called for each thing said."""
        if page := _PAGE.search(record.getMessage()):
            self._told(int(page[1]))
