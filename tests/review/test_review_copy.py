"""The clause set as a document to read."""

from __future__ import annotations

from datetime import date

import pytest

from generator.document import DocumentKind
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.resources import clauses_dir
from generator.review.register import clauses_of
from generator.review.review_copy import review_copy

LIBRARY = load_library(clauses_dir())
TODAY = date(2026, 11, 21)


def test_every_clause_in_force_stands_under_every_document_that_can_hold_it() -> None:
    document = review_copy(LIBRARY, LIBRARY.plans.values(), TODAY)
    in_force = LIBRARY.wordings_at(TODAY)
    for section in document.sections:
        headings = sorted(each.heading for level, each in section.walk() if level == 3)
        clauses = clauses_of(LIBRARY, LIBRARY.plans[section.anchor]) & set(in_force)
        assert headings == sorted(in_force[each].heading for each in clauses)


def test_conditions_provisions_and_guidance_stand_with_each_clause() -> None:
    document = review_copy(LIBRARY, [LIBRARY.plans["samverkansoverenskommelse"]], TODAY)
    text = get_format("txt").render(document, RenderOptions()).decode()
    text = " ".join(text.split())
    clauses = [each for level, each in document.walk() if level == 3]
    assert text.count("När den används:") == text.count("Lydelse:") == len(clauses)
    assert "Kommunens storlek: liten kommun" in text
    assert "kontrollerad t.o.m." in text
    assert "Vägledning:" in text


def test_it_cannot_be_read_back_as_an_agreement() -> None:
    document = review_copy(LIBRARY, LIBRARY.plans.values(), TODAY)
    assert (document.kind, document.wordings) == (DocumentKind.OFFICIAL, ())


@pytest.mark.parametrize("name", ["docx", "html", "txt"])
def test_every_format_makes_it_the_same_each_time(name: str) -> None:
    document = review_copy(LIBRARY, [LIBRARY.plans["samtycke"]], TODAY)
    maker = get_format(name)
    assert maker.render(document, RenderOptions()) == maker.render(document, RenderOptions()) != b""
