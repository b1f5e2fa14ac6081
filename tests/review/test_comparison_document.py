"""A comparison on paper."""

from __future__ import annotations

from datetime import date

from generator.assembly.assemble import situation_for
from generator.assembly.situation import Situation
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.resources import clauses_dir
from generator.review.compare import compare
from generator.review.comparison_document import comparison_document
from generator.review.samples import needed_answers

LIBRARY = load_library(clauses_dir())
TODAY = date(2026, 11, 21)


def suggested(code: str) -> Situation:
    plan = LIBRARY.plans["samverkansoverenskommelse"]
    return situation_for(LIBRARY, plan, {**needed_answers(LIBRARY, plan), "kommuner": [code]}, TODAY)


def test_every_answer_and_every_clause_that_differs_stands_in_it_with_its_reasons() -> None:
    found = compare(suggested("2403"), suggested("1480"))
    document = comparison_document(found, ("Bjurholm", "Göteborg"), TODAY)
    text = get_format("txt").render(document, RenderOptions()).decode()
    assert all(each.label in text for each in found.answers)
    clauses = [clause for each in found.changed_documents for clause in each.clauses]
    assert len([section for level, section in document.walk() if level == 2]) == len(clauses)
    assert "[-Bjurholms kommun-]{+Göteborgs Stad+}" in text
    assert text.count("Skäl: ") >= len(clauses)


def test_what_is_the_same_says_so_and_can_be_made_in_word() -> None:
    document = comparison_document(compare(suggested("2403"), suggested("2403")), ("A", "B"), TODAY)
    assert "Ingenting skiljer dem åt" in get_format("txt").render(document, RenderOptions()).decode()
    assert get_format("docx").render(document, RenderOptions()).startswith(b"PK")
