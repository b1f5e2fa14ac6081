"""What people come to do with documents for a person, and which documents each errand has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.library.model import DocumentPlan


@dataclass(frozen=True)
class Group:
    """One errand, with its documents in the order they are usually needed."""

    id: str
    heading: str
    plans: tuple[DocumentPlan, ...]


_ERRANDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("forst", "Först", ("beslut-om-sekretess", "information-personuppgifter")),
    (
        "ja",
        "Samtycken och medgivanden",
        ("samtycke", "medgivande", "medgivande-narstaende", "samtycke-uppfoljning", "aterkallelse"),
    ),
    ("plan", "Plan", ("gemensam-plan",)),
    ("barn", "Till ett barn", ("information-barn",)),
    ("beslut", "Mellan myndigheter", ("utlamnande-utan-samtycke", "begaran-om-overflyttning")),
    ("medel", "Statliga medel", ("underlag-medel", "underlag-polisens-utlatande")),
)
_OTHERS = ("ovrigt", "Övrigt")
_BEFORE_ALL = ("beslut-om-sekretess", "information-barn")
"""What a child needs before anything else, when several documents are made together."""


def grouped(plans: Iterable[DocumentPlan]) -> tuple[Group, ...]:
    """The plans by errand; those that belong to none come last. A group without plans is left out."""
    left = {plan.id: plan for plan in plans}
    groups = [
        Group(name, heading, tuple(left.pop(each) for each in wanted if each in left))
        for name, heading, wanted in _ERRANDS
    ]
    groups.append(Group(*_OTHERS, tuple(left.values())))
    return tuple(group for group in groups if group.plans)


def in_order(plans: Iterable[DocumentPlan]) -> tuple[DocumentPlan, ...]:
    """The plans in the order in which they are used: what a child needs first, then as the groups give them."""
    found = [plan for group in grouped(plans) for plan in group.plans]
    return tuple(sorted(found, key=lambda plan: plan.id not in _BEFORE_ALL))
