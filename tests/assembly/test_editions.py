"""A document in two languages holds the Swedish one whole; a paper to read holds nothing to fill in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from generator.assembly.answers import read_answers
from generator.assembly.assemble import blank_form, document_set
from generator.assembly.beside import both_languages
from generator.assembly.editions import SWEDISH_ID, LanguageError, blank_edition, edition
from generator.assembly.languages import library_in
from generator.assembly.situation import Situation
from generator.document import (
    Cell,
    ChoiceList,
    Document,
    DocumentKind,
    Field,
    FieldKind,
    FieldRow,
    Figure,
    ListBlock,
    ListItem,
    Option,
    Paragraph,
    Run,
    Section,
    SignatureBlock,
    SignatureRow,
    Signer,
    Table,
)
from generator.languages import TwoLanguages
from generator.library.checks_text import inlines_of
from generator.library.load import load_library
from generator.library.model import Library
from generator.library.model_languages import Language, LanguageForm
from generator.library.printed import texts_of, wordings_of
from generator.library.template import Slot
from generator.library.words import WORD_NAMES
from tests.library.overlaying import DAY, GROUND

BINDING = "Svenskan gäller."
ENGLISH = Language("en", "engelska", "en", LanguageForm.BESIDE, BINDING, (), {BINDING: "Binding."})


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The good library, with English beside and a reading aid besides."""
    root = tmp_path_factory.mktemp("bibliotek") / "klausuler"
    shutil.copytree(GROUND, root)
    text = (root / "sprak/en.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("språk: en", "språk: latt"), ("kod: en", "kod: sv"), ("namn: engelska", "namn: lätt svenska"),
        ("form: bredvid", "form: lässtöd"), ("oförändrat: [Ja]", "oförändrat: ['Ja', 'På det vanliga pappret skriver "
         "ni:', 'Här kan ni kryssa på det vanliga pappret:', 'På det vanliga pappret finns plats för:']"),
    ):
        assert old in text
        text = text.replace(old, new)
    (root / "sprak/latt.yaml").write_text(text, encoding="utf-8")
    for path in sorted(root.glob("*/*/*.en.md")):
        easy = path.read_text(encoding="utf-8").replace("språk: en", "språk: latt")
        path.with_name(path.name.replace(".en.", ".latt.")).write_text(easy, encoding="utf-8")
    return load_library(root)


def blank(library: Library, language: str) -> Document:
    plan = library.plans["blad"]
    return blank_edition(library, plan, plan.blanks[0], DAY, language)


def fields_in(value: object) -> Iterator[Field]:
    """Every field below a value of the document model."""
    if isinstance(value, Field):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from fields_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from fields_in(getattr(value, each.name))


def runs_in(value: object) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from runs_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from runs_in(getattr(value, each.name))


def test_swedish_is_the_ordinary_document(library: Library) -> None:
    plan = library.plans["blad"]
    assert blank(library, SWEDISH_ID) == blank_form(library, plan, plan.blanks[0], DAY)


@pytest.mark.parametrize("language", ["ar", "", "en-GB"])
def test_a_language_that_is_not_offered_is_refused_with_those_that_are(library: Library, language: str) -> None:
    with pytest.raises(LanguageError, match="Tillåtna: sv, en, latt"):
        blank(library, language)


def test_every_swedish_word_stands_in_the_bilingual_document_in_the_same_order(library: Library) -> None:
    own, both = blank(library, SWEDISH_ID), blank(library, "en")
    assert [each for each in runs_in(both.sections) if not each.language] == list(runs_in(own.sections))
    assert both.title == own.title
    assert [section.number for _, section in both.walk()] == [section.number for _, section in own.walk()]
    headings = [section.heading for _, section in both.walk()]
    assert headings == ["Om bladet / About this sheet", *(f"{own} / {en}" for own, en in (
        ("Vem bladet gäller", "Whom this sheet concerns"), ("Ditt stöd", "Your support")
    ))]
    assert all(isinstance(heading, TwoLanguages) and heading.language == "en" for heading in headings)


def test_every_field_stands_once_with_both_languages_on_it(library: Library) -> None:
    own, both = list(fields_in(blank(library, SWEDISH_ID).sections)), list(fields_in(blank(library, "en").sections))
    assert [each.name for each in both] == [each.name for each in own] == ["namn"]
    assert [each.label for each in both] == ["Namn / Name"]


def test_the_bilingual_document_says_first_which_language_is_binding(library: Library) -> None:
    both = blank(library, "en")
    said = [(run.text, run.language) for run in runs_in(both.lead)]
    assert said == [
        ("Sheet for an adult", "en"),
        ("Den svenska texten gäller.", ""),
        ("The Swedish text is the binding one.", "en"),
    ]
    assert both.other_language == "en"
    assert both.furniture.page == "Sida / Page"
    assert both.id == "blad-vuxen-en"
    assert both.version_note.endswith("Svenska och engelska.")


