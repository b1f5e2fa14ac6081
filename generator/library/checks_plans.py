"""Checks of document plans: what they list exists, nothing stands twice, nothing is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from generator.errors import Finding
from generator.library.model import DocumentPlan, Library, PlanKind
from generator.library.template import Slot
from generator.library.words import WORD_NAMES


def check_plans(library: Library) -> Iterator[Finding]:
    """Findings on every plan, and clauses that no plan uses."""
    used: set[str] = set()
    for plan in library.plans.values():
        yield from _check_items(library, plan)
        yield from _check_questions(library, plan)
        yield from _check_annexes(library, plan)
        yield from _check_blanks(library, plan)
        used.update(item.clause for item in plan.items)
        used.update(clause for item in plan.items for clause in library.places.get(item.place, ()))
    for clause in library.clauses.values():
        if clause.id not in used:
            yield Finding(clause.wordings[-1].file, 0, "klausul-oanvand", f"Ingen plan använder ”{clause.id}”.")


def _check_items(library: Library, plan: DocumentPlan) -> Iterator[Finding]:
    for item in plan.items:
        if item.clause and item.clause not in library.clauses:
            yield Finding(plan.file, item.line, "plan-okand-klausul", f"Klausulen ”{item.clause}” finns inte.")
        elif item.clause and any(wording.place for wording in library.clauses[item.clause].wordings):
            place = library.clauses[item.clause].wordings[-1].place
            message = f"”{item.clause}” hör till platsen ”{place}”. Skriv platsen i planen."
            yield Finding(plan.file, item.line, "plan-plats", message)
        if item.place and item.place not in library.places:
            yield Finding(plan.file, item.line, "plan-plats", f"Ingen klausul har platsen ”{item.place}”.")
    names = Counter([*(item.clause or item.place for item in plan.items), *(part.id for part in plan.parts)])
    for name, count in names.items():
        is_sole_part = any(
            part.id == name and [item.clause or item.place for item in part.items] == [name] for part in plan.parts
        )
        if count > 1 + is_sole_part:
            yield Finding(plan.file, 0, "plan-dubbel", f"”{name}” står mer än en gång.")


def _check_questions(library: Library, plan: DocumentPlan) -> Iterator[Finding]:
    for name in (*plan.question_ids, *(question for _, question in plan.registration)):
        question_id, _, part_id = name.partition(".")
        question = library.questions.get(question_id)
        if question is None or (part_id and question.part(part_id) is None):
            yield Finding(plan.file, 0, "fraga-okand", f"Frågan ”{name}” finns inte i fragor.yaml.")
    for question_id, count in Counter(plan.question_ids).items():
        if count > 1:
            yield Finding(plan.file, 0, "plan-dubbel", f"Frågan ”{question_id}” ställs mer än en gång.")
    if plan.kind is PlanKind.ANNEX and plan.pages:
        yield Finding(plan.file, 0, "plan-bilaga", "En bilaga har inga egna sidor. Frågorna ställs i huvudplanen.")
    for inline in plan.subtitle:
        if isinstance(inline, Slot) and inline.name not in WORD_NAMES:
            yield Finding(
                plan.file, 0, "text-okant-namn", f"Undertiteln får bara ha färdiga ord, inte ”{inline.name}”."
            )


def _check_annexes(library: Library, plan: DocumentPlan) -> Iterator[Finding]:
    for annex in plan.annexes:
        target = library.plans.get(annex.plan)
        if target is None or target.kind is not PlanKind.ANNEX:
            yield Finding(
                plan.file, annex.line, "plan-bilaga", f"Det finns ingen plan av slaget bilaga som heter ”{annex.plan}”."
            )
    conditions = (*(annex.conditions for annex in plan.annexes), *(title.conditions for title in plan.titles))
    for condition in chain.from_iterable(conditions):
        if condition.fact not in library.facts:
            yield Finding(plan.file, 0, "villkor-okand-uppgift", f"Uppgiften ”{condition.fact}” finns inte.")


def _check_blanks(library: Library, plan: DocumentPlan) -> Iterator[Finding]:
    if plan.blanks and plan.kind is not PlanKind.PERSON:
        yield Finding(plan.file, plan.blanks[0].line, "plan-blankett", "Bara planer av slaget person har blanketter.")
    for blank in plan.blanks:
        for question_id in blank.answers:
            if question_id not in plan.question_ids:
                message = f"Blanketten ”{blank.id}” svarar på ”{question_id}” som planen inte frågar om."
                yield Finding(plan.file, blank.line, "plan-blankett", message)
