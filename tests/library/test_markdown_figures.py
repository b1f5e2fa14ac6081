"""The mark that a table or a list of steps is to be drawn too."""

from __future__ import annotations

import pytest

from generator.library.markdown import parse_text
from generator.library.reader import Findings
from generator.library.template import ListTemplate, TableTemplate

TABLE = "| Steg | Vem |\n|---|---|\n| Lyssna | Du |\n| Ring | Du |"
LIST = "1. Lyssna\n2. Ring"
MARK = "> [!FIGUR]\n> Så går det till."


def _read(*blocks: str) -> tuple[tuple[object, ...], list[int]]:
    findings = Findings("prov.md")
    text = parse_text("\n\n".join(blocks), findings, 1)
    assert {each.rule for each in findings.found} <= {"text-figur"}
    return text.blocks, [each.line for each in findings.found]


@pytest.mark.parametrize("steps", [TABLE, LIST])
def test_the_caption_goes_with_the_steps_below(steps: str) -> None:
    blocks, lines = _read("Text.", MARK, steps, "Mer text.")
    drawn = [each.figure for each in blocks if isinstance(each, TableTemplate | ListTemplate)]
    assert drawn == ["Så går det till."]
    assert lines == []


def test_steps_without_the_mark_are_not_drawn() -> None:
    blocks, _ = _read(TABLE, LIST)
    assert [each.figure for each in blocks if isinstance(each, TableTemplate | ListTemplate)] == ["", ""]


@pytest.mark.parametrize(
    "blocks",
    [
        (MARK,),
        (MARK, "Ett stycke emellan.", TABLE),
        (MARK, "- En lista\n- utan nummer"),
        (MARK, MARK, TABLE),
        (MARK, "1. Bara ett steg"),
        (MARK, "| A | B | C | D |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n| 1 | 2 | 3 | 4 |"),
        ("> [!FIGUR]", TABLE),
        ("> [!figur]\n> Bildtext", TABLE),
        ("> FIGUR\n> Bildtext", TABLE),
        ("> [!FIGUR]\n> Bildtext med {{ kommunen }}", TABLE),
        ("> [!FIGUR]\n> Bildtext\n>\n> i två stycken", TABLE),
    ],
)
def test_a_slip_gives_one_finding_at_the_mark(blocks: tuple[str, ...]) -> None:
    _, lines = _read(*blocks)
    assert lines == [1]
