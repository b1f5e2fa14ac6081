"""Forms filled in by PDFium, which is what shows a PDF inside Chromium, Chrome and Edge: clicked and typed in as a
person does it, saved, and read back by another program.

Chromium itself is driven by ``test_chromium``, which takes longer and leans on what no release promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_void_p
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as engine
import pytest
from pypdf import PdfReader

from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from tests.formats.blanks import Edition, longest
from tests.formats.reading import open_pdf
from tests.formats.sample import sample_form

TEXT = "text"
TYPED = "Åsa Öberg-Müller é"
LATER = "2026-12-24"
CYRILLIC, ARABIC = "Анна Öberg", "سارا علي"
TO_FILL_IN = [each for each in longest() if not each.document.is_reading_aid]
Place = tuple[int, float, float]
"""Page from 0, and where in it, in points."""


class Form:
    """A form open in PDFium, with somebody's hand on it."""

    def __init__(self, content: bytes) -> None:
        self._document = pypdfium2.PdfDocument(content)
        self._document.init_forms()
        self._pages = [self._document[number] for number in range(len(self._document))]

    @property
    def _hand(self) -> c_void_p:
        return self._document.formenv

    def click(self, place: Place) -> None:
        """Click where the place is."""
        number, across, up = place
        page = self._pages[number]
        engine.FORM_OnMouseMove(self._hand, page, 0, across, up)
        engine.FORM_OnLButtonDown(self._hand, page, 0, across, up)
        engine.FORM_OnLButtonUp(self._hand, page, 0, across, up)
        self._last = page

    def type(self, text: str) -> None:
        """Type in the field that was clicked, letter by letter."""
        for letter in text:
            engine.FORM_OnChar(self._hand, self._last, ord(letter), 0)

    def saved(self) -> bytes:
        """The file, once the last field has been left."""
        engine.FORM_ForceToKillFocus(self._hand)
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def close(self) -> None:
        """Let go of it."""
        for page in self._pages:
            page.close()
        self._document.close()


@contextmanager
def opened(content: bytes) -> Iterator[Form]:
    form = Form(content)
    try:
        yield form
    finally:
        form.close()


def fields_of(content: bytes) -> dict[str, str]:
    """Every field that holds a value, by name, as pypdf reads them."""
    found = PdfReader(BytesIO(content)).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in found.items() if "/FT" in field}


def places_of(content: bytes) -> Iterator[tuple[str, str, Place]]:
    """Of each line and box of a form, in order: its name, ``TEXT`` or what the field says when the box is ticked, and
    the middle of it."""
    for number, page in enumerate(open_pdf(content).pages):
        for widget in page.get("/Annots", []):
            if widget.Subtype == "/Widget":
                left, bottom, right, top = (float(edge) for edge in widget.Rect)
                yield name_of(widget), kind_of(widget), (number, (left + right) / 2, (bottom + top) / 2)


def name_of(widget: pikepdf.Object) -> str:
    """The whole name of a field, those above it included."""
    own = [str(widget.T)] if "/T" in widget else []
    return ".".join([name_of(widget.Parent), *own] if "/Parent" in widget else own)


def kind_of(widget: pikepdf.Object) -> str:
    """``TEXT``, or how a box is drawn when it is ticked."""
    if "/FT" in widget and widget.FT == "/Tx":
        return TEXT
    (ticked,) = set(map(str, dict(widget.AP.N))) - {"/Off"}
    return ticked


def states_of(content: bytes, name: str) -> list[str]:
    """How each box of a choice is drawn, in order: its own state when it is ticked."""
    return [
        str(widget.AS) for page in open_pdf(content).pages for widget in page.get("/Annots", [])
        if widget.Subtype == "/Widget" and name_of(widget) == name
    ]


@pytest.mark.parametrize("edition", TO_FILL_IN, ids=lambda edition: edition.name)
def test_every_field_of_a_blank_form_takes_and_keeps_what_is_typed_and_ticked(edition: Edition) -> None:
    empty = fields_of(edition.fillable)
    expected: dict[str, str] = {}
    with opened(edition.fillable) as form:
        for name, kind, place in places_of(edition.fillable):
            form.click(place)
            if kind == TEXT:
                expected[name] = f"{TYPED} {len(expected)}"
                form.type(expected[name])
            else:
                expected[name] = kind
        saved = form.saved()
    assert expected.keys() == empty.keys()
    assert fields_of(saved) == expected


def test_a_choice_takes_one_answer_at_a_time_and_a_box_can_be_ticked_and_let_go() -> None:
    blank = PdfFormat().render(sample_form(), RenderOptions(fillable=True))
    places: dict[str, list[Place]] = {}
    for name, _, place in places_of(blank):
        places.setdefault(name, []).append(place)
    first, second, _ = places["person-tolk"]
    with opened(blank) as form:
        form.click(first)
        form.click(second)
        form.click(places["parter.polisen"][0])
        form.click(places["tid-upplast"][0])
        form.click(places["tid-upplast"][0])
        form.click(places["person-datum"][0])
        form.type(LATER)
        form.click(places["undantag"][0])
        form.type("Inget\ralls")
        saved = form.saved()
    before, after = fields_of(blank), fields_of(saved)
    changed = {name: value for name, value in after.items() if value != before[name]}
    assert changed == {
        "person-tolk": "/1", "parter.polisen": "/on", "person-datum": LATER, "undantag": "Inget\r\nalls",
    }
    assert states_of(saved, "person-tolk") == ["/Off", "/1", "/Off"]
    assert states_of(saved, "tid-upplast") == ["/Off"]


def test_letters_that_are_not_latin_are_kept_as_typed() -> None:
    blank = PdfFormat().render(sample_form(), RenderOptions(fillable=True))
    places = {name: place for name, _, place in places_of(blank)}
    with opened(blank) as form:
        for name, text in (("person-namn", CYRILLIC), ("undantag", ARABIC)):
            form.click(places[name])
            form.type(text)
        saved = form.saved()
    assert {**fields_of(blank), "person-namn": CYRILLIC, "undantag": ARABIC} == fields_of(saved)


def test_what_is_typed_is_drawn_in_its_field_in_the_font_of_the_form() -> None:
    blank = PdfFormat().render(sample_form(), RenderOptions(fillable=True))
    places = {name: place for name, _, place in places_of(blank)}
    with opened(blank) as form:
        form.click(places["person-namn"])
        form.type(TYPED)
        saved = form.saved()
    file = open_pdf(saved)
    drawn = {
        name_of(widget): widget.AP.N.read_bytes()
        for page in file.pages for widget in page.get("/Annots", []) if widget.get("/FT") == "/Tx"
    }
    assert TYPED.encode("cp1252") in drawn["person-namn"]
    assert [name for name, content in drawn.items() if b"Tj" in content] == ["person-namn"]
