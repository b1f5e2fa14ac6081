"""A Word shell: read once, checked once, its placeholders compiled once, then filled as many times as asked for.

docxtpl is used for what it knows best, mending placeholders that Word has cut into pieces, and only when a shell is
loaded: its own rendering does this anew for every document and prints nothing for a word that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from xml.etree.ElementTree import Element

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from generator.document import Document, DocumentKind
from generator.errors import Finding, Severity
from generator.formats.docx import properties, shell_checks, shell_words
from generator.formats.docx.lettering import lettered
from generator.formats.docx.numbering import Numbering, numbering_faults
from generator.formats.docx.package import (
    CONTENT_TYPES,
    ShellError,
    decode,
    fault,
    parse,
    read_folder,
    read_package,
    write_package,
)
from generator.formats.docx.shell_advice import advice_on
from generator.formats.docx.shell_checks import DOCUMENT, NUMBERING, STYLES
from generator.formats.docx.state import Look
from generator.formats.docx.styles import StyleSheet
from generator.formats.docx.words import BODY_WORD, CONTENTS_WORD, LOGOTYPE_WORD, ShellWords, words_for
from generator.resources import templates_dir

_STANDARD = "standard"
_TEMPLATED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_READ = re.compile(r".*\.(xml|rels)")
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
        parts[STYLES] = lettered(parts[STYLES], document)
        return write_package({**parts, **properties.parts_for(document, parts, extras)})


def standard_shell() -> bytes:
    """The shipped shell as a Word file, for a municipality to open, dress in its own colours and hand back."""
    return write_package(read_folder(templates_dir() / "docx" / _STANDARD))


@lru_cache(maxsize=16)
def load_shell(content: bytes | None) -> Shell:
    """The shell in a Word file, or the shipped one for None. Raises ShellError, a RenderError, for one that will not
    do; it holds everything that is wrong with it."""
    parts = read_folder(templates_dir() / "docx" / _STANDARD) if content is None else read_package(content)
    return _Examined(parts).shell()


def lint_shell(content: bytes) -> tuple[Finding, ...]:
    """Everything that is wrong with a shell (errors), or worth a second look (warnings), by part and rule."""
    try:
        examined = _Examined(read_package(content))
    except ShellError as error:
        return error.findings
    return tuple(sorted(set(examined.findings)))


class _Examined:
    """The parts of a file looked at from every side. What cannot be read is remarked on, and the looking goes on."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._texts: dict[str, str] = {}
        self._roots: dict[str, Element] = {}
        self._templates: dict[str, Template] = {}
        self.findings: list[Finding] = list(shell_checks.package_faults(parts))
        for name in filter(_READ.fullmatch, sorted(parts)):
            with self._remarked():
                self._texts[name] = decode(name, parts[name])
                self._roots[name] = parse(name, self._texts[name])
        self._check_structure()
        self._check_templates()
        if not self._errors:
            with self._remarked():
                self.findings.extend(_trial_faults(self._templates))
        self.findings.extend(advice_on(self._roots))

    @property
    def _errors(self) -> list[Finding]:
        return [each for each in self.findings if each.severity is Severity.ERROR]

    @contextmanager
    def _remarked(self) -> Iterator[None]:
        """Remark on what is wrong within the block."""
        try:
            yield
        except ShellError as error:
            self.findings.extend(error.findings)

    def _check_structure(self) -> None:
        for name, root in self._roots.items():
            if name.endswith(".rels"):
                self.findings.extend(shell_checks.relation_faults(name, root))
            elif _TEMPLATED.fullmatch(name):
                self.findings.extend(shell_checks.text_faults(name, root))
        self._examine((CONTENT_TYPES,), shell_checks.type_faults)
        self._examine((DOCUMENT,), shell_checks.page_faults)
        self._examine((STYLES,), lambda styles: shell_checks.style_faults(StyleSheet.read(styles).missing))
        self._examine((STYLES, NUMBERING), self._numbering_faults)

    def _examine(self, names: tuple[str, ...], look: Callable[..., Iterable[Finding]]) -> None:
        """Look at parts that could all be read."""
        if all(name in self._roots for name in names):
            self.findings.extend(look(*(self._roots[name] for name in names)))

    def _numbering_faults(self, styles: Element, _: Element) -> Iterator[Finding]:
        return numbering_faults(self._texts[NUMBERING], styles, StyleSheet.read(styles))

    def _check_templates(self) -> None:
        if DOCUMENT in self._roots and "<w:document" not in self._texts[DOCUMENT]:
            told = "Word-skalet är inte sparat av Word. Öppna det i Word och spara det som .docx."
            self.findings.append(fault("skal-inte-docx", DOCUMENT, told))
            return
        for name in filter(_TEMPLATED.fullmatch, self._roots):
            faults = list(shell_words.placeholder_faults(name, self._roots[name]))
            self.findings.extend(faults)
            with self._remarked():
                if not faults:
                    self._templates[name] = _compiled(name, self._texts[name])

    def shell(self) -> Shell:
        """The shell. Raises ShellError when there is an error among the findings."""
        if self._errors:
            raise ShellError(sorted(set(self._errors)))
        sheet = StyleSheet.read(self._roots[STYLES])
        numbering = Numbering.read(self._texts[NUMBERING], self._roots[STYLES], sheet)
        kept = {name: xml for name, xml in self._parts.items() if name not in self._templates and name != NUMBERING}
        _, _, width = shell_checks.page_measures(self._roots[DOCUMENT])
        return Shell(properties.neutralised(kept), self._templates, Look(sheet, numbering, width))


def _compiled(name: str, xml: str) -> Template:
    """The part as a template, its placeholders mended. Raises ShellError with everything wrong in it."""
    source: str = DocxTemplate(BytesIO()).patch_xml(xml)
    if name == DOCUMENT and "xmlns:w14=" not in source:
        source = source.replace("<w:document ", f"<w:document {_W14} ", 1)
    return _ENVIRONMENT.from_string(shell_words.template_of(name, source, _ENVIRONMENT))


def _trial_faults(templates: Mapping[str, Template]) -> Iterator[Finding]:
    """Fill the shell twice, with everything and with next to nothing, so that a broken one is refused when it is chosen
    and not when it is needed."""
    marks = {word: f"_prov_{position}" for position, word in enumerate((CONTENTS_WORD, BODY_WORD, LOGOTYPE_WORD))}
    slots = [f'<w:bookmarkStart w:id="0" w:name="{mark}"/><w:bookmarkEnd w:id="0"/>' for mark in marks.values()]
    for document, draft in _TRIALS:
        words = words_for(document, draft, *slots).as_context()
        rendered = {}
        for name, template in templates.items():
            try:
                rendered[name] = template.render(words)
            except TemplateError as error:
                yield fault("skal-ord", name, f"Word-skalet går inte att fylla i: {error.message}.")
                return
        for word, mark in marks.items():
            yield from shell_words.slot_faults(rendered, mark, word)


_BARE = Document(id="prov", kind=DocumentKind.AGREEMENT, title="Prov", day=date.min, sections=())
_FULL = replace(
    _BARE,
    kind=DocumentKind.ANNEX,
    subtitle="Prov",
    parties="Prov",
    annex_label="Bilaga 1",
    registration=(("Prov", "1"), ("Prov", "")),
    version_note="Prov",
)
_TRIALS = ((_BARE, False), (_FULL, True))
