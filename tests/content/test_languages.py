"""The real translations: each renders the present Swedish, every variant can be made, and nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.assemble import situation_for
from generator.assembly.editions import SWEDISH_ID, blank_edition, edition
from generator.assembly.situation import Situation
from generator.cli.answers_file import read_answers_file
from generator.document import Document, Field, FieldRow, ListBlock, Reference, Run, SignatureBlock
from generator.errors import Severity
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.languages import TwoLanguages
from generator.library.checks_language import sentences_of, words_of
from generator.library.checks_translations import check_translations, languages_for
from generator.library.load import load_library
from generator.library.model import BlankForm, DocumentPlan, Language, PlanKind, Translation
from generator.library.model_languages import LanguageForm
from generator.resources import clauses_dir
from generator.review.readability import readability_of_aids
from tests.cases.documents import CASES, CASES_DIR
from tests.content.pairwise import DAY as PAIRS_DAY
from tests.content.pairwise import rows
from tests.formats.reading import READERS, body_words

DAY = date(2026, 11, 21)
LIBRARY = load_library(clauses_dir())
TRANSLATIONS = sorted(LIBRARY.translations.values(), key=lambda each: each.file)
EDITIONS = [
    pytest.param(plan, blank, language, id=f"{blank.id}-{language.id}")
    for plan in LIBRARY.plans.values()
    for language in languages_for(LIBRARY, plan, DAY)
    for blank in plan.blanks
]
OFFERS = [
    pytest.param(plan, language, id=f"{plan.id}-{language.id}")
    for plan in LIBRARY.plans.values()
    for language in languages_for(LIBRARY, plan, DAY)
]
BESIDE = [each for each in EDITIONS if each.values[2].form is LanguageForm.BESIDE]
AIDS = [each for each in EDITIONS if each.values[2].form is LanguageForm.AID]
MAX_LIX = 25
MAX_EASY_WORDS = 22
"""In a sentence of easy Swedish, provisions not counted."""
SWEDISH_LETTERS = re.compile("[åäöÅÄÖ]")
FINDINGS = list(check_translations(LIBRARY, DAY))


def runs_in(value: object) -> Iterator[Run]:
    """Every run below a value of the document model."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from runs_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from runs_in(getattr(value, each.name))


def labels_in(value: object) -> Iterator[TwoLanguages]:
    """Every label in two languages."""
    if isinstance(value, TwoLanguages):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from labels_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from labels_in(getattr(value, each.name))


def fields_in(value: object) -> Iterator[Field]:
    if isinstance(value, Field):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from fields_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from fields_in(getattr(value, each.name))


def test_there_is_a_language_beside_and_one_to_read() -> None:
    assert {language.form for language in LIBRARY.languages.values()} == set(LanguageForm)
    assert EDITIONS


def test_nothing_about_the_translations_is_wrong() -> None:
    assert [str(each) for each in FINDINGS if each.severity is Severity.ERROR] == []


def test_every_plan_that_is_listed_is_offered() -> None:
    offered = {
        (language.id, plan.id) for plan in LIBRARY.plans.values() for language in languages_for(LIBRARY, plan, DAY)
    }
    assert offered == {(each.id, plan) for each in LIBRARY.languages.values() for plan in each.plans}


def test_only_documents_for_a_person_are_translated() -> None:
    assert {LIBRARY.plans[plan].kind for each in LIBRARY.languages.values() for plan in each.plans} == {PlanKind.PERSON}


@pytest.mark.parametrize(("plan", "blank", "language"), EDITIONS)
def test_an_edition_has_every_section_citation_and_reference_of_the_swedish_one(
    plan: DocumentPlan, blank: BlankForm, language: Language
) -> None:
    own, made = (blank_edition(LIBRARY, plan, blank, DAY, each) for each in (SWEDISH_ID, language.id))
    assert [(each.anchor, each.number) for _, each in made.walk()] == [
        (each.anchor, each.number) for _, each in own.walk()
    ]
    assert made.wordings == own.wordings
    assert references(made) == references(own) * (2 if language.form is LanguageForm.BESIDE else 1)


def references(document: Document) -> list[tuple[str, str]]:
    """Where each reference leads, twice for both languages, in one order."""

    def below(value: object) -> Iterator[Reference]:
        if isinstance(value, Reference):
            yield value
        elif isinstance(value, tuple):
            for each in value:
                yield from below(each)
        elif is_dataclass(value):
            for each in fields(value):
                yield from below(getattr(value, each.name))

    return sorted((each.target, each.text) for each in below(document.sections))


@pytest.mark.parametrize(("plan", "blank", "language"), BESIDE)
def test_beside_the_swedish_every_field_stands_once_and_every_word_twice(
    plan: DocumentPlan, blank: BlankForm, language: Language
) -> None:
    own, made = (blank_edition(LIBRARY, plan, blank, DAY, each) for each in (SWEDISH_ID, language.id))
    assert [each.name for each in fields_in(made)] == [each.name for each in fields_in(own)]
    swedish = [each for each in runs_in(made.sections) if not each.language and each.text != "\n"]
    assert swedish == list(runs_in(own.sections))
    assert all(isinstance(section.heading, TwoLanguages) for _, section in made.walk())


