"""The house stands as drawn: who imports whom, how big a file may be, what lies at the top, what README promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.tools import REPOSITORY, require_tool

GENERATOR = REPOSITORY / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
README = REPOSITORY / "README.md"

MAX_FILE_LINES = 350
MAX_FUNCTION_LINES = 45

TOP_LEVEL = {
    *(".ci", ".dockerignore", ".gitattributes", ".gitignore", "Dockerfile", "LICENSE", "Makefile", "README.md"),
    *("clauses", "generator", "pyproject.toml", "requirements-test.lock", "requirements.lock", "templates", "tests"),
}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "misc", "manager", "managers", "common", "base", "core"}
"""Module names that tell nobody what lives there."""

PURE_ROOMS = ("assembly", "document.py", "errors.py", "library", "reference", "review")
"""Same input, same output: no clock, no chance, no network, no environment."""
IMPURE_MODULES = {"time", "random", "secrets", "uuid", "socket", "ssl", "http", "urllib", "subprocess", "os", "logging"}


def run(*command: str) -> None:
    """Run a tool from the top of the checkout; the test fails with what the tool said."""
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def imported_names(path: Path) -> Iterator[str]:
    """Top-level name of everything a module imports from outside its own package."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


# --- What the tools say ----------------------------------------------------------------------------------------------


def test_every_arrow_between_rooms_points_down() -> None:
    run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")


def test_ruff_has_nothing_to_remark() -> None:
    run(sys.executable, "-m", "ruff", "check", ".")


def test_every_type_in_the_generator_holds_strictly() -> None:
    run(sys.executable, "-m", "mypy")


# --- Rooms and sizes -------------------------------------------------------------------------------------------------


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 10


def test_every_package_says_what_lives_there() -> None:
    folders = {path.parent for path in MODULES}
    silent = [
        shown(folder)
        for folder in folders
        if not (folder / "__init__.py").is_file() or not ast.get_docstring(tree(folder / "__init__.py"))
    ]
    assert silent == []


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{shown(path)}:{node.lineno} {node.name}": length
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long == {}


def test_every_module_is_named_for_what_it_holds() -> None:
    assert [shown(path) for path in MODULES if path.stem in SAYS_NOTHING or path.parent.name in SAYS_NOTHING] == []


@pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="not a git checkout: nobody says what belongs to it")
def test_the_top_of_the_checkout_holds_only_what_the_readme_shows() -> None:
    git = require_tool("git", "git")
    tracked = subprocess.run([git, "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0] for line in tracked.splitlines()} - TOP_LEVEL == set()


# --- The pure middle -------------------------------------------------------------------------------------------------


def pure_modules() -> list[Path]:
    return [path for path in MODULES if path.relative_to(GENERATOR).parts[0] in PURE_ROOMS]


def test_the_middle_imports_neither_clock_nor_chance_nor_network() -> None:
    found = {shown(path): names for path in pure_modules() if (names := IMPURE_MODULES & set(imported_names(path)))}
    assert found == {}


def test_only_the_rim_asks_what_day_it_is() -> None:
    asked = [
        f"{shown(path)}:{node.lineno}"
        for path in [*pure_modules(), *GENERATOR.joinpath("formats").rglob("*.py")]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    ]
    assert asked == []


def _reads_the_environment(node: ast.AST) -> bool:
    """Whether it is the process's own environment; a request has one too, which says nothing of the machine."""
    names = {"environ", "environb", "getenv"}
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and bool(names & {alias.name for alias in node.names})
    return isinstance(node, ast.Attribute) and node.attr in names and getattr(node.value, "id", "") == "os"


def test_only_settings_reads_the_environment() -> None:
    readers = [
        f"{shown(path)}:{node.lineno}"
        for path in MODULES
        if path != GENERATOR / "settings.py"
        for node in ast.walk(tree(path))
        if _reads_the_environment(node)
    ]
    assert readers == []


# --- Dependencies ----------------------------------------------------------------------------------------------------


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(line) for lines in (project["dependencies"], *extras) for line in lines]


def locked(name: str) -> dict[str, set[Version]]:
    """Package → versions in a lock; more than one when the version depends on the Python used."""
    pins: dict[str, set[Version]] = {}
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for package, version in re.findall(r"^([a-z0-9-]+)==([^ \\]+)", text, re.MULTILINE):
        pins.setdefault(package, set()).add(Version(version))
    return pins


def test_every_dependency_has_both_bounds() -> None:
    open_ended = [
        str(needed) for needed in requirements() if not {">=", "<"} <= {clause.operator for clause in needed.specifier}
    ]
    assert open_ended == []


def test_every_dependency_and_every_lint_exception_gives_its_reason() -> None:
    lines = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    reasonless = [
        line
        for line in lines
        if re.match(r'^ {4}"([a-z0-9-]+>=|[A-Z]+[0-9]*")', line) and not re.search(r"#\s\S", line)
    ]
    assert reasonless == []


def test_the_lock_holds_a_version_within_the_bounds_of_every_dependency() -> None:
    pins = locked("requirements-test.lock")
    outside = [
        str(needed)
        for needed in requirements()
        if not all(needed.specifier.contains(pin) for pin in pins.get(canonicalize_name(needed.name), {Version("0")}))
    ]
    assert outside == []


def test_the_tests_run_on_the_very_versions_that_the_service_runs_on() -> None:
    tested = locked("requirements-test.lock")
    assert {name: pins for name, pins in locked("requirements.lock").items() if tested.get(name) != pins} == {}


def test_what_the_generator_imports_is_declared_as_a_dependency() -> None:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["seal"], *extras["redlines"]]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    owners = packages_distributions()
    undeclared = {
        f"{shown(path)}: {name}"
        for path in MODULES
        for name in imported_names(path)
        if name not in sys.stdlib_module_names
        and name != "generator"
        and not {canonicalize_name(owner) for owner in owners.get(name, [])} & declared
    }
    assert undeclared == set()


