"""Which sections a list of contents names, the same in every format that prints one."""

from __future__ import annotations

from generator.document import Document, DocumentKind, Section

CONTENTS_FROM = 13
"""An agreement with at least this many sections has a list of contents; nothing else has one."""
DEPTH = 2
"""Levels that are listed at most."""
_ONE_PAGE = 30
"""More entries than this would run over the first page; then only the first level is listed."""


def contents_of(document: Document) -> tuple[tuple[int, Section], ...]:
    """Level and section of each entry, in order; nothing for a short document."""
    sections = list(document.walk())
    if document.kind is not DocumentKind.AGREEMENT or len(sections) < CONTENTS_FROM:
        return ()
    entries = [(level, section) for level, section in sections if level <= DEPTH]
    if len(entries) > _ONE_PAGE:
        entries = [(level, section) for level, section in entries if level == 1]
    return tuple(entries)
