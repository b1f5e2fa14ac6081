"""Proofs about whole texts: the requirements on a document are met, and nothing is said twice in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.errors import Finding, Severity
from generator.library.checks_language import line_of_sentence, sentences_of, words_of
from generator.library.checks_text import inlines_of
from generator.library.conditions import Condition
from generator.library.model import Library, Requirement, Wording
from generator.library.requirements import REQUIREMENTS_FILE
from generator.library.template import BlockSlot, Slot

_MIN_WORDS = 8
Conditions = tuple[Condition, ...]


def needs_of(
    library: Library, requirement: Requirement, wordings: Sequence[Wording]
) -> Iterator[tuple[list[Conditions], Finding]]:
    """For each thing required: the conditions under which it is there, and the finding when none of them holds."""

    def finding(what: str) -> Finding:
        message = f"I ”{requirement.plan}” kan {what} saknas. {requirement.reason}"
        return Finding(REQUIREMENTS_FILE, requirement.line, "krav-saknas", message)

    for name in requirement.clauses:
        yield [each.conditions for each in wordings if name in (each.clause, each.place)], finding(f"”{name}”")
    for question in requirement.questions:
        shown = library.questions[question].shown_when
        needed = [(*each.conditions, *shown) for each in wordings if question in _printed(each)]
        yield needed, finding(f"svaret på ”{question}”")
    for source in requirement.sources:
        yield [each.conditions for each in wordings if source in each.sources], finding(source)


def _printed(wording: Wording) -> set[str]:
    return {each.name for each in (*wording.blocks, *inlines_of(wording.blocks)) if isinstance(each, Slot | BlockSlot)}


def repeated(wordings: Sequence[Wording]) -> Iterator[tuple[Conditions, Finding]]:
    """Pairs of clauses that say the same, with the conditions that would bring in both."""
    said: dict[tuple[str, ...], list[tuple[Wording, str]]] = {}
    for wording in wordings:
        sentences = {tuple(words_of(sentence)): sentence for sentence in sentences_of(wording)}
        for words, sentence in sentences.items():
            if len(words) >= _MIN_WORDS:
                said.setdefault(words, []).append((wording, sentence))
    for words, speakers in said.items():
        for (one, _), (other, sentence) in combinations(speakers, 2):
            if not (one.place and one.place == other.place):
                start = " ".join(words[:6]).replace("¤", "…")
                message = f"”{other.clause}” säger detsamma som ”{one.clause}”: ”{start} …”. Säg det en gång."
                yield (
                    (*one.conditions, *other.conditions),
                    Finding(other.file, line_of_sentence(other, sentence), "text-upprepad", message, Severity.WARNING),
                )
