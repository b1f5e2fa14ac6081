"""Checks across files: every name that is used exists, every condition is about something real."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.errors import Finding, Severity
from generator.library.checks_asked import check_asked
from generator.library.checks_forms import check_forms
from generator.library.checks_language import check_language
from generator.library.checks_plans import check_plans
from generator.library.checks_questions import check_circles, check_conditions, check_facts, check_questions
from generator.library.checks_text import check_text
from generator.library.model import LegalSource, Library, Wording
from generator.library.nearby import hint
from generator.library.optional import check_optional
from generator.library.requirements import REQUIREMENTS_FILE, check_names
from generator.library.signs import check_signs
from generator.library.unread import NOTHING, SOURCES_FILE, Unread

TOO_OLD = "lagrum-for-gammal-kontroll"
"""Stops a release, never a draft: age alone says nothing about whether a text is wrong."""
_YEAR = 365
_UNREAD: Mapping[str, str] = {
    "OSL 10:1": "Samtycke vilar på OSL 12:2.",
    "OSL 10:19": "Bestämmelsen handlar om annat än avhoppare.",
    "OSL 10:21": "Ingen har läst den för det här biblioteket.",
    "OSL 10:23": "Ingen har läst den för det här biblioteket.",
    "OSL 10:24": "Ingen har läst den för det här biblioteket.",
    "SoL 14:9": "Ingen har läst den för det här biblioteket.",
}
"""Provisions that no text may rest on, and why."""


def all_wordings(library: Library) -> Iterator[Wording]:
    """Every wording that has text, of every clause."""
    for clause in library.clauses.values():
        yield from (wording for wording in clause.wordings if not wording.withdrawn)


def check_library(library: Library, unread: Unread = NOTHING) -> list[Finding]:
    """Every finding that needs more than one file to see. Nothing is said about what could not be read."""
    circles = list(check_circles(library))
    findings = [*circles, *check_facts(library, unread), *check_questions(library, unread)]
    findings.extend([*check_plans(library, unread), *check_optional(library)])
    if not circles:
        findings.extend([*check_asked(library), *check_forms(library)])
    for wording in all_wordings(library):
        findings.extend(check_conditions(library, wording.conditions, wording.file, unread))
        findings.extend(_check_relations(library, wording, unread))
        findings.extend(_check_sources_of(library, wording, unread))
        findings.extend(check_text(library, wording, unread))
        if not wording.guidance:
            message = "Klausulen saknar vägledning. Skriv ”> [!VÄGLEDNING]” och minst en mening till den som arbetar."
            findings.append(Finding(wording.file, wording.body_line, "klausul-vagledning", message))
    for clause in library.clauses.values():
        first = clause.wordings[0]
        if first.withdrawn and not unread.covers(clause.id):
            message = "Klausulen upphör utan att ha funnits. Den första lydelsen ska ha text."
            findings.append(Finding(first.file, first.line_of("upphör"), "klausul-upphor", message))
    findings.extend(check_language(library))
    findings.extend(_check_requirements(library, unread))
    return findings


def _check_requirements(library: Library, unread: Unread) -> Iterator[Finding]:
    if unread.names or unread.files:
        return
    known = {**library.clauses, **library.places, **library.questions, **library.sources}
    yield from check_names(library.requirements, library.plans, known)
    for each in library.requirements:
        yield from check_conditions(library, each.conditions, REQUIREMENTS_FILE, unread)
    yield from check_signs(library.signs, library.acts, library.clauses)


def check_sources(library: Library, day: date) -> list[Finding]:
    """Wordings in force that day that cite a provision not in force, or one that nobody has checked for long."""
    findings = []
    for wording in library.wordings_at(day).values():
        for source_id in wording.sources:
            source = library.sources.get(source_id)
            if source is None or source.in_force(day) or _is_repealed_for(source, wording):
                continue
            instead = f" Den ersätts av {source.replaced_by}." if source.replaced_by else ""
            message = f"{source_id} ({source.heading}) gäller inte den {day.isoformat()}.{instead}"
            line = wording.line_of("lagrum", source_id)
            findings.append(Finding(wording.file, line, "lagrum-galler-inte", message))
    findings.extend(_check_age(library, day))
    return findings


def _check_age(library: Library, day: date) -> Iterator[Finding]:
    cited = {source_id for wording in library.wordings_at(day).values() for source_id in wording.sources}
    for source_id in sorted(cited & library.sources.keys()):
        source = library.sources[source_id]
        age = (day - source.checked).days if source.checked is not None else 0
        if source.checked is None or age <= _YEAR:
            continue
        message = f"{source_id} kontrollerades senast {source.checked.isoformat()}, för mer än tolv månader sedan."
        yield Finding(SOURCES_FILE, source.line, "lagrum-gammal-kontroll", message, Severity.WARNING)
        if age > 2 * _YEAR:
            message = f"{source_id} har inte kontrollerats på mer än två år. Tills det är gjort låses inga lydelser."
            yield Finding(SOURCES_FILE, source.line, "lagrum-for-gammal-kontroll", message, Severity.WARNING)


def _is_repealed_for(source: LegalSource, wording: Wording) -> bool:
    """Whether the provision was gone already when the wording began; that needs no day to see."""
    return source.repealed is not None and source.repealed <= wording.first_day


def _check_relations(library: Library, wording: Wording, unread: Unread) -> Iterator[Finding]:
    for key, targets in (("kräver", wording.requires), ("oförenlig", wording.excludes)):
        for target in targets:
            if target not in library.clauses and not unread.covers(target):
                message = f"”{key}” nämner klausulen ”{target}” som inte finns.{hint(target, library.clauses)}"
                yield Finding(wording.file, wording.line_of(key, target), "klausul-okand", message)


def _check_sources_of(library: Library, wording: Wording, unread: Unread) -> Iterable[Finding]:
    for source_id in wording.sources:
        source = library.sources.get(source_id)
        line = wording.line_of("lagrum", source_id)
        if source_id in _UNREAD:
            message = f"”{source_id}” får inte ligga till grund för en text. {_UNREAD[source_id]}"
            yield Finding(wording.file, line, "lagrum-far-inte-namnas", message)
        if source is None and not unread.covers(source_id, SOURCES_FILE):
            message = f"Lagrummet ”{source_id}” finns inte i {SOURCES_FILE}.{hint(source_id, library.sources)}"
            yield Finding(wording.file, line, "lagrum-okant", message)
        elif source is not None and _is_repealed_for(source, wording):
            message = f"”{source_id}” är upphävt. Använd {source.replaced_by or 'gällande rätt'}."
            yield Finding(wording.file, line, "lagrum-upphavt", message)
