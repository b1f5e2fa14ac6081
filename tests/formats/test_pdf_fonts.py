"""The fonts: which letters a document may hold, what happens to others, and that the cut files are sound."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from generator.errors import RenderError
from generator.formats import pdf_fonts
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.pdf_fonts import LATIN, SANS, SCRIPT, SERIF, Face, character_map, faces_for, font_file
from tests.formats.reading import pdf_text
from tests.formats.sample import sample_annex, sample_form
from tests.tools import REPOSITORY

USUAL = (pdf_fonts.TEXT, pdf_fonts.TEXT_ITALIC, pdf_fonts.TEXT_STRONG, pdf_fonts.HEADING, pdf_fonts.HEADING_STRONG)
WIDE = (pdf_fonts.TEXT_WIDE, pdf_fonts.HEADING_WIDE)
EVERY_FACE = pytest.mark.parametrize(
    "face", [*USUAL, *WIDE, pdf_fonts.ARABIC, pdf_fonts.FIELD], ids=lambda face: face.url
)


def has_ink(code: int) -> bool:
    return unicodedata.category(chr(code)) not in ("Cf", "Zs", "Zl", "Zp", "Cn")


def test_the_usual_faces_have_every_letter_they_promise() -> None:
    covered = character_map(SERIF) | character_map(SANS)
    assert [chr(code) for code in sorted(LATIN) if has_ink(code) and code not in covered] == []


@EVERY_FACE
def test_a_cut_font_is_static_small_and_says_nothing_of_when_it_was_cut(face: Face) -> None:
    content = font_file(face)
    font = TTFont(BytesIO(content))
    assert not {"fvar", "gvar", "HVAR", "MVAR", "STAT", "DSIG"} & set(font.keys())
    assert len(content) < 250_000
    assert pdf_fonts._cut.__wrapped__(face)[0] == content


@EVERY_FACE
def test_a_cut_font_keeps_just_the_characters_asked_for(face: Face) -> None:
    kept = set(TTFont(BytesIO(font_file(face))).getBestCmap())
    asked = character_map(face.source) - LATIN | {0x20, 0xA0} if face.characters is None else face.characters
    assert kept == asked & character_map(face.source)


@pytest.mark.parametrize("typed", [
    "Зоя Щедрина", "Αλέξης Ωνάσης", "Nguyễn Thị Ỹ", "Şükrü Ğazi", "Łódź – Čapek", "E\u0301mile",
])
def test_a_name_in_a_european_or_vietnamese_spelling_is_printed(typed: str) -> None:
    content = PdfFormat().render(sample_annex(f"till {typed} idag"), RenderOptions())
    assert unicodedata.normalize("NFKC", f"till {typed} idag") in unicodedata.normalize("NFKC", pdf_text(content))


@pytest.mark.parametrize(("typed", "named"), [
    ("שלום", "HEBREW LETTER"), ("ሰላም", "ETHIOPIC SYLLABLE"), ("山", "CJK UNIFIED"), ("Åsa 😀", "GRINNING FACE"),
])
def test_a_letter_that_the_fonts_lack_is_refused_with_its_name_its_place_and_advice(typed: str, named: str) -> None:
    with pytest.raises(RenderError) as refusal:
        PdfFormat().render(sample_annex(typed), RenderOptions())
    said = str(refusal.value)
    assert named in said
    assert "i avsnitt 1 Rutin" in said
    assert "Skriv det med latinska bokstäver" in said


NAMES_IN_ARABIC_SCRIPT = ("محمد علی", "عبد الرحمن", "رضا ژاله", "ڕێژین پەیمان", "فاطمة", "لا إله", "عُمَر", "١٢٣ ۴۵۶")


@pytest.mark.parametrize("typed", NAMES_IN_ARABIC_SCRIPT)
def test_a_name_in_arabic_script_is_printed_with_its_letters_joined_and_can_be_read_back(typed: str) -> None:
    content = PdfFormat().render(sample_annex(f"till {typed} idag"), RenderOptions())
    read = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert unicodedata.normalize("NFKC", typed) in unicodedata.normalize("NFKC", read)
    letters = sum(not unicodedata.category(character).startswith(("Z", "M", "N")) for character in typed)
    shapes = _glyphs(content, "Dokument-Arabiska")
    assert len(shapes) >= min(letters, 3)


def test_every_letter_in_arabic_script_has_its_character_for_who_listens(tmp_path: Path) -> None:
    path = tmp_path / "prov.pdf"
    path.write_bytes(PdfFormat().render(sample_annex(" ".join(NAMES_IN_ARABIC_SCRIPT)), RenderOptions()))
    command = [Path(sys.executable).with_name("outloud"), "--fail-on", "warning", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_face_for_arabic_script_is_only_cut_for_a_document_that_has_it() -> None:
    assert pdf_fonts.ARABIC not in faces_for(sample_annex("Фёдор Åsa"), "", with_fields=False)
    assert not set(WIDE) & set(faces_for(sample_annex("محمد"), "", with_fields=False))


def _glyphs(content: bytes, family: str) -> list[str]:
    """What the embedded subset of a family holds, by the characters that its glyphs stand for."""
    file = pikepdf.open(BytesIO(content))
    fonts = {str(font.BaseFont): font for font in file.pages[0].Resources.Font.values()}
    (font,) = (font for name, font in fonts.items() if family in name)
    return re.findall(rb"<[0-9a-fA-F]+> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes())


@pytest.mark.parametrize(
    "typed", ["å\u200fä", "å\u200dä", "å\u2060ä", "å\u00adä", "å\u202eä\u202c", "\ufeffå", "å\tä\nö", "10\u202f000"]
)
def test_marks_that_leave_no_ink_are_no_trouble(typed: str) -> None:
    assert PdfFormat().render(sample_annex(typed), RenderOptions())[:8] == b"%PDF-1.7"


@given(st.text(st.sampled_from([chr(code) for code in sorted(LATIN)]), max_size=40))
def test_usual_letters_ask_for_no_wide_face(typed: str) -> None:
    assert not set(WIDE) & set(faces_for(sample_annex(typed), "", with_fields=False))


@given(st.characters(categories=("L", "N", "P", "S")).filter(lambda character: ord(character) not in LATIN))
def test_any_other_character_is_either_set_in_a_wide_face_or_refused(character: str) -> None:
    if ord(character) in character_map(SERIF) | character_map(SANS):
        assert set(WIDE) <= set(faces_for(sample_annex(character), "", with_fields=False))
    elif ord(character) in character_map(SCRIPT):
        assert pdf_fonts.ARABIC in faces_for(sample_annex(character), "", with_fields=False)
    else:
        with pytest.raises(RenderError, match="finns inte i dokumentets typsnitt"):
            faces_for(sample_annex(character), "", with_fields=False)


def test_only_the_faces_that_are_used_are_cut() -> None:
    plain = faces_for(sample_annex("Åsa"), "<p>x</p>", with_fields=False)
    assert plain == (pdf_fonts.TEXT, pdf_fonts.HEADING, pdf_fonts.HEADING_STRONG)
    assert pdf_fonts.TEXT_ITALIC in faces_for(sample_annex("Åsa"), "<blockquote>", with_fields=False)
    assert pdf_fonts.TEXT_STRONG in faces_for(sample_annex("Åsa"), "<strong>", with_fields=False)
    assert pdf_fonts.FIELD in faces_for(sample_annex("Åsa"), "", with_fields=True)


def test_a_family_that_is_not_installed_is_named_with_its_package() -> None:
    with pytest.raises(RenderError, match="Installera paketet fontpkg-ingen"):
        font_file(replace(pdf_fonts.TEXT, source="Ingen"))


_PRINT_DIGEST = """
import hashlib
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from tests.formats.sample import sample_form
print(hashlib.sha256(PdfFormat().render(sample_form(), RenderOptions(draft=True, fillable=True))).hexdigest())
"""


def test_a_machine_without_any_font_prints_the_same_bytes(tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    settings.write_text("<fontconfig><dir>/finns-inte</dir></fontconfig>")
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings), "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", _PRINT_DIGEST]
    bare = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True)
    here = PdfFormat().render(sample_form(), RenderOptions(draft=True, fillable=True))
    assert bare.stdout.strip() == hashlib.sha256(here).hexdigest()
