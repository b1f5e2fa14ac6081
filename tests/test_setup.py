"""The set-up script asks for what is missing, installs what is locked, and leaves alone what is already done.

The machine around it is played by small programs on PATH, so nothing is installed and nothing is fetched.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools import REPOSITORY

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
"""What the service loads → the Debian package that holds it."""
NODE_LOCK = "tests/oidc/package-lock.json"
TEST_PROGRAMS = ("soffice", "git", "qpdf", "pdftotext", "node", "initdb", "chromium")


@dataclass(frozen=True)
class Machine:
    """A checkout on a machine where every call to apt-get and pip is noted down instead of carried out."""

    checkout: Path
    programs: Path

    def put(self, name: str, script: str) -> None:
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def has_libraries(self, *names: str) -> None:
        self.put("ldconfig", "\n".join(f"echo {name}" for name in names) or "true")

    def is_root(self, root: bool) -> None:
        self.put("id", "echo 0" if root else "echo 1000")

    def set_up(self, purpose: str = "run") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": f"{self.programs}:{os.environ['PATH']}"}
        script = str(self.checkout / ".ci" / "setup.sh")
        return subprocess.run([script, purpose], env=environment, capture_output=True, text=True, check=False)

    def noted(self, program: str) -> list[str]:
        """The calls of a program, in order."""
        log = self.checkout / f"{program}.log"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine that has everything, used by root; its .venv is a stand-in that only writes down calls of pip."""
    made = Machine(tmp_path / "checkout", tmp_path / "programs")
    made.programs.mkdir()
    (made.checkout / ".ci").mkdir(parents=True)
    (made.checkout / "tests" / "oidc").mkdir(parents=True)
    for name in (".ci/setup.sh", "pyproject.toml", "requirements.lock", "requirements-test.lock", NODE_LOCK):
        shutil.copy(REPOSITORY / name, made.checkout / name)
    made.put("apt-get", f'echo "$@" >>{shlex.quote(str(made.checkout / "apt-get.log"))}')
    for each in TEST_PROGRAMS:
        made.put(each, "true")
    made.put("npm", f'echo "$@" >>{shlex.quote(str(made.checkout / "npm.log"))}; mkdir -p tests/oidc/node_modules')
    made.has_libraries(*LIBRARIES)
    made.is_root(True)
    interpreter = made.checkout / ".venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text(
        f'#!/bin/sh\nif [ "$2" = pip ]; then echo "$@" >>{shlex.quote(str(made.checkout / "pip.log"))}; exit; fi\n'
        f'exec {shlex.quote(sys.executable)} "$@"\n',
        encoding="utf-8",
    )
    interpreter.chmod(0o755)
    return made


def test_the_locked_packages_are_installed_with_their_checksums_and_without_compiling(machine: Machine) -> None:
    assert machine.set_up().returncode == 0
    (call,) = machine.noted("pip")
    assert call.endswith("--require-hashes --only-binary :all: -r requirements.lock")


def test_a_second_set_up_installs_nothing_and_asks_for_nothing(machine: Machine) -> None:
    machine.set_up()
    assert machine.set_up().stdout == ""
    assert len(machine.noted("pip")) == 1
    assert machine.noted("apt-get") == []


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements.lock"])
def test_a_changed_dependency_is_installed_at_the_next_set_up(machine: Machine, name: str) -> None:
    machine.set_up()
    with (machine.checkout / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    machine.set_up()
    assert len(machine.noted("pip")) == 2


def test_a_set_up_that_failed_is_done_again(machine: Machine) -> None:
    interpreter = machine.checkout / ".venv" / "bin" / "python"
    working = interpreter.read_text(encoding="utf-8")
    interpreter.write_text(working.replace("exit;", "exit 1;"), encoding="utf-8")
    failed = machine.set_up()
    assert failed.returncode == 1
    assert "Pythonpaketen kunde inte installeras" in failed.stderr
    interpreter.write_text(working, encoding="utf-8")
    assert machine.set_up().returncode == 0
    assert len(machine.noted("pip")) == 2


@pytest.mark.parametrize(("library", "package"), LIBRARIES.items())
def test_root_gets_a_missing_library_installed_with_one_update(machine: Machine, library: str, package: str) -> None:
    machine.has_libraries(*(LIBRARIES.keys() - {library}))
    assert machine.set_up().returncode == 0
    update, install = machine.noted("apt-get")
    assert update == "update"
    assert install.endswith(f"install -y --no-install-recommends {package}")


def test_anyone_else_is_told_the_exact_command_and_nothing_is_changed(machine: Machine) -> None:
    machine.has_libraries()
    machine.is_root(False)
    shutil.rmtree(machine.checkout / ".venv")
    result = machine.set_up()
    assert result.returncode == 1
    packages = " ".join(LIBRARIES.values())
    assert f"sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {packages}'" in result.stderr
    assert not (machine.checkout / ".venv").exists()
    assert machine.noted("apt-get") == []


def test_the_tests_get_their_node_packages_as_they_are_locked_and_once(machine: Machine) -> None:
    assert machine.set_up("test").returncode == 0
    assert machine.set_up("test").stdout == ""
    assert machine.noted("npm") == ["ci --ignore-scripts --no-audit --no-fund --prefix tests/oidc"]
    with (machine.checkout / NODE_LOCK).open("a", encoding="utf-8") as file:
        file.write("\n")
    machine.set_up("test")
    assert len(machine.noted("npm")) == 2


def test_node_packages_that_cannot_be_had_do_not_stop_the_other_tests(machine: Machine) -> None:
    machine.put("npm", "exit 1")
    result = machine.set_up("test")
    assert result.returncode == 0
    assert "Node-paketen kunde inte installeras" in result.stderr


def test_whoever_runs_the_service_needs_no_node(machine: Machine) -> None:
    machine.set_up("run")
    assert machine.noted("npm") == []


def test_an_unknown_purpose_is_refused(machine: Machine) -> None:
    result = machine.set_up("fel")
    assert result.returncode == 1
    assert "Ange run eller test" in result.stderr
