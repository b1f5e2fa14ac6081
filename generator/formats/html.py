"""The HTML picture: semantic markup for the web's preview, for a standalone page and for the body of the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from generator.document import (
    Block,
    ChoiceList,
    Document,
    Field,
    FieldKind,
    FieldRow,
    Figure,
    Inline,
    Paragraph,
    Reference,
    Run,
    Section,
    SignatureBlock,
    Signer,
)
from generator.formats.columns import column_shares
from generator.formats.contents import contents_of
from generator.formats.drawing import drawing_markup
from generator.formats.options import RenderOptions
from generator.formats.printable import refuse_unprintable
from generator.formats.text import DRAFT_MARK, SECRECY_BOX
from generator.resources import templates_dir

SIGNATURE_NAME = "underskrift-"
"""What the name of a signature field begins with; the signer's id follows."""
_MANY, _SEVERAL, _SHORT = 6, 4, 30
"""Boxes, boxes, and letters in the text of a box: when boxes stand in two columns."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
DATE_FORMAT = "åååå-mm-dd"


@dataclass(frozen=True)
class FragmentOptions:
    """What may differ between two fragments of the same document."""

    draft: bool = False
    """Say that it is a draft, above the title."""
    fillable: bool = False
    """Form controls instead of lines and boxes for a pen."""
    signature_fields: bool = False
    """A control on each signature line, for the PDF to turn into a signature field."""
    heading_level: int = 1
    """Level of the title's heading, from 1 to 4: a page of its own begins at 1, a part of a page further down."""
    notes: tuple[tuple[str, Markup], ...] = ()
    """Anchor of a section and what to show under its heading; for the screen, never in a file."""
    contents: bool = False
    """A list of contents below the title, if the document is long enough to have one."""
    pages: tuple[tuple[str, str], ...] = ()
    """Anchor and page number of each entry in the list of contents; without them the place is left empty."""
    front_only: bool = False
    """The title and the list of contents alone."""


class HtmlFormat:
    """A complete page with its styles inside: nothing is fetched, no script runs."""

    name = "html"
    extension = "html"
    mimetype = "text/html; charset=utf-8"

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """Make the page. Raises RenderError for a control character or an unusable drawing."""
        fragment = render_fragment(document, FragmentOptions(options.draft, options.fillable))
        stylesheet = Markup(read_print_file("document.css") + read_print_file("screen.css"))  # noqa: S704 (our own files)
        return fill_template("page.html", document, fragment, stylesheet=stylesheet).encode()


def render_fragment(document: Document, options: FragmentOptions | None = None) -> Markup:
    """The document as one ``<article>``: elements and classes only, fit for a page with a strict CSP.

    Raises RenderError for a control character or an unusable drawing.
    """
    refuse_unprintable(document)
    chosen = options or FragmentOptions()
    template = _environment().get_template("fragment.html")
    html = template.render(
        document=document,
        anchors=frozenset(section.anchor for _, section in document.walk()),
        draft=chosen.draft,
        fillable=chosen.fillable,
        signature_fields=chosen.signature_fields,
        top=chosen.heading_level,
        notes=dict(chosen.notes),
        contents=contents_of(document) if chosen.contents else (),
        pages=dict(chosen.pages),
        front_only=chosen.front_only,
    )
    return Markup(html)  # noqa: S704 (made by a template with autoescaping)


def fill_template(name: str, document: Document, fragment: Markup, **more: object) -> str:
    """A page of ``templates/print/`` around a fragment. Every value but ``Markup`` is escaped."""
    values = {"title": document.title, **more}
    return _environment().get_template(name).render(document=document, fragment=fragment, **values)


@cache
def read_print_file(name: str) -> str:
    """A file of ``templates/print/``, read once."""
    return (templates_dir() / "print" / name).read_text(encoding="utf-8")


