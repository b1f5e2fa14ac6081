"""The HTML picture: semantic markup for the web's preview, for a standalone page and for the body of the PDF."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from generator.document import Document, Field, FieldKind, Figure, Run, Signer
from generator.formats.columns import MANY_COLUMNS, column_shares
from generator.formats.contents import contents_of
from generator.formats.drawing import drawing_markup
from generator.formats.html_layout import held_together, in_two_columns, is_naming_a_table, laid_out, side_by_side
from generator.formats.logotype import ALT, read_logotype
from generator.formats.naming import title_of
from generator.formats.options import RenderOptions, refuse_password
from generator.formats.printable import refuse_unprintable
from generator.formats.text import DRAFT_MARK
from generator.languages import DIVIDER, TwoLanguages
from generator.resources import templates_dir

SIGNATURE_NAME = "underskrift-"
"""What the name of a signature field begins with; the signer's id follows."""


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
    following: tuple[tuple[str, Markup], ...] = ()
    """Anchor of a section and what to show after it; likewise."""
    logotype: str = ""
    """The element made by ``logotype_markup``, above the title."""
    contents: bool = False
    """A list of contents below the title, if the document is long enough to have one."""
    on_paper: bool = False
    """Keep a place for a page number in each entry of the list of contents, and put the anchor of a section on its
    number: with WeasyPrint nothing below an element with an anchor shares its styles with anything else, which takes a
    fifth of the time of a document."""
    foreign_element: str = "span"
    """The element around words in another language."""


class HtmlFormat:
    """A complete page with its styles inside: nothing is fetched, no script runs."""

    name = "html"
    extension = "html"
    mimetype = "text/html; charset=utf-8"

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """Make the page. Raises RenderError for a control character, an unusable drawing or a password."""
        refuse_password(options)
        logotype = logotype_markup(options.logotype, None)
        fragment = render_fragment(document, FragmentOptions(options.draft, options.fillable, logotype=logotype))
        stylesheet = Markup(read_print_file("document.css") + read_print_file("screen.css"))  # noqa: S704 (our own files)
        return fill_template("page.html", document, fragment, stylesheet=stylesheet).encode()


def logotype_markup(content: bytes | None, address: str | None) -> str:
    """The logotype as an element: a drawing as itself, a picture from ``address`` or else from within the page.

    Raises RenderError for a logotype that will not do.
    """
    if content is None:
        return ""
    logotype = read_logotype(content)
    if logotype.svg:
        return logotype.svg
    source = address or f"data:image/png;base64,{b64encode(logotype.png).decode()}"
    return f'<img src="{source}" alt="{ALT}"/>'


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
        following=dict(chosen.following),
        logotype=Markup(chosen.logotype),  # noqa: S704 (an address of ours, or a drawing rebuilt by us)
        contents=contents_of(document) if chosen.contents else (),
        foreign_element=chosen.foreign_element,
        on_paper=chosen.on_paper,
    )
    return Markup(html)  # noqa: S704 (made by a template with autoescaping)


def fill_template(name: str, document: Document, fragment: Markup, **more: object) -> str:
    """A page of ``templates/print/`` around a fragment. Every value but ``Markup`` is escaped."""
    values = {"title": title_of(document), **more}
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
        kind=lambda part: type(part).__name__, draft_label=DRAFT_MARK
    )
    environment.globals["many_columns"] = MANY_COLUMNS
    environment.tests["in_two_columns"] = in_two_columns
    environment.tests["naming_a_table"] = is_naming_a_table
    environment.filters.update(
        lines=_lines,
        run=_run,
        held_together=held_together,
        led_in=lambda document: [(block, False) for block in document.lead],
        laid_out=laid_out,
        side_by_side=side_by_side,
        column_shares=column_shares,
        drawing=_drawing,
        accessible_name=accessible_name,
        choice_name=choice_name,
        signature_name=signature_name,
    )
    return environment


def accessible_name(field: Field, day_form: str) -> str:
    """What a screen reader says of a field: its label, with the form of a date and the hint."""
    remarks = [day_form] if field.kind is FieldKind.DATE else []
    remarks += [field.hint] if field.hint else []
    return f"{field.label} ({', '.join(remarks)})" if remarks else field.label


def choice_name(field: Field, choice: str) -> str:
    """What a screen reader says of one of the boxes of a choice."""
    return f"{field.label}{'' if field.label.endswith('?') else ':'} {choice}"


def signature_name(signer: Signer) -> str:
    """Name of the signer's signature field."""
    return SIGNATURE_NAME + signer.id


@pass_context
def _lines(context: Context, text: str) -> Markup:
    """Escaped text with its forced line breaks; of two languages, the other one in an element that says which."""
    if isinstance(text, TwoLanguages):
        return _broken(text.own) + DIVIDER + _foreign(context, text.other, text.language)
    return _broken(text)


@pass_context
def _run(context: Context, run: Run) -> Markup:
    """The text of a run, in an element of its own when it is in another language than the document."""
    return _foreign(context, run.text, run.language) if run.language else _broken(run.text)


def _broken(text: str) -> Markup:
    return Markup("<br/>").join(escape(line) for line in text.split("\n"))


def _foreign(context: Context, text: str, language: str) -> Markup:
    element = context["foreign_element"]
    return Markup('<{0} class="foreign" lang="{1}">{2}</{0}>').format(element, language, _broken(text))


def _drawing(figure: Figure) -> Markup:
    return Markup(drawing_markup(figure.svg, figure.alt))  # noqa: S704 (rebuilt from a closed vocabulary)
