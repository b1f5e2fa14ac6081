"""The list of threats in the README and the tests are the same list."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from tests.tools import REPOSITORY

TESTS = REPOSITORY / "tests"


def section() -> str:
    """What the README says of security."""
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    return text.partition("\n## Säkerhet\n")[2].partition("\n## ")[0]


def rows() -> dict[str, list[str]]:
    """Threat → the names of its tests."""
    lines = [line for line in section().splitlines() if line.startswith("| ") and "`test_" in line]
    return {line.split("|")[1].strip(): re.findall(r"`(test_\w+)`", line) for line in lines}


def names_in(folder: Path) -> Counter[str]:
    """Name of a test → how many there are by that name."""
    return Counter(
        node.name
        for path in folder.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_threat_has_tests_that_exist_by_that_very_name() -> None:
    found = names_in(TESTS)
    assert len(rows()) > 30
    assert {threat: names for threat, names in rows().items() if not names} == {}
    assert [name for names in rows().values() for name in names if not found[name]] == []


def test_every_test_of_a_threat_stands_in_the_list() -> None:
    listed = [name for names in rows().values() for name in names]
    ours = set(names_in(Path(__file__).parent)) - set(names_here())
    assert ours - set(listed) == set()
    assert [name for name, count in Counter(listed).items() if count > 1] == []


def names_here() -> list[str]:
    return [name for name in globals() if name.startswith("test_")]
