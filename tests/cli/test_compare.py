"""``compare`` and ``impact``: two of a kind, for people and for programs."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.assembly.assemble import document_set
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import read_library
from generator.library.model import Wording
from generator.review.library_changes import compare_libraries, wording_lines
from generator.review.word_marks import Mark
from tests.assembly.known import SMALL, small
from tests.cases.documents import CASES, CASES_DIR, library
from tests.cli.running import Runner
from tests.formats.docx_reader import parts_of
from tests.review.situations import case

DAY = ("--day", "2026-11-22")
JOUR = "text/jour/2026-01-01.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A library of one's own to change."""
    return Path(shutil.copytree(SMALL, tmp_path / "klausuler"))


def answers_of(name: str) -> Path:
    return CASES_DIR / name / "answers.yaml"


def document_of(run: Runner, name: str, format_name: str) -> Path:
    documents = document_set(case(name))
    content = get_format(format_name).render(documents.main, RenderOptions(manifest=documents.manifest))
    return run.file(content, f"{name}.{format_name}")


def told(run: Runner, *arguments: str | Path) -> dict[str, Any]:
    done = run.anywhere("compare", *arguments, "--json")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


# --- Answers files and documents ---


@pytest.mark.parametrize("name", CASES)
def test_a_case_does_not_differ_from_itself(run: Runner, name: str) -> None:
    done = run.anywhere("compare", answers_of(name), answers_of(name))
    assert (done.code, done.out, done.err) == (0, "Ingenting skiljer.\n", "")


def test_two_municipalities_differ_in_answers_and_clauses_with_reasons(run: Runner) -> None:
    found = told(run, answers_of("bjurholm"), answers_of("goteborg"))
    assert found["slag"] == "dokument" and found["anmarkningar"] == []
    assert "kommuner" in {each["fraga"] for each in found["svar"]}
    main = next(each for each in found["dokument"] if each["id"] == "samverkansoverenskommelse")
    changed = {each["klausul"]: each["utfall"] for each in main["klausuler"]}
    assert changed["samarbetsform-liten"] == "borttagen" and changed["samarbetsform-storstad"] == "tillagd"
    assert all(each["skal"] for each in main["klausuler"])
    shown = run.anywhere("compare", answers_of("bjurholm"), answers_of("goteborg")).out
    assert "Svar: Kommuner: Bjurholms kommun → Göteborgs Stad" in shown and "Skäl: " in shown
    lines = shown.splitlines()
    rows = lines[lines.index("Svar: Nämnder") + 1 :][:2]
    assert rows[0].startswith("  ~ rad 1: Kommun: Bjurholms kommun → Göteborgs Stad; ")
    assert rows[1].startswith("  + rad 2: Kommun: Göteborgs Stad; ") and "→" not in rows[1]


@pytest.mark.parametrize("format_name", ["docx", "pdf"])
def test_a_document_made_here_is_the_same_as_its_answers(run: Runner, format_name: str) -> None:
    document = document_of(run, "bjurholm", format_name)
    found = told(run, answers_of("bjurholm"), document)
    assert found["svar"] == []
    assert [(each["id"], each["utfall"]) for each in found["dokument"]] == [("samverkansoverenskommelse", "lika")]
    assert "Bilagor och underlag jämförs därför inte" in found["anmarkningar"][0]


def test_two_documents_made_here_are_compared(run: Runner) -> None:
    one, other = document_of(run, "bjurholm", "docx"), document_of(run, "goteborg", "docx")
    found = told(run, one, other)
    assert "kommuner" in {each["fraga"] for each in found["svar"]}
    assert [each["id"] for each in found["dokument"]] == ["samverkansoverenskommelse"]


def test_what_cannot_be_compared_is_bad_input(run: Runner) -> None:
    foreign = run.file(b"%PDF-1.7\nnonsens", "annan.pdf")
    for one, other, said in (
        (answers_of("bjurholm"), answers_of("vuxen"), "olika dokument"),
        (answers_of("bjurholm"), SMALL, "bibliotek med ett dokument"),
        (answers_of("bjurholm"), foreign, "annan.pdf"),
        (answers_of("bjurholm"), run.folder / "saknas.docx", "finns inte"),
        (answers_of("bjurholm"), run.folder, "är en mapp"),
        (document_of(run, "vuxen", "docx"), answers_of("vuxen"), "bär inga uppgifter"),
    ):
        done = run.anywhere("compare", one, other)
        assert (done.code, done.out) == (2, "")
        assert said in done.err


def test_a_comparison_is_written_to_a_file_in_the_format_that_its_name_says(run: Runner, copy: Path) -> None:
    file = copy / JOUR
    file.write_text(file.read_text(encoding="utf-8").rstrip() + " Nya ord.\n", encoding="utf-8")
    for one, other in ((SMALL, copy), ("kommun:2403", "kommun:1480")):
        files = {name: run.folder / f"skillnad.{name}" for name in ("docx", "txt", "json")}
        for path in files.values():
            done = run("compare", one, other, *DAY, "--out", path)
            assert (done.code, done.out, done.err) == (0, f"{path}\n", "")
        shown = run("compare", one, other, *DAY, "--json").out
        assert json.loads(files["json"].read_text(encoding="utf-8")) == json.loads(shown)
        assert "Det som har tillkommit står i {+ +}" in files["txt"].read_text(encoding="utf-8")
        assert "Jämförelse" in parts_of(files["docx"].read_bytes())["word/document.xml"].decode()


