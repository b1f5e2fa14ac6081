"""``check``, ``release``, ``forms`` and ``preview``."""

from __future__ import annotations

import json
import re
import shutil
import stat
import sys
import webbrowser
from pathlib import Path

import pytest
from _pytest.monkeypatch import MonkeyPatch

from tests.assembly.known import SMALL
from tests.cli.running import Runner, files_in

DAY = ("--day", "2026-11-21")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A library of one's own to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "klausuler"))


def break_it(library: Path) -> None:
    clause = library / "text" / "jour" / "2026-01-01.md"
    clause.write_text(clause.read_text().replace("villkor: [jour]", "villkor: [jourr]"))


# --- check ---


def test_a_right_library_passes(run: Runner) -> None:
    done = run("check", *DAY)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "21 klausuler, 4 planer, 0 anmärkningar."


def test_what_was_proved_is_told_when_asked_for(run: Runner) -> None:
    assert "Bevisat: " in run("check", "--proof", *DAY).out
    assert "Bevisat: " not in run("check", *DAY).out


def test_each_kind_of_statement_is_told_in_words_with_how_many_were_tried(run: Runner) -> None:
    first, *kinds = [line for line in run("check", "--proof", *DAY).out.splitlines() if line.startswith(("Bevi", "  "))]
    counted = [line.split(maxsplit=1) for line in kinds]
    assert sum(int(count) for count, _ in counted) == int(first.split()[1])
    assert "varje klausul kan komma med" in [words for _, words in counted]
    assert [words for _, words in counted if " " not in words] == []


def test_a_finding_is_told_with_rule_file_line_and_words(run: Runner, copy: Path) -> None:
    break_it(copy)
    done = run.anywhere("--klausuler", copy, "check", *DAY)
    assert done.code == 1
    first, *_ = done.out.splitlines()
    assert first.startswith("text/jour/2026-01-01.md:4: fel [villkor-okand-uppgift] ") and "jourr" in first


def test_programs_get_the_same_as_json(run: Runner, copy: Path) -> None:
    break_it(copy)
    done = run.anywhere("--klausuler", copy, "check", "--json", *DAY)
    assert done.code == 1
    (finding,) = [each for each in json.loads(done.out)["anmarkningar"] if each["regel"] == "villkor-okand-uppgift"]
    assert (finding["fil"], finding["rad"], finding["grad"]) == ("text/jour/2026-01-01.md", 4, "fel")
    assert finding["text"].endswith(".")


def test_a_right_library_gives_an_empty_list(run: Runner) -> None:
    told = json.loads(run("check", "--json", *DAY).out)
    assert told["anmarkningar"] == [] and len(told["version"]) == 12


def test_a_gap_that_only_the_proof_can_see_fails_the_check(run: Runner, copy: Path) -> None:
    clause = copy / "text" / "arbete-stor" / "2026-01-01.md"
    clause.write_text(clause.read_text().replace("villkor: [stor_ensam]", "villkor: [stor_ensam, jour]"))
    done = run.anywhere("--klausuler", copy, "check", *DAY)
    assert done.code == 1 and "[plats-tom]" in done.out


def test_a_folder_that_is_no_library_fails_the_check(run: Runner, tmp_path: Path) -> None:
    done = run.anywhere("--klausuler", tmp_path / "borta", "check", *DAY)
    assert done.code == 1 and "fragor.yaml" in done.out


def test_where_the_clauses_fire_is_told_when_asked_for(run: Runner) -> None:
    lines = run("check", "--simulate", *DAY).out.splitlines()
    assert any(line.startswith("Prövat: avtal i ") for line in lines)
    shares = {line.split()[0]: line.split()[1:] for line in lines if line.startswith(("arbete-", "tid "))}
    assert shares["tid"] == ["100"] * 5
    assert shares["arbete-stor"] == ["0", "0", "0", "100", "100"]
    assert shares["arbete-flera"] == ["100", "0", "0", "0", "0"]
    assert [line for line in lines if line.startswith("Aldrig med")] == []


# --- release ---


