"""Which translations may be used, which plans are offered in which language, and what stands in the way.

Nothing here stops the service: a translation that does not render the present Swedish is left out, and the plan is then
not offered in that language. The command line's check tells of it as an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.errors import Finding, Severity
from generator.library.model import DocumentPlan, Language, Library, Translation, Wording
from generator.library.nearby import hint
from generator.library.printed import texts_of, wordings_of
from generator.library.rendering import differences, digest
from generator.library.unread import PLANS_DIR

_SHOWN = 60


@dataclass(frozen=True)
class Coverage:
    """How far a plan is translated into a language on one day."""

    wordings: tuple[Wording, ...]
    """Every wording that the plan can print."""
    missing: tuple[Wording, ...]
    """Those without a translation."""
    stale: tuple[Wording, ...]
    """Those whose translation was made from another text, or does not say as much."""
    texts: tuple[str, ...]
    """Texts outside the wordings that have no translation."""

    @property
    def is_whole(self) -> bool:
        """Whether everything is there and fresh."""
        return not (self.missing or self.stale or self.texts)


def coverage(library: Library, plan: DocumentPlan, language: Language, day: date) -> Coverage:
    """How far the plan is translated, over every wording and text that any answers bring in."""
    wordings = wordings_of(library, plan, day)
    found = {each: library.translations.get((each.clause, each.first_day, language.id)) for each in wordings}
    texts = dict.fromkeys(texts_of(library, plan, wordings, language))
    return Coverage(
        wordings,
        tuple(wording for wording, translation in found.items() if translation is None),
        tuple(each for each, made in found.items() if made is not None and not is_usable(each, made, language)),
        tuple(text for text in texts if text not in language.texts),
    )


def is_usable(wording: Wording, translation: Translation, language: Language) -> bool:
    """Whether the translation renders this very wording, and all of it."""
    is_fresh = translation.renders == digest(wording.heading, wording.blocks)
    return is_fresh and not any(differences(wording.blocks, translation.blocks, language.form))


def languages_for(library: Library, plan: DocumentPlan, day: date) -> tuple[Language, ...]:
    """The languages that the plan is offered in that day, besides ordinary Swedish."""
    asked = (each for each in library.languages.values() if plan.id in each.plans)
    return tuple(language for language in asked if coverage(library, plan, language, day).is_whole)


def check_translations(library: Library, day: date) -> Iterator[Finding]:
    """Findings on every translation and language file, for that day and every later one with a new wording."""
    for translation in library.translations.values():
        yield from _check_translation(library, translation)
    for language in library.languages.values():
        for plan_id in language.plans:
            yield from _check_plan(library, language, plan_id, day)
        yield from _check_unused(library, language, day)


def _check_translation(library: Library, translation: Translation) -> Iterator[Finding]:
    language = library.languages.get(translation.language)
    if language is None:
        known = ", ".join(library.languages) or "inget"
        message = f"Språket ”{translation.language}” har ingen fil i mappen sprak. De som finns: {known}."
        yield Finding(translation.file, 0, "oversattning-sprak", message)
    clause = library.clauses.get(translation.clause)
    days = {each.first_day: each for each in clause.wordings if not each.withdrawn} if clause else {}
    wording = days.get(translation.first_day)
    if wording is None:
        message = "Det finns ingen svensk lydelse med text från den dagen bredvid. Byt namn på filen eller ta bort den."
        yield Finding(translation.file, 0, "oversattning-utan-lydelse", message)
    elif language is not None:
        yield from _check_against(wording, translation, language)


def _check_against(wording: Wording, translation: Translation, language: Language) -> Iterator[Finding]:
    present = digest(wording.heading, wording.blocks)
    if translation.renders != present:
        message = (
            "Översättningen är gjord av en annan svensk text. Läs den mot den svenska, rätta den och kör sedan "
            f"”python -m generator translations --renew {wording.clause}”. Nu gäller ”återger: {present}”."
        )
        yield Finding(translation.file, translation.renders_line, "oversattning-inaktuell", message)
    for difference in differences(wording.blocks, translation.blocks, language.form):
        message = f"Översättningen ska ha samma delar som den svenska texten: {difference}."
        yield Finding(translation.file, translation.body_line, "oversattning-olik", message)


def _check_plan(library: Library, language: Language, plan_id: str, day: date) -> Iterator[Finding]:
    line = language.lines.get(f"planer: {plan_id}", 1)
    plan = library.plans.get(plan_id)
    if plan is None:
        message = f"Planen ”{plan_id}” finns inte i {PLANS_DIR}.{hint(plan_id, library.plans)}"
        yield Finding(language.file, line, "oversattning-plan", message)
        return
    for each in _days(library, plan, day):
        found = coverage(library, plan, language, each)
        for wording in found.missing:
            message = f"”{plan_id}” ska finnas på {language.name}, men {wording.file} är inte översatt."
            yield Finding(language.file, line, "oversattning-saknas", message)
        for text in found.texts:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            message = f"”{plan_id}” ska finnas på {language.name}, men texten ”{shown}” står inte i filen."
            yield Finding(language.file, line, "oversattning-saknas", message)


def _days(library: Library, plan: DocumentPlan, day: date) -> Iterator[date]:
    """The day, and each later one on which a clause of the plan changes."""
    named = {item.clause for item in plan.items if item.clause}
    placed = {clause for item in plan.items if item.place for clause in library.places.get(item.place, ())}
    clauses = (library.clauses[each] for each in sorted(named | placed) if each in library.clauses)
    later = {wording.first_day for clause in clauses for wording in clause.wordings if wording.first_day > day}
    yield from (day, *sorted(later))


def _check_unused(library: Library, language: Language, day: date) -> Iterator[Finding]:
    """Texts that no document prints: what they translated has been changed or taken away."""
    printed = {language.statement}
    for plan in library.plans.values():
        for each in _days(library, plan, day):
            printed.update(texts_of(library, plan, wordings_of(library, plan, each), language))
    for text in language.texts:
        if text not in printed:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            message = f"Ingenting trycker ”{shown}”. Är den svenska ändrad, ändra också här. Ta annars bort raden."
            yield Finding(language.file, language.lines.get(text, 1), "oversattning-oanvand", message, Severity.WARNING)
