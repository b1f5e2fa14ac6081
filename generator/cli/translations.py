"""``translations``: what of each document for a person is translated into what; renews what has been read again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date

from generator import clock
from generator.cli.json_output import print_json
from generator.cli.system_errors import InputError
from generator.library.checks_translations import Coverage, coverage
from generator.library.load import load_library
from generator.library.model import DocumentPlan, Language, Library, PlanKind, Wording
from generator.library.rendering import digest
from generator.library.renewing import renew


def translations_command(options: Namespace) -> int:
    """Print the state of the translations, or renew those of one clause. Raises InputError for an unknown name."""
    library = load_library(options.klausuler)
    languages = _chosen_languages(library, options.language)
    plans = _chosen_plans(library, options.plan)
    if options.renew:
        files = renew(options.klausuler, library, options.renew, options.language)
        print("\n".join(files) or "Översättningarna återger redan den svenska texten.")
        return 0
    day = options.day or clock.today()
    if options.json:
        print_json(_told(library, languages, plans, day))
        return 0
    for language in languages:
        print(f"{language.name} ({language.id})")
        for plan in plans:
            found = coverage(library, plan, language, day)
            print(f"  {plan.id}: {_summary(plan, language, found)}")
            for line in _gaps(found) if options.plan else ():
                print(f"    {line}")
    return 0


def _chosen_languages(library: Library, language_id: str) -> tuple[Language, ...]:
    if language_id and language_id not in library.languages:
        allowed = ", ".join(library.languages) or "inga"
        raise InputError(f"Språket ”{language_id}” finns inte. Tillåtna: {allowed}.")
    return tuple(each for each in library.languages.values() if language_id in ("", each.id))


def _chosen_plans(library: Library, plan_id: str) -> tuple[DocumentPlan, ...]:
    plans = {each.id: each for each in library.plans.values() if each.kind is PlanKind.PERSON}
    if plan_id and plan_id not in plans:
        raise InputError(f"Planen ”{plan_id}” finns inte bland dem som översätts. Tillåtna: {', '.join(plans)}.")
    return tuple(each for each in plans.values() if plan_id in ("", each.id))


def _summary(plan: DocumentPlan, language: Language, found: Coverage) -> str:
    if found.is_whole:
        return "klar och erbjuds" if plan.id in language.plans else "klar, står inte under planer"
    lacking = len(found.missing) + len(found.stale)
    return (
        f"{len(found.wordings) - lacking} av {len(found.wordings)} klausuler översatta, "
        f"{len(found.missing)} saknas, {len(found.stale)} inaktuella, {len(found.texts)} andra texter saknas"
    )


def _gaps(found: Coverage) -> Iterator[str]:
    yield from (f"saknas: {_place(each)}" for each in found.missing)
    yield from (f"inaktuell: {_place(each)}" for each in found.stale)
    yield from (f"text saknas: {text}" for text in found.texts)


def _place(wording: Wording) -> str:
    return f"{wording.file} (återger: {digest(wording.heading, wording.blocks)})"


def _told(
    library: Library, languages: tuple[Language, ...], plans: tuple[DocumentPlan, ...], day: date
) -> dict[str, object]:
    """Language → plan → what is translated, missing and stale."""
    return {
        language.id: {plan.id: _coverage_told(coverage(library, plan, language, day)) for plan in plans}
        for language in languages
    }


def _coverage_told(found: Coverage) -> dict[str, object]:
    lacking = {*found.missing, *found.stale}
    return {
        "klar": found.is_whole,
        "oversatta": [each.file for each in found.wordings if each not in lacking],
        "saknas": [{"fil": each.file, "aterger": digest(each.heading, each.blocks)} for each in found.missing],
        "inaktuella": [{"fil": each.file, "aterger": digest(each.heading, each.blocks)} for each in found.stale],
        "texter": list(found.texts),
    }