def test_a_release_locks_every_wording(run: Runner, copy: Path) -> None:
    done = run.anywhere("--klausuler", copy, "release", *DAY)
    assert done.code == 0
    lock = (copy / "released.txt").read_text()
    assert sum(not line.startswith("#") for line in lock.splitlines() if line) == 21
    assert run.anywhere("--klausuler", copy, "check", *DAY).code == 0


def test_a_released_wording_that_is_edited_fails_the_check(run: Runner, copy: Path) -> None:
    run.anywhere("--klausuler", copy, "release", *DAY)
    clause = copy / "text" / "jour" / "2026-01-01.md"
    clause.write_text(clause.read_text().replace("Jouren svarar.", "Jouren svarar inte."))
    done = run.anywhere("--klausuler", copy, "check", *DAY)
    assert done.code == 1 and "text/jour/2026-01-01.md" in done.out


def test_a_library_with_errors_is_not_released(run: Runner, copy: Path) -> None:
    break_it(copy)
    done = run.anywhere("--klausuler", copy, "release", *DAY)
    assert done.code == 1 and "Rätta dem" in done.err
    assert not (copy / "released.txt").exists()


def test_provisions_that_nobody_has_read_for_two_years_stop_a_release_but_no_check(run: Runner, copy: Path) -> None:
    register = copy / "lagrum.yaml"
    register.write_text(re.sub(r"kontrollerad: [0-9-]+", "kontrollerad: 2024-11-01", register.read_text()))
    assert run.anywhere("--klausuler", copy, "check", *DAY).code == 0
    done = run.anywhere("--klausuler", copy, "release", *DAY)
    assert done.code == 1 and "på två år" in done.err
    assert not (copy / "released.txt").exists()


# --- forms ---


def test_every_blank_form_is_made_as_word_and_pdf(run: Runner) -> None:
    out = run.folder / "blanketter"
    done = run("forms", "--out", out, *DAY)
    assert (done.code, done.err) == (0, "")
    assert files_in(out) == ["blad-ung.docx", "blad-ung.pdf", "blad-vuxen.docx", "blad-vuxen.pdf"]
    assert sorted(done.out.splitlines()) == [str(out / name) for name in files_in(out)]
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


# --- preview ---


def test_a_preview_is_printed_where_nobody_sits(run: Runner) -> None:
    done = run("preview", "avtal", "--case", run.answers())
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("<!doctype html>") and "UTKAST" in done.out


def sit_down(monkeypatch: MonkeyPatch, folder: Path) -> list[str]:
    """A terminal and a browser; what the browser is asked to open."""
    opened: list[str] = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return opened


def test_a_preview_is_opened_where_somebody_sits(run: Runner, monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    opened = sit_down(monkeypatch, tmp_path)
    done = run("preview", "avtal", "--case", run.answers())
    (page,) = tmp_path.glob("*.html")
    assert (done.out, opened) == (f"{page}\n", [page.as_uri()])
    assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_persons_paper_is_never_left_on_the_disk(run: Runner, monkeypatch: MonkeyPatch, tmp_path: Path) -> None:
    opened = sit_down(monkeypatch, tmp_path)
    path = run.file("dokument: blad\ndag: 2026-11-21\np_namn: Kim Ek\np_ung: nej\n")
    done = run("preview", "blad", "--case", path)
    assert "Kim Ek" in done.out and opened == []
    assert list(tmp_path.glob("*.html")) == []


def test_a_case_is_found_by_its_name(run: Runner) -> None:
    assert (
        "Bjurholms kommun" in run.anywhere("preview", "samverkansoverenskommelse", "--case", "bjurholm", "--print").out
    )


def test_a_case_that_is_not_there_is_met_with_those_there_are(run: Runner) -> None:
    done = run("preview", "avtal", "--case", "bjurholmen")
    assert (done.code, done.out) == (2, "") and "bjurholm, " in done.err


def test_a_plan_that_is_not_there_is_met_with_those_there_are(run: Runner) -> None:
    done = run("preview", "avtalet", "--case", run.answers())
    assert (done.code, done.out) == (2, "") and "avtal, blad" in done.err


def test_a_case_name_that_no_file_can_have_is_told(run: Runner) -> None:
    assert run("preview", "avtal", "--case", "x" * 300).code == 2
