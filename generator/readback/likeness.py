"""How much two texts have in common, counted in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
_TRIED = 3
"""So many of the texts that share most words are compared word by word."""


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in _WORD.findall(line.casefold())]


def likeness(before: Iterable[str], after: Iterable[str]) -> float:
    """Share of words in common and in the same order, from 0 to 1."""
    return SequenceMatcher(None, _words(before), _words(after), autojunk=False).ratio()


class Likeness:
    """Finds, among many texts, the one most like another without comparing it word by word with all."""

    def __init__(self, texts: Mapping[str, Iterable[str]]) -> None:
        self._texts = {name: _words(lines) for name, lines in texts.items()}
        self._counts = {name: Counter(words) for name, words in self._texts.items()}

    def best(self, lines: Iterable[str]) -> tuple[str, float]:
        """The text most like ``lines`` and the share of words in common; an empty name when there is none."""
        words = _words(lines)
        counts = Counter(words)
        shares = {name: self._share(counts, each) for name, each in self._counts.items()}
        nearest = sorted(shares, key=lambda name: -shares[name])[:_TRIED]
        tried = {name: SequenceMatcher(None, self._texts[name], words, autojunk=False).ratio() for name in nearest}
        best = max(tried, key=lambda name: tried[name], default="")
        return best, tried.get(best, 0.0)

    @staticmethod
    def _share(counts: Counter[str], others: Counter[str]) -> float:
        """Words in common in any order: never less than in the same order."""
        total = counts.total() + others.total()
        return 2 * (counts & others).total() / total if total else 0.0
