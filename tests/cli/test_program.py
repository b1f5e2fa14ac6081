"""The same commands as a program of its own: exit codes, letters and what is said when somebody stops listening."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.assembly.known import SMALL
from tests.cli.running import COMPLETE, as_a_program
from tests.tools import REPOSITORY


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "svår.yaml"
    path.write_text("\n".join(f"{key}: {json.dumps(value)}" for key, value in COMPLETE.items()), encoding="utf-8")
    return path


def test_a_document_is_made(answers: Path, tmp_path: Path) -> None:
    done = as_a_program("--klausuler", SMALL, "assemble", answers, "--out", tmp_path / "ut", "--format", "txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        str(tmp_path / "ut" / name) for name in ("avtal.txt", "bilagor/lista.txt")
    ]


def test_bad_input_is_code_2_and_a_broken_library_code_1(tmp_path: Path) -> None:
    wrong = as_a_program("explain", tmp_path / "borta.yaml")
    broken = as_a_program("--klausuler", tmp_path, "check", "--day", "2026-11-21")
    assert (wrong.returncode, broken.returncode) == (2, 1)
    assert b"Traceback" not in wrong.stderr + broken.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "sv_SE.ISO-8859-1"])
def test_swedish_letters_come_out_in_any_locale(answers: Path, locale: str) -> None:
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = as_a_program("--klausuler", SMALL, "explain", answers, "--json", **environment)
    assert done.returncode == 0
    assert "Klausulen kräver: ja." in done.stdout.decode("utf-8")
    missing = as_a_program("explain", "borta.yaml", **environment)
    assert "”borta.yaml” finns inte" in missing.stderr.decode("utf-8")


def test_a_reader_who_stops_early_is_no_error_to_shout_about(answers: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "generator", "--klausuler", str(SMALL), "explain", str(answers)]
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(command, cwd=REPOSITORY, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_without_a_command_the_help_is_pointed_at() -> None:
    done = as_a_program()
    assert done.returncode == 2
    assert "Skriv ”python -m generator --help”" in done.stderr.decode()
