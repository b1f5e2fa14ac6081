"""Looks for names of municipalities typed into the content: a name would be wrong everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from generator.errors import Finding
from generator.library.checks_language import line_of_sentence, sentences_of
from generator.library.model import Library
from generator.reference import all_municipalities

_KIND = r"(?:s?\s+(?:kommun|kommuns|stad|stads)\b)"

_GOTLAND = "0980"
"""Has clauses of its own, which are in only where Region Gotland is a party."""


def check_names(library: Library) -> Iterator[Finding]:
    """Findings on headings, sentences and plan titles that name a municipality."""
    for clause in library.clauses.values():
        for wording in clause.wordings:
            yield from _named_in(wording.heading, wording.file, wording.line_of("rubrik"))
            for sentence in sentences_of(wording):
                for found in _named_in(sentence, wording.file, wording.body_line):
                    yield replace(found, line=line_of_sentence(wording, sentence))
    for plan in library.plans.values():
        for text in (plan.title, *(part.heading for part in plan.parts), *(blank.title for blank in plan.blanks)):
            yield from _named_in(text, plan.file, 1)


def _named_in(text: str, file: str, line: int) -> Iterator[Finding]:
    found = _names().search(text)
    if found:
        message = f"”{found.group()}” är en kommuns namn. Skriv {{{{ kommunen }}}} eller {{{{ kommunens_namn }}}}."
        yield Finding(file, line, "text-kommunnamn", message)


@cache
def _names() -> re.Pattern[str]:
    """A name followed by the word for municipality, or inside a sentence. First in it, Mark or Vara may be a word."""
    names = [each.name for each in all_municipalities() if each.code != _GOTLAND]
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"\b(?:{listed}){_KIND}|(?<=[a-zåäö,] )(?:{listed})s?\b")
