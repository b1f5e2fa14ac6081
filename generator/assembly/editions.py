"""Documents in another language than ordinary Swedish, made only when every word of a plan is translated and fresh."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.assembly.assemble import blank_form, document_set
from generator.assembly.beside import both_languages
from generator.assembly.languages import library_in, situation_in
from generator.assembly.reading_aid import reading_aid
from generator.assembly.situation import Situation
from generator.document import Document
from generator.errors import GeneratorError
from generator.library.checks_translations import languages_for
from generator.library.model import BlankForm, DocumentPlan, Language, Library
from generator.library.model_languages import LanguageForm

SWEDISH_ID = "sv"
"""Asks for the ordinary Swedish text."""


class LanguageError(GeneratorError):
    """The document is not offered in the language that was asked for."""

    code = "sprak-fel"


def edition(situation: Situation, language_id: str) -> Document:
    """The main document in the language; the ordinary one for ``SWEDISH_ID``. Raises LanguageError."""
    own = document_set(situation).main
    if language_id == SWEDISH_ID:
        return own
    language = offered(situation.library, situation.plan, language_id, situation.day)
    return _put_together(own, document_set(situation_in(situation, language)).main, language)


def blank_edition(library: Library, plan: DocumentPlan, blank: BlankForm, day: date, language_id: str) -> Document:
    """A blank form in the language; the ordinary one for ``SWEDISH_ID``. Raises LanguageError."""
    own = blank_form(library, plan, blank, day)
    if language_id == SWEDISH_ID:
        return own
    language = offered(library, plan, language_id, day)
    translated = library_in(library, language)
    same_plan = translated.plans[plan.id]
    same_blank = next(each for each in same_plan.blanks if each.id == blank.id)
    return _put_together(own, blank_form(translated, same_plan, same_blank, day), language)


def offered(library: Library, plan: DocumentPlan, language_id: str, day: date) -> Language:
    """The language, if the plan is offered in it that day. Raises LanguageError that lists those it is offered in."""
    found = {each.id: each for each in languages_for(library, plan, day)}
    if language_id not in found:
        allowed = ", ".join([SWEDISH_ID, *found])
        raise LanguageError(f"”{plan.title}” finns inte på språket ”{language_id}”. Tillåtna: {allowed}.")
    return found[language_id]


def _put_together(own: Document, other: Document, language: Language) -> Document:
    if language.form is LanguageForm.BESIDE:
        made, words = both_languages(own, other, language), f"Svenska och {language.name}."
    else:
        made, words = reading_aid(other, language), f"{language.name[:1].upper()}{language.name[1:]}."
    return replace(made, id=f"{own.id}-{language.id}", version_note=f"{own.version_note} {words}")
