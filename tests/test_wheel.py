"""A wheel, installed where there is no checkout, carries its content and does its work from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.tools import REPOSITORY

BJURHOLM = REPOSITORY / "tests" / "cases" / "bjurholm" / "answers.yaml"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program that knows nothing of the checkout; the test fails with what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", folder, REPOSITORY, cwd=folder)
    (built,) = folder.glob("samverkan_generator-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that holds the wheel, and borrows the dependencies of the one we run in."""
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    interpreter = environment / "bin" / "python"
    install = ("install", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", interpreter, *install, wheel, cwd=environment)
    return interpreter


def test_the_wheel_holds_every_file_of_content_and_appearance(wheel: Path) -> None:
    expected = {
        f"generator/_content/{path.relative_to(REPOSITORY).as_posix()}"
        for room in ("clauses", "templates")
        for path in (REPOSITORY / room).rglob("*")
        if path.is_file()
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert expected
    assert expected - held == set()


def test_the_wheel_holds_every_module_and_table_of_the_package(wheel: Path) -> None:
    expected = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "generator").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert expected - held == set()


def test_the_wheel_carries_its_licence_and_no_tests(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("/licenses/LICENSE") for name in held)
    assert [name for name in held if name.startswith("tests/")] == []


def test_an_installed_wheel_runs_its_own_code_and_not_the_checkouts(python: Path, tmp_path: Path) -> None:
    place = run(python, "-c", "import generator; print(generator.__file__)", cwd=tmp_path).strip()
    assert Path(place).is_relative_to(python.parent.parent)


def test_an_installed_wheel_checks_the_library_it_carries(python: Path, tmp_path: Path) -> None:
    run(python, "-m", "generator", "check", cwd=tmp_path)


def test_an_installed_wheel_assembles_an_agreement_in_every_format(python: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    run(python, "-m", "generator", "assemble", BJURHOLM, "--out", out, "--format", "docx,pdf,html,txt", cwd=tmp_path)
    made = {path.suffix for path in out.iterdir() if path.is_file() and path.stat().st_size}
    assert made == {".docx", ".pdf", ".html", ".txt"}


def test_an_installed_wheel_makes_the_blank_forms(python: Path, tmp_path: Path) -> None:
    out = tmp_path / "blanketter"
    run(python, "-m", "generator", "forms", "--out", out, "--language", "sv", cwd=tmp_path)
    assert {path.suffix for path in out.rglob("*") if path.is_file()} == {".docx", ".pdf"}
