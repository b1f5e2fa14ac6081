"""Checks across files: every name that is used exists, every condition is about something real."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from generator.errors import Finding, Severity
from generator.library.checks_plans import check_plans
from generator.library.checks_text import check_text
from generator.library.conditions import Condition
from generator.library.model import Fact, FactKind, Library, Wording

QUESTIONS_FILE = "fragor.yaml"
FACTS_FILE = "uppgifter.yaml"
SOURCES_FILE = "lagrum.yaml"
_YEAR = 365


def all_wordings(library: Library) -> Iterator[Wording]:
    """Every wording that has text, of every clause."""
    for clause in library.clauses.values():
        yield from (wording for wording in clause.wordings if not wording.withdrawn)


def check_library(library: Library) -> list[Finding]:
    """Every finding that needs more than one file to see."""
    findings = [*_check_facts(library), *_check_questions(library), *check_plans(library)]
    for wording in all_wordings(library):
        findings.extend(_check_conditions(library, wording.conditions, wording.file, 1))
        findings.extend(_check_relations(library, wording))
        findings.extend(check_text(library, wording))
        if not wording.guidance:
            findings.append(
                Finding(wording.file, wording.body_line, "klausul-vagledning", "Klausulen saknar vägledning.")
            )
    return findings


def check_sources(library: Library, day: date) -> list[Finding]:
    """Wordings in force that day that cite a provision not in force, or one that nobody has checked for long."""
    findings = []
    for wording in library.wordings_at(day).values():
        for source_id in wording.sources:
            source = library.sources.get(source_id)
            if source is None or source.in_force(day):
                continue
            instead = f" Den ersätts av {source.replaced_by}." if source.replaced_by else ""
            message = f"{source_id} ({source.heading}) gäller inte den {day.isoformat()}.{instead}"
            findings.append(Finding(wording.file, 1, "lagrum-galler-inte", message))
    findings.extend(_check_age(library, day))
    return findings


def _check_age(library: Library, day: date) -> Iterator[Finding]:
    cited = {source_id for wording in library.wordings_at(day).values() for source_id in wording.sources}
    for source_id in sorted(cited & library.sources.keys()):
        source = library.sources[source_id]
        if source.checked is not None and (day - source.checked).days > _YEAR:
            message = f"{source_id} kontrollerades senast {source.checked.isoformat()}, för mer än tolv månader sedan."
            yield Finding(SOURCES_FILE, source.line, "lagrum-gammal-kontroll", message, Severity.WARNING)


def _check_conditions(library: Library, conditions: Iterable[Condition], file: str, line: int) -> Iterator[Finding]:
    for condition in conditions:
        fact = library.facts.get(condition.fact)
        if fact is None:
            yield Finding(file, line, "villkor-okand-uppgift", f"Uppgiften ”{condition.fact}” finns inte.")
            continue
        message = _wrong_values(condition, fact)
        if message:
            yield Finding(file, line, "villkor-varde", message)


def _wrong_values(condition: Condition, fact: Fact) -> str:
    if not fact.values:
        return f"”{fact.id}” är ja eller nej. Skriv ”{fact.id}” eller ”inte {fact.id}”." if condition.values else ""
    allowed = ", ".join(fact.values)
    if not condition.values:
        return f"”{fact.id}” har flera värden. Skriv ”{fact.id}: värde”. Tillåtna: {allowed}."
    unknown = [value for value in condition.values if value not in fact.values]
    return f"”{unknown[0]}” finns inte för ”{fact.id}”. Tillåtna: {allowed}." if unknown else ""


def _check_relations(library: Library, wording: Wording) -> Iterator[Finding]:
    for key, targets in (("kräver", wording.requires), ("oförenlig", wording.excludes)):
        for target in targets:
            if target not in library.clauses:
                yield Finding(wording.file, 1, "klausul-okand", f"”{key}” nämner ”{target}” som inte finns.")
    for source_id in wording.sources:
        source = library.sources.get(source_id)
        if source is None:
            yield Finding(wording.file, 1, "lagrum-okant", f"Lagrummet ”{source_id}” finns inte i {SOURCES_FILE}.")
        elif source.repealed is not None and source.repealed <= wording.first_day:
            yield Finding(
                wording.file,
                1,
                "lagrum-upphavt",
                f"”{source_id}” är upphävt. Använd {source.replaced_by or 'gällande rätt'}.",
            )


def _check_facts(library: Library) -> Iterator[Finding]:
    for fact in library.facts.values():
        yield from _check_conditions(library, fact.operands, FACTS_FILE, fact.line)
        if fact.kind is FactKind.CLASS:
            for question in fact.questions:
                if question not in library.questions:
                    yield Finding(FACTS_FILE, fact.line, "fraga-okand", f"Frågan ”{question}” finns inte.")
        if fact.kind is FactKind.DERIVED and fact.id in library.questions:
            yield Finding(FACTS_FILE, fact.line, "uppgift-dubbel", f"”{fact.id}” är redan en fråga.")
        if fact.id in _reachable(library, fact):
            yield Finding(FACTS_FILE, fact.line, "uppgift-cirkel", f"”{fact.id}” beror på sig själv.")


def _reachable(library: Library, fact: Fact) -> set[str]:
    """Ids of the facts that a fact rests on, at any depth."""
    seen: set[str] = set()
    waiting = [condition.fact for condition in fact.operands]
    while waiting:
        current = waiting.pop()
        if current not in seen and current in library.facts:
            seen.add(current)
            waiting.extend(condition.fact for condition in library.facts[current].operands)
    return seen


def _check_questions(library: Library) -> Iterator[Finding]:
    for question in library.questions.values():
        yield from _check_conditions(library, question.shown_when, QUESTIONS_FILE, question.line)
        if question.covers and not (question.covers in library.questions and question.part(question.covers)):
            message = f"”{question.covers}” ska vara både en fråga och en delfråga i ”{question.id}”."
            yield Finding(QUESTIONS_FILE, question.line, "fraga-okand", message)
        for part in question.parts:
            if part.shown_when:
                yield Finding(QUESTIONS_FILE, part.line, "fraga-villkor", "En delfråga kan inte ha ”visas när:”.")
    for retired in library.retired.values():
        if retired.replaced_by and retired.replaced_by not in library.questions:
            yield Finding(
                QUESTIONS_FILE, 0, "fraga-okand", f"”{retired.id}” ersätts av ”{retired.replaced_by}” som inte finns."
            )