@pytest.mark.parametrize(("plan", "blank", "language"), BESIDE)
def test_no_swedish_is_left_in_what_is_said_to_be_another_language(
    plan: DocumentPlan, blank: BlankForm, language: Language
) -> None:
    made = blank_edition(LIBRARY, plan, blank, DAY, language.id)
    assert foreign_texts(made)
    assert [text for text in foreign_texts(made) if SWEDISH_LETTERS.search(text)] == []


def foreign_texts(document: Document) -> list[str]:
    """All that is said to be in another language than Swedish."""
    return [
        *(each.text for each in runs_in(document) if each.language), *(each.other for each in labels_in(document))
    ]


@pytest.mark.parametrize(("plan", "blank", "language"), AIDS)
def test_a_reading_aid_has_nothing_to_fill_in_and_says_so_first(
    plan: DocumentPlan, blank: BlankForm, language: Language
) -> None:
    aid = blank_edition(LIBRARY, plan, blank, DAY, language.id)
    assert list(fields_in(aid)) == []
    blocks = [block for _, section in aid.walk() for block in section.blocks]
    assert not any(isinstance(block, FieldRow | SignatureBlock) for block in blocks)
    assert "skriver inte under" in "".join(run.text for run in runs_in(aid.lead))
    assert any(isinstance(block, ListBlock) for block in blocks)


@pytest.mark.parametrize(("plan", "language"), OFFERS)
def test_every_pair_of_choices_gives_a_document_in_the_language(plan: DocumentPlan, language: Language) -> None:
    for row in rows(LIBRARY, plan)[0]:
        situation = Situation(LIBRARY, plan, read_answers(LIBRARY, plan, row.answers), PAIRS_DAY)
        own, made = edition(situation, SWEDISH_ID), edition(situation, language.id)
        assert made.wordings == own.wordings
        if language.form is LanguageForm.BESIDE:
            assert [each.name for each in fields_in(made)] == [each.name for each in fields_in(own)]
            assert [text for text in foreign_texts(made) if SWEDISH_LETTERS.search(text)] == []


@pytest.mark.parametrize("case", CASES)
def test_what_was_typed_stands_in_every_edition_of_a_case(case: str) -> None:
    file = read_answers_file(CASES_DIR / case / "answers.yaml")
    plan = LIBRARY.plans[file.plan]
    situation = situation_for(LIBRARY, plan, file.answers, file.day or DAY)
    own = edition(situation, SWEDISH_ID)
    typed = {each for each in file.answers.values() if isinstance(each, str)} & {run.text for run in runs_in(own)}
    for language in languages_for(LIBRARY, plan, file.day or DAY):
        printed = [run.text for run in runs_in(edition(situation, language.id))]
        assert typed - set(printed) == set()
        assert [text for text in typed if printed.count(text) != [run.text for run in runs_in(own)].count(text)] == []


@pytest.mark.parametrize(("plan", "language"), OFFERS)
def test_word_and_paper_say_the_same_in_a_language(plan: DocumentPlan, language: Language) -> None:
    made = blank_edition(LIBRARY, plan, plan.blanks[-1], DAY, language.id)
    files = {name: get_format(name).render(made, RenderOptions()) for name in ("txt", "docx", "pdf")}
    assert len({body_words(made, READERS[name](content)) for name, content in files.items()}) == 1


def test_easy_swedish_is_easy_to_read() -> None:
    measured = readability_of_aids(LIBRARY, DAY)
    assert measured
    assert {
        (name, plan): lix for name, plans in measured.items() for plan, lix in plans.items() if lix > MAX_LIX
    } == {}


@pytest.mark.parametrize("translation", TRANSLATIONS, ids=lambda each: each.file)
def test_a_translation_is_typographically_right(translation: Translation) -> None:
    text = clauses_dir().joinpath(translation.file).read_text(encoding="utf-8").split("---\n", 2)[2]
    plain = re.sub(r"\{\{.*?\}\}", "X", text)
    is_swedish = LIBRARY.languages[translation.language].tag == "sv"
    for slip in ('"', "'", "...", "—", *("“" if is_swedish else "")):
        assert slip not in plain
    assert not re.search(r"(?<=\S) {2,}(?=\S)", plain)
    assert not re.search(r"\s[.,;:!?]", plain)


@pytest.mark.parametrize(
    "translation",
    [each for each in TRANSLATIONS if LIBRARY.languages[each.language].form is LanguageForm.AID],
    ids=lambda each: each.file,
)
def test_easy_swedish_has_short_sentences_and_asks_in_its_headings(translation: Translation) -> None:
    wording = next(
        each for each in LIBRARY.clauses[translation.clause].wordings if each.first_day == translation.first_day
    )
    easy = type(wording)(**{**vars(wording), "blocks": translation.blocks})
    sentences = [each for each in sentences_of(easy) if "¤" not in each]
    assert [each for each in sentences if len(words_of(each)) > MAX_EASY_WORDS] == []
    assert translation.heading.endswith("?")
