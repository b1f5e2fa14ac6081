"""Every scalar is text, nothing is guessed, and nothing that can be typed in a file ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.library import reader
from generator.library.content_file import clean, read_content
from generator.library.reader import Findings, YamlList, YamlMap, decode, parse_content, parse_yaml, read_text

SCALARS = [
    *("2017:30", "1:2:3", "0x1F", "0o17", "017", "1_000", "1e3", ".5", "+1", "-0", "12 500"),
    *("ja", "nej", "yes", "no", "on", "off", "true", "False", "null", "~", "NaN", ".inf"),
    *("2026-01-01", "2026-01-01 12:00", "2026-13-45", "12:30:45.0", "<<", "=", "1.", "§", "å", "1,5"),
]

TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]))
YAML_LIKE = st.text(alphabet="abcåäö019 \n\t:-#[]{}\"'|>&*!?%@,`”\\\u00a0")


def read(text: str) -> tuple[YamlMap | None, Findings]:
    findings = Findings("fil.yaml")
    return parse_content(text, findings), findings


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader], ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("scalar", SCALARS)
def test_a_scalar_is_read_as_the_text_it_is(scalar: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LOADER", loader)
    block, findings = read(f"värde: {scalar}\nlista:\n  - {scalar}\nrad: [{scalar.replace(',', '')}]\n")
    assert findings.found == []
    assert block is not None
    assert block.entries["värde"] == scalar
    values = block.entries["lista"]
    assert isinstance(values, YamlList)
    assert values.items == [scalar]


def test_every_key_and_item_knows_its_line() -> None:
    root, findings = read("a: b\n\n# kommentar\nc:\n  - d\n  - e: f\n    g: h\n")
    assert findings.found == []
    assert root is not None
    assert root.lines == {"a": 1, "c": 4}
    items = root.entries["c"]
    assert isinstance(items, YamlList)
    assert items.lines == [5, 6]
    assert isinstance(items.items[1], YamlMap)
    assert items.items[1].lines == {"e": 6, "g": 7}


def test_lines_are_counted_from_where_the_text_stands_in_its_file() -> None:
    findings = Findings("fil.md")
    root = parse_content("a: b\na: c\nd: e: f\n", findings, first_line=10)
    assert [(each.rule, each.line) for each in findings.found] == [("yaml-fel", 12), ("yaml-dubbel-nyckel", 11)]
    assert root is not None
    assert root.lines == {"a": 10, "d": 12}


def test_quotes_inside_a_text_are_left_alone() -> None:
    root, findings = read("a: Ordet ”avhoppare” betyder något\nb: ”Rätt” och ”fel”\nc: '”Rätt”'\nd: \"”Rätt”\"\n")
    assert findings.found == []
    assert root is not None
    assert list(root.entries.values()) == ["Ordet ”avhoppare” betyder något", "”Rätt” och ”fel”", "”Rätt”", "”Rätt”"]


def test_a_comment_is_no_slip() -> None:
    root, findings = read("# en kommentar\na: b # en till\nc: [d] # och en\n#tätt intill\ne: 'f #1'\ng: h#2\n")
    assert findings.found == []
    assert root is not None
    assert root.entries["a"] == "b"
    assert root.entries["g"] == "h#2"


def test_answers_keep_curly_quotes_that_content_may_not_have() -> None:
    findings = Findings("svar.yaml")
    root = parse_yaml("fritext: ”så sade hon”\n", findings)
    assert findings.found == []
    assert root is not None
    assert root.entries == {"fritext": "”så sade hon”"}


def test_a_slip_in_answers_is_never_read_past() -> None:
    findings = Findings("svar.yaml")
    assert parse_yaml("a: b: c\n", findings) is None
    assert [each.rule for each in findings.found] == ["yaml-fel"]


def test_shared_nodes_do_not_grow_without_end() -> None:
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    root, findings = read(f"a0: &a0 [x]\n{layers}\n")
    assert root is None
    assert {each.rule for each in findings.found} == {"yaml-ankare"}


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_endless_nesting_is_told_and_not_followed(bracket: str) -> None:
    root, findings = read("a:\n  " + bracket * 100_000)
    assert root is None
    assert len(findings.found) == 1


@given(YAML_LIKE)
@example("a: 'b\nc: d")
@example("? [a]\n: b")
@example("a: !!binary x")
@example("%YAML 9.9\n---\na: b")
@example('a: "\\x"')
def test_whatever_is_typed_becomes_a_mapping_or_findings_with_lines_in_the_file(text: str) -> None:
    for parse in (parse_content, parse_yaml):
        findings = Findings("fil.yaml")
        root = parse(text, findings)
        assert root is not None or findings.found
        assert all(1 <= each.line <= text.count("\n") + 1 for each in findings.found)


@given(TEXTS)
def test_any_text_at_all_is_read_without_a_traceback(text: str) -> None:
    findings = Findings("fil.yaml")
    parse_content(clean(text, findings), findings)
    parse_yaml(text, Findings("fil.yaml"))


@given(YAML_LIKE)
def test_what_pyyamls_stricter_parser_reads_the_faster_one_reads_alike(text: str) -> None:
    loader, found = reader._LOADER, []
    try:
        for each in (yaml.SafeLoader, yaml.CSafeLoader):
            reader._LOADER = each
            findings = Findings("fil.yaml")
            found.append((parse_yaml(text, findings), findings.found))
    finally:
        reader._LOADER = loader
    (strict, strict_findings), (fast, _) = found
    assert strict == fast or strict_findings


# --- Files -----------------------------------------------------------------------------------------------------------


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "fil.md"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "old-mac"])
def test_byte_order_marks_and_line_ends_make_no_difference(start: bytes, end: bytes, tmp_path: Path) -> None:
    findings = Findings("fil.md")
    text = read_content(written(tmp_path, start + b"rad ett" + end + "rad två".encode() + end), findings)
    assert text == "rad ett\nrad två\n"
    assert findings.found == []


def test_text_is_composed() -> None:
    assert clean("å", Findings("x")) == "å"


def test_decomposed_letters_are_read_as_the_letters_they_are(tmp_path: Path) -> None:
    decomposed = "fo\u0308rval: ga\u0308ller"
    assert read_content(written(tmp_path, decomposed.encode()), Findings("x")) == "förval: gäller"
    assert read_text(written(tmp_path, decomposed.encode()), Findings("x")) == "förval: gäller"


@pytest.mark.parametrize("data", [b"\xff\xfea\x00", b"a\n\xe5\n", b"\x80"], ids=["utf-16", "latin-1", "stray"])
def test_a_file_in_another_encoding_is_told_on_its_line(data: bytes, tmp_path: Path) -> None:
    findings = Findings("fil.md")
    assert decode(written(tmp_path, data), findings) is None
    assert [(each.rule, each.line) for each in findings.found] == [("fil-kodning", 1 + data[:2].count(b"\n"))]


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    findings = Findings("fil.md")
    assert decode(tmp_path, findings) is None
    assert [each.rule for each in findings.found] == ["fil-saknas"]


@given(TEXTS)
def test_cleaning_leaves_nothing_to_clean(text: str) -> None:
    once = clean(text.replace("\r", ""), Findings("x"))
    findings = Findings("x")
    assert clean(once, findings) == once
    assert findings.found == []


@given(st.text(alphabet="abc åäö–”’…é½\u00a0.,;:()/%0123456789\n"))
def test_cleaning_leaves_swedish_text_as_it_is(text: str) -> None:
    """A hard space is right inside a sentence, though not where YAML and Markdown look for a space."""
    ordinary = text.replace(":\u00a0", ":").replace("\n\u00a0", "\n").lstrip("\u00a0 ")
    if "\n" not in ordinary:
        assert clean(ordinary, Findings("x")) == ordinary
