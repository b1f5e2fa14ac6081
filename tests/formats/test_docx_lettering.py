"""The letters that a document's kind asks for stand in the styles of its Word file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.document import Document
from generator.formats.docx import DocxFormat
from generator.formats.docx.lettering import lettered
from generator.formats.options import RenderOptions
from tests.formats.docx_reader import W, part
from tests.formats.sample import sample_agreement, sample_form

PLAIN = sample_form()
TWO_LANGUAGES = replace(PLAIN, other_language="en")


def families(document: Document) -> set[str]:
    content = DocxFormat().render(document, RenderOptions(fillable=True))
    fonts = (element.get(f"{W}ascii", "") for element in part(content, "word/styles.xml").iter(f"{W}rFonts"))
    return {font for font in fonts if font != "Segoe UI Symbol"}


def test_running_text_and_headings_have_a_family_each() -> None:
    assert families(sample_agreement()) == families(PLAIN) == {"Cambria", "Calibri"}


def test_a_paper_in_two_languages_has_the_family_of_the_headings_throughout() -> None:
    assert families(TWO_LANGUAGES) == {"Calibri"}


def test_no_paragraph_names_a_font_of_its_own() -> None:
    content = DocxFormat().render(TWO_LANGUAGES, RenderOptions(fillable=True))
    assert list(part(content).iter(f"{W}rFonts")) == []


def styles(defaults: str, heading: str, body: str = "") -> bytes:
    return (
        f"<w:styles><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
        f'<w:style w:type="paragraph"><w:name w:val="Body Text"/><w:rPr>{body}</w:rPr></w:style>'
        f'<w:style w:type="paragraph"><w:name w:val="heading 1"/><w:rPr>{heading}</w:rPr></w:style>'
        f'<w:style w:type="paragraph"><w:name w:val="Eget"/><w:rPr>{body}</w:rPr></w:style></w:styles>'
    ).encode()


NAMED = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Arial"/>'
OF_THEME = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
HEADING = '<w:rFonts w:ascii="Verdana" w:hAnsi="Verdana" w:cs="Verdana"/>'


@pytest.mark.parametrize("defaults", [NAMED, OF_THEME])
@pytest.mark.parametrize("body", ["", NAMED])
def test_a_shell_of_a_municipality_is_followed(defaults: str, body: str) -> None:
    before = styles(defaults, HEADING, body).decode()
    made = lettered(before.encode(), TWO_LANGUAGES).decode()
    assert set(re.findall(r' w:(?:ascii|hAnsi)(?:Theme)?="([^"]*)"', made)) == {"Verdana"}
    other_scripts = r' w:cs(?:theme)?="([^"]*)"'
    assert re.findall(other_scripts, made) == re.findall(other_scripts, before)


@pytest.mark.parametrize(("defaults", "heading"), [("", HEADING), (NAMED, ""), ("", "")])
def test_a_shell_that_names_no_font_is_left_as_it_is(defaults: str, heading: str) -> None:
    shell = styles(defaults, heading)
    assert lettered(shell, TWO_LANGUAGES) == shell
