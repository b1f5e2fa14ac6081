"""Checks of document plans: what they list exists, nothing stands twice, nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import Finding
from generator.library.checks_questions import check_conditions
from generator.library.model import DocumentPlan, Library, PlanAnnex, PlanItem, PlanKind, QuestionType, Wording
from generator.library.nearby import hint, nearest
from generator.library.template import Slot
from generator.library.unread import QUESTIONS_FILE, Unread
from generator.library.words import WORD_NAMES


def check_plans(library: Library, unread: Unread) -> Iterator[Finding]:
    """Findings on every plan, and clauses that no plan uses."""
    blanks: set[str] = set()
    for plan in library.plans.values():
        yield from _check_items(library, plan, unread)
        yield from _check_twice(plan)
        yield from _check_questions(library, plan, unread)
        yield from _check_attached(library, plan, unread)
        for blank in plan.blanks:
            if blank.id in blanks:
                message = f"”{blank.id}” är redan namnet på en annan blankett. Byt id."
                yield Finding(plan.file, blank.line, "plan-dubbel", message)
            blanks.add(blank.id)
    if not unread.has_plans:
        yield from _check_unused(library)
    yield from _check_place_names(library)


def _check_place_names(library: Library) -> Iterator[Finding]:
    """Places with the name of a clause that stands elsewhere: a reference would not know which one is meant."""
    for place, clauses in library.places.items():
        if place in library.clauses and place not in clauses:
            for wording in library.clauses[clauses[0]].wordings:
                if wording.place == place:
                    message = f"Platsen ”{place}” heter som en klausul som inte hör dit. Byt namn på platsen."
                    yield Finding(wording.file, wording.line_of("plats"), "klausul-plats", message)


def _check_items(library: Library, plan: DocumentPlan, unread: Unread) -> Iterator[Finding]:
    for item in plan.items:
        if item.clause and item.clause not in library.clauses:
            if not unread.covers(item.clause):
                message = f"Klausulen ”{item.clause}” finns inte.{hint(item.clause, library.clauses)}"
                yield Finding(plan.file, item.line, "plan-okand-klausul", message)
        elif item.clause and (place := _place_of(library, item.clause)):
            message = f"”{item.clause}” hör till platsen ”{place}”. Skriv {{plats: {place}}} i planen."
            yield Finding(plan.file, item.line, "plan-plats", message)
        elif item.place and item.place not in library.places and not unread.has_clauses:
            message = f"Ingen klausul har platsen ”{item.place}”.{hint(item.place, library.places)}"
            yield Finding(plan.file, item.line, "plan-plats", message)


def _place_of(library: Library, clause_id: str) -> str:
    return next((wording.place for wording in library.clauses[clause_id].wordings if wording.place), "")


def _check_twice(plan: DocumentPlan) -> Iterator[Finding]:
    """Names that two things share: then nobody knows which one a reference means."""
    listed: set[str] = set()
    for part in plan.parts:
        names = [item.clause or item.place for item in part.items]
        if part.id in listed or (part.id in names and names != [part.id]):
            message = f"Delen ”{part.id}” heter som något annat i planen. Byt id på delen."
            yield Finding(plan.file, part.line, "plan-dubbel", message)
        yield from _repeated(plan, [(name, item.line) for name, item in zip(names, part.items, strict=True)], listed)
        listed.add(part.id)
    asked = [(question, page.lines.get(question, 0)) for page in plan.pages for question in page.questions]
    yield from _repeated(plan, asked, set())
    yield from _repeated(plan, [(annex.plan, annex.line) for annex in plan.attached], set())


def _repeated(plan: DocumentPlan, names: Iterable[tuple[str, int]], listed: set[str]) -> Iterator[Finding]:
    """A finding for each name that is listed already; ``listed`` grows."""
    for name, line in names:
        if name in listed:
            yield Finding(plan.file, line, "plan-dubbel", f"”{name}” står mer än en gång i planen. Ta bort den ena.")
        listed.add(name)


def _check_questions(library: Library, plan: DocumentPlan, unread: Unread) -> Iterator[Finding]:
    asked = [(name, page.lines.get(name, 0)) for page in plan.pages for name in page.questions]
    registered = [(name, plan.lines.get(f"diarienummer: {name}", 0)) for _, name in plan.registration]
    for name, line in (*asked, *registered):
        question_id, _, part_id = name.partition(".")
        question = library.questions.get(question_id)
        is_known = question is not None and (not part_id or question.part(part_id) is not None)
        if not is_known and not unread.covers(question_id, QUESTIONS_FILE):
            message = f"Frågan ”{name}” finns inte i {QUESTIONS_FILE}.{hint(name, library.questions)}"
            yield Finding(plan.file, line, "fraga-okand", message)
    for inline in plan.subtitle:
        if isinstance(inline, Slot) and inline.name not in WORD_NAMES:
            message = f"Undertiteln får bara ha färdiga ord, inte ”{inline.name or inline.literal}”."
            yield Finding(plan.file, plan.lines.get("undertitel", 0), "text-okant-namn", message)
    line = plan.lines.get("sidor", 0)
    if plan.kind.is_attached and plan.pages:
        message = f"En {plan.kind.value} har inga egna sidor. Frågorna ställs i huvudplanen."
        yield Finding(plan.file, line, "plan-sidor", message)
    elif not plan.kind.is_attached and not plan.pages:
        yield Finding(plan.file, line, "plan-sidor", "Planen saknar ”sidor:” med frågor.")
    elif plan.kind is PlanKind.PERSON and len(plan.pages) > 1:
        message = "En personhandling ska ha en enda sida, för den sparas aldrig mellan två sidor."
        yield Finding(plan.file, line, "plan-sidor", message)


def _check_attached(library: Library, plan: DocumentPlan, unread: Unread) -> Iterator[Finding]:
    """Findings on titles, annexes and companions, and on a plan that nothing has along."""
    for title in plan.titles:
        yield from check_conditions(library, title.conditions, plan.file, unread)
    for annex in plan.annexes:
        yield from check_conditions(library, annex.conditions, plan.file, unread)
        if message := _not_attachable(library, plan, annex, PlanKind.ANNEX, unread):
            yield Finding(plan.file, annex.line, "plan-bilaga", message)
    for companion in plan.companions:
        yield from check_conditions(library, companion.conditions, plan.file, unread)
        message = _not_attachable(library, plan, companion, PlanKind.OFFICIAL, unread)
        if message or (message := _not_each(library, plan, companion, unread)):
            yield Finding(plan.file, companion.line, "plan-foljehandling", message)
    users = [each for each in library.plans.values() if any(one.plan == plan.id for one in each.attached)]
    if not users and not unread.has_plans and plan.kind is PlanKind.ANNEX:
        yield Finding(plan.file, 0, "plan-bilaga", f"Ingen överenskommelse har bilagan ”{plan.id}”.")
    elif not users and not unread.has_plans and plan.kind is PlanKind.OFFICIAL:
        message = f"Ingen överenskommelse har ”{plan.id}” under ”följehandlingar:”."
        yield Finding(plan.file, 0, "plan-foljehandling", message)


def _not_attachable(
    library: Library, plan: DocumentPlan, annex: PlanAnnex, kind: PlanKind, unread: Unread
) -> str:
    """Why the plan cannot have that one along; empty when it can."""
    if plan.kind is not PlanKind.AGREEMENT:
        return f"Bara en överenskommelse har andra planer med sig, och ”{plan.id}” är {plan.kind.value}."
    fitting = [each.id for each in library.plans.values() if each.kind is kind]
    if annex.plan in fitting or unread.covers(annex.plan):
        return ""
    allowed = ", ".join(fitting) or "ingen plan har det slaget"
    return f"”{annex.plan}” är ingen plan av slaget {kind.value}. Tillåtna: {allowed}."


def _not_each(library: Library, plan: DocumentPlan, companion: PlanAnnex, unread: Unread) -> str:
    """Why there cannot be one document for each row; empty when there can, or when only one is wanted."""
    question = library.questions.get(companion.each)
    is_asked = question is not None and question.type is QuestionType.GROUP and question.id in plan.question_ids
    if not companion.each or is_asked or unread.covers(companion.each, QUESTIONS_FILE):
        return ""
    groups = (each for each in plan.question_ids if each in library.questions)
    allowed = ", ".join(each for each in groups if library.questions[each].type is QuestionType.GROUP)
    return f"”{companion.each}” är ingen grupp som ”{plan.id}” frågar om. Tillåtna: {allowed or 'inga'}."


def _check_unused(library: Library) -> Iterator[Finding]:
    items = [item for plan in library.plans.values() for item in plan.items]
    used = set(_used(library, items))
    for clause in library.clauses.values():
        last = clause.wordings[-1]
        if clause.id not in used and not last.withdrawn:
            yield _unused(last, library)


def _used(library: Library, items: Iterable[PlanItem]) -> Iterator[str]:
    """Clauses that the items name, or that they would name without a slip that has its own finding."""
    for item in items:
        clauses = (item.clause,) if item.clause in library.clauses else nearest(item.clause, library.clauses)
        places = {_place_of(library, each) for each in clauses} | {item.place}
        if item.place and item.place not in library.places:
            places.update(nearest(item.place, library.places))
        yield from clauses if item.clause else ()
        yield from (clause for place in places if place for clause in library.places.get(place, ()))


def _unused(wording: Wording, library: Library) -> Finding:
    if not wording.place:
        message = f"Ingen plan använder ”{wording.clause}”. Lägg in klausulen i en plan."
        return Finding(wording.file, 0, "klausul-oanvand", message)
    places = {item.place for plan in library.plans.values() for item in plan.items if item.place}
    message = f"Ingen plan har platsen ”{wording.place}”.{hint(wording.place, places)}"
    return Finding(wording.file, wording.line_of("plats"), "klausul-oanvand", message)
