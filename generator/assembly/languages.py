"""The library in another language: the same clauses, conditions and questions, with other words.

A document made from it has the same sections, blocks and fields as the Swedish one, so that the two can be put
together.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from generator.assembly.situation import Situation
from generator.library.checks_translations import is_usable
from generator.library.model import Clause, DocumentPlan, Language, Library, Question, Speech, Wording
from generator.library.phrases import CONFIRM
from generator.library.template import (
    BlockTemplate,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    TableTemplate,
    Text,
)


def situation_in(situation: Situation, language: Language) -> Situation:
    """The same answers and day in that language. What has no translation stays Swedish."""
    library = library_in(situation.library, language)
    return Situation(library, library.plans[situation.plan.id], situation.answers, situation.day)


def library_in(library: Library, language: Language) -> Library:
    """The library as it reads in that language. Translations that are not fresh are left out."""
    return _made(_ByIdentity(library), language.id)


class _ByIdentity:
    """A library as a key: the very object, since comparing two whole libraries takes long."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __hash__(self) -> int:
        return id(self.library)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.library is self.library


@lru_cache(maxsize=8)
def _made(key: _ByIdentity, language_id: str) -> Library:
    library, language = key.library, key.library.languages[language_id]
    speech = Speech(language.tag, language.texts)
    return replace(
        library,
        clauses={each.id: _clause(library, each, language, speech) for each in library.clauses.values()},
        plans={each.id: _plan(each, speech) for each in library.plans.values()},
        questions={each.id: _question(each, speech) for each in library.questions.values()},
        speech=speech,
    )


def _clause(library: Library, clause: Clause, language: Language, speech: Speech) -> Clause:
    return replace(clause, wordings=tuple(_wording(library, each, language, speech) for each in clause.wordings))


def _wording(library: Library, wording: Wording, language: Language, speech: Speech) -> Wording:
    translation = library.translations.get((wording.clause, wording.first_day, language.id))
    if translation is None or not is_usable(wording, translation, language):
        return wording
    blocks = tuple(_with_marks(block, speech) for block in translation.blocks)
    return replace(wording, heading=translation.heading, blocks=blocks)


def _with_marks(block: BlockTemplate, speech: Speech) -> BlockTemplate:
    """The block with what waits to be confirmed marked in its own language."""

    def said(inlines: tuple[InlineTemplate, ...]) -> tuple[InlineTemplate, ...]:
        return tuple(_mark(each, speech) if isinstance(each, Text) else each for each in inlines)

    match block:
        case ParagraphTemplate():
            return replace(block, inlines=said(block.inlines))
        case ListTemplate():
            return replace(block, items=tuple(map(said, block.items)))
        case TableTemplate():
            rows = tuple(tuple(map(said, row)) for row in block.rows)
            return replace(block, header=tuple(map(said, block.header)), rows=rows)
        case _:
            return block


def _mark(text: Text, speech: Speech) -> Text:
    is_mark = text.style == "confirm"
    return replace(text, text=text.text.replace(CONFIRM, speech.say(CONFIRM), 1)) if is_mark else text


def _plan(plan: DocumentPlan, speech: Speech) -> DocumentPlan:
    return replace(
        plan,
        title=speech.say(plan.title),
        parts=tuple(replace(part, heading=speech.say(part.heading)) for part in plan.parts),
        titles=tuple(replace(each, title=speech.say(each.title)) for each in plan.titles),
        blanks=tuple(replace(each, title=speech.say(each.title)) for each in plan.blanks),
    )


def _question(question: Question, speech: Speech) -> Question:
    return replace(
        question,
        label=speech.say(question.label),
        hint=speech.say(question.hint),
        choices=tuple(
            replace(each, text=speech.say(each.text), printed=speech.say(each.printed)) for each in question.choices
        ),
        parts=tuple(_question(part, speech) for part in question.parts),
    )
