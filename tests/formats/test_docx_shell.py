"""A municipality's own Word shell: what it may be, and in which words it is refused when it may not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Document
from generator.errors import RenderError, Severity
from generator.formats.docx import DocxFormat, lint_shell, load_shell, standard_shell
from generator.formats.docx.package import ShellError, read_folder
from generator.formats.docx.words import WORD_HELP
from generator.formats.options import RenderOptions
from generator.resources import templates_dir
from tests.formats.docx_reader import W, packed, paragraphs, part, parts_of, shown_paragraphs, values, whole_text
from tests.formats.sample import SAMPLES, sample_agreement, sample_annex, sample_form

Parts = dict[str, bytes]
DOCUMENT, STYLES, RELATIONS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"
HEADER = "word/header1.xml"
TYPES = "[Content_Types].xml"


def replaced(name: str, *pairs: tuple[str, str]) -> bytes:
    """The standard shell with something in one part replaced; each thing is there to replace."""
    parts = parts_of(standard_shell())
    text = parts[name].decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return packed({**parts, name: text.encode()})


def with_parts(**added: str) -> bytes:
    """The standard shell with more parts; ``__`` in a name stands for a slash and ``_DOT_`` for a dot."""
    named = {name.replace("__", "/").replace("_DOT_", "."): text.encode() for name, text in added.items()}
    return packed({**parts_of(standard_shell()), **named})


def made(shell: bytes | None, document: Document, **options: object) -> bytes:
    return DocxFormat().render(document, RenderOptions(shell=shell, **options))  # type: ignore[arg-type]


# --- Shells that will do ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_shipped_shell_handed_back_unchanged_gives_the_same_file(sample) -> None:
    assert made(standard_shell(), sample()) == made(None, sample())


def test_the_shipped_shell_is_the_same_bytes_each_time() -> None:
    assert standard_shell() == standard_shell()


def test_a_shell_is_read_and_compiled_once() -> None:
    assert load_shell(standard_shell()) is load_shell(standard_shell())


def test_a_shell_saved_by_a_swedish_word_is_understood_by_its_style_names() -> None:
    parts = parts_of(standard_shell())
    swedish = {"Heading1": "Rubrik1", "Heading2": "Rubrik2", "BodyText": "Brdtext", "Title": "Rubrik", "Quote": "Citat"}
    for name, xml in parts.items():
        text = xml.decode()
        for english, local in swedish.items():
            text = text.replace(f'"{english}"', f'"{local}"') if "word/" in name else text
        parts[name] = text.replace('<w:name w:val="Rubrik"/>', '<w:name w:val="Title"/>').replace(
            '<w:name w:val="Citat"/>', '<w:name w:val="Quote"/>'
        ).encode()
    content = made(packed(parts), sample_agreement())
    assert "Rubrik1" in values(content, "pStyle")
    assert [(line.style, line.number, line.text) for line in shown_paragraphs(content)] == [
        (line.style, line.number, line.text) for line in shown_paragraphs(made(None, sample_agreement()))
    ]


def test_a_placeholder_that_word_has_cut_into_pieces_is_mended() -> None:
    pieces = "{{</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>titel</w:t></w:r><w:r><w:t> }}"
    shell = replaced(DOCUMENT, ("{{ titel }}", pieces))
    assert paragraphs(made(shell, sample_agreement()))[0] == sample_agreement().title


def test_text_and_pictures_of_the_shell_s_own_are_kept() -> None:
    shell = replaced(HEADER, ("{{ parter }}", "Bjurholms kommun, Box 1: {{ parter }}"))
    assert "Bjurholms kommun, Box 1: Bjurholms kommun – Polismyndigheten" in whole_text(made(shell, sample_annex()))


def test_tables_follow_the_shell_s_margins() -> None:
    shell = replaced(DOCUMENT, ('w:right="1588"', 'w:right="2588"'))
    widths = [
        sum(int(column.get(f"{W}w", "")) for column in next(part(made(chosen, sample_agreement())).iter(f"{W}tblGrid")))
        for chosen in (None, shell)
    ]
    assert widths[0] - widths[1] == 1000


def test_a_shell_without_the_newer_namespace_can_still_hold_boxes_to_click() -> None:
    shell = replaced(
        DOCUMENT,
        (' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"', ""),
    )
    assert "☒" in "".join(paragraphs(made(shell, sample_form(), fillable=True)))


def test_a_shell_may_link_to_the_municipality_s_site() -> None:
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://www.example.se" TargetMode="External"/></Relationships>'
    )
    assert made(replaced(RELATIONS, ("</Relationships>", link)), sample_annex())


def test_what_a_shell_tells_about_its_maker_stays_behind() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Kim Maker</dc:creator></cp:coreProperties>'
    )
    shell = with_parts(
        docProps__core_DOT_xml=core,
        docProps__app_DOT_xml="<Properties><Company>Maker AB</Company></Properties>",
        docProps__custom_DOT_xml="<Properties><owner>Maker</owner></Properties>",
    )
    for sample in SAMPLES:
        assert not [name for name, xml in parts_of(made(shell, sample())).items() if b"Maker" in xml]


def test_a_shell_without_properties_gets_them() -> None:
    parts = parts_of(standard_shell())
    del parts["docProps/core.xml"]
    parts[TYPES] = re.sub(rb"<Override PartName=\"/docProps/core.xml\"[^>]*/>", b"", parts[TYPES])
    parts["_rels/.rels"] = re.sub(rb"<Relationship Id=\"rId2\"[^>]*/>", b"", parts["_rels/.rels"])
    content = made(packed(parts), sample_annex())
    assert "Rutin" in "".join(part(content, "docProps/core.xml").itertext())
    assert b"docProps/core.xml" in parts_of(content)["_rels/.rels"]
    assert b"/docProps/core.xml" in parts_of(content)[TYPES]


def test_a_shell_s_own_data_part_is_left_alone() -> None:
    content = made(with_parts(customXml__item1_DOT_xml="<egen/>"), sample_agreement())
    assert parts_of(content)["customXml/item1.xml"] == b"<egen/>"
    assert b"bakgrund-lage" in parts_of(content)["customXml/item2.xml"]


def test_a_shell_that_already_forgets_editors_does_so_once() -> None:
    shell = replaced("word/settings.xml", ("<w:defaultTabStop", "<w:removePersonalInformation/><w:defaultTabStop"))
    settings = part(made(shell, sample_form()), "word/settings.xml")
    assert len(list(settings.iter(f"{W}removePersonalInformation"))) == 1


def test_a_shell_without_settings_is_used_as_it_is() -> None:
    parts = parts_of(standard_shell())
    del parts["word/settings.xml"]
    parts[TYPES] = re.sub(rb"<Override PartName=\"/word/settings.xml\"[^>]*/>", b"", parts[TYPES])
    parts[RELATIONS] = re.sub(rb"<Relationship Id=\"rId3\"[^>]*/>", b"", parts[RELATIONS])
    assert "word/settings.xml" not in parts_of(made(packed(parts), sample_form()))


def test_an_installation_without_its_shell_says_so(tmp_path) -> None:
    with pytest.raises(RenderError, match="saknas i installationen"):
        read_folder(tmp_path)


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


# --- The guide -------------------------------------------------------------------------------------------------------


def test_the_guide_lists_exactly_the_words_there_are() -> None:
    guide = (templates_dir() / "docx" / "README.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(\S+)` \| (.+) \|$", guide, re.MULTILINE)) == WORD_HELP


def test_the_shipped_shell_shows_every_word() -> None:
    text = "".join(xml.decode() for name, xml in parts_of(standard_shell()).items() if name.startswith("word/"))
    used = set(re.findall(r"\{\{p? (\S+?)(?:\.\w+)? \}\}|\{%[pr]? (?:if|if not) (\S+?)(?:\.\w+)? %\}", text))
    looped = re.findall(r"for \w+ in (\S+)", text)
    assert {word for pair in used for word in pair if word} - {"rad"} | set(looped) == set(WORD_HELP)
