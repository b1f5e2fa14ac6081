"""The document on screen: the same picture as the files, with a note at each clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from generator.document import Document
from generator.formats.html import FragmentOptions, render_fragment

_BELOW_THE_PAGES_OWN = 2


@dataclass(frozen=True)
class PageNotes:
    """What a page of ours says in a document's text."""

    under: Mapping[str, Markup] = field(default_factory=dict)
    """Anchor of a section → what is shown under its heading."""
    after: Mapping[str, Markup] = field(default_factory=dict)
    """Anchor of a section → what is shown after it."""


def document_on_page(document: Document, draft: bool, notes: PageNotes, level: int = _BELOW_THE_PAGES_OWN) -> Markup:
    """The document's fragment for a page of ours: its title's heading is of that level, below the page's own."""
    shown = FragmentOptions(
        draft=draft, heading_level=level, notes=tuple(notes.under.items()), following=tuple(notes.after.items())
    )
    return render_fragment(document, shown)


def anchors_by_clause(document: Document) -> dict[str, str]:
    """Clause id → anchor of the section that prints it."""
    return {section.wording.clause: section.anchor for _, section in document.walk() if section.wording}
