"""One broken library per rule and per usual slip: what is wrong is told, on its line, and nothing else is."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from generator.errors import Finding
from generator.library import reader
from tests.library.overlaying import BAD, EXPECTED, GROUND, check, copy_of_ground, lay_over
from tests.tools import REPOSITORY

OVERLAYS = sorted(path for path in BAD.iterdir() if path.is_dir() and path != GROUND)
"""``<rule>`` or ``<rule>+<slip>``: a slip that ends in the same rule."""

RULE_POSITION = {"Finding": 2, "add": 1, "_add": 1, "_finding": 1, "_Refused": 0}
"""Where the rule stands among the arguments of what makes findings."""
FROM_ELSEWHERE = ("overlay.py", "packing.py")
"""They read no content file but what people type or what was packed; their own tests try each rule."""
LIBRARY = REPOSITORY / "generator" / "library"
SOURCES = [
    *sorted(path for path in LIBRARY.glob("*.py") if path.name not in FROM_ELSEWHERE),
    REPOSITORY / "generator" / "assembly" / "proof.py",
    REPOSITORY / "generator" / "assembly" / "proof_texts.py",
    REPOSITORY / "generator" / "review" / "names.py",
]

ENGLISH = re.compile(r"\b(the|is|not|found|expected|of|and|file|line|error|None|True|False)\b")


def rule_of(overlay: Path) -> str:
    return overlay.name.partition("+")[0]


def rules_in(module: Path) -> set[str]:
    """Every rule that a module can report."""
    rules = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            position = RULE_POSITION.get(name, len(node.args))
            given = node.args[position : position + 1]
            rules.update(str(each.value) for each in given if isinstance(each, ast.Constant))
    return rules


def places(findings: list[Finding]) -> set[str]:
    return {f"{finding.rule} {finding.file}:{finding.line}" for finding in findings}


def test_the_good_library_has_no_findings(tmp_path: Path) -> None:
    assert check(copy_of_ground(tmp_path)) == []


@cache
def checked(overlay: Path) -> tuple[list[Finding], dict[str, int]]:
    """The findings of a broken library, and how many lines each file with a finding has."""
    with TemporaryDirectory() as folder:
        root = copy_of_ground(Path(folder))
        lay_over(overlay, root)
        findings = check(root)
        named = {finding.file for finding in findings if finding.line}
        return findings, {file: root.joinpath(file).read_bytes().count(b"\n") + 1 for file in named}


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda path: path.name)
def test_each_slip_is_told_on_its_line_and_nothing_else_is(overlay: Path) -> None:
    findings, _ = checked(overlay)
    expected = set(overlay.joinpath(EXPECTED).read_text(encoding="utf-8").splitlines())
    assert places(findings) == expected, "\n".join(str(finding) for finding in findings)
    assert rule_of(overlay) in {finding.rule for finding in findings}


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda path: path.name)
def test_every_message_is_a_swedish_sentence_about_a_line_that_exists(overlay: Path) -> None:
    findings, lines = checked(overlay)
    for finding in findings:
        assert finding.message.endswith("."), finding
        assert len(finding.message) > 20, finding
        assert not ENGLISH.search(finding.message), finding
        assert 0 <= finding.line <= lines.get(finding.file, 0), finding


YAML_OVERLAYS = [overlay for overlay in OVERLAYS if rule_of(overlay).startswith("yaml-")]


@pytest.mark.parametrize("overlay", YAML_OVERLAYS, ids=lambda path: path.name)
def test_both_of_pyyamls_parsers_lead_to_the_same_findings(
    overlay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fast one is not there on every machine, and words its complaints in another way."""
    root = copy_of_ground(tmp_path)
    lay_over(overlay, root)
    found = []
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        monkeypatch.setattr(reader, "_LOADER", loader)
        found.append(check(root))
    assert found[0] == found[1]


def test_every_rule_has_a_broken_library_and_every_broken_library_a_rule() -> None:
    rules = set().union(*(rules_in(source) for source in SOURCES))
    assert len(rules) > 50
    assert {rule_of(overlay) for overlay in OVERLAYS if "+" not in overlay.name} == rules
    assert {rule_of(overlay) for overlay in OVERLAYS} <= rules


def test_slips_in_many_files_are_all_told_at_once(tmp_path: Path) -> None:
    root = copy_of_ground(tmp_path)
    together = ["villkor-okand-uppgift", "nyckel-okand+felstavad", "lagrum-sfs", "fraga-granser", "plan-okand-klausul"]
    chosen = [overlay for overlay in OVERLAYS if overlay.name in together]
    touched: set[str] = set()
    expected: set[str] = set()
    for overlay in chosen:
        files = {path.relative_to(overlay).as_posix() for path in overlay.rglob("*") if path.is_file()} - {EXPECTED}
        if touched.isdisjoint(files):
            lay_over(overlay, root)
            expected.update(overlay.joinpath(EXPECTED).read_text(encoding="utf-8").splitlines())
            touched.update(files)
    assert len(touched) >= 4
    assert places(check(root)) == expected
