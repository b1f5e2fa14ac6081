"""``translations`` and ``--language``: what is translated is told, renewed when asked, and made into files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Runner
from tests.library.overlaying import copy_of_ground

DAY = "2026-11-21"
ADULT = "person/vem-vuxen/2026-01-01.md"
TRANSLATED = "person/vem-vuxen/2026-01-01.en.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The good library, with a sheet in English."""
    return copy_of_ground(tmp_path)


def change(root: Path) -> None:
    path = root / ADULT
    path.write_text(path.read_text(encoding="utf-8").replace("när du ber", "så fort du ber"), encoding="utf-8")


def test_a_plan_that_is_whole_is_told_as_offered(run: Runner, root: Path) -> None:
    done = run.anywhere("--klausuler", root, "translations", "--day", DAY)
    assert (done.code, done.out, done.err) == (0, "engelska (en)\n  blad: klar och erbjuds\n", "")


def test_a_gap_is_told_with_what_to_write_in_the_file(run: Runner, root: Path) -> None:
    change(root)
    (root / "person/vem-ung/2026-01-01.en.md").unlink()
    done = run.anywhere("--klausuler", root, "translations", "--plan", "blad", "--day", DAY)
    assert "1 av 3 klausuler översatta, 1 saknas, 1 inaktuella, 0 andra texter saknas" in done.out
    assert "saknas: person/vem-ung/2026-01-01.md (återger: " in done.out
    assert f"inaktuell: {ADULT} (återger: " in done.out


def test_the_same_is_told_to_programs(run: Runner, root: Path) -> None:
    change(root)
    done = run.anywhere("--klausuler", root, "translations", "--language", "en", "--json", "--day", DAY)
    told = json.loads(done.out)["en"]["blad"]
    assert (told["klar"], told["saknas"], told["texter"]) == (False, [], [])
    assert [each["fil"] for each in told["inaktuella"]] == [ADULT]
    assert told["oversatta"] == ["person/vem/2026-01-01.md", "person/vem-ung/2026-01-01.md"]


def test_renewing_makes_the_translation_fresh(run: Runner, root: Path) -> None:
    change(root)
    assert run.anywhere("--klausuler", root, "check", "--day", DAY).code == 1
    done = run.anywhere("--klausuler", root, "translations", "--renew", "vem-vuxen", "--day", DAY)
    assert (done.code, done.out) == (0, f"{TRANSLATED}\n")
    told = run.anywhere("--klausuler", root, "translations", "--day", DAY).out
    assert "klar och erbjuds" in told
    again = run.anywhere("--klausuler", root, "translations", "--renew", "vem-vuxen", "--day", DAY)
    assert again.out == "Översättningarna återger redan den svenska texten.\n"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--language", "ar", "Tillåtna: en."),
        ("--plan", "avtal", "Tillåtna: blad."),
        ("--renew", "finns-inte", "Det finns ingen klausul"),
        ("--renew", "parter", "har ingen översättning"),
    ],
)
def test_a_name_that_is_not_there_is_bad_input(run: Runner, root: Path, option: str, value: str, said: str) -> None:
    done = run.anywhere("--klausuler", root, "translations", option, value, "--day", DAY)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_document_is_made_in_the_language_that_was_asked_for(run: Runner, root: Path) -> None:
    answers = run.file(f"dokument: blad\ndag: {DAY}\nunder_18: nej\n")
    out = run.folder / "ut"
    done = run.anywhere("--klausuler", root, "assemble", answers, "--out", out, "--language", "en", "--format", "txt")
    assert (done.code, done.err) == (0, "")
    assert [path.name for path in out.iterdir()] == ["handling-en.txt"]
    assert "You get support when you ask for it." in (out / "handling-en.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["ar", "", "EN"])
def test_a_language_that_is_not_offered_is_bad_input_and_nothing_is_written(
    run: Runner, root: Path, language: str
) -> None:
    answers = run.file(f"dokument: blad\ndag: {DAY}\nunder_18: nej\n")
    out = run.folder / "ut"
    done = run.anywhere("--klausuler", root, "assemble", answers, "--out", out, "--language", language)
    assert (done.code, done.out) == (2, "")
    assert "Tillåtna: sv, en." in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), {"blad-vuxen.docx", "blad-vuxen.pdf", "blad-vuxen-en.docx", "blad-vuxen-en.pdf"}),
        (("--language", "sv"), {"blad-vuxen.docx", "blad-vuxen.pdf"}),
        (("--language", "en"), {"blad-vuxen-en.docx", "blad-vuxen-en.pdf"}),
    ],
)
def test_the_forms_come_in_every_language_or_in_one(
    run: Runner, root: Path, options: tuple[str, ...], names: set[str]
) -> None:
    out = run.folder / "ut"
    assert run.anywhere("--klausuler", root, "forms", "--out", out, "--day", DAY, *options).code == 0
    assert {path.name for path in out.iterdir()} == names


def test_a_preview_shows_the_language_that_was_asked_for(run: Runner, root: Path) -> None:
    answers = run.file(f"dokument: blad\ndag: {DAY}\nunder_18: nej\n")
    done = run.anywhere("--klausuler", root, "preview", "blad", "--case", answers, "--language", "en", "--print")
    assert done.code == 0
    assert '<span class="foreign" lang="en">You get support when you ask for it.</span>' in done.out
