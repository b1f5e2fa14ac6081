"""The libraries that the tests of this room look at, and short ways to a situation in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from generator.assembly.answers import Answers, read_answers
from generator.assembly.situation import Situation
from generator.library.load import load_library, read_library
from generator.library.model import Library, Question, QuestionType
from generator.resources import clauses_dir

DAY = date(2026, 11, 21)
SMALL = Path(__file__).parent / "small_library"
ESKILSTUNA, BJURHOLM, GOTLAND, GOTEBORG, MALMO = "0484", "2403", "0980", "1480", "1280"

HOSTILE = (
    "{{ 7*7 }}",
    "{% raw %}",
    "<script>alert(1)</script>",
    "Svensson & Söner <AB>",
    "*stjärnor* och **fler**",
    "[BEKRÄFTA: x]",
    "[Kostnad]",
    "\u200fhöger åt\u200e",
    "a\u00a0b",
    "§ 1 | 2 | 3",
    "\ue0000\ue001",
    "1. inte en lista",
    "> inte ett citat",
    "😀 漢字 עברית",
)
"""What somebody may type, on purpose or not. It comes out exactly as typed."""


@cache
def small() -> Library:
    """The library of this folder: one question of each type."""
    return load_library(SMALL)


@cache
def real() -> Library:
    """The lawyers' own, as far as it can be read: what is wrong with it is told by the tests of the content."""
    library, _ = read_library(clauses_dir())
    return library


def question(kind: QuestionType, **details: object) -> Question:
    """A question of one type, for reading single values."""
    return Question("fraga", kind, "Vad är svaret?", "Svaret", **details)  # type: ignore[arg-type]


def situation(raw: Mapping[str, object], plan: str = "avtal", library: Library | None = None) -> Situation:
    """The situation that raw answers give, complete or not."""
    library = library or small()
    return Situation(library, library.plans[plan], read_answers(library, library.plans[plan], raw), DAY)


def typed(library: Library, plan: str, answers: Answers) -> Situation:
    """The situation that typed answers give."""
    return Situation(library, library.plans[plan], answers, DAY)
