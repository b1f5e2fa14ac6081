"""``law``: status, scan and change, for people and for programs."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import main
from generator.library.load import load_library
from generator.readback.word_package import MAX_FILE
from generator.resources import clauses_dir
from generator.storage.agreements import AgreementStore, Change
from generator.storage.database import opened
from tests.assembly.known import SMALL
from tests.cli.running import Runner
from tests.readback.foreign_files import TEXT, pdf, word

DAY = ("--day", "2026-11-22")
CHANGE = ("law", "change", "SoL 4:1", "--from", "2027-01-01", "--as")


def told(run: Runner, *arguments: str | Path) -> dict[str, Any]:
    done = run.anywhere(*arguments, "--json")
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found


# --- status ---


def test_the_register_is_printed_with_where_each_provision_is_cited(run: Runner) -> None:
    done = run("law", "status", *DAY)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert "OSL 12:2  Samtycke: gäller. Kontrollerad 2026-02-22." in lines
    assert lines[-1].startswith("Den 2026-11-22: 7 gäller.")


def test_the_register_as_json_holds_every_provision(run: Runner) -> None:
    found = told(run, "law", "status", *DAY)
    library = load_library(clauses_dir())
    assert found["dag"] == "2026-11-22" and found["version"] == library.version
    assert [each["id"] for each in found["lagrum"]] == list(library.sources)
    old = next(each for each in found["lagrum"] if each["id"] == "SoL2001 2:1")
    assert (old["status"], old["upphavd"], old["ersatt_av"]) == ("upphävd", "2025-07-01", "SoL 4:1")


def test_status_counts_one_clause_as_one(run: Runner) -> None:
    lines = run.anywhere("law", "status", *DAY).out.splitlines()
    counted = [line.partition(":") for line in lines if line.startswith("    ") and "klausul" in line]
    assert counted
    for words, _, clauses in counted:
        number = len(clauses.split(","))
        assert words.strip() == f"{number} {'klausul' if number == 1 else 'klausuler'}"


def test_status_is_1_when_a_text_rests_on_what_is_not_in_force(run: Runner) -> None:
    assert run.anywhere("law", "status", *DAY).code == 0
    assert run.anywhere("law", "status", "--day", "2026-01-15").code == 0
    too_early = run.anywhere("law", "status", "--day", "2026-01-14")
    assert too_early.code == 1 and "1 gäller inte än" in too_early.out
    broken = run.anywhere("--klausuler", _broken(run.folder), "law", "status", *DAY)
    assert broken.code == 1 and "upphävd" in broken.out


def _broken(folder: Path) -> Path:
    """The small library where a provision that clauses rest on is repealed on a later day."""
    copy = Path(shutil.copytree(SMALL, folder / "klausuler"))
    register = copy / "lagrum.yaml"
    text = register.read_text(encoding="utf-8").replace(
        "OSL 12:2: {rubrik: Samtycke,", "OSL 12:2: {rubrik: Samtycke, upphävd: 2026-11-01,"
    )
    register.write_text(text, encoding="utf-8")
    return copy


# --- scan ---


@pytest.mark.parametrize(
    ("name", "content"),
    [("avtal.docx", word()), ("avtal.pdf", pdf()), ("avtal.txt", "\n\n".join(TEXT).encode())],
)
def test_the_same_is_found_in_every_kind_of_file(run: Runner, name: str, content: bytes) -> None:
    found = told(run, "law", "scan", run.file(content, name), *DAY)
    assert found["fil"] == name
    assert [(each["lagrum"], each["status"], each["ersatt_av"]) for each in found["hanvisningar"]] == [
        ("SoL2001 5:11", "upphävd", ["SoL 13:1"]),
        ("BrF 9", "gäller", []),
    ]
    assert {each["id"] for each in found["delar"] if each["verkar_finnas"]} >= {"syfte"}
    assert any("inga vidare åtgärder" in place["text"] for each in found["varningar"] for place in each["stallen"])


def test_what_is_found_is_told_in_swedish_as_suggestions(run: Runner) -> None:
    done = run.anywhere("law", "scan", run.file(word(), "avtal.docx"), *DAY)
    assert (done.code, done.err) == (0, "")
    assert "UPPHÄVD  ”5 kap. 11 § socialtjänstlagen (2001:453)” = SoL2001 5:11" in done.out
    assert "Förslag att kontrollera." in done.out
    assert "VERKAR SAKNAS  Oenighet." in done.out


def test_the_day_the_agreement_was_written_is_taken_into_account(run: Runner) -> None:
    file = run.file("Enligt 2 kap. 1 § socialtjänstlagen.", "avtal.txt")
    without = told(run, "law", "scan", file, *DAY)["hanvisningar"][0]
    known = told(run, "law", "scan", file, *DAY, "--skriven", "2020-05-04")["hanvisningar"][0]
    assert (without["status"], without["mojliga"]) == ("oklar", ["SoL2001 2:1", "SoL 2:1"])
    assert (known["status"], known["lagrum"]) == ("upphävd", "SoL2001 2:1")


def test_what_cannot_be_read_is_bad_input(run: Runner) -> None:
    for name, content, said in (
        ("tom.docx", b"", "tom"),
        ("skannad.pdf", pdf(""), "inskannad"),
        ("stor.pdf", b"a" * (MAX_FILE + 1), "för stor"),
        ("program.bin", b"\x7fELF\x00\x00", "varken"),
    ):
        done = run.anywhere("law", "scan", run.file(content, name), *DAY)
        assert (done.code, done.out) == (2, "")
        assert said in done.err


def test_a_file_that_is_not_there_is_bad_input(run: Runner) -> None:
    for path in (run.folder / "saknas.docx", run.folder):
        done = run.anywhere("law", "scan", path, *DAY)
        assert (done.code, done.out) == (2, "") and str(path) in done.err


# --- change ---


def test_what_a_change_touches_is_printed_with_what_to_do(run: Runner) -> None:
    done = run(*CHANGE, "upphävd")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("SoL 4:1: upphävd från 2027-01-01.")
    assert "Att göra:" in done.out and "lagrum.yaml: Skriv upphävd: 2027-01-01 på SoL 4:1." in done.out


def test_a_change_as_json_names_clauses_plans_and_tasks(run: Runner) -> None:
    found = told(run, *CHANGE, "ersatt:SoL 4:2")
    assert (found["lagrum"], found["andring"], found["ersatt_av"]) == (["SoL 4:1"], "ersatt", "SoL 4:2")
    assert found["planer"] and found["att_gora"]
    assert "overenskommelser" not in found


@pytest.mark.parametrize("arguments", [("SoL 99:9", "upphävd"), ("SoL 4:1", "borta")])
def test_a_change_that_cannot_be_understood_is_bad_input(run: Runner, arguments: tuple[str, str]) -> None:
    done = run("law", "change", arguments[0], "--from", "2027-01-01", "--as", arguments[1])
    assert (done.code, done.out) == (2, "") and "Skriv " in done.err


def test_stored_agreements_that_rest_on_it_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'prov.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("GENERATOR_VAR", str(tmp_path))
    monkeypatch.setattr("generator.clock.today", lambda: date(2026, 11, 22))
    library = load_library(clauses_dir())
    answers: dict[str, object] = {"kommuner": ["2403"], "form": "fristaende"}
    with opened(url) as engine:
        first = Change(answers, library.version, datetime(2026, 11, 21, 12, tzinfo=UTC), date(2026, 11, 21))
        made = AgreementStore(engine).create(library.plans["samverkansoverenskommelse"], first)
    assert main([*CHANGE, "upphävd", "--drafts", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["overenskommelser"]
    assert [(each["id"], each["namn"], each["status"]) for each in found] == [(made.id, "Bjurholms kommun", "utkast")]
    assert found[0]["klausuler"] and found[0]["eget_bibliotek"]
    assert main([*CHANGE, "upphävd", "--drafts"]) == 0
    assert "1 sparade överenskommelser berörs, varav 0 undertecknade." in capsys.readouterr().out