@cache
def _environment() -> SandboxedEnvironment:
    """The one environment: sandboxed, every value escaped, an unknown name is an error."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(templates_dir() / "print"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        kind=lambda part: type(part).__name__, draft_label=DRAFT_MARK, secrecy_label=SECRECY_BOX
    )
    environment.tests["in_two_columns"] = _in_two_columns
    environment.filters.update(
        lines=_lines,
        held_together=_held_together,
        laid_out=_laid_out,
        side_by_side=_side_by_side,
        column_shares=column_shares,
        drawing=_drawing,
        accessible_name=accessible_name,
        choice_name=choice_name,
        signature_name=signature_name,
    )
    return environment


def accessible_name(field: Field) -> str:
    """What a screen reader says of a field: its label, with the form of a date and the hint."""
    remarks = [DATE_FORMAT] if field.kind is FieldKind.DATE else []
    remarks += [field.hint] if field.hint else []
    return f"{field.label} ({', '.join(remarks)})" if remarks else field.label


def choice_name(field: Field, choice: str) -> str:
    """What a screen reader says of one of the boxes of a choice."""
    return f"{field.label}{'' if field.label.endswith('?') else ':'} {choice}"


def signature_name(signer: Signer) -> str:
    """Name of the signer's signature field."""
    return SIGNATURE_NAME + signer.id


def _lines(text: str) -> Markup:
    """Escaped text with its forced line breaks."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def _held_together(inlines: Sequence[Inline]) -> Iterator[tuple[Inline, ...]]:
    """The inlines in order, each alone but for a reference after a no-break space, which comes with the word before it:
    WeasyPrint breaks a line far too early when a no-break space ends a run of text."""
    before: Inline | None = None
    for inline in inlines:
        if isinstance(before, Run) and isinstance(inline, Reference) and before.text.endswith(_NO_BREAK):
            start = before.text.rfind(" ") + 1
            if start:
                yield (replace(before, text=before.text[:start]),)
            yield replace(before, text=before.text[start:]), inline
            before = None
            continue
        if before is not None:
            yield (before,)
        before = inline
    if before is not None:
        yield (before,)


Placed = tuple[Block | tuple[FieldRow, ...], bool]
"""A block, or rows of a form that follow on each other, and whether it must not be left alone at the foot of a page."""


def _laid_out(section: Section) -> tuple[list[Placed], list[Placed]]:
    """The blocks of a section in order, and last of them those that are kept together on one page: where people sign,
    and the words just above."""
    placed = list(_placed(section.blocks))
    first_signed = next((place for place, (block, _) in enumerate(placed) if isinstance(block, SignatureBlock)), None)
    if first_signed is None:
        return placed, []
    start = first_signed
    while start and isinstance(placed[start - 1][0], Paragraph):
        start -= 1
    if start == first_signed and start:
        start -= 1
    return placed[:start], placed[start:]


def _placed(blocks: Sequence[Block]) -> Iterator[Placed]:
    """A paragraph that leads to something else than a paragraph, such as a list, is not left alone."""
    leads = {
        id(first)
        for first, second in pairwise(blocks)
        if isinstance(first, Paragraph) and not isinstance(second, Paragraph)
    }
    for is_row, group in groupby(blocks, lambda block: isinstance(block, FieldRow)):
        if is_row:
            yield tuple(row for row in group if isinstance(row, FieldRow)), False
        else:
            yield from ((block, id(block) in leads) for block in group)


def _side_by_side(rows: Sequence[FieldRow]) -> Iterator[tuple[FieldRow, ...]]:
    """The rows in order, two that each ask for a day as a pair: a day needs no more than half the width."""
    place = 0
    while place < len(rows):
        size = 2 if place + 1 < len(rows) and _asks_for_a_day(rows[place]) and _asks_for_a_day(rows[place + 1]) else 1
        yield tuple(rows[place : place + size])
        place += size


def _asks_for_a_day(row: FieldRow) -> bool:
    alone = row.inlines[0] if len(row.inlines) == 1 else None
    return isinstance(alone, Field) and alone.kind is FieldKind.DATE


def _in_two_columns(choices: ChoiceList) -> bool:
    """Whether the boxes are many, or several and short."""
    count, longest = len(choices.options), max((len(option.text) for option in choices.options), default=0)
    return count >= _MANY or (count >= _SEVERAL and longest <= _SHORT)


def _drawing(figure: Figure) -> Markup:
    return Markup(drawing_markup(figure.svg, figure.alt))  # noqa: S704 (rebuilt from a closed vocabulary)
