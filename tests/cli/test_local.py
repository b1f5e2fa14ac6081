"""``local`` and ``--lokalt``: a municipality's own wordings in a file, tried, and laid over what other commands do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.local_file import LocalFileError, local_as_json, read_local_json
from generator.library.overlay import LocalKind, LocalWording, text_of
from tests.assembly.known import SMALL, small
from tests.cli.running import Runner

DAY = date(2026, 11, 21)
ON_DAY = ("--day", DAY.isoformat())
OWN = "Det här gäller bara hos oss."


def replacing(text: str = OWN, clause: str = "pengar") -> LocalWording:
    base = small().wordings_at(DAY)[clause]
    return LocalWording(LocalKind.REPLACE, clause, base.heading, text, "Skäl.", base.sha256, text_of(base))


def adding(text: str = "Bilar ställs på gården.") -> LocalWording:
    return LocalWording(LocalKind.ADD, "egen-bilar", "Bilar", text, "Skäl.", after="pengar", plan="avtal")


@pytest.fixture
def file(run: Runner) -> Path:
    return run.file(local_as_json([replacing(), adding()]), "egna.json")


def told(run: Runner, *arguments: str | Path, code: int = 0) -> Any:
    done = run(*arguments)
    assert (done.code, done.err) == (code, "")
    return json.loads(done.out)


def test_what_can_be_used_is_told_for_people_and_for_programs(run: Runner, file: Path) -> None:
    done = run("local", file, *ON_DAY)
    assert done.code == 0
    assert "ANVÄNDS  Bilar (egen-bilar), läggs till" in done.out
    rows = told(run, "local", file, "--json", *ON_DAY)["lydelser"]
    assert [(row["klausul"], row["anvands"], row["andrad_nationellt"]) for row in rows] == [
        ("pengar", True, False),
        ("egen-bilar", True, False),
    ]


def test_what_cannot_be_used_says_why_and_where_and_the_command_fails(run: Runner) -> None:
    file = run.file(local_as_json([replacing("Först.\n\n{{ finns_inte }}"), adding()]), "egna.json")
    rows = told(run, "local", file, "--json", *ON_DAY, code=1)["lydelser"]
    assert [row["anvands"] for row in rows] == [False, True]
    assert ("text-okant-namn", 3) in {(each["regel"], each["rad"]) for each in rows[0]["anmarkningar"]}
    assert "rad 3" in run("local", file, *ON_DAY).out


def test_a_national_change_under_an_own_wording_is_shown_three_ways(run: Runner) -> None:
    old = replace(replacing(f"{text_of(small().wordings_at(DAY)['pengar'])} Och mer."), base="0" * 64, base_text="Då.")
    file = run.file(local_as_json([old]), "egna.json")
    row = told(run, "local", file, "--json", *ON_DAY)["lydelser"][0]
    assert row["andrad_nationellt"]
    assert {each["da"] for each in row["stallen"]} >= {"Då."}
    assert "Den nationella texten har ändrats" in run("local", file, *ON_DAY).out


def test_the_documents_hold_the_wordings_of_the_file_and_only_when_it_is_given(run: Runner, file: Path) -> None:
    done, out = run.assemble("--lokalt", file)
    assert done.code == 0
    text = (out / "avtal.txt").read_text(encoding="utf-8")
    assert OWN in text
    assert "Bilar ställs på gården." in text
    _, out = run.assemble()
    assert OWN not in (out / "avtal.txt").read_text(encoding="utf-8")
    explained = told(run, "explain", run.answers(), "--json", "--lokalt", file)["klausuler"]
    assert {"egen-bilar", "pengar"} <= {each["id"] for each in explained}
    assert OWN in run("preview", "avtal", "--case", run.answers(), "--print", "--lokalt", file).out


def test_the_same_answers_with_and_without_own_wordings_are_compared(run: Runner, file: Path) -> None:
    answers = run.answers()
    assert told(run, "compare", answers, answers, "--json")["dokument"]
    found = told(run, "compare", answers, answers, "--lokalt", file, "--json")
    clauses = {each["klausul"]: each["utfall"] for document in found["dokument"] for each in document["klausuler"]}
    assert clauses == {"pengar": "ändrad", "egen-bilar": "tillagd"}
    libraries = told(run, "compare", SMALL, SMALL, "--lokalt", file, "--json", *ON_DAY)
    assert {each["klausul"] for each in libraries["lydelser"]} == {"pengar", "egen-bilar"}


def test_what_own_wordings_do_to_every_municipality_is_tried(run: Runner, file: Path) -> None:
    found = told(run, "impact", SMALL, "--lokalt", file, "--json", *ON_DAY)
    assert {each["klausul"] for each in found["klausuler"]} == {"pengar", "egen-bilar"}
    assert found["fel"] == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"lydelser": {}}',
        b'{"lydelser": [], "mer": 1}',
        b'{"lydelser": [], "lydelser": []}',
        b'{"lydelser": [1]}',
        b'{"lydelser": [{"slag": 1}]}',
        b'{"lydelser": [{"slag": "annat", "klausul": "", "rubrik": "", "text": "", "sk\xc3\xa4l": ""}]}',
        b'{"lydelser": [{"okand": "x"}]}',
        b"[" * 100_000,
        local_as_json([replacing(), replacing()]),
    ],
)
def test_a_file_of_another_form_is_bad_input_told_in_swedish(run: Runner, content: bytes) -> None:
    done = run("local", run.file(content, "egna.json"), *ON_DAY)
    assert done.code == 2
    assert "egna.json" in done.err
    assert done.out == ""


def test_a_command_refuses_a_file_with_a_wording_that_cannot_be_used_and_makes_nothing(run: Runner) -> None:
    file = run.file(local_as_json([replacing("{{ finns_inte }}")]), "egna.json")
    done, out = run.assemble("--lokalt", file)
    assert done.code == 2
    assert "pengar: rad 1" in done.err
    assert not out.exists()


def test_a_file_that_is_not_there_is_bad_input(run: Runner) -> None:
    assert run("local", run.folder / "borta.json", *ON_DAY).code == 2


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
WORDINGS = st.builds(LocalWording, st.sampled_from(LocalKind), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)


@given(st.lists(WORDINGS, max_size=4, unique_by=lambda each: each.clause))
def test_what_is_written_is_read_back_as_it_was(wordings: list[LocalWording]) -> None:
    assert list(read_local_json(local_as_json(wordings))) == wordings


@given(st.binary(max_size=200))
def test_anything_else_is_refused_and_never_breaks(content: bytes) -> None:
    try:
        read_local_json(content)
    except LocalFileError as error:
        assert str(error)


def test_a_returned_file_is_held_against_the_own_wordings_it_was_made_with(run: Runner, file: Path) -> None:
    answers, out = run.answers(), run.folder / "ut"
    assert run("assemble", answers, "--out", out, "--format", "docx", "--lokalt", file).code == 0
    made = out / "avtal.docx"
    done = run("returned", made, "--lokalt", file, *ON_DAY)
    assert (done.code, done.out) == (0, "Texten är oförändrad.\n")
    assert run("returned", made, "--answers", answers, "--lokalt", file, *ON_DAY).code == 0
    assert "Bilar ställs på gården." in run("returned", made, *ON_DAY).out
    assert "har egna lydelser av egen-bilar, pengar" in run("compare", made, made).out
