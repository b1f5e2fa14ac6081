"""A Word shell: read once, checked once, its placeholders compiled once, then filled as many times as asked for.

docxtpl is used for what it knows best, mending placeholders that Word has cut into pieces, and only when a shell is
loaded: its own rendering does this anew for every document and prints nothing for a word that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import Element

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from generator.document import Document, DocumentKind
from generator.errors import RenderError
from generator.formats.docx import properties, shell_checks
from generator.formats.docx.numbering import Numbering
from generator.formats.docx.package import decode, parse, read_folder, read_package, write_package
from generator.formats.docx.shell_checks import DOCUMENT, NUMBERING, STYLES
from generator.formats.docx.state import Look
from generator.formats.docx.styles import StyleSheet, W
from generator.formats.docx.words import BODY_WORD, CONTENTS_WORD, LOGOTYPE_WORD, ShellWords, words_for
from generator.resources import templates_dir

_STANDARD = "standard"
_TEMPLATED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

# One environment for all shells: escaping on, an unknown word is an error, nothing of Python within reach.
_ENVIRONMENT = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)


@dataclass(frozen=True)
class Shell:
    """A shell that has passed every check."""

    parts: Mapping[str, bytes]
    """The parts that are the same in every document."""
    templates: Mapping[str, Template]
    """The parts that hold placeholders, compiled."""
    look: Look
    """What the writers of the body need to know of it."""

    def fill(self, document: Document, words: ShellWords, ordered_lists: int, extras: properties.Extras) -> bytes:
        """The finished Word file. ``ordered_lists`` is how many lists the body has numbered for itself."""
        context = words.as_context()
        filled = {name: template.render(context).encode() for name, template in self.templates.items()}
        numbering = {NUMBERING: self.look.numbering.with_lists(ordered_lists)}
        parts = {**self.parts, **numbering, **filled}
        return write_package({**parts, **properties.parts_for(document, parts, extras)})


def standard_shell() -> bytes:
    """The shipped shell as a Word file, for a municipality to open, dress in its own colours and hand back."""
    return write_package(read_folder(templates_dir() / "docx" / _STANDARD))


@lru_cache(maxsize=16)
def load_shell(content: bytes | None) -> Shell:
    """The shell in a Word file, or the shipped one for None. Raises RenderError for one that will not do."""
    parts = read_folder(templates_dir() / "docx" / _STANDARD) if content is None else read_package(content)
    shell_checks.check_parts(parts)
    styles = parse(STYLES, decode(STYLES, parts[STYLES]))
    sheet = StyleSheet.read(styles)
    numbering = Numbering.read(decode(NUMBERING, parts[NUMBERING]), styles, sheet)
    templates = {name: _compile(name, decode(name, xml)) for name, xml in parts.items() if _TEMPLATED.fullmatch(name)}
    _try_out(templates)
    static = {name: xml for name, xml in parts.items() if name not in templates and name != NUMBERING}
    look = Look(sheet, numbering, _text_width(parse(DOCUMENT, decode(DOCUMENT, parts[DOCUMENT]))))
    return Shell(properties.neutralised(static), templates, look)


def _compile(name: str, xml: str) -> Template:
    """The part as a template, its placeholders mended and checked."""
    shell_checks.check_placeholders(name, parse(name, xml))
    source: str = DocxTemplate(BytesIO()).patch_xml(xml)
    if name == DOCUMENT and "xmlns:w14=" not in source:
        source = source.replace("<w:document ", f"<w:document {_W14} ", 1)
    return _ENVIRONMENT.from_string(shell_checks.check_template(name, source, _ENVIRONMENT))


def _try_out(templates: Mapping[str, Template]) -> None:
    """Fill the shell twice, with everything and with next to nothing, so that a broken one is refused when it is chosen
    and not when it is needed."""
    marks = {word: f"_prov_{position}" for position, word in enumerate((CONTENTS_WORD, BODY_WORD, LOGOTYPE_WORD))}
    slots = [f'<w:bookmarkStart w:id="0" w:name="{mark}"/><w:bookmarkEnd w:id="0"/>' for mark in marks.values()]
    bare = Document(id="prov", kind=DocumentKind.AGREEMENT, title="Prov", day=date.min, sections=())
    full = replace(
        bare,
        kind=DocumentKind.ANNEX,
        subtitle="Prov",
        parties="Prov",
        annex_label="Bilaga 1",
        registration=(("Prov", "1"), ("Prov", "")),
        version_note="Prov",
    )
    for document, draft in ((bare, False), (full, True)):
        words = words_for(document, draft, *slots).as_context()
        try:
            rendered = {name: template.render(words) for name, template in templates.items()}
        except TemplateError as error:
            raise RenderError(f"Word-skalet går inte att fylla i: {error.message}") from error
        for word, mark in marks.items():
            shell_checks.check_slot(rendered, mark, word)


def _text_width(document: Element) -> int:
    """Page width less margins, from the last section, which is the one the body flows in."""
    sections = list(document.iter(f"{W}sectPr"))
    size = sections[-1].find(f"{W}pgSz") if sections else None
    margins = sections[-1].find(f"{W}pgMar") if sections else None
    if size is None or margins is None:
        raise RenderError("Word-skalet anger inte sidans storlek och marginaler.")
    return int(size.get(f"{W}w", "0")) - int(margins.get(f"{W}left", "0")) - int(margins.get(f"{W}right", "0"))
