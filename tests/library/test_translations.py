"""A translation belongs to the very text it was made from: anything else is told, and is never used."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Severity
from generator.library.checks_translations import coverage, languages_for
from generator.library.load import load_library, read_library
from generator.library.model import Library
from generator.library.model_languages import LanguageForm, Speech
from generator.library.rendering import differences, digest
from generator.library.renewing import RenewalError, renew
from generator.library.template import BlockSlot, ListTemplate, ParagraphTemplate, Slot, Text
from tests.library.overlaying import DAY, check, copy_of_ground

ADULT = "person/vem-vuxen/2026-01-01.md"
TRANSLATED = "person/vem-vuxen/2026-01-01.en.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_ground(tmp_path)


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def offered(library: Library, day: date = DAY) -> list[str]:
    return [language.id for language in languages_for(library, library.plans["blad"], day)]


def rules(root: Path) -> list[str]:
    return [finding.rule for finding in check(root)]


def test_a_plan_is_offered_in_a_language_when_every_word_of_it_is_translated(root: Path) -> None:
    library = load_library(root)
    assert offered(library) == ["en"]
    assert coverage(library, library.plans["blad"], library.languages["en"], DAY).is_whole


def test_a_translated_plan_that_is_not_listed_is_not_offered(root: Path) -> None:
    edit(root, "sprak/en.yaml", "planer: [blad]", "planer: []")
    assert offered(load_library(root)) == []
    assert rules(root) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("när du ber om det.", "bara när du ber om det."),
        ("rubrik: Ditt stöd", "rubrik: Stödet"),
        ("när du ber", "när *du* ber"),
        ("när du ber om det.", "när du ber om det.\n\nDet är frivilligt."),
    ],
)
def test_any_change_of_what_is_printed_makes_the_translation_stale_and_the_service_still_starts(
    root: Path, old: str, new: str
) -> None:
    edit(root, ADULT, old, new)
    assert "oversattning-inaktuell" in rules(root)
    library = load_library(root)
    assert offered(library) == []
    found = coverage(library, library.plans["blad"], library.languages["en"], DAY)
    assert [wording.file for wording in found.stale] == [ADULT]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("> Stödet är frivilligt.", "> Stödet är helt frivilligt."),
        ("skäl: Första lydelsen.", "skäl: Den första lydelsen."),
        ("när du ber om det.", "när du\nber om det."),
        ("ansvarig: handläggare", "ansvarig: socialchef"),
    ],
)
def test_what_is_not_printed_changes_no_translation(root: Path, old: str, new: str) -> None:
    edit(root, ADULT, old, new)
    assert rules(root) == [] or rules(root) == ["frislappt-andrad"]
    assert offered(load_library(root)) == ["en"]


def test_a_wording_from_a_later_day_ends_the_offer_that_day_until_it_is_translated(root: Path) -> None:
    later = root / "person/vem-vuxen/2027-01-01.md"
    later.write_text(
        (root / ADULT).read_text(encoding="utf-8").replace("när du ber om det", "när du vill"), encoding="utf-8"
    )
    library = load_library(root)
    assert offered(library, date(2026, 12, 31)) == ["en"]
    assert offered(library, date(2027, 1, 1)) == []
    assert rules(root) == ["oversattning-saknas"]


@pytest.mark.parametrize("text", ["Sida: Page", "Om bladet: About this sheet", "Underskrift: Signature"])
def test_one_text_without_a_translation_ends_the_offer(root: Path, text: str) -> None:
    edit(root, "sprak/en.yaml", f"  {text}\n", "")
    assert rules(root) == ["oversattning-saknas"]
    assert offered(load_library(root)) == []


def test_a_changed_label_has_no_translation_and_the_old_one_is_told_as_unused(root: Path) -> None:
    edit(root, "documents/blad.yaml", "rubrik: Om bladet", "rubrik: Om arket")
    assert set(rules(root)) == {"oversattning-saknas", "oversattning-oanvand"}


def test_renewing_writes_the_present_digest_and_nothing_else(root: Path) -> None:
    edit(root, ADULT, "när du ber om det.", "när du vill.")
    before = (root / TRANSLATED).read_text(encoding="utf-8").splitlines()
    assert renew(root, load_library(root), "vem-vuxen") == (TRANSLATED,)
    after = (root / TRANSLATED).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [after[2]]
    assert len(after) == len(before)
    assert rules(root) in ([], ["frislappt-andrad"])
    assert offered(load_library(root)) == ["en"]
    assert renew(root, load_library(root), "vem-vuxen") == ()


def test_what_lacks_a_part_of_the_swedish_text_is_not_renewed(root: Path) -> None:
    edit(root, ADULT, "när du ber om det.", "när du ber om det.\n\nDet är frivilligt.")
    with pytest.raises(RenewalError, match="samma delar"):
        renew(root, load_library(root), "vem-vuxen")


@pytest.mark.parametrize(("clause", "language"), [("finns-inte", ""), ("parter", ""), ("vem-vuxen", "ar")])
def test_only_what_is_translated_can_be_renewed(root: Path, clause: str, language: str) -> None:
    with pytest.raises(RenewalError):
        renew(root, load_library(root), clause, language)


def test_a_new_language_is_new_files_and_nothing_more(root: Path) -> None:
    text = (root / "sprak/en.yaml").read_text(encoding="utf-8")
    for old, new in (("språk: en", "språk: ar"), ("kod: en", "kod: ar"), ("namn: engelska", "namn: arabiska")):
        text = text.replace(old, new)
    (root / "sprak/ar.yaml").write_text(text, encoding="utf-8")
    for path in sorted(root.glob("*/*/*.en.md")):
        translated = path.read_text(encoding="utf-8").replace("språk: en", "språk: ar")
        path.with_name(path.name.replace(".en.", ".ar.")).write_text(translated, encoding="utf-8")
    assert rules(root) == []
    assert offered(load_library(root)) == ["ar", "en"]


def test_a_library_without_languages_is_right(root: Path) -> None:
    for path in (*root.glob("*/*/*.en.md"), root / "sprak/en.yaml"):
        path.unlink()
    (root / "sprak").rmdir()
    assert rules(root) == []
    assert load_library(root).languages == {}


def test_a_slip_in_a_translation_is_told_on_its_line(root: Path) -> None:
    edit(root, TRANSLATED, "You get support", "You get {{ stöd % support")
    library, findings = read_library(root)
    assert [(each.rule, each.file, each.severity) for each in findings] == [
        ("text-uttryck", TRANSLATED, Severity.ERROR)
    ]
    assert "vem-vuxen" in library.clauses


# --- The shape of a translation --------------------------------------------------------------------------------------

ONE = ParagraphTemplate((Text("Ett."),))
SPLIT = (ParagraphTemplate((Text("Ett."),)), ParagraphTemplate((Text("Två."),)))
LIST = ListTemplate(False, ((Text("a"),), (Text("b"),)))
SHORT = ListTemplate(False, ((Text("a"),),))
CITED = ParagraphTemplate((Text("Se "), Slot("", literal="SoL 6:8", filter="lagrum", line=3)))
OTHER = ParagraphTemplate((Text("See "), Slot("", literal="SoL 7:1", filter="lagrum", line=9)))
MARKED = ParagraphTemplate((Text("[BEKRÄFTA: a, b]", "confirm"),))
SIGNED, SIGNED_ALSO = BlockSlot("underskrift", literal="Du"), BlockSlot("underskrift", literal="You")


@pytest.mark.parametrize(
    ("own", "other", "beside", "aid"),
    [
        ((ONE,), (ONE,), True, True),
        ((ONE,), SPLIT, False, True),
        ((LIST,), (SHORT,), False, False),
        ((ONE,), (LIST,), False, False),
        ((CITED,), (CITED,), True, True),
        ((CITED,), (OTHER,), False, False),
        ((CITED,), (ONE,), False, False),
        ((MARKED,), (ONE,), False, False),
        ((SIGNED,), (SIGNED_ALSO,), True, True),
        ((BlockSlot("rad", "namn"),), (BlockSlot("rad", "ort"),), False, False),
    ],
)
def test_a_translation_beside_has_the_same_parts_and_an_aid_drops_none(
    own: tuple[object, ...], other: tuple[object, ...], beside: bool, aid: bool
) -> None:
    assert (list(differences(own, other, LanguageForm.BESIDE)) == []) is beside  # type: ignore[arg-type]
    assert (list(differences(own, other, LanguageForm.AID)) == []) is aid  # type: ignore[arg-type]


def test_a_digest_rests_on_words_and_not_on_lines() -> None:
    moved = ParagraphTemplate((Text("Se "), Slot("", literal="SoL 6:8", filter="lagrum", line=30)))
    assert digest("Rubrik", (CITED,)) == digest("Rubrik", (moved,))
    assert len({digest("Rubrik", (each,)) for each in (ONE, LIST, SHORT, CITED, OTHER, MARKED, SIGNED)}) == 7
    assert digest("En", (ONE,)) != digest("En annan", (ONE,))


# --- Speech ----------------------------------------------------------------------------------------------------------


def test_what_has_no_translation_is_said_in_swedish() -> None:
    speech = Speech("en", {"För {part}": "For {part}"})
    assert speech.say("För {part}", part="{namn}") == "For {namn}"
    assert speech.say("Sida") == "Sida"
    assert speech.say("För\N{NO-BREAK SPACE}{part}", part="a") == "For a"


@given(st.lists(st.text(min_size=1, max_size=5), max_size=5))
def test_a_list_names_every_item_in_order(items: list[str]) -> None:
    said = Speech("en", {"och": "and"}).listed(items)
    position = 0
    for item in items:
        position = said.index(item, position) + len(item)
    assert (" and " in said) >= (len(items) > 1)


def test_days_after_the_day_that_change_nothing_are_not_tried(root: Path) -> None:
    library = load_library(root)
    assert offered(library, DAY + timedelta(days=10_000)) == ["en"]
