"""Every mistake on the command line is met in Swedish with exit code 2, and every help text is Swedish."""

from __future__ import annotations

import re

import pytest

from tests.cli.running import Runner

COMMANDS = (
    *("check", "translations", "release", "assemble", "explain", "forms", "preview", "shell", "serve"),
    *("audit", "backup", "restore", "admin", "gallra", "law", "impact", "compare", "reviewcopy", "returned"),
    *("local", "clauses", "review"),
)
ENGLISH = re.compile(
    r"\b(usage|options|option|positional|optional|arguments?|show|this|help message|exit|required|following|invalid|"
    r"choice|choose|from|expected|one|unrecognized|error|the|are|not|ignored|explicit|ambiguous|could|match)\b"
)
MISTAKES = (
    (),
    ("granska",),
    ("assemble",),
    ("assemble", "svar.yaml"),
    ("assemble", "svar.yaml", "--out"),
    ("assemble", "svar.yaml", "--out", "ut", "--format", "odt"),
    ("assemble", "svar.yaml", "--out", "ut", "--format", ","),
    ("assemble", "svar.yaml", "--out", "ut", "--forma", "txt"),
    ("assemble", "a", "b", "--out", "ut"),
    ("explain",),
    ("explain", "svar.yaml", "--json=ja"),
    ("forms",),
    ("preview", "samtycke"),
    ("check", "--day", "igår"),
    ("check", "--day", "2026-02-30"),
    ("check", "--dag", "2026-01-01"),
    ("serve", "--port", "åtta"),
    ("serve", "--port", "99999999999999999999"),
    ("audit",),
    ("audit", "granska"),
    ("audit", "export"),
    ("backup",),
    ("restore", "kopia", "--ersätt"),
    ("gallra", "--gör"),
    ("law",),
    ("law", "scan"),
    ("law", "scan", "avtal.docx", "--skriven", "igår"),
    ("law", "change", "SoL 12:1", "--as", "upphävd"),
    ("law", "change", "SoL 12:1", "--from", "2027-01-01"),
    ("law", "change", "SoL 12:1", "--from", "nyår", "--as", "upphävd"),
    ("impact",),
    ("compare", "a.yaml"),
    ("--klausuler",),
    ("clauses",),
    ("clauses", "show"),
    ("clauses", "search", "--status", "fel"),
    ("review",),
    ("review", "status"),
    ("review", "status", "--municipality", "2403", "--number", "ett"),
    ("review", "own"),
    ("review", "draft"),
    ("compare", "a.yaml", "b.yaml", "--out"),
)


def without_quotes(text: str) -> str:
    """The text without what the person typed and without names of options and commands."""
    text = re.sub(r"”[^”]*”|'[^']*'", "", text)
    ours = r"--?\w+|python -m generator|clauses show|^    show|" + "|".join(COMMANDS)
    return re.sub(ours, "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("mistake", MISTAKES, ids=" ".join)
def test_a_mistake_is_met_in_swedish(run: Runner, mistake: tuple[str, ...]) -> None:
    done = run.anywhere(*mistake)
    assert done.code == 2 and done.out == ""
    assert done.err.startswith("Fel i kommandot: ")
    assert "--help" in done.err
    assert ENGLISH.findall(without_quotes(done.err)) == []


LAW = (
    *(("law", each) for each in ("status", "scan", "change")),
    *(("clauses", each) for each in ("search", "show", "matrix")),
    *(("review", each) for each in ("status", "clause", "changes", "own", "drafts", "draft")),
)
EVERY_HELP = ((), *((each,) for each in COMMANDS), ("audit", "verify"), ("audit", "export"), *LAW)


@pytest.mark.parametrize("command", EVERY_HELP, ids=" ".join)
def test_help_is_swedish(run: Runner, command: tuple[str, ...]) -> None:
    done = run.anywhere(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("användning: ") and "flaggor:" in done.out
    assert ENGLISH.findall(without_quotes(done.out)) == []


def test_the_help_lists_every_command(run: Runner) -> None:
    listed = re.findall(r"^    (\w+)", run.anywhere("--help").out, re.MULTILINE)
    assert tuple(listed) == COMMANDS


def test_an_unknown_format_is_met_with_those_there_are(run: Runner) -> None:
    done = run.anywhere("assemble", "svar.yaml", "--out", "ut", "--format", "docx,odt,pages")
    assert "odt, pages" in done.err and "docx, pdf, html, txt" in done.err


def test_a_day_that_is_none_is_met_with_how_a_day_is_written(run: Runner) -> None:
    assert "”igår” är ingen dag. Skriv till exempel 2026-01-31." in run.anywhere("check", "--day", "igår").err
