"""The cases: answers as somebody might give them, and the whole text that they give, for a lawyer to read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.assembly.assemble import document_set, situation_for
from generator.assembly.readiness import is_ready
from generator.cli.answers_file import plan_for, read_answers_file
from generator.document import Document
from generator.formats.options import RenderOptions
from generator.formats.text import TextFormat
from generator.library.load import load_library
from generator.library.model import Library
from generator.resources import clauses_dir

CASES_DIR = Path(__file__).parent
CASES = tuple(sorted(path.parent.name for path in CASES_DIR.glob("*/answers.yaml")))
UPDATE = "python -m tests.cases.update"
VERSION = "(version)"
"""Stands for the library's version, which changes with every edit of any clause."""
_LINE = "=" * 78


@cache
def library() -> Library:
    """The lawyers' own library."""
    return load_library(clauses_dir())


@cache
def made(case: str) -> tuple[tuple[Document, ...], RenderOptions]:
    """The main document of a case and its annexes, and how they are to be drawn."""
    file = read_answers_file(CASES_DIR / case / "answers.yaml")
    if file.day is None:
        raise ValueError(f"{case}: svarsfilen saknar ”dag:”, och inget fall får bero på vilken dag det är")
    situation = situation_for(library(), plan_for(library(), file.plan), file.answers, file.day)
    documents = document_set(situation)
    return documents.documents, RenderOptions(draft=not is_ready(situation, documents))


def expected_file(case: str) -> Path:
    """Where the text that somebody has read and approved stands."""
    return CASES_DIR / case / "expected.txt"


def text_of(case: str) -> str:
    """The main document and its annexes as one text, each annex after a line with its name."""
    documents, options = made(case)
    texts = [TextFormat().render(document, options).decode() for document in documents]
    names = [f"{document.annex_label or document.folder}, {document.id}" for document in documents[1:]]
    dividers = ["", *(f"\n{_LINE}\n{name}\n{_LINE}\n\n" for name in names)]
    whole = "".join(divider + text for divider, text in zip(dividers, texts, strict=True))
    return whole.replace(library().version, VERSION)
