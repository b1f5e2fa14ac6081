"""One agreement for everyone: the text of the case ``eskilstuna``, as each of the others wants its input.

What a simple engine cannot do (numbering, references, tables with header rows, signatures, tags) it is spared: it gets
the finished lines, with the numbers written out, and has only to set them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO

import docx

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.situation import Situation
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import Document, DocumentSet
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir
from tests.tools import REPOSITORY

CASE = REPOSITORY / "tests" / "cases" / "eskilstuna" / "answers.yaml"
DAY = date(2026, 11, 21)
_HEADING = re.compile(r"\d+(\.\d+)* ")


@dataclass(frozen=True)
class Line:
    """One paragraph to set: a heading or running text."""

    text: str
    is_heading: bool


@cache
def library() -> Library:
    """The lawyers' library."""
    return load_library(clauses_dir())


def situation() -> Situation:
    """The answers of the case, read anew."""
    file = read_answers_file(CASE)
    return situation_for(library(), plan_for(library(), file.plan), file.answers, DAY)


@cache
def documents() -> DocumentSet:
    """The agreement with its annexes."""
    return document_set(situation())


def agreement() -> Document:
    """The agreement itself."""
    return documents().main


@cache
def lines() -> tuple[Line, ...]:
    """The agreement's text, line by line, as our plain text has it."""
    text = get_format("txt").render(agreement(), RenderOptions()).decode()
    return tuple(Line(line, bool(_HEADING.match(line))) for line in text.splitlines() if line)


def template_data() -> dict[str, object]:
    """The input of docxtpl and docxtemplater: the same names, the same values."""
    return {"rader": [{"rubrik": line.text if line.is_heading else "", "text": "" if line.is_heading else line.text}
                      for line in lines()]}


def docxtpl_template() -> bytes:
    """A template in docxtpl's language, on python-docx's own document."""
    return _template("{%p for rad in rader %}", ("{%p if rad.rubrik %}", "{{ rad.rubrik }}", "{%p else %}",
                                                 "{{ rad.text }}", "{%p endif %}"), "{%p endfor %}")


def docxtemplater_template() -> bytes:
    """The same template in docxtemplater's language."""
    return _template("{#rader}", ("{#rubrik}", "{rubrik}", "{/rubrik}", "{#text}", "{text}", "{/text}"), "{/rader}")


def _template(begin: str, middle: tuple[str, ...], end: str) -> bytes:
    document = docx.Document()
    for text in (begin, *middle, end):
        document.add_paragraph(text, style="Heading 2" if "rubrik }}" in text or text == "{rubrik}" else None)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def typst_source() -> str:
    """The agreement in Typst's language; every text is a string, so that nothing in it is markup."""
    body = [
        f"#heading(level: 2, {_quoted(line.text)})" if line.is_heading else f"#par({_quoted(line.text)})"
        for line in lines()
    ]
    return "\n".join(['#set page(paper: "a4")', '#set text(lang: "sv", size: 10.5pt)', *body])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def page() -> bytes:
    """Our own page of HTML, for a browser to print."""
    return get_format("html").render(agreement(), RenderOptions())
