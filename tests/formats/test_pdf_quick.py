"""WeasyPrint made quicker comes to the same bytes as the library as it is shipped, which any other version gets."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.requirements import Requirement
from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.layout import inline
from weasyprint.text import line_break

from generator.assembly.assemble import blank_form, document_set, situation_for
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import Document
from generator.formats import pdf_quick
from generator.formats.options import RenderOptions
from generator.formats.pdf import PdfFormat
from generator.formats.pdf_quick import as_shipped, hasten, is_known
from generator.formats.pdf_quick_text import Paragraph, SetLine, split_first_line
from generator.formats.pdf_sheets import Press
from tests.bench.content import DAY, agreement, library
from tests.formats.sample import SAMPLES, sample_annex
from tests.tools import REPOSITORY

OPTIONS = (
    RenderOptions(),
    RenderOptions(draft=True),
    RenderOptions(fillable=True, signature_fields=True),
)


def is_alike(document: Document, options: RenderOptions) -> bool:
    """Whether both ways come to the same bytes."""
    quick = PdfFormat().render(document, options)
    with as_shipped():
        return PdfFormat().render(document, options) == quick


def test_the_library_that_is_locked_is_the_one_that_was_read() -> None:
    lines = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = next(line for line in lines if line.startswith("weasyprint=="))
    assert next(iter(Requirement(locked.split()[0]).specifier)).version == pdf_quick.VERSION
    assert is_known()


def test_the_quicker_functions_are_in_place_wherever_the_library_uses_them() -> None:
    assert inline.split_first_line is line_break.split_first_line is split_first_line
    with as_shipped():
        assert inline.split_first_line is line_break.split_first_line is not split_first_line
        assert Box.is_in_normal_flow.__module__ == "weasyprint.formatting_structure.boxes"
    assert inline.split_first_line is split_first_line
    assert Box.is_in_normal_flow.__module__ == "generator.formats.pdf_quick_boxes"


def test_another_version_is_left_as_it_is_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    with as_shipped():
        monkeypatch.setattr(weasyprint, "__version__", "70.1")
        hasten()
        assert line_break.split_first_line is not split_first_line
        assert PdfFormat().render(sample_annex(), RenderOptions()).startswith(b"%PDF")
        monkeypatch.undo()
    assert line_break.split_first_line is split_first_line


@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "draft", "fields"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
def test_every_sample_comes_to_the_same_bytes(sample: Callable[[], Document], options: RenderOptions) -> None:
    assert is_alike(sample(), options)


@pytest.mark.parametrize("typed", [
    "Ĝrüße naïve ﬁn – ”så” § 4 e\u0301 A\u030a",
    "Ελληνικά Кириллица Tiếng Việt và chữ nghiêng",
    "اسم الشخص ثم svenska ord",
    "ord\u00a0som\u00a0hålls\u00a0ihop " * 20,
    "Extraordinärtlångtordutanavbrott" * 12,
    "mjukt\u00adbinde\u00adstreck " * 40,
    "första raden\nandra raden\tmed ett hopp\n\nden fjärde",
    "a " * 300,
], ids=["accents", "wide", "arabic", "held together", "one long word", "soft hyphens", "broken lines", "short words"])
def test_unusual_text_comes_to_the_same_bytes(typed: str) -> None:
    assert is_alike(sample_annex(typed), RenderOptions())


def test_the_agreement_comes_to_the_same_bytes() -> None:
    assert is_alike(agreement(), RenderOptions(signature_fields=True))


def every_document() -> list[tuple[str, Document]]:
    made = []
    for file in sorted((REPOSITORY / "tests" / "cases").glob("*/answers.yaml")):
        answers = read_answers_file(file)
        case = situation_for(library(), plan_for(library(), answers.plan), answers.answers, DAY)
        made += [(f"{file.parent.name} {document.title}", document) for document in document_set(case).documents]
    plans = library().plans.values()
    return made + [(blank.id, blank_form(library(), plan, blank, DAY)) for plan in plans for blank in plan.blanks]


@pytest.mark.long
def test_every_case_and_blank_form_comes_to_the_same_bytes() -> None:
    documents = every_document()
    assert len(documents) > 100
    assert [name for name, document in documents if not is_alike(document, RenderOptions(fillable=True))] == []


@cache
def text_style() -> dict[str, object]:
    """The style of running text on our paper."""
    html = '<html lang="sv"><body><article class="document"><p>Ord</p></article></body></html>'
    with Press((), RenderOptions(), "Sida") as press:
        boxes = press.sheets(html).pages[0]._page_box.descendants()
        style: dict[str, object] = next(box.style for box in boxes if isinstance(box, TextBox))
    return style


WORDS = st.lists(st.text("abAVTovwy.,-–§å1” ", min_size=1, max_size=12), min_size=1, max_size=40).map(" ".join)


MOST_LINES = 12
"""Of one text; a narrow column would have one for each letter."""


@settings(max_examples=60)
@given(text=WORDS, width=st.floats(0, 700), starts=st.booleans())
def test_any_line_is_broken_and_measured_as_by_the_library(text: str, width: float, starts: bool) -> None:
    style = text_style()
    text = " ".join(text.split()) or "a"
    for _ in range(MOST_LINES):
        line, *found = split_first_line(text, style, None, width, 0, starts)
        with as_shipped():
            shipped, *expected = line_break.split_first_line(text, style, None, width, 0, starts)
        assert (line.text, found) == (shipped.text, expected)
        skip = found[1]
        if not skip:
            break
        text, starts = text.encode()[skip:].decode(), True


def test_plain_text_is_set_once() -> None:
    style = text_style()
    text = "Parterna samverkar om stöd till den som vill lämna. " * 10
    line, _, skip, *_ = split_first_line(text, style, None, 400, 0)
    following, *_ = split_first_line(text.encode()[skip:].decode(), style, None, 400, 0)
    assert isinstance(line, SetLine)
    assert following.paragraph is line.paragraph
    assert following.number == 1


def test_nothing_of_a_document_is_kept_when_it_is_made() -> None:
    """What is found out lies on the styles of the document. These hold each other and stay a while; no text does."""
    PdfFormat().render(sample_annex("Hemligt Namn"), RenderOptions())
    kept = [each.text for each in gc.get_objects() if isinstance(each, (SetLine, Paragraph))]
    assert [text for text in kept if "Hemligt" in str(text)] == []
