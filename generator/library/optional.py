"""Clauses that a draft can do without: which they are, and what keeps a clause from being one of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Finding
from generator.library.checks_asked import wordings_at
from generator.library.checks_text import questions_in
from generator.library.model import DocumentPlan, Library, PlanItem, PlanKind, Wording


def optional_clauses(library: Library, plan: DocumentPlan) -> dict[str, str]:
    """Clause → the name under which it is left out, for everything that a plan and what comes with it can hold.

    A clause that is left out is so wherever it stands: the proposal to the board never promises what the agreement
    lacks.
    """
    plans = (plan, *(library.plans[each.plan] for each in plan.attached if each.plan in library.plans))
    return {
        clause: item.option
        for each in plans
        for item in each.items
        if item.option
        for clause in ((item.clause,) if item.clause else library.places.get(item.place, ()))
    }


def check_optional(library: Library) -> Iterator[Finding]:
    """Findings on every item of a plan that is optional where it may not be. What it may be needed by is proved."""
    for plan in library.plans.values():
        optional = [item for item in plan.items if item.option]
        if optional and len(optional) == len(plan.items):
            message = f"Alla klausuler i ”{plan.id}” är valfria, så dokumentet kan bli tomt. Minst en ska stå med."
            yield Finding(plan.file, optional[0].line, "plan-valfri", message)
        for item in optional:
            reason = _why_not(library, plan, item)
            if reason:
                yield Finding(plan.file, item.line, "plan-valfri", f"”{item.option}” kan inte vara valfri. {reason}")


def _why_not(library: Library, plan: DocumentPlan, item: PlanItem) -> str:
    """Why an item must stand; empty when a draft can do without it."""
    if plan.kind is PlanKind.PERSON:
        return "En handling för en person ska alltid vara hel."
    groups = (each for each in library.questions.values() if each.covers)
    for group in groups:
        if any(_is_on_the_thread(wording, group.id, group.covers) for wording in wordings_at(library, item)):
            return f"Den hör till den röda tråden mellan ”{group.covers}” och ”{group.id}”."
    return ""


def _is_on_the_thread(wording: Wording, group: str, covered: str) -> bool:
    """Whether the wording prints one of the two questions, or stands there because of what is covered."""
    stands_for = any(each.fact == covered and not each.negated for each in wording.conditions)
    return stands_for or not {group, covered}.isdisjoint(questions_in(wording))
