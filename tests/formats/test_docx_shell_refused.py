"""A shell that will not do is refused with every reason; one that is worth a second look is taken with a remark."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Severity
from generator.formats.docx import lint_shell, load_shell, standard_shell
from generator.formats.docx.package import ShellError
from tests.formats.docx_reader import packed, parts_of
from tests.formats.test_docx_shell import DOCUMENT, HEADER, RELATIONS, STYLES, TYPES, replaced, with_parts

# --- Shells that are refused -----------------------------------------------------------------------------------------


def slot(new: str) -> Callable[[], bytes]:
    return lambda: replaced(DOCUMENT, ("<w:t>{{p innehåll }}</w:t>", f"<w:t>{new}</w:t>"))


def title(new: str) -> Callable[[], bytes]:
    return lambda: replaced(DOCUMENT, ("{{ titel }}", new))


def added(text: str) -> Callable[[], bytes]:
    return lambda: replaced(DOCUMENT, ("<w:body>", f"<w:body>{text}"))


def external(kind: str) -> Callable[[], bytes]:
    relation = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="https://spion.example/mall.dotx" TargetMode="External"/></Relationships>'
    )
    return lambda: replaced(RELATIONS, ("</Relationships>", relation))


def field(code: str) -> Callable[[], bytes]:
    return added(f'<w:p><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r></w:p>')


def typed(kind: str) -> Callable[[], bytes]:
    """The standard shell saying that it is another kind of file."""
    return lambda: replaced(TYPES, ("openxmlformats-officedocument.wordprocessingml.document.main+xml", kind))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"%PDF-1.7", "går inte att läsa"),
    "empty": (lambda: b"", "går inte att läsa"),
    "another zip": (lambda: packed({"a.txt": b"a"}), "saknar"),
    "too large": (lambda: with_parts(word__media__stor=" " * 21_000_000), "för stort"),
    "too many parts": (lambda: packed({f"{number}": b"" for number in range(301)}), "för stort"),
    "style missing": (
        lambda: replaced(STYLES, ('<w:name w:val="Undertecknare"/>', '<w:name w:val="Något"/>')),
        "saknar formatmallarna: Undertecknare",
    ),
    "trailing dot in headings": (lambda: replaced("word/numbering.xml", ('"%1.%2"', '"%1.%2."')), "numrering"),
    "headings not numbered": (
        lambda: replaced(STYLES, ('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "")),
        "numrering",
    ),
    "other letters": (lambda: replaced("word/numbering.xml", ('"lowerLetter"', '"upperLetter"')), "numrering"),
    "other bullets": (lambda: replaced("word/numbering.xml", ('"–"', '"•"')), "numrering"),
    "no place for the text": (slot(""), "innehåll"),
    "text within a line": (slot("{{ innehåll }}"), "innehåll"),
    "text twice": (slot("{{p innehåll }}</w:t></w:r></w:p><w:p><w:r><w:t>{{p innehåll }}"), "innehåll"),
    "text only in drafts": (
        slot("{%p if utkast %}</w:t></w:r></w:p><w:p><w:r><w:t>{{p innehåll }}</w:t></w:r></w:p>"
             "<w:p><w:r><w:t>{%p endif %}"),
        "innehåll",
    ),
    "unknown word": (title("{{ rubrik }}"), "okända ord: rubrik"),
    "arithmetic": (title("{{ 7*7 }}"), "Mul"),
    "filter": (title("{{ titel|upper }}"), "Filter"),
    "call": (title("{{ titel.upper() }}"), "Call"),
    "inner attribute": (title("{{ titel.__class__ }}"), "etikett och nummer"),
    "loop over another word": (title("{% for x in titel %}{% endfor %}"), "diarienummer"),
    "a row outside its loop": (title("{{ rad.nummer }}"), "går inte att fylla i"),
    "unfinished placeholder": (title("{{ titel"), "hel i sitt stycke"),
    "if without end": (title("{% if titel %}"), "platshållare"),
    "comment of the template engine": (title("{# x #}"), "hel i sitt stycke"),
    "tag that swallows what stands before": (title("x{%- if titel %}y{% endif %}"), "hel i sitt stycke"),
    "paragraph tag with company": (slot("Avtalet: {{p innehåll }}"), "ensam"),
    "two paragraph tags in one": (slot("{%p if titel %}{{p innehåll }}"), "ensam"),
    "row tag": (title("{%tr if titel %}x{%tr endif %}"), "ensam"),
    "macros": (lambda: with_parts(word__vbaProject_DOT_bin="x"), "makron"),
    "embedded object": (lambda: with_parts(word__embeddings__a_DOT_xlsx="x"), "inbäddade"),
    "template from elsewhere": (external("attachedTemplate"), "utifrån"),
    "picture from elsewhere": (external("image"), "utifrån"),
    "tracked change": (added('<w:p><w:ins w:id="1" w:author="K"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'), "spårade"),
    "comment": (added('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'), "kommentarer"),
    "document type": (
        lambda: replaced(STYLES, ("<w:styles", '<!DOCTYPE w:styles [<!ENTITY a "aaaa">]><w:styles')),
        "dokumenttyp",
    ),
    "broken part": (lambda: replaced(STYLES, ("</w:styles>", "")), "trasig"),
    "no UTF-8": (lambda: packed({**parts_of(standard_shell()), STYLES: b"\xff\xfe<"}), "UTF-8"),
    "not from Word": (lambda: replaced(DOCUMENT, ("<w:", "<x:"), ("</w:", "</x:"), ("xmlns:w=", "xmlns:x=")), "Word"),
    "locked with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "låst med lösenord"),
    "file with macros": (typed("ms-word.document.macroEnabled.main+xml"), "makron"),
    "template": (typed("openxmlformats-officedocument.wordprocessingml.template.main+xml"), "annan sorts fil"),
    "picture read from a file": (field("INCLUDEPICTURE c:/x.png"), "INCLUDEPICTURE"),
    "text read from a file": (field("INCLUDETEXT c:/x.docx"), "INCLUDETEXT"),
    "link to a program": (field("DDEAUTO cmd x"), "DDEAUTO"),
    "another document within": (added('<w:altChunk/>'), "inbäddade"),
    "no page size": (lambda: replaced(DOCUMENT, ('<w:pgSz w:w="11906" w:h="16838"/>', "")), "sidans storlek"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_shell_that_will_not_do_is_refused_with_the_reason_in_swedish(case) -> None:
    shell, reason = REFUSED[case]
    with pytest.raises(ShellError, match=reason) as caught:
        load_shell(shell())
    errors = [each for each in lint_shell(shell()) if each.severity is Severity.ERROR]
    assert sorted(caught.value.findings) == sorted(errors)
    assert all(re.fullmatch(r"skal-[a-z-]+", each.rule) and each.message.endswith((".", "…")) for each in errors)


def test_every_fault_is_told_at_once_with_its_part_and_rule() -> None:
    parts = parts_of(with_parts(word__vbaProject_DOT_bin="x", word__embeddings__a_DOT_xlsx="x"))
    parts[STYLES] = parts[STYLES].replace(b'"Undertecknare"', b'"X"').replace(b'"Skrivruta"', b'"Y"')
    parts["word/numbering.xml"] = (
        parts["word/numbering.xml"].replace(b'"%1.%2"', b'"%1.%2."').replace("–".encode(), "•".encode())
    )
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"{{ undertitel }}", b"{{ okant }}")
    parts[HEADER] = parts[HEADER].replace(b"{{ parter }}", b"{{ parter|upper }}")
    found = lint_shell(packed(parts))
    assert {(each.rule, each.file) for each in found} == {
        ("skal-makron", "word/vbaProject.bin"),
        ("skal-inbaddat", "word/embeddings/a.xlsx"),
        ("skal-formatmall", STYLES),
        ("skal-numrering", "word/numbering.xml"),
        ("skal-ord", DOCUMENT),
        ("skal-uttryck", HEADER),
    }
    assert len([each for each in found if each.rule == "skal-numrering"]) == 2
    assert "Skrivruta, Undertecknare" in next(each.message for each in found if each.rule == "skal-formatmall")


def test_broken_parts_do_not_hide_what_is_wrong_with_the_others() -> None:
    parts = parts_of(replaced(DOCUMENT, ("{{ titel }}", "{{ okant }}")))
    found = lint_shell(packed({**parts, STYLES: b"<w:styles", HEADER: b"\xff"}))
    assert {(each.rule, each.file) for each in found if each.severity is Severity.ERROR} == {
        ("skal-trasig-del", STYLES), ("skal-trasig-del", HEADER), ("skal-ord", DOCUMENT),
    }


# --- Shells that are taken with a remark -----------------------------------------------------------------------------


def test_the_shipped_shell_gives_no_remark() -> None:
    assert lint_shell(standard_shell()) == ()


ADVICE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "font": (lambda: replaced(STYLES, ('w:ascii="Cambria"', 'w:ascii="Kommun Sans"')), "skal-typsnitt", "Kommun Sans"),
    "language": (lambda: replaced(STYLES, ('<w:lang w:val="sv-SE"', '<w:lang w:val="en-US"')), "skal-sprak", "svenska"),
    "no language": (
        lambda: replaced(STYLES, ('<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>', "")),
        "skal-sprak", "svenska",
    ),
    "paper": (lambda: replaced(DOCUMENT, ('w:w="11906"', 'w:w="12240"')), "skal-papper", "A4"),
}


@pytest.mark.parametrize("case", ADVICE)
def test_a_shell_that_is_worth_a_second_look_is_taken_with_a_warning(case) -> None:
    shell, rule, told = ADVICE[case]
    assert [(each.rule, each.severity) for each in lint_shell(shell())] == [(rule, Severity.WARNING)]
    assert told in lint_shell(shell())[0].message
    assert load_shell(shell())


def test_a_font_that_the_shell_carries_with_it_needs_no_warning() -> None:
    parts = parts_of(replaced(STYLES, ('w:ascii="Cambria"', 'w:ascii="Kommun Sans"')))
    font = '<w:font w:name="Kommun Sans"><w:embedRegular xmlns:r="r" r:id="rId1"/></w:font></w:fonts>'
    parts["word/fontTable.xml"] = parts["word/fontTable.xml"].replace(b"</w:fonts>", font.encode())
    assert lint_shell(packed(parts)) == ()


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_looked_through_without_a_fall(content: bytes) -> None:
    assert all(each.severity is Severity.ERROR for each in lint_shell(content))
    assert lint_shell(content)
