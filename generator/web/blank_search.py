"""Finds blank forms by words. The same rule as in ``blanketter.js``, which narrows the list while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.library.model import BlankForm, DocumentPlan, Language
from generator.reference.alphabet import folded
from generator.web.person_groups import Group

LONGEST = 80
"""Letters of what is searched for; the rest is not looked at."""


@dataclass(frozen=True)
class Found:
    """What a search leaves of the list."""

    groups: tuple[Group, ...]
    """The errands, with the documents that any form is left of."""
    blanks: Mapping[str, tuple[BlankForm, ...]]
    """By document."""

    @property
    def count(self) -> int:
        """How many forms are left."""
        return sum(len(each) for each in self.blanks.values())


def search(groups: Sequence[Group], languages: Mapping[str, Sequence[Language]], text: str) -> Found:
    """The forms where every word stands in the form's own words, its document's title, or its languages. All of them
    when nothing is searched for."""
    wanted = folded(text[:LONGEST]).split()
    blanks = {
        plan.id: tuple(each for each in plan.blanks if _fits(each, plan, languages.get(plan.id, ()), wanted))
        for group in groups
        for plan in group.plans
    }
    kept = [Group(each.id, each.heading, tuple(plan for plan in each.plans if blanks[plan.id])) for each in groups]
    return Found(tuple(each for each in kept if each.plans), blanks)


def _fits(blank: BlankForm, plan: DocumentPlan, languages: Sequence[Language], wanted: Sequence[str]) -> bool:
    words = folded(" ".join([blank.use, blank.title, plan.title, *(each.name for each in languages)]))
    return all(each in words for each in wanted)