def test_a_comparison_in_a_file_says_what_a_document_does_not_carry(run: Runner) -> None:
    file = run.folder / "skillnad.txt"
    run.anywhere("compare", answers_of("goteborg"), document_of(run, "bjurholm", "docx"), "--out", file)
    assert "Bilagor och underlag jämförs därför inte" in file.read_text(encoding="utf-8")


def test_a_file_of_an_unknown_kind_is_refused_before_anything_is_read(run: Runner) -> None:
    done = run.anywhere("compare", run.folder / "saknas.yaml", SMALL, "--out", run.folder / "skillnad.odt")
    assert (done.code, done.out) == (2, "")
    assert ".json" in done.err and not (run.folder / "skillnad.odt").exists()


# --- Libraries ---


def test_a_library_does_not_differ_from_itself(run: Runner) -> None:
    done = run.anywhere("compare", SMALL, SMALL, *DAY)
    assert done.code == 0 and done.out.endswith("Ingenting skiljer.\n")


def test_changed_words_conditions_and_provisions_are_told(run: Runner, copy: Path) -> None:
    file = copy / JOUR
    text = file.read_text(encoding="utf-8").replace("villkor: [jour]\n", "")
    file.write_text(text.rstrip() + " Nya ord.\n", encoding="utf-8")
    register = copy / "lagrum.yaml"
    register.write_text(register.read_text().replace("rubrik: Kvalitet", "rubrik: God kvalitet"), encoding="utf-8")
    found = told(run, SMALL, copy, *DAY)
    assert found["slag"] == "bibliotek"
    changed = found["lydelser"][0]
    assert (changed["klausul"], changed["utfall"], changed["villkor"]) == ("jour", "ändrad", [["jour"], []])
    assert [(each["slag"], each["id"], each["utfall"]) for each in found["ovrigt"]] == [
        ("lagrum", "SoL 10:1", "ändrad")
    ]
    shown = run.anywhere("compare", SMALL, copy, *DAY).out
    assert "Villkor: jour → inga" in shown and "{+" in shown and "~ lagrum SoL 10:1: God kvalitet" in shown


def test_a_clause_that_came_and_one_that_went_are_told(run: Runner, copy: Path) -> None:
    new = copy / "text" / "ny-klausul"
    shutil.copytree(copy / "text" / "jour", new)
    file = new / "2026-01-01.md"
    file.write_text(file.read_text(encoding="utf-8").replace("id: jour", "id: ny-klausul"), encoding="utf-8")
    after, _ = read_library(copy)
    found = compare_libraries(small(), after, date(2026, 11, 22))
    assert [(each.clause, each.mark) for each in found.wordings] == [("ny-klausul", Mark.ADDED)]
    back = compare_libraries(after, small(), date(2026, 11, 22))
    assert [(each.clause, each.mark) for each in back.wordings] == [("ny-klausul", Mark.REMOVED)]


def test_moving_lines_about_in_a_file_is_no_difference(run: Runner, copy: Path) -> None:
    for name in ("lagrum.yaml", "fragor.yaml", "uppgifter.yaml"):
        path = copy / name
        path.write_text("# En kommentar.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    found = told(run, SMALL, copy, *DAY)
    assert (found["lydelser"], found["ovrigt"]) == ([], [])


@pytest.mark.parametrize("clause", library().wordings_at(date(2026, 11, 22)).values(), ids=lambda each: each.clause)
def test_the_lines_of_a_wording_hold_its_heading_and_every_word(clause: Wording) -> None:
    lines = wording_lines(clause)
    assert lines[0] == clause.heading and len(lines) > 1
    assert all(line.strip() for line in lines)


# --- impact ---


def test_a_change_is_counted_and_told(run: Runner, copy: Path) -> None:
    file = copy / JOUR
    file.write_text(file.read_text(encoding="utf-8").replace("villkor: [jour]\n", ""), encoding="utf-8")
    done = run("impact", copy, *DAY)
    assert (done.code, done.err) == (0, "")
    assert "jour" in done.out and "lägen till" in done.out
    found = json.loads(run("impact", copy, *DAY, "--json").out)
    assert [each["klausul"] for each in found["klausuler"]] == ["jour"]
    assert found["andrade"] == found["klausuler"][0]["till"] > 0


def test_a_copy_with_a_clause_that_never_comes_in_gives_1(run: Runner, copy: Path) -> None:
    file = copy / JOUR
    text = file.read_text(encoding="utf-8").replace("villkor: [jour]\n", "villkor: [jour, inte jour]\n")
    file.write_text(text, encoding="utf-8")
    done = run("impact", copy, *DAY)
    assert done.code == 1
    assert "Aldrig med: jour." in done.out.splitlines()


def test_what_is_no_library_is_bad_input(run: Runner) -> None:
    done = run("impact", run.folder, *DAY)
    assert (done.code, done.out) == (2, "") and "inget klausulbibliotek" in done.err


def test_a_library_with_errors_is_told_with_its_findings(run: Runner, copy: Path) -> None:
    file = copy / JOUR
    file.write_text(file.read_text(encoding="utf-8").replace("villkor: [jour]\n", "villkor: [jourr]\n"))
    done = run("impact", copy, *DAY)
    assert done.code == 1 and "villkor-okand-uppgift" in done.err
