"""How hard a document is to read, measured with LIX (Björnsson 1968): words per sentence plus per cent of long words.

Under 30 very easy, 30–40 easy, 40–50 middling, 50–60 hard, over 60 very hard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.assembly.assemble import blank_form
from generator.assembly.languages import library_in
from generator.document import Block, Document, Inline, ListBlock, Paragraph, Reference, Run
from generator.library.checks_translations import languages_for
from generator.library.model import Language, Library
from generator.library.model_languages import LanguageForm
from generator.review.samples import sample_documents

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)")
_LONG = 6


@dataclass(frozen=True)
class Readability:
    """The measure of one text."""

    words: int
    sentences: int
    long_words: int
    """Words of more than six letters."""

    @property
    def lix(self) -> int:
        """The index, rounded; 0 for an empty text."""
        if not self.words:
            return 0
        return round(self.words / max(self.sentences, 1) + 100 * self.long_words / self.words)


def readability(document: Document) -> Readability:
    """The measure of a document's running text and lists; tables, fields and signature places are left out."""
    return readability_of(running_texts(document))


def readability_of(texts: Iterable[str]) -> Readability:
    """The measure of paragraphs and items, one text each."""
    words = sentences = long_words = 0
    for text in texts:
        found = _WORD.findall(text)
        words += len(found)
        long_words += sum(len(word) > _LONG for word in found)
        # A list item or heading ends a sentence even without a full stop.
        sentences += max(len(_SENTENCE_END.findall(text)), 1) if found else 0
    return Readability(words, sentences, long_words)


def readability_by_plan(library: Library, day: date) -> dict[str, int]:
    """Plan id → the highest LIX among sample documents: blank forms, and agreements for a small and a large place."""
    measured: dict[str, int] = {}
    for document in sample_documents(library, day):
        lix = readability(document).lix
        measured[document.id] = max(lix, measured.get(document.id, 0))
    return measured


def readability_of_aids(library: Library, day: date) -> dict[str, dict[str, int]]:
    """Name of each language that is a reading aid → plan id → the highest LIX of its text among the blank forms.

    What is measured is the translated text itself: the lists of boxes and lines that are made of the form are left out.
    """
    aids = [each for each in library.languages.values() if each.form is LanguageForm.AID]
    return {each.name: _readability_in(library, each, day) for each in aids}


def _readability_in(library: Library, language: Language, day: date) -> dict[str, int]:
    translated = library_in(library, language)
    offered = (plan for plan in library.plans.values() if language in languages_for(library, plan, day))
    plans = (translated.plans[plan.id] for plan in offered)
    return {
        plan.id: max(readability(blank_form(translated, plan, blank, day)).lix for blank in plan.blanks)
        for plan in plans
        if plan.blanks
    }


def running_texts(document: Document) -> Iterator[str]:
    """Each paragraph and list item as one text."""
    for _, section in document.walk():
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _text(block.inlines)
    elif isinstance(block, ListBlock):
        yield from (_text(item.inlines) for item in block.items)


def _text(inlines: tuple[Inline, ...]) -> str:
    return "".join(inline.text for inline in inlines if isinstance(inline, Run | Reference))
