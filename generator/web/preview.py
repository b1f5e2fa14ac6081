"""The document on screen: the same picture as the files, with a note at each clause."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from generator.document import Document
from generator.formats.html import FragmentOptions, render_fragment

_BELOW_THE_PAGES_OWN = 2


def document_on_page(
    document: Document, draft: bool, notes: Mapping[str, Markup], level: int = _BELOW_THE_PAGES_OWN
) -> Markup:
    """The document's fragment for a page of ours: its title's heading is of that level, below the page's own, and each
    section that has a note (section anchor → markup) gets it under its heading."""
    options = FragmentOptions(draft=draft, heading_level=level, notes=tuple(notes.items()))
    return render_fragment(document, options)


def anchors_by_clause(document: Document) -> dict[str, str]:
    """Clause id → anchor of the section that prints it."""
    return {section.wording.clause: section.anchor for _, section in document.walk() if section.wording}
