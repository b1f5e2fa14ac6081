"""Small files: what is left out of a PDF is missed by nobody, and every blank form is light."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pydyf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.pdf_colours import srgb_profile
from generator.formats.pdf_font_files import without_tables
from generator.formats.pdf_fonts import FIELD, HEADING, font_file, glyph_names
from generator.formats.pdf_objects import Nothing
from generator.formats.pdf_strings import short_strings
from generator.formats.pdf_written import finish_objects
from tests.formats.blanks import Edition, editions, longest
from tests.formats.reading import all_elements, open_pdf, pdf_text
from tests.formats.sample import SAMPLES, sample_form

MOST_BYTES = 60_000
FILLABLE = RenderOptions(fillable=True)
EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)


@pytest.mark.parametrize("edition", longest(), ids=lambda edition: edition.name)
def test_the_longest_blank_form_of_each_kind_is_light_in_every_language(edition: Edition) -> None:
    assert len(edition.fillable) < MOST_BYTES


@pytest.mark.long
@pytest.mark.parametrize(
    "edition", [each for each in editions() if each not in longest()], ids=lambda edition: edition.name
)
def test_every_other_blank_form_is_light_in_every_language(edition: Edition) -> None:
    assert len(edition.fillable) < MOST_BYTES


# --- Colours ----------------------------------------------------------------------------------------------------------


def test_the_colours_are_those_of_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    usual = ImageCms.createProfile("sRGB")
    colours = Image.new("RGB", (16, 16))
    colours.putdata([(place, 255 - place, place * 7 % 256) for place in range(256)])
    turned = ImageCms.profileToProfile(colours, ours, usual, outputMode="RGB")
    pairs = zip(colours.tobytes(), turned.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


def test_the_profile_is_small_and_says_what_it_is() -> None:
    assert len(srgb_profile()) < 700
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))).strip() == "sRGB"
    file = open_pdf(PdfFormat().render(sample_form(), FILLABLE))
    (intent,) = file.Root.OutputIntents
    assert intent.DestOutputProfile.read_bytes() == srgb_profile()


# --- Objects ----------------------------------------------------------------------------------------------------------


@EVERY_SAMPLE
def test_no_object_is_left_that_nothing_refers_to_and_no_number_is_skipped(sample) -> None:
    file = open_pdf(PdfFormat().render(sample(), RenderOptions(fillable=True, signature_fields=True)))
    assert not any(each.objgen == (0, 0) for each in file.objects)
    assert [each.objgen[0] for each in file.objects] == list(range(1, len(file.objects) + 1))


@given(st.text("()\\<>4 0 R/åÄ§é–", max_size=30))
def test_a_reference_gets_the_new_number_and_words_that_look_like_one_do_not(text: str) -> None:
    pdf = pydyf.PDF()
    pdf.add_object(Nothing())
    held = pydyf.Dictionary({"Said": pydyf.String(f"{text}4 0 R")})
    pdf.add_object(held)
    pdf.catalog["Holds"] = pydyf.Array([held.reference, pydyf.Dictionary({"It": held.reference})])
    finish_objects(pdf)
    pdf.write(stream := BytesIO(), "1.7", True, True)
    file = open_pdf(stream.getvalue())
    assert file.check_pdf_syntax() == []
    first, second = file.Root.Holds
    assert str(first.Said) == str(second.It.Said) == f"{text}4 0 R"
    assert first.objgen == (3, 0)


def test_what_lies_where_is_written_as_differences() -> None:
    content = PdfFormat().render(sample_form(), FILLABLE)
    assert re.search(rb"/Type /XRef.*/DecodeParms <</Predictor 12/Columns 8>>", content)


# --- Words ------------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_a_string_says_the_same_in_fewer_bytes(text: str) -> None:
    wide = b"<feff" + text.encode("utf-16-be").hex().encode() + b">"
    short = short_strings(wide)
    assert len(short) <= len(wide)
    assert str(pikepdf.Object.parse(short)) == text


def test_the_letters_of_swedish_take_a_byte_each() -> None:
    written = pydyf.String("Åsa Öberg (å ä ö) – ”x”").data
    assert short_strings(written) == b"(\xc5sa \xd6berg \\(\xe5 \xe4 \xf6\\) \x85 \x8ex\x8e)"


# --- Fonts ------------------------------------------------------------------------------------------------------------


def test_a_font_without_the_tables_that_nobody_looks_at_draws_the_same_glyphs() -> None:
    whole = font_file(HEADING)
    bare = without_tables(whole)
    before, after = TTFont(BytesIO(whole)), TTFont(BytesIO(bare), checkChecksums=2)
    assert set(after.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    for table in ("glyf", "loca", "hmtx"):
        assert after.reader[table] == before.reader[table]
    assert len(bare) < len(whole)


def test_labels_are_drawn_from_the_font_for_typing_with_the_right_glyphs() -> None:
    file = open_pdf(PdfFormat().render(sample_form(), FILLABLE))
    fonts = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
    (typed,) = (each for each in fonts if each.Subtype == "/TrueType")
    others = [each for each in fonts if each.Subtype == "/CIDFontType2"]
    own = typed.FontDescriptor.FontFile2.objgen
    shared = [each for each in others if each.FontDescriptor.FontFile2.objgen == own]
    assert [str(each.BaseFont).partition("+")[2] for each in shared] == ["Dokument-Sans"]
    table = shared[0].CIDToGIDMap.read_bytes()
    places = [int.from_bytes(table[place : place + 2], "big") for place in range(0, len(table), 2)]
    drawn = {glyph_names(HEADING)[place]: glyph_names(FIELD)[target] for place, target in enumerate(places) if target}
    assert all(name == target for name, target in drawn.items())
    assert {"A", "a", "aring", "zero"} <= drawn.keys()


# --- Tags -------------------------------------------------------------------------------------------------------------


@EVERY_SAMPLE
@pytest.mark.parametrize("fillable", [False, True])
def test_no_tag_says_nothing_beside_the_text_of_its_paragraph(sample, fillable: bool) -> None:
    file = open_pdf(PdfFormat().render(sample(), RenderOptions(fillable=fillable)))
    silent = [
        each for each in all_elements(file, "Span")
        if set(each.keys()) <= {"/Type", "/S", "/K", "/P", "/Pg"} and each.P.S not in ("/Link", "/Reference", "/Div")
    ]
    assert all(any(isinstance(kid, pikepdf.Dictionary) for kid in each.K) for each in silent)


@EVERY_SAMPLE
def test_no_frame_lies_around_nothing_but_paragraphs(sample) -> None:
    file = open_pdf(PdfFormat().render(sample(), RenderOptions(fillable=True)))
    for frame in all_elements(file, "Div"):
        below = {str(kid.S) for kid in frame.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
        says_more = set(frame.keys()) > {"/Type", "/S", "/K", "/P", "/Pg"}
        assert says_more or below & {"/Span", "/Link", "/Reference", "/Form"}


@EVERY_SAMPLE
def test_letters_are_moved_in_steps_and_none_by_nothing(sample) -> None:
    file = open_pdf(PdfFormat().render(sample(), RenderOptions()))
    drawn = b"".join(page.Contents.read_bytes() for page in file.pages)
    assert b")0(" not in drawn
    moved = [int(each) for each in re.findall(rb"(?<!\\)\)(-?\d+)\(", drawn)]
    assert len(moved) > 10 and all(each % 10 == 0 for each in moved)
    assert drawn.count(b") TJ") + drawn.count(b")0] TJ") + drawn.count(b")] TJ") > 10


@EVERY_SAMPLE
def test_what_is_drawn_is_read_as_the_same_letters_by_another_program(sample, monkeypatch: pytest.MonkeyPatch) -> None:
    made = PdfFormat().render(sample(), FILLABLE)
    monkeypatch.setattr("generator.formats.pdf_slim._slim_drawing", lambda drawn: drawn)
    assert pdf_text(made, furniture=True) == pdf_text(PdfFormat().render(sample(), FILLABLE), furniture=True)
