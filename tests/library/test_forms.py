"""A blank form leaves nothing open that decides its text, however the deciding facts hang together."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import Finding
from generator.library.checks_forms import check_forms
from generator.library.load import read_library

QUESTIONS = """\
version: 1
frågor:
  - {id: ung, typ: ja_nej, fråga: Ung?, varför: Det avgör., obligatorisk: ja}
  - id: vem
    typ: val
    fråga: Vem bestämmer?
    varför: Det avgör.
    val: {sjalv: Själv, annan: En annan}
    obligatorisk: ja
    visas när: [ung]
  - id: hur
    typ: val
    fråga: Hur?
    varför: Det avgör.
    val: {tyst: Tyst, hogt: Högt}
    förval: tyst
  - id: amnen
    typ: flerval
    fråga: Vilka ämnen?
    varför: De avgör.
    val: {skola: Skola, arbete: Arbete}
"""
FACTS = """\
grunduppgifter:
  kommunstorlek: {namn: storleken, frågor: [hur], värden: {liten: liten, stor: stor}}
  flera_kommuner: {namn: flera kommuner, frågor: [ung]}
härledda:
  bestammer_sjalv: {namn: den unge bestämmer, alla: ['vem: sjalv']}
  vuxen_eller_sjalv: {namn: egen vilja, någon: [inte ung, bestammer_sjalv]}
  inte_egen_vilja: {namn: annans vilja, inte: [vuxen_eller_sjalv]}
"""
PLAN = """\
id: blad
titel: Blad
slag: person
beskrivning: Ett blad.
sidor:
  - {id: sidan, rubrik: Sidan, frågor: [ung, vem, hur, amnen]}
delar:
  - id: delen
    rubrik: Delen
    innehåll: [klausul]
blanketter:
  - id: blankett
    titel: Blankett
    användning: Ibland.
    svar: SVAR
"""
CLAUSE = """\
---
id: klausul
rubrik: Rubrik
villkor: [VILLKOR]
ansvarig: handläggare
skäl: Första lydelsen.
---
> [!VÄGLEDNING]
> Ingen.

Text.
"""


def findings(tmp_path: Path, condition: str, answers: str) -> list[Finding]:
    """What is told of a form with these answers, when the plan's only clause has this condition."""
    files = {
        "fragor.yaml": QUESTIONS,
        "uppgifter.yaml": FACTS,
        "lagrum.yaml": "författningar: {}\nlagrum: {}\n",
        "documents/blad.yaml": PLAN.replace("SVAR", answers),
        "omrade/klausul/2026-01-01.md": CLAUSE.replace("VILLKOR", f"'{condition}'"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    library, found = read_library(tmp_path)
    told = list(check_forms(library))
    assert [finding for finding in found if finding not in told] == []
    return told


@pytest.mark.parametrize(
    ("condition", "answers", "open_questions"),
    [
        ("ung", "", ["ung"]),
        ("ung", "ung: ja", []),
        ("inte ung", "ung: nej", []),
        ("vem: sjalv", "ung: nej", []),
        ("vem: sjalv", "ung: ja", ["vem"]),
        ("vem: sjalv", "ung: ja, vem: annan", []),
        ("vem: sjalv", "", ["ung"]),
        ("hur: hogt", "ung: ja", []),
        ("hur: hogt", "ung: ja, hur: hogt", []),
        ("amnen: skola", "ung: ja", ["amnen"]),
        ("amnen: skola", "ung: ja, amnen: [skola, arbete]", []),
        ("bestammer_sjalv", "ung: ja", ["vem"]),
        ("vuxen_eller_sjalv", "ung: nej", []),
        ("inte_egen_vilja", "ung: ja", ["vem"]),
        ("inte_egen_vilja", "ung: ja, vem: sjalv", []),
        ("kommunstorlek: liten", "ung: ja", []),
        ("flera_kommuner", "ung: ja", []),
    ],
)
def test_what_decides_the_text_and_is_asked_must_be_answered(
    condition: str, answers: str, open_questions: list[str], tmp_path: Path
) -> None:
    told = findings(tmp_path, condition, f"{{{answers}}}")
    assert [finding.rule for finding in told] == ["plan-blankett"] * len(open_questions)
    for finding, question in zip(told, open_questions, strict=True):
        assert f"”{question}”" in finding.message


@pytest.mark.parametrize(
    "answers",
    ["ung: kanske", "ung: [ja]", "hur: skrik", "amnen: sport", "amnen: [skola, sport]", "okand: ja", "ung: {ja: nej}"],
)
def test_an_answer_that_nobody_could_give_is_told_on_its_line(answers: str, tmp_path: Path) -> None:
    told = findings(tmp_path, "hur: tyst", f"\n      {answers}")
    assert [(finding.rule, finding.line) for finding in told] == [("plan-blankett", 16)]


def test_an_answer_to_a_question_that_the_other_answers_hide_is_told(tmp_path: Path) -> None:
    told = findings(tmp_path, "ung", "\n      ung: nej\n      vem: sjalv")
    assert [(finding.rule, finding.line) for finding in told] == [("plan-blankett", 17)]
