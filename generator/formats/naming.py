"""What a file is called, by its name and in its properties. A paper about a person tells nothing by either."""

from __future__ import annotations

from generator.document import Document, DocumentKind

NEUTRAL_TITLE = "Handling"
NEUTRAL_STEM = "handling"
"""A window, a file list or a printer's queue must not tell what the paper is about."""


def title_of(document: Document) -> str:
    """The title in the metadata and in the window: the document's own, an annex with its number before it since it is
    read alone, or a neutral word for a person's paper."""
    if document.kind is DocumentKind.PERSON:
        return NEUTRAL_TITLE
    return f"{document.annex_label}: {document.title}" if document.annex_label else document.title


def stem_of(document: Document) -> str:
    """The file's name without its ending: the document's id, or ``handling``, ``handling-2`` for a person's papers."""
    if document.kind is not DocumentKind.PERSON:
        return document.id
    return NEUTRAL_STEM + document.id.removeprefix(document.plan)
