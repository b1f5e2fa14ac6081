"""Checks of questions, facts and conditions: what they name exists, and none of them rests on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.errors import Finding
from generator.library.conditions import Condition
from generator.library.model import Fact, FactKind, Library, Question, QuestionType
from generator.library.nearby import hint
from generator.library.rests_on import circles
from generator.library.unread import FACTS_FILE, QUESTIONS_FILE, Unread


def check_conditions(library: Library, conditions: Iterable[Condition], file: str, unread: Unread) -> Iterator[Finding]:
    """Conditions on facts that do not exist, or on values that they cannot have."""
    for condition in conditions:
        fact = library.facts.get(condition.fact)
        if fact is None:
            if not unread.covers(condition.fact, QUESTIONS_FILE, FACTS_FILE):
                near = hint(condition.fact, library.facts)
                message = f"Uppgiften ”{condition.fact}” finns inte i {QUESTIONS_FILE} eller {FACTS_FILE}.{near}"
                yield Finding(file, condition.line, "villkor-okand-uppgift", message)
            continue
        message = _wrong_values(condition, fact)
        if message:
            yield Finding(file, condition.line, "villkor-varde", message)


def _wrong_values(condition: Condition, fact: Fact) -> str:
    if not fact.values:
        return f"”{fact.id}” är ja eller nej. Skriv ”{fact.id}” eller ”inte {fact.id}”." if condition.values else ""
    allowed = ", ".join(fact.values)
    if not condition.values:
        return f"”{fact.id}” har flera värden. Skriv ”{fact.id}: värde”. Tillåtna: {allowed}."
    unknown = [value for value in condition.values if value not in fact.values]
    return f"”{unknown[0]}” finns inte för ”{fact.id}”. Tillåtna: {allowed}." if unknown else ""


def check_facts(library: Library, unread: Unread) -> Iterator[Finding]:
    """Facts whose formulas or questions do not exist, and facts that take a question's name."""
    for fact in library.facts.values():
        yield from check_conditions(library, fact.operands, FACTS_FILE, unread)
        if fact.kind is FactKind.ANSWER:
            continue
        for question in fact.questions:
            if question not in library.questions and not unread.covers(question, QUESTIONS_FILE):
                message = f"Frågan ”{question}” finns inte i {QUESTIONS_FILE}.{hint(question, library.questions)}"
                yield Finding(FACTS_FILE, fact.line, "fraga-okand", message)
        if fact.id in library.questions:
            message = f"”{fact.id}” är redan en fråga. Välj ett annat namn på uppgiften."
            yield Finding(FACTS_FILE, fact.line, "uppgift-dubbel", message)


def check_questions(library: Library, unread: Unread) -> Iterator[Finding]:
    """Questions that are shown on conditions that do not exist, or are later than a day that nobody asks for."""
    for question in library.questions.values():
        yield from check_conditions(library, question.shown_when, QUESTIONS_FILE, unread)
        yield from _check_not_before(library, question, library.questions.get(question.not_before), unread)
        yield from _check_covers(library, question, unread)
        for part in question.parts:
            other = question.part(part.not_before) or library.questions.get(part.not_before)
            yield from _check_not_before(library, part, other, unread)
            if part.shown_when:
                message = "En delfråga kan inte ha ”visas när:”. Sätt det på hela gruppen."
                yield Finding(QUESTIONS_FILE, part.lines.get("visas när", part.line), "fraga-villkor", message)


def _check_covers(library: Library, group: Question, unread: Unread) -> Iterator[Finding]:
    """That ``täcker:`` names a multi-choice question whose values a part-question of the group takes."""
    covered, part = library.questions.get(group.covers), group.part(group.covers)
    if not group.covers or unread.covers(group.covers):
        return
    is_multi = covered is not None and covered.type is QuestionType.MULTI
    if not is_multi or part is None or part.type is not QuestionType.CHOICE:
        message = f"”{group.covers}” ska vara en fråga av typen flerval och en delfråga av typen val i ”{group.id}”."
        yield Finding(QUESTIONS_FILE, group.lines.get("täcker", group.line), "fraga-tacker", message)


def _check_not_before(
    library: Library, question: Question, other: Question | None, unread: Unread
) -> Iterator[Finding]:
    name, line = question.not_before, question.lines.get("tidigast", question.line)
    if not name or unread.covers(name):
        return
    if question.type is not QuestionType.DATE:
        message = f"”tidigast:” kan bara stå i en fråga av typen datum, och ”{question.id}” är {question.type.value}."
        yield Finding(QUESTIONS_FILE, line, "fraga-tidigast", message)
    elif other is None or other.type is not QuestionType.DATE or other.id == question.id:
        days = [each.id for each in library.questions.values() if each.type is QuestionType.DATE]
        allowed = ", ".join(each for each in days if each != question.id) or "ingen, det finns ingen annan datumfråga"
        message = f"”tidigast: {name}” ska nämna en annan fråga av typen datum. Tillåtna: {allowed}."
        yield Finding(QUESTIONS_FILE, line, "fraga-tidigast", message)


def check_circles(library: Library) -> Iterator[Finding]:
    """Facts and questions that rest on themselves: one finding for each circle, at its first member."""
    for circle in circles(library):
        chain = " → ".join([*circle, circle[0]])
        question = library.questions.get(circle[0])
        if question is not None:
            message = f"Om ”{question.id}” visas beror på sig självt: {chain}. Ändra ”visas när:” i någon av dem."
            yield Finding(QUESTIONS_FILE, question.lines.get("visas när", question.line), "fraga-cirkel", message)
        else:
            message = f"”{circle[0]}” beror på sig själv: {chain}. Ändra formeln i någon av dem."
            yield Finding(FACTS_FILE, library.facts[circle[0]].line, "uppgift-cirkel", message)
