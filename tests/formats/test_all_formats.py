"""What every format promises. A new format in the registry is tried here without a line being added below."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys

import pytest

from generator.document import Document
from generator.errors import RenderError
from generator.formats.options import RenderOptions
from generator.formats.registry import FORMAT_NAMES, MEDIA_TYPES, get_format
from tests.formats.reading import READERS, WHOLE_READERS, body_words, comparable
from tests.formats.sample import HOSTILE, SAMPLES, sample_agreement, sample_annex
from tests.tools import REPOSITORY

EVERY_FORMAT = pytest.mark.parametrize("name", FORMAT_NAMES)
EVERY_SAMPLE = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)


def read(name: str, document: Document) -> str:
    return READERS[name](get_format(name).render(document, RenderOptions()))


def read_whole(name: str, document: Document, options: RenderOptions | None = None) -> str:
    return WHOLE_READERS[name](get_format(name).render(document, options or RenderOptions()))


@EVERY_FORMAT
def test_a_format_says_what_it_is(name: str) -> None:
    made = get_format(name)
    assert (made.name, made.extension, made.mimetype) == (name, name, MEDIA_TYPES[name])


@EVERY_FORMAT
@EVERY_SAMPLE
def test_every_format_has_the_words_and_numbers_of_the_text_in_the_same_order(name: str, sample) -> None:
    document = sample()
    assert body_words(document, read(name, document)) == body_words(document, read("txt", document))


@EVERY_FORMAT
@EVERY_SAMPLE
def test_every_format_says_what_the_document_is_between_whom_and_from_when(name: str, sample) -> None:
    document = sample()
    shown = comparable(read_whole(name, document))
    around = (document.title, document.subtitle, document.parties, document.annex_label, document.version_note)
    for printed in (*around, *(part for pair in document.registration for part in pair)):
        assert comparable(printed) in shown


@EVERY_FORMAT
def test_what_somebody_types_is_printed_as_typed_and_does_nothing(name: str) -> None:
    typed = HOSTILE.removesuffix("\u200f")  # the mark leaves no ink, so a PDF has no glyph to read back
    places = read("txt", sample_agreement()).count(typed)
    assert places == 4
    assert read(name, sample_agreement()).replace("\n", " ").count(typed) == places


@pytest.mark.parametrize("name", sorted(set(FORMAT_NAMES) - {"pdf"}))
def test_an_unseen_mark_that_somebody_types_is_kept_where_text_is_kept(name: str) -> None:
    assert HOSTILE in read(name, sample_annex())


@EVERY_FORMAT
@EVERY_SAMPLE
def test_the_same_document_gives_the_same_bytes(name: str, sample) -> None:
    options = RenderOptions(draft=True, fillable=True, signature_fields=True)
    assert get_format(name).render(sample(), options) == get_format(name).render(sample(), options)


_PRINT_DIGESTS = """
import hashlib
from generator.formats.options import RenderOptions
from generator.formats.registry import FORMAT_NAMES, get_format
from tests.formats.sample import SAMPLES
for name in FORMAT_NAMES:
    for sample in SAMPLES:
        print(hashlib.sha256(get_format(name).render(sample(), RenderOptions(fillable=True))).hexdigest())
"""


def test_another_process_another_day_gives_the_same_bytes() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-c", _PRINT_DIGESTS]
    other = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True)
    here = [
        hashlib.sha256(get_format(name).render(sample(), RenderOptions(fillable=True))).hexdigest()
        for name in FORMAT_NAMES
        for sample in SAMPLES
    ]
    assert other.stdout.split() == here


@EVERY_FORMAT
@EVERY_SAMPLE
def test_making_a_document_logs_no_warning_and_never_a_word_of_it(name: str, sample, caplog, capfd) -> None:
    with caplog.at_level(logging.DEBUG):
        get_format(name).render(sample(), RenderOptions(draft=True, fillable=True, signature_fields=True))
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert not any("Bjurholm" in record.getMessage() for record in caplog.records)
    assert capfd.readouterr() == ("", "")


@EVERY_FORMAT
def test_a_control_character_is_refused_in_words(name: str) -> None:
    with pytest.raises(RenderError, match=r"U\+0007"):
        get_format(name).render(sample_annex("pling\x07"), RenderOptions())


@EVERY_FORMAT
@EVERY_SAMPLE
def test_a_draft_says_so_and_nothing_else_does(name: str, sample) -> None:
    assert "UTKAST" in read_whole(name, sample(), RenderOptions(draft=True))
    assert "UTKAST" not in read_whole(name, sample())


_PRINT_WARMTH = """
from generator.formats.pdf_fonts import _cut
from generator.formats.registry import FORMAT_NAMES, get_format, warm_up
warm_up()
cut = _cut.cache_info().currsize
from tests.formats.sample import sample_form
from generator.formats.options import RenderOptions
get_format("pdf").render(sample_form("Åsa"), RenderOptions(fillable=True))
print(_cut.cache_info().currsize - cut, get_format.cache_info().currsize == len(FORMAT_NAMES))
"""


def test_after_warming_up_no_font_is_left_to_cut() -> None:
    command = [sys.executable, "-c", _PRINT_WARMTH]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True"]
