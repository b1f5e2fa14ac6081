"""A municipality's own Word shell: what it may be, and in which words it is refused when it may not."""

from __future__ import annotations

import re

import pytest

from generator.document import Document
from generator.errors import RenderError
from generator.formats.docx import DocxFormat, load_shell, standard_shell
from generator.formats.docx.package import read_folder
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


# --- The guide -------------------------------------------------------------------------------------------------------


def test_the_guide_lists_exactly_the_words_there_are() -> None:
    guide = (templates_dir() / "docx" / "README.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(\S+)` \| (.+) \|$", guide, re.MULTILINE)) == WORD_HELP


def test_the_shipped_shell_shows_every_word() -> None:
    text = "".join(xml.decode() for name, xml in parts_of(standard_shell()).items() if name.startswith("word/"))
    used = set(re.findall(r"\{\{p? (\S+?)(?:\.\w+)? \}\}|\{%[pr]? (?:if|if not) (\S+?)(?:\.\w+)? %\}", text))
    looped = re.findall(r"for \w+ in (\S+)", text)
    assert {word for pair in used for word in pair if word} - {"rad"} | set(looped) == set(WORD_HELP)
