"""Guesses which known name was meant, so that a message can point at it. Never decides what a text means."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SAME_WORD = 0.8
"""From this likeness on (0–1), two keys are taken for one word, misspelt."""


def folded(name: str) -> str:
    """The name without capitals and without the dots of å, ä and ö: what fingers get right."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


@lru_cache(maxsize=10_000)
def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1."""
    return difflib.SequenceMatcher(None, folded(one), folded(other)).ratio()


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> tuple[str, ...]:
    """At most three known names that look like it, the most alike first."""
    rated = sorted(((likeness(name, each), each) for each in known), key=lambda pair: (-pair[0], pair[1]))
    return tuple(each for score, each in rated[:3] if score >= cutoff)


def hint(name: str, known: Iterable[str]) -> str:
    """A sentence with the names that look like it, led by a space; empty when none does."""
    near = [f"”{each}”" for each in nearest(name, known)]
    if not near:
        return ""
    *first, last = near
    return f" Kanske menas {', '.join(first)} eller {last}." if first else f" Kanske menas {last}."
