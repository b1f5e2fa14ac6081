"""What a plan may print, whatever is answered: its wordings, and every text that stands in no clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeGuard

from generator.languages import Furniture
from generator.library.checks_text import citation_ids, inlines_of, questions_in
from generator.library.model import DocumentPlan, Library, PlanItem, Question, Wording
from generator.library.model_languages import Language, LanguageForm, as_key
from generator.library.phrases import OF_AID, SPOKEN
from generator.library.template import InlineTemplate, Slot
from generator.library.words import WORD_NAMES


def wordings_of(library: Library, plan: DocumentPlan, day: date) -> tuple[Wording, ...]:
    """Every wording in force that day that any answers bring into the plan, in its order."""
    in_force = library.wordings_at(day)
    found = (in_force.get(clause) for item in plan.items for clause in _clauses_at(library, item))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _clauses_at(library: Library, item: PlanItem) -> tuple[str, ...]:
    return (item.clause,) if item.clause else library.places.get(item.place, ())


def texts_of(library: Library, plan: DocumentPlan, wordings: Iterable[Wording], language: Language) -> Iterator[str]:
    """The Swedish of every text outside the wordings, as keys of a language file; one may come more than once."""
    wordings = tuple(wordings)
    headings = (part.heading for part in plan.parts)
    titles = (*(each.title for each in plan.titles), *(each.title for each in plan.blanks))
    asked = dict.fromkeys(name for wording in wordings for name in questions_in(wording))
    is_filled_in = language.form is LanguageForm.BESIDE
    questions = (text for name in asked for text in _texts_of_question(library.questions[name], is_filled_in))
    by_form = (*Furniture.texts(), language.statement) if is_filled_in else OF_AID
    words = (each.name for wording in wordings for each in inlines_of(wording.blocks) if _is_word(each))
    everything = (plan.title, *titles, *headings, *questions, *words, *_acts(library, wordings), *SPOKEN, *by_form)
    yield from (as_key(text) for text in everything if text)


def _is_word(inline: InlineTemplate) -> TypeGuard[Slot]:
    """Whether it is one of the prepared words; the key of its translation is its name."""
    return isinstance(inline, Slot) and inline.name in WORD_NAMES


def _texts_of_question(question: Question, is_filled_in: bool) -> Iterator[str]:
    """Its label and choices; how to fill it in is only said where it is."""
    yield from (question.label, question.hint if is_filled_in else "")
    for choice in question.choices:
        yield from (choice.text, choice.printed)
    for part in question.parts:
        yield from _texts_of_question(part, is_filled_in)


def _acts(library: Library, wordings: Iterable[Wording]) -> Iterator[str]:
    """The names of the statutes that the wordings cite, as at first mention and later."""
    inlines = (inline for wording in wordings for inline in inlines_of(wording.blocks))
    cited = (inline.literal for inline in inlines if isinstance(inline, Slot) and inline.filter == "lagrum")
    for act_id in dict.fromkeys(library.sources[each].act for literal in cited for each in citation_ids(literal)):
        yield from (library.acts[act_id].name, library.acts[act_id].first_name)