def test_a_reading_aid_has_nothing_to_fill_in_and_says_that_it_is_not_signed(library: Library) -> None:
    aid = blank(library, "latt")
    assert list(fields_in(aid)) == []
    blocks = [block for _, section in aid.walk() for block in section.blocks]
    assert not any(isinstance(block, SignatureBlock | FieldRow) for block in blocks)
    assert aid.is_reading_aid and not aid.has_secrecy_box
    assert [run.text for run in runs_in(aid.lead)] == ["Den svenska texten gäller."]
    assert "Name" in [run.text for run in runs_in(aid.sections)]
    assert aid.version_note.endswith("Lätt svenska.")


def test_what_has_been_answered_is_told_in_both_languages_and_in_the_aid(library: Library) -> None:
    plan = library.plans["blad"]
    answers = read_answers(library, plan, {"under_18": False, "namn": "Kim {{ 7*7 }}"})
    situation = Situation(library, plan, answers, DAY)
    for language in (SWEDISH_ID, "en", "latt"):
        document = edition(situation, language)
        assert [run.text for run in runs_in(document.sections) if "Kim" in run.text] == ["Kim {{ 7*7 }}"]
        assert list(fields_in(document)) == []


def test_a_stale_translation_is_not_in_the_library_of_its_language(library: Library) -> None:
    stale = dict(library.translations)
    for key, translation in stale.items():
        stale[key] = type(translation)(**{**vars(translation), "renders": "0" * 16})
    broken = type(library)(**{**{each.name: getattr(library, each.name) for each in fields(library)},
                              "translations": stale})
    swedish = {each.id: each.wordings for each in library.clauses.values()}
    assert {each.id: each.wordings for each in library_in(broken, broken.languages["en"]).clauses.values()} == swedish


# --- Every kind of block ---------------------------------------------------------------------------------------------


def sample(words: dict[str, str]) -> Document:
    """A document with one block of each kind, in the language of the words."""
    box = Field("ruta.a", FieldKind.CHECKBOX, f"{words['fråga']}: {words['val']}")
    choice = Field("val", FieldKind.CHOICE, words["fråga"], "", (words["val"], words["annat"]))
    cell = Cell((Run(words["cell"]),))
    blocks = (
        Paragraph((Run(words["stycke"]), Field("i-text", FieldKind.TEXT, words["fråga"]))),
        ListBlock(True, (ListItem("a)", (Run(words["punkt"]),)),)),
        Table(words["tabell"], (cell, Cell((Run("1"),))), ((cell, Cell((choice,))),)),
        FieldRow(words["fråga"], (choice,)),
        FieldRow(words["fråga"], (Run(words["val"]),)),
        ChoiceList(words["fråga"], (Option(words["val"], False, box), Option(words["annat"], True))),
        Figure("<svg/>", "alt", words["bild"]),
        SignatureBlock((Signer("u", words["vem"], (SignatureRow(words["rad"]),), words["underskrift"]),)),
    )
    return Document("d", DocumentKind.PERSON, words["titel"], DAY, (Section("a", "1", words["rubrik"], blocks),))


NAMES = (
    *("fråga", "val", "annat", "stycke", "punkt", "tabell", "cell", "bild", "vem", "rad", "underskrift", "titel"),
    "rubrik",
)


def test_every_word_of_every_kind_of_block_stands_in_both_languages_and_every_field_once() -> None:
    own, other = sample({name: f"sv-{name}" for name in NAMES}), sample({name: f"en-{name}" for name in NAMES})
    both = both_languages(own, other, ENGLISH)
    told = repr(both)
    assert [name for name in NAMES if f"sv-{name}" not in told or f"en-{name}" not in told] == []
    names = [each.name for each in fields_in(own)]
    assert [each.name for each in fields_in(both)] == names
    assert all("sv-" in each.label and "en-" in each.label for each in fields_in(both))


def test_two_documents_of_different_shape_are_not_put_together() -> None:
    own = sample(dict.fromkeys(NAMES, "a"))
    section = own.sections[0]
    shorter = Document("d", own.kind, "t", DAY, (Section("a", "1", "r", section.blocks[1:]),))
    swapped = Document("d", own.kind, "t", DAY, (Section("a", "1", "r", section.blocks[::-1]),))
    for other in (shorter, swapped):
        with pytest.raises(ValueError):
            both_languages(own, other, ENGLISH)


def test_a_prepared_word_needs_a_translation_of_its_own_and_is_then_said_in_it(library: Library) -> None:
    plan = library.plans["avtal"]
    wordings = wordings_of(library, plan, DAY)
    named = {each.name for wording in wordings for each in inlines_of(wording.blocks) if isinstance(each, Slot)}
    words = named & WORD_NAMES
    assert words
    assert words <= set(texts_of(library, plan, wordings, library.languages["en"]))
    english = replace(library.languages["en"], texts={name: f"the {name}" for name in words})
    translated = library_in(replace(library, languages={"en": english}), english)
    printed = repr(document_set(Situation(translated, plan, read_answers(translated, plan, {}), DAY)))
    assert [name for name in words if f"the {name}" in printed or f"The {name}" in printed]
