"""A comparison on paper."""

from __future__ import annotations

from datetime import date

from generator.assembly.assemble import situation_for
from generator.assembly.situation import Situation
from generator.document import Run, Table
from generator.formats.options import RenderOptions
from generator.formats.registry import get_format
from generator.library.load import load_library
from generator.resources import clauses_dir
from generator.review.compare import compare
from generator.review.comparison_document import comparison_document
from generator.review.samples import needed_answers
from generator.review.word_marks import Mark

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
    assert "[-Bjurholms kommun-]" in text
    assert "{+Göteborgs Stad+}" in text
    reworded = [each for each in clauses if each.mark is Mark.CHANGED and each.lines]
    tables = [
        block
        for level, section in document.walk()
        for block in section.blocks
        if level == 2 and isinstance(block, Table)
    ]
    assert len(tables) == len(reworded) > 0
    named = {
        "".join(part.text for part in cell.inlines if isinstance(part, Run)) for each in tables for cell in each.header
    }
    assert named == {"Bjurholm", "Göteborg"}
    assert text.count("Skäl: ") >= len(clauses)


def test_what_is_the_same_says_so_and_can_be_made_in_word() -> None:
    document = comparison_document(compare(suggested("2403"), suggested("2403")), ("A", "B"), TODAY)
    assert "Ingenting skiljer dem åt" in get_format("txt").render(document, RenderOptions()).decode()
    assert get_format("docx").render(document, RenderOptions()).startswith(b"PK")
