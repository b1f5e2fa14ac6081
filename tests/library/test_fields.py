"""Keys are a closed list: each is taken by its name, an unknown one is told, a misspelt one is read as it was meant."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from generator.library.fields import Fields
from generator.library.nearby import SAME_WORD, hint, likeness, nearest
from generator.library.reader import Findings, parse_content
from tests.tools import REPOSITORY

LIBRARY = REPOSITORY / "generator" / "library"


def fields(text: str) -> tuple[Fields, Findings]:
    findings = Findings("fil.yaml")
    root = parse_content(text, findings)
    assert root is not None
    return Fields(root, findings, "Filen"), findings


def told(findings: Findings) -> list[tuple[str, int]]:
    return [(finding.rule, finding.line) for finding in findings.found]


def keys_taken_together(module: Path) -> Iterator[set[str]]:
    """The keys that each function of a module takes from one mapping."""
    for function in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            taken = [call for call in calls if getattr(call.func, "attr", "").startswith("take_") and call.args]
            yield {str(call.args[0].value) for call in taken if isinstance(call.args[0], ast.Constant)}


def test_no_two_keys_of_a_file_are_so_alike_that_one_is_taken_for_the_other() -> None:
    sets = [keys for module in sorted(LIBRARY.glob("*.py")) for keys in keys_taken_together(module)]
    assert max(len(keys) for keys in sets) > 10
    for keys in sets:
        assert [pair for pair in combinations(sorted(keys), 2) if likeness(*pair) >= SAME_WORD] == []


@pytest.mark.parametrize("misspelt", ["vilkor", "Villkor", "VILLKOR", "villkår", "villkoren", "villkor_"])
def test_a_misspelt_key_is_told_and_its_value_is_used(misspelt: str) -> None:
    taking, findings = fields(f"id: a\n{misspelt}: [flera]\n")
    assert taking.take_text("id", required=True) == "a"
    assert [str(condition) for condition in taking.take_conditions("villkor")] == ["flera"]
    assert taking.line("villkor") == 2
    taking.finish()
    assert told(findings) == [("nyckel-okand", 2)]


def test_a_key_that_is_no_key_is_told_with_those_that_are() -> None:
    taking, findings = fields("id: a\nfärg: blå\n")
    taking.take_text("id")
    taking.take_text("rubrik")
    taking.finish()
    assert told(findings) == [("nyckel-okand", 2)]
    assert "Tillåtna: id, rubrik." in findings.found[0].message


def test_a_missing_key_is_told_where_the_mapping_starts_and_an_empty_one_where_it_stands() -> None:
    taking, findings = fields("\nid: a\nrubrik:\nlista: []\n")
    taking.take_text("skäl", required=True)
    taking.take_text("rubrik", required=True)
    taking.take_list("lista", required=True)
    taking.take_text("plats")
    assert told(findings) == [("nyckel-saknas", 2), ("nyckel-saknas", 3), ("nyckel-saknas", 4)]


def test_a_value_of_the_wrong_kind_is_told_on_its_line_and_read_as_nothing() -> None:
    taking, findings = fields("a: [b]\nc: d\ne: f\ng: h\ni: j\nk: l\nm: n\n")
    assert taking.take_text("a") == ""
    assert taking.take_map("c") is None
    assert taking.take_maps("e") == []
    assert taking.take_date("g") is None
    assert taking.take_number("i") is None
    assert taking.take_flag("k") is False
    assert taking.take_choice("m", ("x", "y")) == ""
    taking.finish()
    assert told(findings) == [("varde-form", line) for line in range(1, 8)]


def test_a_list_without_brackets_is_told_and_read_as_it_was_meant() -> None:
    taking, findings = fields("a: b, c\nd: e\n")
    assert taking.take_texts("a") == ("b", "c")
    assert [str(condition) for condition in taking.take_conditions("d")] == ["e"]
    assert told(findings) == [("varde-form", 1), ("varde-form", 2)]


def test_what_stands_twice_in_a_list_counts_once() -> None:
    taking, findings = fields("a:\n  - b\n  - c\n  - b\n")
    assert taking.take_lines("a") == {"b": 2, "c": 3}
    assert told(findings) == [("varde-dubbel", 4)]


@pytest.mark.parametrize(
    ("number", "read"),
    [("0", 0), ("20", 20), ("007", 7), ("-1", None), ("1,5", None), ("1 000", None), ("²", None), ("9" * 5000, None)],
)
def test_a_number_is_whole_and_of_sensible_length(number: str, read: int | None) -> None:
    taking, findings = fields(f"max: '{number}'\n")
    assert taking.take_number("max") == read
    assert bool(findings.found) is (read is None)


def test_a_condition_may_stand_as_text_or_as_a_pair() -> None:
    taking, findings = fields("villkor:\n  - flera\n  - inte ensam\n  - form: a | b\n  - 'form: c'\n")
    conditions = taking.take_conditions("villkor")
    assert [str(condition) for condition in conditions] == ["flera", "inte ensam", "form: a | b", "form: c"]
    assert [condition.line for condition in conditions] == [2, 3, 4, 5]
    assert findings.found == []


def test_printed_text_holds_no_braces_and_no_paragraph_sign() -> None:
    taking, findings = fields("a: '{{ kommunen }}'\nb: Enligt 6 §\nc: punkt 3.1\nd: Kommunens ansvar\n")
    for key in "abcd":
        taking.take_printed(key)
    assert told(findings) == [("text-uttryck", 1), ("text-forbjudet", 2), ("text-forbjudet", 3)]


def test_the_nearest_names_come_first_and_far_ones_not_at_all() -> None:
    assert nearest("komunen", ["kommunens", "polisen", "kommunen"])[0] == "kommunen"
    assert nearest("xyz", ["kommunen", "polisen"]) == ()
    assert hint("xyz", ["kommunen"]) == ""
    assert hint("mote", ["moten"]) == " Kanske menas ”moten”."
    assert hint("aab", ["aac", "aad", "aae", "aaf"]) == " Kanske menas ”aac”, ”aad” eller ”aae”."
