"""Sets sheets of paper with WeasyPrint, from a page of HTML, our style sheets and our fonts, and from nothing else.

It may fetch nothing but what lies in a table in memory, and only fonts ever reach the temporary folder, never text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from xml.etree.ElementTree import fromstring

from weasyprint import CSS, HTML, cssselect2
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from generator.formats.html import read_print_file
from generator.formats.logotype import read_logotype
from generator.formats.options import RenderOptions
from generator.formats.pdf_fonts import Face, font_file
from generator.formats.pdf_quick import hasten
from generator.formats.pdf_quick_text import forget

VARIANT = "pdf/a-2a"
Sheets = Any
"""A ``weasyprint.Document``: pages laid out and not yet written; the library has no types."""
LOGOTYPE = "asset:logotype.png"
_DRAFT_PICTURE = "asset:draft.svg"

hasten()


class Press:
    """A press with its fonts laid out, to print one document with; used with ``with``, which clears the fonts away."""

    def __init__(self, faces: tuple[Face, ...], options: RenderOptions, page_word: str) -> None:
        """``page_word`` stands before the page number. Raises RenderError for a logotype that will not do."""
        self._faces = faces
        self._page_word = page_word
        self._draft = options.draft
        self._with_fields = options.fillable or options.signature_fields
        self._folder = TemporaryDirectory(prefix="typsnitt-")
        self._assets = _Assets(faces, read_logotype(options.logotype).png if options.logotype else b"")

    def __enter__(self) -> Self:
        self._fonts = FontConfiguration()
        self._fonts._folder = Path(self._folder.name)  # its own would stay until the garbage collector finds it
        footer = f'@page{{@bottom-right{{content:{_quoted(self._page_word)} counter(page) " (" counter(pages) ")"}}}}'
        self._rules = CSS(
            string="".join(face.rule for face in self._faces) + footer, font_config=self._fonts,
            url_fetcher=self._assets, matcher=_OfNoElement(),
        )
        return self

    def __exit__(self, *_: object) -> None:
        forget(self._fonts)
        self._folder.cleanup()

    def sheets(self, html: str) -> Sheets:
        """The page of HTML on sheets.

        Raises FatalURLFetchingError for anything outside the table, and OSError for a folder that cannot be written to.
        """
        return _Page(html, self._assets).render(
            font_config=self._fonts, stylesheets=[self._rules, _style_sheet(self._draft)],
            pdf_forms=self._with_fields, pdf_variant=VARIANT,
        )


def _quoted(word: str) -> str:
    """A word and a space as a string of CSS."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain} "'


def number_contents(sheets: Sheets) -> None:
    """Write in the list of contents on which page each section begins, in the places that were kept for it.

    To leave that to the library, as a style sheet can, sets all sheets twice.
    """
    numbers: dict[str, int] = {}
    for number, page in enumerate(sheets.pages, start=1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    places: list[Any] = []
    for page in sheets.pages:
        before = len(places)
        places += [box for box in page._page_box.descendants() if _section_at(box)]
        if places and len(places) == before:
            break  # the list has ended
    for box in places:
        _write_right(box, str(numbers[_section_at(box)]))


def _section_at(box: Any) -> str:
    """The anchor of the section whose page a box of text is to tell; nothing for any other box."""
    is_text = isinstance(box, TextBox) and box.element is not None
    return str(box.element.get("data-section", "")) if is_text else ""


def _write_right(box: Any, text: str) -> None:
    """Exchange the text of a box that stands to the right."""
    box.pango_layout, _, _, width, _, _ = line_break.split_first_line(text, box.style, None, None, 0)
    box.text = text
    box.position_x += box.width - width
    box.width = width


class _OfNoElement(cssselect2.Matcher):  # type: ignore[misc]  # cssselect2 has no types
    """Of a style sheet for fonts or pages alone: no element needs to be tried against it."""

    def match(self, _: object) -> list[Any]:
        """Nothing."""
        return []


class _Page(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page of our own, read as the XML it is: the parser for any HTML takes a tenth of the time of a document."""

    def __init__(self, xml: str, url_fetcher: URLFetcher) -> None:
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(fromstring(xml), content_language=None)  # noqa: S314 (ours)
        self.etree_element = self.wrapper_element.etree_element
        self.base_url = None
        self.url_fetcher = url_fetcher
        self.media_type = "print"

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        """What elements are before they are styled, in place of the library's own sheet."""
        return [_elements()]


class _Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves the fonts and logotype of one document and the picture behind a draft; anything else stops the work."""

    def __init__(self, faces: tuple[Face, ...], logotype: bytes) -> None:
        super().__init__(fail_on_errors=True)
        self._fonts = {face.url: font_file(face) for face in faces}
        self._logotype = logotype

    def fetch(self, url: str, headers: object = None) -> Any:
        """What the table holds at an address. Raises KeyError for any other address."""
        if url == _DRAFT_PICTURE:
            return URLFetcherResponse(url, read_print_file("draft.svg"), {"Content-Type": "image/svg+xml"})
        if url == LOGOTYPE and self._logotype:
            return URLFetcherResponse(url, self._logotype, {"Content-Type": "image/png"})
        return URLFetcherResponse(url, self._fonts[url])


@cache
def _elements() -> Any:
    return CSS(string=read_print_file("elements.css"))


@cache
def _style_sheet(draft: bool) -> Any:
    """The style sheets as one, parsed once; they hold no fonts, so they serve every document."""
    names = ["document.css", "paper.css", *(["draft.css"] if draft else [])]
    return CSS(string="".join(map(read_print_file, names)))