# --- The image -------------------------------------------------------------------------------------------------------


def dockerfile() -> str:
    return (REPOSITORY / "Dockerfile").read_text(encoding="utf-8")


def copied_names() -> set[str]:
    """What the image takes from the checkout."""
    lines = [line for line in dockerfile().splitlines() if re.match(r"COPY (?!--)", line)]
    return {name for line in lines for name in line.split()[1:-1]}


def test_the_image_copies_only_what_exists() -> None:
    assert {"clauses", "templates", "generator"} <= copied_names()
    assert [name for name in copied_names() if not (REPOSITORY / name).exists()] == []


def test_the_image_is_sent_just_what_it_copies() -> None:
    ignore = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignore if line.startswith("!")} == copied_names()


def test_the_image_holds_the_libraries_that_the_set_up_asks_for() -> None:
    script = (REPOSITORY / ".ci" / "setup.sh").read_text(encoding="utf-8")
    libraries = set(re.findall(r"need_library \S+\.so\.0 (\S+)", script))
    assert len(libraries) == 3
    assert libraries == set(re.findall(r"(?<= )lib[a-z0-9.-]+[0-9](?= )", dockerfile()))


def test_the_image_runs_without_root_on_the_locked_packages() -> None:
    text = dockerfile()
    assert "--require-hashes" in text
    assert "-r requirements.lock" in text
    assert text.index("\nUSER samverkan\n") < text.index("\nCMD ")


# --- Commands and the README -----------------------------------------------------------------------------------------


def make_targets() -> dict[str, bool]:
    """Target → whether it has a help text."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    return {name: bool(text) for name, text in re.findall(r"^([a-z]+):(?!=)[^#\n]*(## .+)?$", makefile, re.MULTILINE)}


def test_every_make_target_says_what_it_does() -> None:
    targets = make_targets()
    assert {"run", "test", "check", "long", "setup"} <= set(targets)
    assert [name for name, has_help in targets.items() if not has_help] == []


needs_readme = pytest.mark.skipif(not README.is_file(), reason="README.md is not written yet")


def readme_code() -> list[str]:
    """Every piece of code in the README: inline, and each line of a code block."""
    text = README.read_text(encoding="utf-8")
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    without_blocks = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [*re.findall(r"`([^`\n]+)`", without_blocks), *(line for block in blocks for line in block.splitlines())]


@needs_readme
def test_every_path_in_the_readme_exists() -> None:
    folders = tuple(f"{name}/" for name in TOP_LEVEL if (REPOSITORY / name).is_dir())
    linked = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    named = [
        word
        for code in readme_code()
        for word in code.split()
        if word.startswith(folders) and not re.search(r"[<>*{}…]", word)
    ]
    assert named, "README shows no path at all"
    assert [path for path in [*named, *linked] if not (REPOSITORY / path.rstrip(".,:;")).exists()] == []


@needs_readme
def test_every_make_command_in_the_readme_exists() -> None:
    named = {match for code in readme_code() for match in re.findall(r"\bmake ([a-z]+)", code)}
    assert {"run", "test"} <= named
    assert named - set(make_targets()) == set()


def readme_commands() -> list[str]:
    if not README.is_file():
        return []
    return sorted({name for code in readme_code() for name in re.findall(r"-m generator ([a-z]+)", code)})


@needs_readme
def test_the_readme_names_commands() -> None:
    assert "check" in readme_commands()


@pytest.mark.parametrize("command", readme_commands())
def test_every_command_in_the_readme_answers(command: str) -> None:
    run(sys.executable, "-m", "generator", command, "--help")
