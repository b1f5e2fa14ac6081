"""Clause text becomes a tree in which every word is kept, and no value can be read as markup or as an expression."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.library.markdown import ClauseText, parse_text
from generator.library.reader import Findings
from generator.library.template import (
    BlockSlot,
    InlineTemplate,
    ListTemplate,
    ParagraphTemplate,
    Slot,
    TableTemplate,
    Text,
)
from generator.library.words import BLOCK_FILTERS, INLINE_FILTERS, LITERAL_FILTERS, WORD_NAMES

WORDS = st.from_regex(r"[A-Za-zÅÄÖåäöé0-9][A-Za-zÅÄÖåäöé0-9/–”’,;:()%-]{0,12}", fullmatch=True)
PLAIN = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
NAMES = st.from_regex(r"[a-zåäö][a-zåäö0-9_]{0,10}", fullmatch=True)


def read(text: str) -> ClauseText:
    """The text, which must have no findings."""
    findings = Findings("klausul.md")
    parsed = parse_text(text, findings, 1)
    assert findings.found == []
    return parsed


def refused(text: str, first_line: int = 1) -> list[tuple[str, int]]:
    findings = Findings("klausul.md")
    parse_text(text, findings, first_line)
    return [(finding.rule, finding.line) for finding in findings.found]


def words_of(inlines: Iterable[InlineTemplate]) -> str:
    return "".join(item.text if isinstance(item, Text) else "¤" for item in inlines)


def is_plain_paragraph(text: str) -> bool:
    """Whether the text begins like a list, a rule or a heading, or holds something that has a rule of its own."""
    return not re.match(r"(\d{1,9}[.)]|[-+*])(\s|$)", text) and not re.search(r"2001:453|[Pp]unkt|[Bb]ilaga", text)


# --- Every word is kept ----------------------------------------------------------------------------------------------


@given(PLAIN)
@example("2017:30 och 12 500 kronor – inte 7,5 %")
@example("a_b_c och snake_case")
def test_plain_swedish_text_comes_back_as_it_is(text: str) -> None:
    assume(is_plain_paragraph(text))
    assert read(text).blocks == (ParagraphTemplate((Text(text),)),)


@given(st.lists(PLAIN.filter(is_plain_paragraph), min_size=1, max_size=5))
def test_paragraphs_lists_quotes_and_tables_keep_every_word(texts: list[str]) -> None:
    body = "\n\n".join(texts)
    bullets = "\n".join(f"- {text}" for text in texts)
    numbers = "\n".join(f"1. {text}" for text in texts)
    quote = "> " + "\n>\n> ".join(texts)
    table = "| Rubrik |\n|---|\n" + "\n".join(f"| {text} |" for text in texts)
    assert read(body).blocks == tuple(ParagraphTemplate((Text(text),)) for text in texts)
    assert read(bullets).blocks == (ListTemplate(False, tuple((Text(text),) for text in texts)),)
    assert read(numbers).blocks == (ListTemplate(True, tuple((Text(text),) for text in texts)),)
    assert read(quote).blocks == tuple(ParagraphTemplate((Text(text),), quote=True) for text in texts)
    assert read(table).blocks == (TableTemplate(((Text("Rubrik"),),), tuple(((Text(text),),) for text in texts)),)


@given(PLAIN.filter(is_plain_paragraph), PLAIN.filter(is_plain_paragraph))
def test_a_line_break_in_a_paragraph_is_a_space(first: str, second: str) -> None:
    assert read(f"{first}\n{second}").blocks == (ParagraphTemplate((Text(f"{first} {second}"),)),)


@pytest.mark.parametrize(
    ("written", "styles"),
    [
        ("*a*", [("a", "emphasis")]),
        ("**a**", [("a", "strong")]),
        ("a **b** c", [("a ", "plain"), ("b", "strong"), (" c", "plain")]),
        ("**a *b* c**", [("a ", "strong"), ("b", "emphasis"), (" c", "strong")]),
        ("a *b\nc* d", [("a ", "plain"), ("b c", "emphasis"), (" d", "plain")]),
    ],
)
def test_emphasis_keeps_its_reach(written: str, styles: list[tuple[str, str]]) -> None:
    (paragraph,) = read(written).blocks
    assert isinstance(paragraph, ParagraphTemplate)
    assert [(item.text, item.style) for item in paragraph.inlines if isinstance(item, Text)] == styles


def test_an_emphasised_value_is_printed_emphasised() -> None:
    (paragraph,) = read("*{{ kommunen }}* och {{ kommunen }}").blocks
    assert isinstance(paragraph, ParagraphTemplate)
    assert [item.style for item in paragraph.inlines if isinstance(item, Slot)] == ["emphasis", "plain"]


# --- Places for values -----------------------------------------------------------------------------------------------


@given(PLAIN.filter(is_plain_paragraph), NAMES, PLAIN)
def test_a_value_has_its_place_and_the_words_around_it_stay(before: str, name: str, after: str) -> None:
    assume(is_plain_paragraph(after))
    (paragraph,) = read(f"{before} {{{{ {name} }}}} {after}").blocks
    assert isinstance(paragraph, ParagraphTemplate)
    assert words_of(paragraph.inlines) == f"{before} ¤ {after}"
    assert [item for item in paragraph.inlines if isinstance(item, Slot)] == [Slot(name, line=1)]


@given(NAMES)
def test_a_capital_is_remembered_and_taken_away(name: str) -> None:
    (paragraph,) = read(f"{{{{ {name[0].upper()}{name[1:]} }}}}").blocks
    assert paragraph == ParagraphTemplate((Slot(name, capital=name[0].upper() != name[0], line=1),))


@given(st.text(alphabet="*_#|`<>&[]()!~\\-+ åä12.\"'{}%", min_size=1, max_size=30))
@example("*a* **b** [BEKRÄFTA: c, d] <script> & [x](y)")
@example("{{ kommunen }} {% if x %}")
def test_nothing_inside_a_place_for_a_value_is_read_as_markup(literal: str) -> None:
    """A quoted text stands for whatever it says: the tree holds it as it is written, and only there."""
    assume(not re.search(r"[{}\\\"]", literal))
    (paragraph,) = read(f'före {{{{ "{literal}" | punkt }}}} efter').blocks
    slot = Slot("", literal=literal, filter="punkt", line=1)
    assert paragraph == ParagraphTemplate((Text("före "), slot, Text(" efter")))


@pytest.mark.parametrize("name", sorted(INLINE_FILTERS))
def test_every_filter_of_the_closed_list_is_read_inside_a_sentence(name: str) -> None:
    value = '"SoL 4:1"' if name in LITERAL_FILTERS else "fraga"
    (paragraph,) = read(f"Så {{{{ {value} | {name} }}}}.").blocks
    assert isinstance(paragraph, ParagraphTemplate)
    assert [item.filter for item in paragraph.inlines if isinstance(item, Slot)] == [name]


@pytest.mark.parametrize("name", sorted(BLOCK_FILTERS))
def test_every_block_filter_is_read_alone_and_refused_in_a_sentence(name: str) -> None:
    value = '"Underskrift"' if name in LITERAL_FILTERS else "fraga"
    expression = f"{{{{ {value} | {name} }}}}"
    (block,) = read(expression).blocks
    assert isinstance(block, BlockSlot)
    assert block.filter == name
    for text in (f"Så: {expression}", f"- {expression}", f"> {expression}", f"| a |\n|---|\n| {expression} |"):
        assert {rule for rule, _ in refused(text)} == {"text-filter"}


@pytest.mark.parametrize("name", sorted(WORD_NAMES))
def test_every_prepared_word_is_read(name: str) -> None:
    assert read(f"{{{{ {name} }}}}").blocks == (ParagraphTemplate((Slot(name, line=1),)),)


@pytest.mark.parametrize(
    "expression",
    [
        *("a.b.c", "f(x)", "a|upper", "a | datum | lista", "a | datum('x')", "a | datum(*b)", "a[0]", "a['b']"),
        *("a + b", "a - b", "a ~ b", "a if b", "a and b", "not a", "a == b", "a in b", "1", "1.5", "true", "none"),
        *("[a]", "{'a': b}", "(a, b)", "a,", "", "a b", "'a'", "a.b | tabell", "a | punkt", '"a" | datum'),
        '"" | punkt',
        *("range(9)", "a.__class__.__mro__", "a | attr('b')", "loop.index.x", "a is defined", "{{ a", "a }"),
        *("”a” | punkt", "'a", "a | ", "| a", "a ||| b", "a | filter.x", "%}", "#}", "a\nb", "9" * 5000, "(" * 500),
    ],
)
def test_every_other_expression_is_refused_on_its_line(expression: str) -> None:
    found = refused(f"Rad ett.\n\nRad tre {{{{ {expression} }}}} slut.\n", first_line=11)
    assert found
    assert {rule for rule, _ in found} <= {"text-uttryck", "text-filter"}
    assert {line for _, line in found} == {13}


def test_lines_are_counted_right_after_an_expression_over_two_lines() -> None:
    assert refused("{{ a\n| datum }}\n\n# Rubrik\n", first_line=5) == [("text-uttryck", 5), ("text-form", 8)]


def test_a_brace_alone_is_told_once_a_line() -> None:
    assert refused("{ a }\n\nb } c {{ d\n") == [("text-uttryck", 1), ("text-uttryck", 3)]


# --- What is to be confirmed -----------------------------------------------------------------------------------------


@given(PLAIN, PLAIN)
def test_what_is_to_be_confirmed_stands_out(what: str, who: str) -> None:
    who = who.replace(",", "")
    what = what.lstrip(",")
    assume(what and who.strip() and is_plain_paragraph(f"{what} {who}"))
    mark = f"[BEKRÄFTA: {what}, {who}]"
    assert read(f"Text. {mark} Mer.").blocks == (
        ParagraphTemplate((Text("Text. "), Text(mark, "confirm"), Text(" Mer."))),
    )


def test_two_things_to_confirm_are_two_even_side_by_side() -> None:
    (paragraph,) = read("[BEKRÄFTA: a, b][BEKRÄFTA: c, d]").blocks
    assert paragraph == ParagraphTemplate((Text("[BEKRÄFTA: a, b]", "confirm"), Text("[BEKRÄFTA: c, d]", "confirm")))


def test_what_is_to_be_confirmed_may_go_on_over_lines_and_name_a_paragraph() -> None:
    (paragraph,) = read("Text [BEKRÄFTA: om 6 §\ngäller, jurist].").blocks
    assert paragraph == ParagraphTemplate(
        (Text("Text "), Text("[BEKRÄFTA: om 6 § gäller, jurist]", "confirm"), Text("."))
    )


@pytest.mark.parametrize(
    "mark",
    [
        *("[BEKRÄFTA]", "[BEKRÄFTA:]", "[BEKRÄFTA: ]", "[BEKRÄFTA: a]", "[BEKRÄFTA: a, ]", "[BEKRÄFTA: , b]"),
        *("[BEKRÄFTA a, b]", "[Bekräfta: a, b]", "[ BEKRÄFTA: a, b]", "[BEKRÄFTA: a, b", "[BEKRÄFTA: *a*, b]"),
        *("[BEKRÄFTA: {{ kommunen }}, b]", "[BEKRÄFTA:a, b]", "[BEKRÄFTA: [a], b]"),
    ],
)
def test_a_mark_that_would_not_stand_out_is_told(mark: str) -> None:
    assert refused(f"Rad ett.\nRad två {mark} slut.", first_line=3) == [("text-bekrafta", 4)]


# --- Guidance --------------------------------------------------------------------------------------------------------


def test_guidance_never_becomes_text() -> None:
    parsed = read("> [!VÄGLEDNING]\n> Tänk på {{ kommunen }}.\n> Rad två.\n>\n> Nytt stycke, 6 § gäller.\n\nText.")
    assert parsed.guidance == ("Tänk på {{ kommunen }}. Rad två.", "Nytt stycke, 6 § gäller.")
    assert parsed.blocks == (ParagraphTemplate((Text("Text."),)),)


def test_a_quote_after_the_guidance_is_text() -> None:
    parsed = read("> [!VÄGLEDNING]\n> Tänk.\n\nText.\n\n> Citat.")
    assert parsed.guidance == ("Tänk.",)
    assert parsed.blocks[-1] == ParagraphTemplate((Text("Citat."),), quote=True)


@pytest.mark.parametrize(
    "start",
    [
        *("> [!VAGLEDNING]", "> [!Vägledning]", "> [!NOTE]", "> VÄGLEDNING", "> Vägledning:", "> [! VÄGLEDNING]"),
        "[!VÄGLEDNING]",
    ],
)
def test_guidance_with_a_misspelt_mark_is_told_and_still_kept_out_of_the_text(start: str) -> None:
    findings = Findings("klausul.md")
    prefix = "> " if start.startswith(">") else ""
    parsed = parse_text(f"{start}\n{prefix}Visa aldrig detta.\n\nText.", findings, 1)
    assert [(each.rule, each.line) for each in findings.found] == [("text-vagledning", 1)]
    assert parsed.blocks == (ParagraphTemplate((Text("Text."),)),)


# --- Random text -----------------------------------------------------------------------------------------------------


@given(st.text(alphabet='aå1 \n-*_>#|[]{}!`<.)"§\\%:', max_size=60))
@example("[BEKRÄFTA: \ue0009\ue001, b]")
@example("- a\n\n  > b\n  - c\n")
@example("> - a\nb\n1) c\n")
def test_any_text_is_read_or_told_and_every_line_told_is_there(text: str) -> None:
    findings = Findings("klausul.md")
    parse_text(text.replace("\ue000", "").replace("\ue001", ""), findings, 1)
    for finding in findings.found:
        assert 1 <= finding.line <= text.count("\n") + 1


@given(st.text(alphabet='aå1 \n-*_>#|[]!`<.)"\\%:', max_size=60))
def test_text_without_findings_loses_no_letter(text: str) -> None:
    findings = Findings("klausul.md")
    parsed = parse_text(text, findings, 1)
    assume(not findings.found and not parsed.guidance)
    kept: list[str] = []
    for block in parsed.blocks:
        if isinstance(block, ParagraphTemplate):
            kept.append(words_of(block.inlines))
        elif isinstance(block, ListTemplate):
            kept.extend(words_of(item) for item in block.items)
        elif isinstance(block, TableTemplate):
            kept.extend(words_of(cell) for row in (block.header, *block.rows) for cell in row)
    letters = re.sub("[^aå]", "", text)
    assert re.sub("[^aå]", "", "".join(kept)) == letters
